/** What screens ask about definitions and instances. Read only. */
import {
  type ElementInstanceId,
  type EngineEvent,
  type InstanceState,
  type Json,
  type Variables,
  visibleVariables,
  visibleVariableScopes,
} from "@tongban/engine";
import type { SqlExecutor } from "./sql-executor.ts";
import { parsedRow, type StoredRow } from "./store/instance-store.ts";
import { stateOfRows } from "./store/packed-records.ts";

/** A process with what is known of its versions. */
export interface ProcessSummary {
  readonly processId: string;
  readonly name: string;
  readonly latestVersion: number;
  readonly versionCount: number;
  readonly runningInstances: number;
  readonly incidents: number;
}

/** One version of a process. */
export interface ProcessVersion {
  readonly processId: string;
  readonly version: number;
  readonly name: string;
  readonly deployedBy: string;
  readonly comment: string;
  /** Epoch ms. */
  readonly deployedAt: number;
  readonly runningInstances: number;
}

/** How many tokens are, and were, at an element. */
export interface ElementStatistics {
  readonly elementId: string;
  readonly active: number;
  readonly completed: number;
  readonly incidents: number;
}

/** One process of a call tree, with where it is. */
export interface InstanceDiagram {
  readonly processInstanceId: string;
  readonly processId: string;
  readonly version: number;
  readonly name: string;
  readonly state: string;
  /** The call activity that called it, and where. */
  readonly parent: { readonly processInstanceId: string; readonly elementId: string } | null;
  readonly xml: string;
  readonly active: readonly string[];
  readonly completed: readonly string[];
  readonly incidents: readonly string[];
}

/** All processes by name. */
export function listProcesses(sql: SqlExecutor): Promise<ProcessSummary[]> {
  return sql.query<ProcessSummary>(
    `SELECT d.process_id AS "processId", d.name, d.version AS "latestVersion",
            (SELECT count(*)::int FROM process_definition v WHERE v.process_id = d.process_id) AS "versionCount",
            (SELECT count(*)::int FROM process_definition v JOIN process_instance p ON p.definition_id = v.id
              WHERE v.process_id = d.process_id AND p.state = 'active') AS "runningInstances",
            (SELECT count(*)::int FROM incident i WHERE i.process_id = d.process_id) AS incidents
       FROM (SELECT DISTINCT ON (process_id) process_id, name, version FROM process_definition
              ORDER BY process_id, version DESC) AS d
      ORDER BY d.process_id`,
  );
}

/** The versions of a process, newest first; empty when it is not deployed. */
export function listVersions(sql: SqlExecutor, processId: string): Promise<ProcessVersion[]> {
  return sql.query<ProcessVersion>(
    `SELECT d.process_id AS "processId", d.version, d.name, y.deployed_by AS "deployedBy", y.comment,
            (extract(epoch FROM y.deployed_at) * 1000)::float8 AS "deployedAt",
            (SELECT count(*)::int FROM process_instance p WHERE p.definition_id = d.id AND p.state = 'active')
              AS "runningInstances"
       FROM process_definition d JOIN deployment y ON y.id = d.deployment_id
      WHERE d.process_id = $1 ORDER BY d.version DESC`,
    [processId],
  );
}

/** The model of a version, or null. */
export async function readXml(
  sql: SqlExecutor,
  processId: string,
  version: number,
): Promise<string | null> {
  const rows = await sql.query<{ xml: string }>(
    "SELECT xml FROM process_definition WHERE process_id = $1 AND version = $2::int",
    [processId, version],
  );
  return rows[0]?.xml ?? null;
}

/** Tokens by element of a version. */
export function readStatistics(
  sql: SqlExecutor,
  processId: string,
  version: number,
): Promise<ElementStatistics[]> {
  return sql.query<ElementStatistics>(
    `SELECT e.element_id AS "elementId", count(*) FILTER (WHERE e.state = 'active')::int AS active,
            count(*) FILTER (WHERE e.state = 'completed')::int AS completed,
            count(DISTINCT i.id)::int AS incidents
       FROM process_instance p
       JOIN element_instance e ON e.process_instance_id = p.id
       LEFT JOIN incident i ON i.process_instance_id = p.id AND i.element_instance_id = e.id
      WHERE p.process_id = $1 AND p.version = $2::int AND e.kind <> 'process'
      GROUP BY e.element_id ORDER BY e.element_id`,
    [processId, version],
  );
}

