/** Statements of a connection that travel together, and are prepared where it keeps its session. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import type { PoolClient } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { postgresConnections, type RuntimeConnections } from "./runtime-connections.ts";
import type { Send } from "./pipeline.ts";
import { isConsequence } from "./together.ts";

let database: TestDatabase;
let connections: RuntimeConnections;
let client: PoolClient;
let send: Send;

beforeAll(async () => {
  database = await createTestDatabase();
  const urls = { databaseUrl: database.url, directUrl: database.url };
  connections = postgresConnections(urls, 1, () => undefined);
});
afterAll(async () => {
  await connections.pool.end();
  await database.drop();
});
beforeEach(async () => {
  client = await connections.pool.connect();
  send = connections.send(client);
});
afterEach(() => client.release(true));

const rows = async (sent: ReturnType<Send>): Promise<object[]> => (await sent).rows;

/** What was written to the connection's socket and read from it while `work` went on. */
async function pieces(work: () => Promise<unknown>): Promise<{ written: number; read: number }> {
  const { stream } = client.connection;
  const read = { written: 0, read: 0 };
  const onData = (): void => void (read.read += 1);
  const writev = stream._writev?.bind(stream);
  stream._writev = (chunks, done) => {
    read.written += 1;
    writev?.(chunks, done);
  };
  stream.on("data", onData);
  await work();
  stream.off("data", onData);
  return read;
}

test("what is asked in one turn leaves and is answered in one piece, each statement by its own rows", async () => {
  const asked = [
    "SELECT 1::int AS a",
    "SELECT 'two' AS b UNION SELECT 'three' ORDER BY b",
    "BEGIN",
  ];
  expect(
    await pieces(async () => {
      const answers = await Promise.all([...asked.map((text) => send(text)), send("COMMIT")]);
      expect(answers).toMatchObject([
        { rows: [{ a: 1 }], command: "SELECT" },
        { rows: [{ b: "three" }, { b: "two" }], command: "SELECT" },
        { rows: [], command: "BEGIN" },
        { rows: [], command: "COMMIT" },
      ]);
    }),
  ).toEqual({ written: 1, read: 1 });
});

test("what is asked before the answers have come goes behind it", async () => {
  const first = send("CREATE TEMPORARY TABLE place AS SELECT pg_sleep(0.01)::text AS name");
  await nextTurn();
  await expect(rows(send("SELECT count(*)::int AS count FROM place"))).resolves.toEqual([
    { count: 1 },
  ]);
  await first;
});

describe("a statement that fails", () => {
  test("takes those behind it with it, and they say that they are not the reason", async () => {
    const text = "SELECT 1 / $1::int AS share";
    const sent = [send("BEGIN"), send(text, [0]), send("SELECT 1 AS one"), send("COMMIT")];
    const [begun, failed, behind, commit] = await Promise.allSettled(sent);
    expect(begun?.status).toBe("fulfilled");
    expect(failed).toMatchObject({ reason: { message: "division by zero" } });
    for (const settled of [behind, commit])
      expect(settled?.status === "rejected" && isConsequence(settled.reason)).toBe(true);
    await send("ROLLBACK");
  });

  test("can be used again, and so can those behind it that were never prepared", async () => {
    const share = "SELECT 2 / $1::int AS share";
    const other = "SELECT $1::int AS other";
    await Promise.allSettled([send(share, [0]), send(other, [1])]);
    await expect(Promise.all([rows(send(share, [1])), rows(send(other, [1]))])).resolves.toEqual([
      [{ share: 2 }],
      [{ other: 1 }],
    ]);
  });
});

test("when the connection is lost, each statement on its way is told", async () => {
  const kill = send("SELECT pg_terminate_backend(pg_backend_pid())");
  const settled = await Promise.allSettled([kill, send("SELECT 1"), send("COMMIT")]);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
});

const PREPARED =
  "SELECT (generic_plans + custom_plans)::int AS uses FROM pg_prepared_statements WHERE statement = $1";

test("a text is read and planned once a connection, whatever it is given", async () => {
  const text = "SELECT id::text FROM process_instance WHERE id = ANY($1::bigint[])";
  for (const ids of [["1"], ["2", "3"], []]) await send(text, [ids]);
  await send("SELECT $1::int AS other", [1]);
  await expect(rows(send(PREPARED, [text]))).resolves.toEqual([{ uses: 3 }]);
});

test("nothing is prepared behind a pooler, where each transaction may have another session", async () => {
  const urls = { databaseUrl: database.url, directUrl: `${database.url}?direct` };
  const behind = postgresConnections(urls, 1, () => undefined);
  const own = await behind.pool.connect();
  const sendBehind = behind.send(own);
  await sendBehind("SELECT $1::int AS a", [1]);
  await expect(
    rows(sendBehind("SELECT count(*)::int AS count FROM pg_prepared_statements")),
  ).resolves.toEqual([{ count: 0 }]);
  own.release();
  await behind.pool.end();
});

test("lists arrive as they were sent, whatever is written in them", async () => {
  const texts = [
    "",
    " ",
    "a",
    'a"b',
    String.raw`c\d`,
    "{e,f}",
    "NULL",
    "null",
    "审查",
    "x\ny",
    null,
  ];
  expect(await rows(send("SELECT $1::text[] AS list", [texts]))).toEqual([{ list: texts }]);
  const keys = ["120916879920619520", "-1", null];
  expect(await rows(send("SELECT $1::bigint[]::text[] AS list", [keys]))).toEqual([{ list: keys }]);
  const mixed = [[1, 2.5, -1e21], [true, null, false], [new Date(0)]];
  expect(
    await rows(send("SELECT $1::float8[] AS n, $2::boolean[] AS b, $3::timestamptz[] AS d", mixed)),
  ).toEqual([{ n: mixed[0], b: mixed[1], d: mixed[2] }]);
});
