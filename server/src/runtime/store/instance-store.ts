/** Reading and writing instances: one row that is locked, and the records of its state. */
import type { InstanceState, ProcessGraph } from "@tongban/engine";
import { changedRows, type RecordRow, stateOfRows } from "./packed-records.ts";
import { grown } from "./state-size.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import type { Writes } from "./writes.ts";

/** An instance locked by the current transaction. */
export interface LockedInstance {
  readonly id: string;
  /** As in the database when it was locked. */
  readonly definitionId: string;
  graph: ProcessGraph;
  readonly state: InstanceState;
  readonly isNew: boolean;
  /** As in the database when it was locked; 0 for a new one. */
  readonly revision: number;
  eventCount: number;
  isTouched: boolean;
}

/** The row of an instance. */
export interface InstanceRow {
  readonly id: string;
  readonly definition_id: string;
  readonly revision: number;
  readonly event_count: number;
  readonly state: "active" | "completed" | "terminated";
}

/** Locks rows in the order of their ids, so that batches do not deadlock. */
export function lockRows(tx: SqlExecutor, ids: readonly string[]): Promise<InstanceRow[]> {
  return tx.query<InstanceRow>(
    `SELECT id::text, definition_id::text, revision, event_count, state
       FROM process_instance WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE`,
    [ids],
  );
}

/** A row of `instance_record` as it is read: its value is still a text. */
export type StoredRow = Omit<RecordRow, "value"> & { readonly id: string; readonly value: string };

/** The same with its value. */
export function parsedRow({ kind, key, value }: StoredRow): RecordRow {
  const stored = JSON.parse(value) as RecordRow["value"] | string;
  const isText = kind === "packed" && typeof stored === "string";
  return { kind, key, value: (isText ? JSON.parse(stored) : stored) as RecordRow["value"] };
}

/** Reads states by their records. */
export async function readStates(
  tx: SqlExecutor,
  ids: readonly string[],
): Promise<Map<string, InstanceState>> {
  const rows = await tx.query<StoredRow>(
    `SELECT process_instance_id::text AS id, kind, key, value::text
       FROM instance_record WHERE process_instance_id = ANY($1::bigint[])`,
    [ids],
  );
  const own = Map.groupBy(rows, ({ id }) => id);
  return new Map(
    ids.map((id) => {
      const stored = own.get(id) ?? [];
      const state = stateOfRows(stored.map(parsedRow));
      grown(state, charactersOf(stored));
      return [id, state];
    }),
  );
}

/** Writes what the touched instances changed: rows with the next revision, and changed records only. */
export function writeInstances(
  writes: Writes,
  instances: readonly LockedInstance[],
  now: number,
): void {
  const known = instances.filter(({ isNew }) => !isNew);
  insertRows(
    writes,
    instances.filter(({ isNew }) => isNew),
    now,
  );
  updateRows(writes, known, now);
  writeDefinitions(
    writes,
    known.filter(({ definitionId, state }) => headerOf(state).definitionId !== definitionId),
  );
  writeRecords(writes, instances);
}

/** Of instances that were migrated: what they are instances of now. */
function writeDefinitions(writes: Writes, instances: readonly LockedInstance[]): void {
  for (const { id, state } of instances) {
    const { definitionId, processId, version } = headerOf(state);
    writes.write(
      "UPDATE process_instance SET definition_id = $2::bigint, process_id = $3, version = $4::int WHERE id = $1::bigint",
      [id, definitionId, processId, version],
    );
  }
}

function insertRows(writes: Writes, instances: readonly LockedInstance[], now: number): void {
  if (instances.length === 0) return;
  const rows = instances.map(({ id, eventCount, state }) => ({
    id,
    eventCount,
    header: headerOf(state),
  }));
  writes.write(
    `INSERT INTO process_instance (id, definition_id, process_id, version, revision, event_count, state, business_key,
                                   root_id, parent_id, parent_element_instance_id, started_at, ended_at)
     SELECT u.id, u.definition_id, u.process_id, u.version, 1, u.event_count, u.state, u.business_key, u.root_id,
            u.parent_id, u.parent_element_instance_id, to_timestamp($11::float8 / 1000),
            CASE WHEN u.state = 'active' THEN NULL ELSE to_timestamp($11::float8 / 1000) END
       FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::int[], $5::int[], $6::text[], $7::text[], $8::bigint[],
                   $9::bigint[], $10::bigint[])
         AS u(id, definition_id, process_id, version, event_count, state, business_key, root_id, parent_id,
              parent_element_instance_id)`,
    [
      rows.map(({ id }) => id),
      rows.map(({ header }) => header.definitionId),
      rows.map(({ header }) => header.processId),
      rows.map(({ header }) => header.version),
      rows.map(({ eventCount }) => eventCount),
      rows.map(({ header }) => header.state),
      rows.map(({ header }) => header.businessKey ?? null),
      rows.map(({ header }) => header.rootProcessInstanceId),
      rows.map(({ header }) => header.parent?.processInstanceId ?? null),
      rows.map(({ header }) => header.parent?.elementInstanceId ?? null),
      now,
    ],
  );
}