/** The diagrams of an instance and of everything that it called, root first. */
export function readDiagrams(
  sql: SqlExecutor,
  rootProcessInstanceId: string,
): Promise<InstanceDiagram[]> {
  return sql.query<InstanceDiagram>(
    `SELECT p.id::text AS "processInstanceId", p.process_id AS "processId", p.version, d.name, p.state, d.xml,
            CASE WHEN p.parent_id IS NULL THEN NULL
                 ELSE json_build_object('processInstanceId', p.parent_id::text, 'elementId',
                   (SELECT c.element_id FROM element_instance c
                     WHERE c.process_instance_id = p.parent_id AND c.id = p.parent_element_instance_id)) END AS parent,
            coalesce((SELECT array_agg(DISTINCT e.element_id) FROM element_instance e
                       WHERE e.process_instance_id = p.id AND e.state = 'active' AND e.kind <> 'process'), '{}') AS active,
            coalesce((SELECT array_agg(DISTINCT e.element_id) FROM element_instance e
                       WHERE e.process_instance_id = p.id AND e.state = 'completed' AND e.kind <> 'process'), '{}') AS completed,
            coalesce((SELECT array_agg(DISTINCT i.element_id) FROM incident i WHERE i.process_instance_id = p.id), '{}')
              AS incidents
       FROM process_instance p JOIN process_definition d ON d.id = p.definition_id
      WHERE p.root_id = $1::bigint ORDER BY p.id`,
    [rootProcessInstanceId],
  );
}

/** Where variables are seen from. */
export interface SeenFrom {
  readonly processInstanceId: string;
  readonly elementInstanceId: string;
}

/** A variable as it is seen from somewhere. */
export interface SeenVariable {
  readonly name: string;
  readonly value: Json;
  /** The element instance that has it; the instance's id for the process itself. */
  readonly scopeId: string;
}

/** Variables as element instances of active instances see them, in the order of the question. */
export async function readVisibleVariablesOf(
  sql: SqlExecutor,
  places: readonly SeenFrom[],
): Promise<Variables[]> {
  const states = await readAround(sql, places);
  return places.map(({ processInstanceId, elementInstanceId }) => {
    const state = states.get(processInstanceId);
    return state === undefined
      ? {}
      : visibleVariables(state, elementInstanceId as ElementInstanceId);
  });
}

/** The same of one, with the scopes that have them. */
export async function readSeenVariables(
  sql: SqlExecutor,
  place: SeenFrom,
): Promise<readonly SeenVariable[]> {
  const state = (await readAround(sql, [place])).get(place.processInstanceId);
  if (state === undefined) return [];
  const from = place.elementInstanceId as ElementInstanceId;
  const scopes = visibleVariableScopes(state, from);
  return Object.entries(visibleVariables(state, from)).map(([name, value]) => ({
    name,
    value,
    scopeId: scopes.get(name) ?? from,
  }));
}

