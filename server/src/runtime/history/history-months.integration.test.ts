/** The history by months: made ahead, read from one, and let go of when nobody has to keep it. */
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { Client, Pool } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureMonths, type HistoryRetention, retireMonths } from "./history-months.ts";

const NOW = Date.parse("2026-11-24T02:00:00Z");
const MONTH = (month: number): number => Date.UTC(2026, month - 1, 15);

let database: TestDatabase;
let pool: Pool;
beforeEach(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 3 });
  pool.on("connect", (client) => client.on("error", () => undefined));
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

async function retire(retention: HistoryRetention, now: number): Promise<string[]> {
  const session = new Client({ connectionString: database.url });
  await session.connect();
  try {
    return await retireMonths(session, retention, now);
  } finally {
    await session.end();
  }
}

async function query<Row extends object>(statement: string, ...values: unknown[]): Promise<Row[]> {
  return (await pool.query<Row>(statement, values)).rows;
}

/** An instance of which nothing is known but when it began and ended, with one entry of history. */
async function instance(begunAt: number, endedAt: number | null): Promise<string> {
  const [row] = await query<{ id: string }>(
    `WITH made AS (
       INSERT INTO process_instance (id, definition_id, process_id, version, revision, event_count, state, root_id, started_at, ended_at)
       SELECT id, 1, 'p', 1, 1, 1, CASE WHEN $2::float8 IS NULL THEN 'active' ELSE 'completed' END, id,
              to_timestamp($1::float8 / 1000), to_timestamp($2::float8 / 1000)
         FROM (SELECT first_id_at(to_timestamp($1::float8 / 1000)) + (random() * 1000000)::bigint AS id) AS new
       RETURNING id),
     element AS (
       INSERT INTO element_instance (process_instance_id, id, element_id, kind, state, started_at)
       SELECT id, id, 'p', 'process', 'completed', now() FROM made)
     INSERT INTO history_entry SELECT id, 1, now(), '[{"type":"x"}]' FROM made RETURNING process_instance_id::text AS id`,
    begunAt,
    endedAt,
  );
  return row?.id ?? "";
}

async function months(): Promise<string[]> {
  const rows = await query<{ name: string }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'history_entry'::regclass ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}

test("there is always a month ahead, and making them again changes nothing", async () => {
  const later = Date.UTC(2031, 0, 1);
  await Promise.all([ensureMonths(pool, later), ensureMonths(pool, later)]);
  expect(await months()).toContain("history_entry_2032_02");
  const before = await months();
  await ensureMonths(pool, NOW);
  expect(await months()).toEqual(before);
});

test("one instance is looked for in one month", async () => {
  const id = await instance(MONTH(3), NOW);
  const plan = await query<{ "QUERY PLAN": string }>(
    `EXPLAIN SELECT * FROM history_event WHERE process_instance_id = ${id}`,
  );
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  expect(text).toContain("history_entry_2026_03");
  expect(text.match(/history_entry_\d+_\d+ /g)).toHaveLength(1);
  expect(await query("SELECT type FROM history_event WHERE process_instance_id = $1", id)).toEqual([
    { type: "x" },
  ]);
});

test("nothing is let go of unless it is asked for, too young, or still needed", async () => {
  await instance(MONTH(2), MONTH(3));
  await instance(MONTH(4), MONTH(10));
  const running = await instance(MONTH(5), null);
  expect(await retire({ months: null, whenOver: "drop" }, NOW)).toEqual([]);
  expect(await retire({ months: 12, whenOver: "drop" }, NOW)).toEqual([]);
  const gone = await retire({ months: 2, whenOver: "drop" }, NOW);
  expect(gone).toEqual(["2026_01", "2026_02", "2026_03", "2026_06", "2026_07", "2026_08"]);
  expect(
    await query("SELECT 1 FROM history_entry WHERE process_instance_id = $1", running),
  ).toHaveLength(1);
  expect(await query("SELECT 1 FROM process_instance")).toHaveLength(2);
  expect(await query("SELECT 1 FROM element_instance")).toHaveLength(2);
  await ensureMonths(pool, NOW);
  expect(await months()).not.toContain("history_entry_2026_02");
});

const ENDED = ["ended_user_task", "ended_incident", "correlated_message", "decision_evaluation"];

