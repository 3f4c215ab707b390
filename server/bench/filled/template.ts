/** The rows of a case that was really carried out, table by table, ready to be multiplied. */
import type { Client } from "pg";

/** A column that a copy fills. */
export interface Column {
  readonly name: string;
  /** As PostgreSQL writes it: `bigint`, `text[]`, `timestamp with time zone`. */
  readonly type: string;
}

/** The template's rows of one table. */
export interface TemplateTable {
  readonly table: string;
  /** Without those that number themselves. */
  readonly columns: readonly Column[];
  /** Values as text, in the order of the columns. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** See file head. */
export interface Template {
  readonly name: string;
  /** Instances of the case: the root and what it called. */
  readonly instanceIds: readonly string[];
  /** The office's case, which has a UUID and a number; null for a process without one. */
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  /** All but the history. */
  readonly tables: readonly TemplateTable[];
  readonly activeInstances: number;
  readonly historyRows: number;
  readonly historyEvents: number;
  /** From the first id to the last. */
  readonly spanMs: number;
}

/** Tables of the runtime and what is copied of them: everything that knows its instance. */
const BY_INSTANCE = [
  "element_instance",
  "instance_record",
  "job",
  "timer",
  "message_subscription",
  "signal_subscription",
  "user_task",
  "ended_user_task",
  "incident",
  "correlated_message",
  "decision_evaluation",
  "operation_record",
] as const;

/** All tables that a fill writes, beside `history_entry`. */
export const runtimeTables: readonly string[] = ["process_instance", ...BY_INSTANCE];

/** Reads the case whose root instance it is. */
export async function readTemplate(
  client: Client,
  name: string,
  rootId: string,
): Promise<Template> {
  const { rows: instances } = await client.query<{ id: string; state: string }>(
    "SELECT id::text, state FROM process_instance WHERE root_id = $1::bigint ORDER BY id",
    [rootId],
  );
  const instanceIds = instances.map(({ id }) => id);
  const { rows: cases } = await client.query<{ id: string; number: string }>(
    "SELECT id::text, case_number AS number FROM cases WHERE process_instance_id = $1",
    [rootId],
  );
  const tables: TemplateTable[] = [
    await read(client, "process_instance", "id = ANY($1::bigint[])", [instanceIds]),
  ];
  for (const table of BY_INSTANCE) {
    tables.push(
      await read(client, table, "process_instance_id = ANY($1::bigint[])", [instanceIds]),
    );
  }
  for (const table of ["cases", "work_item"]) {
    tables.push(await read(client, table, "process_instance_id = ANY($1::text[])", [instanceIds]));
  }
  const { rows: history } = await client.query<{ rows: number; events: number; last: string }>(
    `SELECT count(*)::int AS rows, sum((SELECT count(*) FROM history_events(last_seq, events)))::int AS events, max(at)::text AS last
       FROM history_entry WHERE process_instance_id = ANY($1::bigint[])`,
    [instanceIds],
  );
  const { rows: span } = await client.query<{ ms: number }>(
    `SELECT (((max(id) >> 22) - (min(process_instance_id) >> 22)) + 1)::int AS ms
       FROM element_instance WHERE process_instance_id = ANY($1::bigint[])`,
    [instanceIds],
  );
  return {
    name,
    instanceIds,
    caseId: cases[0]?.id ?? null,
    caseNumber: cases[0]?.number ?? null,
    tables: tables.filter(({ rows }) => rows.length > 0),
    activeInstances: instances.filter(({ state }) => state === "active").length,
    historyRows: history[0]?.rows ?? 0,
    historyEvents: history[0]?.events ?? 0,
    spanMs: span[0]?.ms ?? 0,
  };
}

async function read(
  client: Client,
  table: string,
  condition: string,
  values: readonly unknown[],
): Promise<TemplateTable> {
  const { rows: columns } = await client.query<Column>(
    `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type
       FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped
        AND coalesce(pg_get_expr(d.adbin, d.adrelid), '') NOT LIKE 'nextval(%' ORDER BY a.attnum`,
    [table],
  );
  const list = columns.map((column) => `"${column.name}"::text`).join(", ");
  const { rows } = await client.query<(string | null)[]>({
    text: `SELECT ${list} FROM "${table}" WHERE ${condition} ORDER BY ctid`,
    values: [...values],
    rowMode: "array",
  });
  return { table, columns, rows };
}
