/** A transaction's commit is asked for before what it commits is answered. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import type { PoolClient } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { CommitOutcomeUnknown, isWorthRetrying } from "./execution/transaction-faults.ts";
import { postgresConnections, type RuntimeConnections } from "./runtime-connections.ts";
import { Writes } from "./store/writes.ts";
import { eachInTransaction, Transaction } from "./transaction.ts";

let database: TestDatabase;
let connections: RuntimeConnections;
let client: PoolClient;
let transaction: Transaction;

beforeAll(async () => {
  database = await createTestDatabase();
  const urls = { databaseUrl: database.url, directUrl: database.url };
  connections = postgresConnections(urls, 2, () => undefined);
  await connections.pool.query(
    "CREATE TABLE note (id int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED)",
  );
});
afterAll(async () => {
  await connections.pool.end();
  await database.drop();
});
beforeEach(async () => {
  await connections.pool.query("TRUNCATE note");
  client = await connections.pool.connect();
  transaction = new Transaction(connections.send(client));
  await transaction.begin();
});
afterEach(() => client.release(true));

const INSERT = "INSERT INTO note VALUES ($1::int)";

async function notes(): Promise<unknown[]> {
  const { rows } = await connections.pool.query<{ id: number }>("SELECT id FROM note ORDER BY id");
  return rows.map(({ id }) => id);
}

function writing(...statements: readonly (readonly [string, ...unknown[]])[]): Promise<void> {
  const writes = new Writes(transaction);
  for (const [sql, ...params] of statements) writes.write(sql, params);
  return writes.done();
}

test("the writes before it are committed", async () => {
  await transaction.commit(writing([INSERT, 1], [INSERT, 2]));
  expect(await notes()).toEqual([1, 2]);
});

test("a write that fails is the reason, and nothing is committed", async () => {
  const written = writing([INSERT, 1], ["SELECT 1 / $1::int", 0], [INSERT, 2]);
  await expect(transaction.commit(written)).rejects.toThrow("division by zero");
  await transaction.rollBack();
  expect(await notes()).toEqual([]);
});

test("a race that was lost is the reason, nothing is committed, and it is worth another try", async () => {
  const lost = "SELECT lost_race() FROM (SELECT 1 WHERE false) AS updated HAVING count(*) <> 1";
  const failed = await transaction
    .commit(writing([INSERT, 1], [lost]))
    .catch((error: unknown) => error);
  expect(isWorthRetrying(failed)).toBe(true);
  await transaction.rollBack();
  expect(await notes()).toEqual([]);
});

test("when the connection is lost, nobody knows whether it has committed, whichever answer was missed first", async () => {
  const committing = transaction.commit(writing([INSERT, 1], ["SELECT pg_sleep(0.5)::text"]));
  await nextTurn();
  client.connection.stream.destroy();
  await expect(committing).rejects.toThrow(CommitOutcomeUnknown);
});

test("when the database has ended the session before it, it was not committed", async () => {
  const written = writing([INSERT, 1], ["SELECT pg_terminate_backend(pg_backend_pid())"]);
  await expect(transaction.commit(written)).rejects.toMatchObject({ code: "57P01" });
  expect(await notes()).toEqual([]);
});

test("what only the commit finds out is not taken for a commit", async () => {
  const written = writing([INSERT, 1], [INSERT, 1]);
  await expect(transaction.commit(written)).rejects.toThrow(CommitOutcomeUnknown);
  await transaction.rollBack();
  expect(await notes()).toEqual([]);
});

test("a statement alone has its rows and its commit, or its failure and neither", async () => {
  const sql = eachInTransaction(connections);
  await expect(sql.query(`${INSERT} RETURNING id`, [3])).resolves.toEqual([{ id: 3 }]);
  await expect(sql.query("SELECT 1 / $1::int", [0])).rejects.toThrow("division by zero");
  expect(await notes()).toEqual([3]);
});