function updateRows(writes: Writes, instances: readonly LockedInstance[], now: number): void {
  if (instances.length === 0) return;
  writes.write(
    `WITH updated AS (UPDATE process_instance p
        SET revision = p.revision + 1, event_count = u.event_count, state = u.state,
            ended_at = CASE WHEN u.state = 'active' THEN NULL ELSE to_timestamp($5::float8 / 1000) END
       FROM unnest($1::bigint[], $2::int[], $3::int[], $4::text[]) AS u(id, revision, event_count, state)
      WHERE p.id = u.id AND p.revision = u.revision RETURNING p.id)
     SELECT lost_race() FROM updated HAVING count(*) <> cardinality($1::bigint[])`,
    [
      instances.map(({ id }) => id),
      instances.map(({ revision }) => revision),
      instances.map(({ eventCount }) => eventCount),
      instances.map(({ state }) => headerOf(state).state),
      now,
    ],
  );
}

function writeRecords(writes: Writes, instances: readonly LockedInstance[]): void {
  const isLive = ({ state }: LockedInstance): boolean => headerOf(state).state === "active";
  const live = instances.filter(isLive);
  const ended = instances.filter((instance) => !isLive(instance)).map(({ id }) => id);
  const changes = live.flatMap(({ id, isNew, state }) => {
    const rows = changedRows(state).map(({ kind, key, value }) => ({
      id,
      isNew,
      kind,
      key,
      value: value === null ? null : JSON.stringify(value),
    }));
    grown(state, charactersOf(rows));
    return rows;
  });
  const written = changes.filter((row): row is WrittenRow => row.value !== null);
  const deleted = changes.filter(({ value }) => value === null);
  insertRecords(
    writes,
    written.filter(({ isNew }) => isNew),
  );
  insertRecords(
    writes,
    written.filter(({ isNew }) => !isNew),
    "ON CONFLICT (process_instance_id, kind, key) DO UPDATE SET value = EXCLUDED.value",
  );
  deleteRecords(writes, deleted);
  if (ended.length > 0)
    writes.write("DELETE FROM instance_record WHERE process_instance_id = ANY($1::bigint[])", [
      ended,
    ]);
}

/** A row whose value is a text already; null for one that is to go. */
type OwnRow = Pick<StoredRow, "id" | "kind" | "key"> & {
  readonly isNew: boolean;
  readonly value: string | null;
};

type WrittenRow = OwnRow & { readonly value: string };

function charactersOf(rows: readonly { readonly value: string | null }[]): number {
  return rows.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
}

/**
 * An instance that is new has no record yet; looking for each of them costs half as much again. What is packed is looked into by nobody
 * in the database: as a text in JSON it is not taken apart there, which costs more than the row. Before, it was JSON itself.
 */
function insertRecords(writes: Writes, written: readonly WrittenRow[], orElse = ""): void {
  if (written.length === 0) return;
  writes.write(
    `INSERT INTO instance_record (process_instance_id, kind, key, value)
     SELECT u.id, u.kind, u.key, CASE WHEN u.kind = 'packed' THEN to_jsonb(u.value) ELSE u.value::jsonb END
       FROM ROWS FROM (unnest($1::bigint[]), unnest($2::text[]), unnest($3::text[]), string_to_table($4, E'\\n'))
         AS u(id, kind, key, value) ${orElse}`,
    [
      written.map(({ id }) => id),
      written.map(({ kind }) => kind),
      written.map(({ key }) => key),
      // As `jsonLines`: each value is a line of JSON.
      written.map(({ value }) => value).join("\n"),
    ],
  );
}

function deleteRecords(writes: Writes, deleted: readonly OwnRow[]): void {
  if (deleted.length === 0) return;
  writes.write(
    `DELETE FROM instance_record r
      USING unnest($1::bigint[], $2::text[], $3::text[]) AS u(id, kind, key)
      WHERE r.process_instance_id = u.id AND r.kind = u.kind AND r.key = u.key`,
    [deleted.map(({ id }) => id), deleted.map(({ kind }) => kind), deleted.map(({ key }) => key)],
  );
}

/** The instance's own record; a step has always created it before anything is written. */
export function headerOf(
  state: InstanceState,
): NonNullable<ReturnType<InstanceState["tables"]["instance"]["get"]>> {
  const header = state.tables.instance.get("");
  if (header === undefined) throw new Error("An instance that was written has no header record.");
  return header;
}
