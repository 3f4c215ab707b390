/**
 * Fills a database with copies of cases that were carried out. What the runtime's tables held before is gone: they are emptied
 * in the transaction that fills them, so that PostgreSQL need not log what it writes (`wal_level = minimal`); indexes that are no
 * keys are made afterwards.
 */
import { Client } from "pg";
import { copyHistory, copyTable, type Span, TEMPLATES_AT_MOST } from "./copy-sql.ts";
import { runtimeTables, type Template } from "./template.ts";

/** What a fill came to. */
export interface Filled {
  readonly liveInstances: number;
  readonly historyRows: number;
  readonly historyEvents: number;
  readonly seconds: number;
}

/** How often each template is copied. */
export interface Copies {
  readonly template: Template;
  readonly count: number;
  /** How long ago the oldest began. */
  readonly sinceMs: number;
}

/** Fills; `say` is told how it goes. */
export async function fill(
  databaseUrl: string,
  wanted: readonly Copies[],
  say: (text: string) => void,
): Promise<Filled> {
  if (wanted.length > TEMPLATES_AT_MOST) throw new Error(`At most ${TEMPLATES_AT_MOST} templates`);
  const from = performance.now();
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("SET synchronous_commit = off");
    await client.query("SET maintenance_work_mem = '512MB'");
    // No foreign keys to check: what is copied refers to what is copied.
    await client.query("SET session_replication_role = replica");
    await keepHistory(client, wanted);
    const indexes = await dropIndexes(client);
    await client.query("BEGIN");
    await client.query(`TRUNCATE history_entry, ${runtimeTables.join(", ")}`);
    for (const [place, { template, count, sinceMs }] of wanted.entries()) {
      const since = performance.now();
      const span: Span = { place, count, sinceMs };
      if (count === 0) continue;
      for (const table of template.tables) await client.query(copyTable(template, table, span));
      await client.query(copyHistory(template, `kept_${place}`, span));
      say(`${count} × ${template.name}: ${((performance.now() - since) / 1000).toFixed(1)} s`);
    }
    for (const index of indexes) await client.query(index);
    await client.query("COMMIT");
    say(`indexes: ${((performance.now() - from) / 1000).toFixed(1)} s since the beginning`);
    await client.query("VACUUM (ANALYZE, PARALLEL 0)");
    await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
  const sum = (of: (template: Template) => number): number =>
    wanted.reduce((total, { template, count }) => total + of(template) * count, 0);
  return {
    liveInstances: sum(({ activeInstances }) => activeInstances),
    historyRows: sum(({ historyRows }) => historyRows),
    historyEvents: sum(({ historyEvents }) => historyEvents),
    seconds: (performance.now() - from) / 1000,
  };
}

/** Copies of the history are made from its rows as they are stored: compressed, and not read again. */
async function keepHistory(client: Client, wanted: readonly Copies[]): Promise<void> {
  for (const [place, { template }] of wanted.entries()) {
    await client.query(
      `CREATE TEMP TABLE kept_${place} AS SELECT * FROM history_entry
        WHERE process_instance_id IN (${template.instanceIds.join(", ")}) ORDER BY process_instance_id, last_seq`,
    );
  }
}

/** Drops what is only an index; answers how to make them again. */
async function dropIndexes(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
      WHERE i.indrelid = ANY($1::regclass[]) AND NOT i.indisunique`,
    [[...runtimeTables, "cases", "work_item"]],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}