/** As much of the states of the instances as can be seen from the places. */
async function readAround(
  sql: SqlExecutor,
  places: readonly SeenFrom[],
): Promise<ReadonlyMap<string, InstanceState>> {
  if (places.length === 0) return new Map();
  // The scopes from the elements outwards, and their variables: what siblings have is not read. '0' follows '/'. Where the scopes
  // share a row there are few, and all variables are read.
  const rows = await sql.query<StoredRow>(
    `WITH RECURSIVE path AS (
       SELECT element.process_instance_id AS instance, element.key, element.value
         FROM unnest($1::bigint[], $2::text[]) AS place(instance, key) JOIN instance_record element
           ON element.process_instance_id = place.instance AND element.kind = 'element' AND element.key = place.key
       UNION
       SELECT path.instance, scope.key, scope.value FROM path JOIN instance_record scope
           ON scope.process_instance_id = path.instance AND scope.kind = 'element' AND scope.key = path.value->>'scopeId')
     SELECT instance::text AS id, 'element' AS kind, key, value::text FROM path
     UNION ALL
     SELECT process_instance_id::text, kind, key, value::text FROM instance_record
      WHERE process_instance_id = ANY($1::bigint[]) AND kind IN ('instance', 'packed')
     UNION ALL
     SELECT variable.process_instance_id::text, variable.kind, variable.key, variable.value::text
       FROM instance_record packed JOIN instance_record variable USING (process_instance_id)
      WHERE packed.process_instance_id = ANY($1::bigint[]) AND packed.kind = 'packed' AND variable.kind = 'variable'
     UNION ALL
     SELECT path.instance::text, variable.kind, variable.key, variable.value::text
       FROM path JOIN instance_record variable
         ON variable.process_instance_id = path.instance AND variable.kind = 'variable'
        AND variable.key >= path.key || '/' AND variable.key < path.key || '0'`,
    [
      places.map(({ processInstanceId }) => processInstanceId),
      places.map(({ elementInstanceId }) => elementInstanceId),
    ],
  );
  return new Map(
    [...Map.groupBy(rows, ({ id }) => id)].map(([id, own]) => [
      id,
      stateOfRows(own.map(parsedRow)),
    ]),
  );
}

/** An event of an instance's history. */
export interface HistoricEvent {
  /** Place in the instance's history, from 1 without gaps. */
  readonly seq: number;
  /** Epoch ms. */
  readonly at: number;
  readonly event: EngineEvent;
}

/** The history of an instance in its order, a page at a time: events after `afterSeq` (0: from the first). */
export async function readEvents(
  sql: SqlExecutor,
  processInstanceId: string,
  page: { readonly afterSeq: number; readonly limit: number },
): Promise<HistoricEvent[]> {
  // Each entry has an event at least, so as many entries are enough.
  const rows = await sql.query<{ seq: number; at: number; data: string }>(
    `SELECT o.seq, e.at, o.data::text
       FROM (SELECT last_seq, (extract(epoch FROM at) * 1000)::float8 AS at, events
               FROM history_entry WHERE process_instance_id = $1::bigint AND last_seq > $2::int
              ORDER BY last_seq LIMIT $3::int) AS e
      CROSS JOIN LATERAL history_events(e.last_seq, e.events) AS o
      WHERE o.seq > $2::int ORDER BY o.seq LIMIT $3::int`,
    [processInstanceId, page.afterSeq, page.limit],
  );
  return rows.map(({ seq, at, data }) => ({ seq, at, event: JSON.parse(data) as EngineEvent }));
}

/** An event with the instance that it belongs to. */
export interface EventOfInstance extends HistoricEvent {
  readonly processInstanceId: string;
}

/** The events of these types of some instances, in order of time; the first ones when there are more than `limit`. */
export async function readEventsOfTypes(
  sql: SqlExecutor,
  processInstanceIds: readonly string[],
  types: readonly EngineEvent["type"][],
  limit: number,
): Promise<EventOfInstance[]> {
  const rows = await sql.query<{ id: string; seq: number; at: number; data: string }>(
    `SELECT process_instance_id::text AS id, seq, (extract(epoch FROM at) * 1000)::float8 AS at, data::text
       FROM history_event WHERE process_instance_id = ANY($1::bigint[]) AND type = ANY($2::text[])
      ORDER BY history_event.at, process_instance_id, seq LIMIT $3::int`,
    [processInstanceIds, types, limit],
  );
  return rows.map(({ id, seq, at, data }) => ({
    processInstanceId: id,
    seq,
    at,
    event: JSON.parse(data) as EngineEvent,
  }));
}

/** The variables of the process as they were last, from the history: those of an ended instance are nowhere else. */
export async function readFinalVariables(
  sql: SqlExecutor,
  processInstanceId: string,
): Promise<Variables> {
  const rows = await sql.query<{ name: string; value: string }>(
    `SELECT DISTINCT ON (data->>'name') data->>'name' AS name, (data->'value')::text AS value
       FROM history_event
      WHERE process_instance_id = $1::bigint AND type = 'variableSet' AND data->>'scopeId' = $1::bigint::text
      ORDER BY data->>'name', seq DESC`,
    [processInstanceId],
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as Json]));
}
