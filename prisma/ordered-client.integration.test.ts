import { afterAll, beforeAll, expect, test } from "vitest";
import { OrderedClient } from "./ordered-client.ts";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";

let database: TestDatabase;
let client: OrderedClient;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new OrderedClient({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

test("a crowd of queries is answered one by one, without a warning", async () => {
  const warnings: string[] = [];
  const note = ({ message }: Error): void => void warnings.push(message);
  process.on("warning", note);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_none, index) => client.query("SELECT $1::int AS n", [index])),
  );
  expect(answers.map(({ rows }) => rows[0] as unknown)).toEqual(
    Array.from({ length: 10 }, (_none, n) => ({ n })),
  );
  await new Promise(setImmediate);
  process.off("warning", note);
  expect(warnings).toEqual([]);
});

test("a query that fails does not keep the next one from being asked", async () => {
  const [bad, good] = await Promise.allSettled([
    client.query("SELECT nothing FROM nowhere"),
    client.query("SELECT 1 AS n"),
  ]);
  expect(bad.status).toBe("rejected");
  expect(good).toMatchObject({ status: "fulfilled", value: { rows: [{ n: 1 }] } });
});

test("a connection that is lost while nobody listens fails its next query, and nothing else", async () => {
  const lost = new OrderedClient({ connectionString: database.url });
  await lost.connect();
  const { rows } = await lost.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const ended = new Promise((resolve) => void lost.once("end", () => resolve(undefined)));
  await client.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
  await ended;
  await expect(lost.query("SELECT 1")).rejects.toThrow(/not queryable/);
});
