/**
 * The hot tables as a database of several machines would have them: twins in a schema of their own, partitioned by the hash of what
 * they would be distributed by. A partition stands for a shard. Whoever has the schema first in the search path works on the twins.
 */
import type { Client } from "pg";

/** Schema of the twins. */
export const SHARDED = "sharded";
/** Partitions of each table; the same place in all of them is one shard. */
const SHARD_COUNT = 4;

/** Hot table → what it would be distributed by. Definitions and start subscriptions are small: every machine has them all. */
export const DISTRIBUTED_BY = {
  process_instance: "id",
  instance_record: "process_instance_id",
  history_entry: "process_instance_id",
  element_instance: "process_instance_id",
  job: "process_instance_id",
  timer: "process_instance_id",
  user_task: "process_instance_id",
  incident: "process_instance_id",
  message_subscription: "process_instance_id",
  signal_subscription: "process_instance_id",
  ended_user_task: "process_instance_id",
  ended_incident: "process_instance_id",
  correlated_message: "process_instance_id",
  decision_evaluation: "process_instance_id",
  operation_record: "process_instance_id",
  // A message is there before anybody knows which instance it is for.
  message: "correlation_key",
} as const satisfies Readonly<Record<string, string>>;

/** One of {@link DISTRIBUTED_BY}. */
export type HotTable = keyof typeof DISTRIBUTED_BY;

/** The hot tables in the order in which they are shown. */
export const HOT_TABLES = Object.keys(DISTRIBUTED_BY) as HotTable[];

/** What makes rows of a table unique. */
export interface UniqueKey {
  readonly table: HotTable;
  readonly columns: readonly string[];
  /** Whether a shard can watch over it alone. */
  readonly hasDistributionColumn: boolean;
  /** Null only where nobody's instance is concerned; a distribution column may not be. */
  readonly isDistributionNullable: boolean;
}

/** The unique keys of the hot tables as the migrations have made them. */
export async function uniqueKeys(client: Client): Promise<readonly UniqueKey[]> {
  const { rows } = await client.query<{
    table: HotTable;
    columns: string[];
    nullable: string[];
  }>(
    `SELECT c.relname AS table,
            ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
                    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum ORDER BY k.place) AS columns,
            ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attnotnull) AS nullable
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY($1) AND i.indisunique
      ORDER BY array_position($1, c.relname::text), i.indisprimary DESC, i.indexrelid`,
    [HOT_TABLES],
  );
  return rows.map(({ table, columns, nullable }) => ({
    table,
    columns,
    hasDistributionColumn: columns.includes(DISTRIBUTED_BY[table]),
    isDistributionNullable: nullable.includes(DISTRIBUTED_BY[table]),
  }));
}

/** Makes the twins, with the indexes of the originals; keys get the distribution column where they lack it. */
export async function makeTwins(client: Client): Promise<void> {
  await client.query(`CREATE SCHEMA ${SHARDED}`);
  // Told of by EXPLAIN with the partition that each inserted row goes to.
  await client.query(
    `CREATE FUNCTION ${SHARDED}.inserted() RETURNS TRIGGER LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
  );
  for (const table of HOT_TABLES) await makeTwin(client, table);
  // Of other instances: the planner sees a table whose joins are worth an index.
  await client.query(
    `INSERT INTO ${SHARDED}.instance_record (process_instance_id, kind, key, value)
     SELECT n / 5, kind, n::text, '{}' FROM generate_series(1, 20000) AS n, unnest('{element,instance,variable}'::text[]) AS kind`,
  );
  await client.query(`ANALYZE ${SHARDED}.instance_record`);
}

async function makeTwin(client: Client, table: HotTable): Promise<void> {
  const column = DISTRIBUTED_BY[table];
  const twin = `${SHARDED}.${table}`;
  await client.query(
    `CREATE TABLE ${twin} (LIKE public.${table} INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING STORAGE)
       PARTITION BY HASH (${column})`,
  );
  for (let shard = 0; shard < SHARD_COUNT; shard += 1)
    await client.query(
      `CREATE TABLE ${twin}_${String(shard)} PARTITION OF ${twin}
         FOR VALUES WITH (MODULUS ${String(SHARD_COUNT)}, REMAINDER ${String(shard)})`,
    );
  const { rows } = await client.query<{ definition: string }>(
    "SELECT pg_get_indexdef(indexrelid) AS definition FROM pg_index WHERE indrelid = $1::regclass",
    [`public.${table}`],
  );
  for (const { definition } of rows) await client.query(twinIndex(definition, table));
  await client.query(
    `CREATE TRIGGER inserted BEFORE INSERT ON ${twin} FOR EACH ROW EXECUTE FUNCTION ${SHARDED}.inserted()`,
  );
}

/** `CREATE UNIQUE INDEX job_pkey ON public.job USING btree (id)` → `… ON sharded.job USING btree (id, process_instance_id)` */
function twinIndex(definition: string, table: HotTable): string {
  const column = DISTRIBUTED_BY[table];
  const [, unique = "", method = "", columns = "", more = ""] =
    /^CREATE (UNIQUE )?INDEX \S+ ON (?:ONLY )?\S+ (USING \w+) \((.*?)\)((?: INCLUDE| WHERE| WITH).*)?$/.exec(
      definition,
    ) ?? [];
  const names = columns.split(", ");
  const added = unique !== "" && !names.includes(column) ? `, ${column}` : "";
  return `CREATE ${unique}INDEX ON ${SHARDED}.${table} ${method} (${columns}${added})${more}`;
}

/** Which shard each of these instances is in. */
export async function shardsOf(
  client: Client,
  processInstanceIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ id: string; table: string }>(
    `SELECT id::text, tableoid::regclass::text AS table FROM ${SHARDED}.process_instance WHERE id = ANY($1::bigint[])`,
    [processInstanceIds],
  );
  return new Map(rows.map(({ id, table }) => [id, Number(table.slice(-1))]));
}

/** Rows that are in another shard than their instance. */
export async function strayRows(client: Client): Promise<readonly string[]> {
  const stray: string[] = [];
  for (const table of HOT_TABLES) {
    if (DISTRIBUTED_BY[table] !== "process_instance_id") continue;
    const { rows } = await client.query<{ id: string }>(
      `SELECT t.process_instance_id::text AS id FROM ${SHARDED}.${table} t JOIN ${SHARDED}.process_instance p ON p.id = t.process_instance_id
        WHERE right(t.tableoid::regclass::text, 1) <> right(p.tableoid::regclass::text, 1)`,
    );
    stray.push(...rows.map(({ id }) => `${table} of ${id}`));
  }
  return stray;
}
