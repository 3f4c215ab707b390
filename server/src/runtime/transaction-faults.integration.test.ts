/**
 * Transactions that fail for reasons of their own: a lost connection says nothing about the job that it carried, and only a commit
 * that has committed is acknowledged.
 */
import { openDatabase, type PrismaClient } from "@tongban/prisma";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseTrouble, Runtime } from "./index.ts";
import { nobody } from "./observer.ts";
import { bpmnFile, flows, serviceTask } from "./testing/bpmn.ts";

let database: TestDatabase;
let prisma: PrismaClient;
let runtime: Runtime;
let shiftMs = 0;
/** More than a job has retries. */
const CUTS = 5;
let attempts = 0;
let isCareless = false;
let isBlind = false;
const troubles: unknown[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openDatabase(database.url, 4);
  runtime = new Runtime({
    databaseUrl: database.url,
    prisma,
    now: () => Date.now() + shiftMs,
    timeZone: "Asia/Shanghai",
    poolSize: 2,
    onError: (error) => troubles.push(error),
    leaseMs: 1000,
    observer: {
      ...nobody,
      committed: () => {
        if (isBlind) throw new Error("nobody sees");
      },
    },
  });
  runtime.defineJob("cut", {
    complete: async (_job, { sql }) => {
      attempts += 1;
      // The session that would complete this very job ends, and with it the connection.
      if (attempts <= CUTS) await sql.query("SELECT pg_terminate_backend(pg_backend_pid())");
    },
  });
  runtime.addProjection(async (_events, tx) => {
    if (isCareless) await tx.query("SELECT 1 / 0").catch(() => undefined);
  });
  await runtime.start();
  const content = bpmnFile("cut-off", serviceTask("work", "cut") + flows("s", "work", "e"));
  await runtime.deploy([{ name: "cut-off.bpmn", content }], { account: "test", comment: "" });
});
afterAll(async () => {
  await runtime.stop();
  await prisma.$disconnect();
  await database.drop();
});

test("a job whose connection is lost more often than it may fail is completed all the same", async () => {
  expect(await start()).toMatchObject({ ok: true });
  await expect
    .poll(
      async () => {
        shiftMs += 600_000;
        runtime.wake();
        return runtime.sql.query(
          "SELECT p.state, i.code FROM process_instance p LEFT JOIN incident i ON i.process_instance_id = p.id",
        );
      },
      { timeout: 15_000, interval: 50 },
    )
    .toEqual([{ state: "completed", code: null }]);
  // On a slow machine the lease may end, too.
  expect(attempts).toBeGreaterThan(CUTS);
});

test("a transaction that failed without anybody's noticing is not acknowledged", async () => {
  const before = await runtime.sql.query("SELECT id::text FROM process_instance");
  isCareless = true;
  await expect(start()).rejects.toThrow("rolled back");
  isCareless = false;
  expect(await runtime.sql.query("SELECT id::text FROM process_instance")).toEqual(before);
});

test("what has committed is acknowledged, and not done once more, when whoever watches fails", async () => {
  const count = "SELECT count(*)::int FROM process_instance";
  const [before] = await runtime.sql.query<{ count: number }>(count);
  isBlind = true;
  expect(await start()).toMatchObject({ ok: true });
  isBlind = false;
  expect(await runtime.sql.query(count)).toEqual([{ count: (before?.count ?? 0) + 1 }]);
  expect(troubles.map(String)).toContain("Error: nobody sees");
});

function start(): Promise<unknown> {
  return runtime.execute({
    type: "startInstance",
    processId: "cut-off",
    businessKey: "cut-off",
    variables: {},
  });
}

test("nor is a feature's", async () => {
  const careless = runtime.transact(async ({ sql }) => {
    await sql.query("SELECT 1 / 0").catch(() => undefined);
  });
  await expect(careless).rejects.toThrow("rolled back");
});

test("whether a feature's transaction whose commit was cut off took effect is not claimed to be known", async () => {
  await prisma.$executeRaw`CREATE TABLE dying (id INT)`;
  await prisma.$executeRaw`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$`;
  await prisma.$executeRaw`CREATE CONSTRAINT TRIGGER die AFTER INSERT ON dying DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION die()`;
  const cut = runtime.transact(async ({ sql }) => {
    await sql.query("INSERT INTO dying VALUES (1)");
  });
  expect(await cut.catch(databaseTrouble)).toBe("outcome unknown");
  // Before the commit it is known.
  const lost = runtime.transact(async ({ sql }) => {
    await sql.query("SELECT pg_terminate_backend(pg_backend_pid())");
  });
  expect(await lost.catch(databaseTrouble)).toBe("unavailable");
});
