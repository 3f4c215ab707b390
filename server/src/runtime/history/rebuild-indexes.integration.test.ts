/** Indexes are built anew without anybody's waiting. */
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADVISORY_LOCKS } from "../../advisory-locks.ts";
import { onClient } from "../sql-executor.ts";
import { rollUpJobStatistics } from "./job-statistics.ts";
import { rebuildBloatedIndexes } from "./rebuild-indexes.ts";

const LEAST_BYTES = 200_000;
let database: TestDatabase;
let session: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  session = await connect();
});
afterAll(async () => {
  await session.end();
  await database.drop();
});

async function connect(): Promise<Client> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  return client;
}

async function arm(client: Client, count: number): Promise<void> {
  await client.query(
    `INSERT INTO message (id, name, correlation_key, variables, published_at, expires_at)
     SELECT floor(random() * 1e15)::bigint, 'paid', md5(random()::text), '{}', now(), now() FROM generate_series(1, $1::int)`,
    [count],
  );
}

async function sizeOf(index: string): Promise<number> {
  const { rows } = await session.query<{ size: number }>(
    "SELECT pg_relation_size($1::regclass)::int AS size",
    [index],
  );
  return rows[0]?.size ?? 0;
}

const KEY = "message_name_correlation_key_message_id_key";

test("what is as large as its entries need is left alone", async () => {
  await arm(session, 10_000);
  await session.query("VACUUM ANALYZE message");
  expect(await sizeOf(KEY)).toBeGreaterThan(LEAST_BYTES);
  expect(await rebuildBloatedIndexes(session, LEAST_BYTES)).toEqual([]);
});

test("what has stayed large after a flood is built anew, while others write without waiting", async () => {
  await session.query("DELETE FROM message WHERE id % 100 <> 0");
  await session.query("VACUUM (ANALYZE, TRUNCATE off) message");
  const before = await sizeOf(KEY);
  const writer = await connect();
  await writer.query("SET lock_timeout = '1s'");
  const progress = { isRebuilt: false };
  const rebuilt = rebuildBloatedIndexes(session, LEAST_BYTES).finally(() => {
    progress.isRebuilt = true;
  });
  let written = 0;
  while (!progress.isRebuilt) {
    await arm(writer, 1);
    written += 1;
  }
  expect(await rebuilt).toContain(KEY);
  expect(written).toBeGreaterThan(0);
  expect(await sizeOf(KEY)).toBeLessThan(before / 3);
  await writer.end();
  // Then there is nothing left to do.
  await session.query("VACUUM ANALYZE message");
  expect(await rebuildBloatedIndexes(session, LEAST_BYTES)).toEqual([]);
});

test("it does not stay undone because another server takes counts together at the moment", async () => {
  const other = await connect();
  await other.query("BEGIN");
  // Its locks last as long as its transaction.
  await rollUpJobStatistics(onClient(other), 0, null);
  await session.query("CREATE INDEX message_left_ccnew ON message (name)");
  await session.query(
    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'message_left_ccnew'::regclass",
  );
  await expect
    .poll(async () => {
      await rebuildBloatedIndexes(session, LEAST_BYTES);
      const found = await session.query<object>(
        "SELECT 1 FROM pg_class WHERE relname = 'message_left_ccnew'",
      );
      return found.rows;
    })
    .toEqual([]);
  await other.end();
});

test("what a server left half built goes, and only one server is at it", async () => {
  await session.query("CREATE INDEX message_half_ccnew ON message (name)");
  await session.query(
    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'message_half_ccnew'::regclass",
  );
  const other = await connect();
  await other.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCKS.indexes]);
  await rebuildBloatedIndexes(session, LEAST_BYTES);
  expect(await sizeOf("message_half_ccnew")).toBeGreaterThan(0);
  await other.end();
  await expect
    .poll(async () => {
      await rebuildBloatedIndexes(session, LEAST_BYTES);
      const found = await session.query<{ left: string | null }>(
        "SELECT to_regclass('message_half_ccnew')::text AS left",
      );
      return found.rows;
    })
    .toEqual([{ left: null }]);
});