/** A row of each table that keeps what has ended. */
async function endedRows(id: string): Promise<void> {
  const key = [id];
  await query(
    `INSERT INTO ended_user_task (id, process_instance_id, element_instance_id, element_id, process_id, name, priority, headers,
                                  created_at, state, ended_at)
     VALUES ($1, $1, $1, 't', 'p', 't', 50, '{}', now(), 'completed', now())`,
    ...key,
  );
  await query(
    `INSERT INTO ended_incident (id, process_instance_id, element_instance_id, element_id, process_id, code, message_zh, message_en,
                                 raised_at, ended_at)
     VALUES ($1, $1, $1, 't', 'p', 'X', '', '', now(), now())`,
    ...key,
  );
  await query(
    `INSERT INTO correlated_message (process_instance_id, process_id, element_id, subscription_id, message_id, message_name,
                                     correlation_key, at)
     VALUES ($1, 'p', 't', 1, 1, 'm', '', now())`,
    ...key,
  );
  await query(
    "INSERT INTO decision_evaluation (process_instance_id, decision_id, trace, at) VALUES ($1, 'd', '[]', now())",
    ...key,
  );
  await query(
    `INSERT INTO operation_record (at, actor_kind, actor, entity, operation, entity_key, process_instance_id)
     VALUES (now(), 'person', 'wang', 'processInstance', 'create', '', $1)`,
    ...key,
  );
}

test("with a month goes what else is kept of its instances; who had what done stays", async () => {
  const old = await instance(MONTH(2), MONTH(3));
  const young = await instance(MONTH(10), MONTH(11));
  for (const id of [old, young]) await endedRows(id);
  const other = new Client({ connectionString: database.url });
  await other.connect();
  await other.query("BEGIN");
  for (const table of ENDED)
    await other.query(`SELECT 1 FROM ${table} WHERE process_instance_id = $1 FOR UPDATE`, [young]);
  // Nobody who works on what is young is waited for, nor has to wait.
  expect(await retire({ months: 6, whenOver: "drop" }, NOW)).toContain("2026_02");
  await other.query("COMMIT");
  await other.end();
  for (const table of ENDED) {
    const left = await query(`SELECT process_instance_id::text AS id FROM ${table}`);
    expect({ table, left }).toEqual({ table, left: [{ id: young }] });
  }
  expect(await query("SELECT 1 FROM operation_record")).toHaveLength(2);
});

test("a decision that was asked for without an instance goes when it is old enough itself", async () => {
  await query(
    "INSERT INTO decision_evaluation (decision_id, trace, at) SELECT 'd', '[]', to_timestamp(at / 1000) FROM unnest($1::float8[]) AS at",
    [MONTH(2), MONTH(10)],
  );
  await retire({ months: null, whenOver: "drop" }, NOW);
  expect(await query("SELECT 1 FROM decision_evaluation")).toHaveLength(2);
  await retire({ months: 6, whenOver: "drop" }, NOW);
  expect(await query("SELECT at FROM decision_evaluation")).toEqual([{ at: new Date(MONTH(10)) }]);
});

test("what is archived can be read elsewhere, and is out of the way", async () => {
  await instance(MONTH(2), MONTH(3));
  await retire({ months: 6, whenOver: "archive" }, NOW);
  expect(await query("SELECT 1 FROM archive.history_entry_2026_02")).toHaveLength(1);
  expect(await query("SELECT 1 FROM history_entry")).toEqual([]);
});

test("a month is let go of while somebody is writing and reading", async () => {
  await instance(MONTH(2), MONTH(3));
  const other = new Client({ connectionString: database.url });
  await other.connect();
  await other.query("BEGIN");
  await other.query("INSERT INTO history_entry VALUES (first_id_at(now()), 1, now(), '[]')");
  const retired = retire({ months: 6, whenOver: "drop" }, NOW);
  // What was begun before goes on; the month waits for it.
  await instance(MONTH(11), null);
  await other.query("COMMIT");
  await other.end();
  expect(await retired).toContain("2026_02");
});

test("what a dead server has half done is finished", async () => {
  await instance(MONTH(2), MONTH(3));
  // Holds an old snapshot, so that letting go has to wait, and is killed there.
  const reader = new Client({ connectionString: database.url });
  await reader.connect();
  await reader.query("BEGIN");
  await reader.query("SELECT * FROM history_entry");
  const killed = new Client({ connectionString: database.url });
  killed.on("error", () => undefined);
  await killed.connect();
  const detaching = killed
    .query("ALTER TABLE history_entry DETACH PARTITION history_entry_2026_02 CONCURRENTLY")
    .catch(() => "killed");
  await expect
    .poll(() => query("SELECT 1 FROM pg_inherits WHERE inhdetachpending"))
    .toHaveLength(1);
  await query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'ALTER TABLE history_entry DETACH%'",
  );
  expect(await detaching).toBe("killed");
  await reader.query("COMMIT");
  await reader.end();
  expect(await retire({ months: 6, whenOver: "drop" }, NOW)).toContain("2026_02");
  expect(await months()).not.toContain("history_entry_2026_02");

  await query("ALTER TABLE history_entry DETACH PARTITION history_entry_2026_09");
  await query("INSERT INTO history_month_gone VALUES ('2026_09', now())");
  await retire({ months: 6, whenOver: "archive" }, NOW);
  expect(await query("SELECT to_regclass('archive.history_entry_2026_09')::text AS name")).toEqual([
    { name: "archive.history_entry_2026_09" },
  ]);
});
