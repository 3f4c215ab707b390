/** Reading and writing instances: one row that is locked, and the records of its state. */
import type { InstanceState, ProcessGraph } from "@tongban/engine";
import { changedRows, type RecordRow, stateOfRows } from "./packed-records.ts";
import { grown } from "./state-size.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import { together } from "../together.ts";

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

/** Another step changed an instance after it was read; the transaction must be done again. */
export class LostRace extends Error {
  override readonly name = "LostRace";
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
  return { kind, key, value: JSON.parse(value) as RecordRow["value"] };
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
export async function writeInstances(
  tx: SqlExecutor,
  instances: readonly LockedInstance[],
  now: number,
): Promise<void> {
  const known = instances.filter(({ isNew }) => !isNew);
  // Sent one behind the other, in this order, without waiting for each answer.
  await together([
    insertRows(
      tx,
      instances.filter(({ isNew }) => isNew),
      now,
    ),
    updateRows(tx, known, now),
    writeDefinitions(
      tx,
      known.filter(({ definitionId, state }) => headerOf(state).definitionId !== definitionId),
    ),
    writeRecords(tx, instances),
  ]);
}

/** Of instances that were migrated: what they are instances of now. */
async function writeDefinitions(
  tx: SqlExecutor,
  instances: readonly LockedInstance[],
): Promise<void> {
  for (const { id, state } of instances) {
    const { definitionId, processId, version } = headerOf(state);
    await tx.query(
      "UPDATE process_instance SET definition_id = $2::bigint, process_id = $3, version = $4::int WHERE id = $1::bigint",
      [id, definitionId, processId, version],
    );
  }
}

async function insertRows(
  tx: SqlExecutor,
  instances: readonly LockedInstance[],
  now: number,
): Promise<void> {
  if (instances.length === 0) return;
  const rows = instances.map(({ id, eventCount, state }) => ({
    id,
    eventCount,
    header: headerOf(state),
  }));
  await tx.query(
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

async function updateRows(
  tx: SqlExecutor,
  instances: readonly LockedInstance[],
  now: number,
): Promise<void> {
  if (instances.length === 0) return;
  const updated = await tx.query<{ id: string }>(
    `UPDATE process_instance p
        SET revision = p.revision + 1, event_count = u.event_count, state = u.state,
            ended_at = CASE WHEN u.state = 'active' THEN NULL ELSE to_timestamp($5::float8 / 1000) END
       FROM unnest($1::bigint[], $2::int[], $3::int[], $4::text[]) AS u(id, revision, event_count, state)
      WHERE p.id = u.id AND p.revision = u.revision RETURNING p.id::text`,
    [
      instances.map(({ id }) => id),
      instances.map(({ revision }) => revision),
      instances.map(({ eventCount }) => eventCount),
      instances.map(({ state }) => headerOf(state).state),
      now,
    ],
  );
  if (updated.length !== instances.length) throw new LostRace("an instance has another revision");
}

async function writeRecords(tx: SqlExecutor, instances: readonly LockedInstance[]): Promise<void> {
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
  await together([
    insertRecords(
      tx,
      written.filter(({ isNew }) => isNew),
    ),
    insertRecords(
      tx,
      written.filter(({ isNew }) => !isNew),
      "ON CONFLICT (process_instance_id, kind, key) DO UPDATE SET value = EXCLUDED.value",
    ),
    deleteRecords(tx, deleted),
    ended.length > 0 &&
      tx.query("DELETE FROM instance_record WHERE process_instance_id = ANY($1::bigint[])", [
        ended,
      ]),
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

/** An instance that is new has no record yet; looking for each of them costs half as much again. */
async function insertRecords(
  tx: SqlExecutor,
  written: readonly WrittenRow[],
  orElse = "",
): Promise<void> {
  if (written.length === 0) return;
  await tx.query(
    `INSERT INTO instance_record (process_instance_id, kind, key, value)
     SELECT u.id, u.kind, u.key, u.value::jsonb
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

async function deleteRecords(tx: SqlExecutor, deleted: readonly OwnRow[]): Promise<void> {
  if (deleted.length === 0) return;
  await tx.query(
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
