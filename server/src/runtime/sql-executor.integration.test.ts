/** Statements that are prepared, where connections keep their session. */
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postgresConnections } from "./runtime-connections.ts";
import { onPreparing } from "./sql-executor.ts";

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 1 });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

test("a text is read and planned once a connection, whatever it is given", async () => {
  const client = await pool.connect();
  try {
    const sql = onPreparing(client);
    const text = "SELECT id::text FROM process_instance WHERE id = ANY($1::bigint[])";
    for (const ids of [["1"], ["2", "3"], []]) await sql.query(text, [ids]);
    await sql.query("SELECT $1::int AS other", [1]);
    const prepared = await client.query<{ uses: number }>(
      "SELECT (generic_plans + custom_plans)::int AS uses FROM pg_prepared_statements WHERE statement = $1",
      [text],
    );
    expect(prepared.rows).toEqual([{ uses: 3 }]);
  } finally {
    client.release();
  }
});

test("a statement that fails in one transaction can be used in the next", async () => {
  const client = await pool.connect();
  try {
    const sql = onPreparing(client);
    const text = "SELECT 1 / $1::int AS share";
    await expect(sql.query(text, [0])).rejects.toThrow("division by zero");
    await expect(sql.query(text, [1])).resolves.toEqual([{ share: 1 }]);
  } finally {
    client.release();
  }
});

test("nothing is prepared behind a pooler, where each transaction may have another session", async () => {
  const behind = { databaseUrl: database.url, directUrl: `${database.url}?direct` };
  for (const [urls, keepSessions] of [
    [{ databaseUrl: database.url, directUrl: database.url }, true],
    [behind, false],
  ] as const) {
    const connections = postgresConnections(urls, 1, () => undefined);
    expect(connections.keepSessions).toBe(keepSessions);
    await connections.pool.end();
  }
});
