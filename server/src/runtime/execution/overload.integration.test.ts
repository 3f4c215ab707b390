/** A database that is slow, away or has too much to do: nobody waits in an ever longer line, and everybody is told the truth. */
import { openDatabase, type PrismaClient } from "@tongban/prisma";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Runtime } from "../index.ts";
import { bpmnFile, flows, userTask } from "../testing/bpmn.ts";
import { databaseTrouble } from "./overload.ts";

let database: TestDatabase;
let prisma: PrismaClient;
let runtime: Runtime;
let blocker: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openDatabase(database.url, 2);
  runtime = new Runtime({
    databaseUrl: database.url,
    prisma,
    now: () => Date.now(),
    timeZone: "Asia/Shanghai",
    poolSize: 2,
    onError: () => undefined,
  });
  await runtime.start();
  const content = bpmnFile("desk", userTask("check") + flows("s", "check", "e"));
  await runtime.deploy([{ name: "desk.bpmn", content }], { account: "test", comment: "" });
  blocker = new Client({ connectionString: database.url });
  await blocker.connect();
});
afterAll(async () => {
  await blocker.end();
  await runtime.stop();
  await prisma.$disconnect();
  await database.drop();
});

const start = { type: "startInstance", processId: "desk", variables: {} } as const;

async function whileWritesStandStill(work: () => Promise<void>): Promise<void> {
  await blocker.query("BEGIN; LOCK TABLE process_instance");
  try {
    await work();
  } finally {
    await blocker.query("ROLLBACK");
  }
}

async function instances(): Promise<number> {
  const [row] = await runtime.sql.query<{ count: number }>(
    "SELECT count(*)::int FROM process_instance",
  );
  return row?.count ?? -1;
}

test("what comes when the line is full is refused at once, and what was accepted is done", async () => {
  const before = await instances();
  let outcomes: Promise<PromiseSettledResult<unknown>[]> = Promise.resolve([]);
  await whileWritesStandStill(async () => {
    // Two transactions of 64 are under way, 10,000 wait.
    outcomes = Promise.allSettled(Array.from({ length: 10_200 }, () => runtime.execute(start)));
    await expect(runtime.execute(start)).rejects.toThrow("busy");
  });
  const settled = await outcomes;
  const done = settled.filter(({ status }) => status === "fulfilled").length;
  const refused = settled.filter((one) => one.status === "rejected");
  expect(refused.length).toBeGreaterThan(0);
  expect(new Set(refused.map(({ reason }) => databaseTrouble(reason)))).toEqual(new Set(["busy"]));
  expect(await instances()).toBe(before + done);
});

test("transactions of features wait in a line with an end, too", async () => {
  let settled: Promise<PromiseSettledResult<unknown>[]> = Promise.resolve([]);
  await whileWritesStandStill(async () => {
    settled = Promise.allSettled(
      Array.from({ length: 1100 }, () =>
        runtime.transact(({ sql }) => sql.query("SELECT count(*)::int FROM process_instance")),
      ),
    );
    await expect(runtime.transact(() => Promise.resolve())).rejects.toThrow("Too many");
  });
  const refused = (await settled).filter(({ status }) => status === "rejected");
  // One is under way and a thousand wait.
  expect(refused).toHaveLength(1100 - 1001);
});

test("a statement that takes too long is ended, and what it began is undone", async () => {
  const limits = await runtime.sql.query<{ statement_timeout: string }>("SHOW statement_timeout");
  expect(limits).toEqual([{ statement_timeout: "30s" }]);
  expect(await prisma.$queryRaw`SHOW statement_timeout`).toEqual([{ statement_timeout: "30s" }]);
  expect(await runtime.sql.query("SHOW jit")).toEqual([{ jit: "off" }]);
  const slow = runtime.transact(({ sql }) =>
    sql
      .query("SELECT 1 FROM (SELECT set_config('statement_timeout', '20', true)) AS a")
      .then(() => sql.query("SELECT pg_sleep(20)::text")),
  );
  expect(await slow.catch(databaseTrouble)).toBe("unavailable");
});

describe("an error tells what befell the database:", () => {
  const coded = (code: string, message = "x"): Error => Object.assign(new Error(message), { code });
  /** As it comes from Prisma's driver where BEGIN or COMMIT fail. */
  const driverError = (cause: object): Error => Object.assign(new Error("x"), { cause });
  test.each([
    [coded("57014"), "unavailable"],
    [coded("53300"), "unavailable"],
    [coded("08006"), "unavailable"],
    [coded("25006"), "unavailable"],
    [coded("ECONNREFUSED"), "unavailable"],
    [coded("P2024"), "unavailable"],
    [new Error("timeout exceeded when trying to connect"), "unavailable"],
    [new Error("wrapped", { cause: coded("57P01") }), "unavailable"],
    [coded("P2037"), "unavailable"],
    [driverError({ kind: "DatabaseNotReachable", host: "db" }), "unavailable"],
    [driverError({ kind: "TooManyConnections", originalCode: "53300" }), "unavailable"],
    [driverError({ kind: "postgres", originalCode: "57P01", code: "57P01" }), "unavailable"],
    [driverError({ kind: "postgres", originalCode: "53100", code: "53100" }), "full"],
    [driverError({ kind: "UniqueConstraintViolation", originalCode: "23505" }), null],
    [coded("23505"), null],
    [new Error("anything"), null],
    ["no error at all", null],
  ])("%s → %s", (error, trouble) => {
    expect(databaseTrouble(error)).toBe(trouble);
  });
});
