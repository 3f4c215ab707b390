/**
 * Lines to the database that have gone dead without a word, as when its machine loses its power or a firewall forgets: nobody waits for
 * ever, and a dead line is not used again.
 */
import { openDatabase, type PrismaClient } from "@tongban/prisma";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseTrouble, Runtime } from "./index.ts";
import { bpmnFile, flows, userTask } from "./testing/bpmn.ts";
import { DatabaseProxy } from "./testing/database-proxy.ts";

let database: TestDatabase;
let proxy: DatabaseProxy;
let prisma: PrismaClient;
let runtime: Runtime;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await DatabaseProxy.start(database.url);
  // Instead of the minute that it is in life.
  const databaseUrl = `${proxy.url}?query_timeout=500`;
  prisma = openDatabase(databaseUrl, 1);
  runtime = new Runtime({
    databaseUrl,
    prisma,
    now: () => Date.now(),
    timeZone: "Asia/Shanghai",
    poolSize: 1,
    onError: () => undefined,
  });
  const content = bpmnFile("desk", userTask("check") + flows("s", "check", "e"));
  await runtime.deploy([{ name: "desk.bpmn", content }], { account: "test", comment: "" });
});
afterAll(async () => {
  await runtime.stop();
  await prisma.$disconnect();
  await proxy.stop();
  await database.drop();
});

const start = { type: "startInstance", processId: "desk", variables: {} } as const;

test("a command is told, and the next one goes over another line", async () => {
  expect(await runtime.execute(start)).toMatchObject({ ok: true });
  proxy.silence();
  expect(await runtime.execute(start).catch(databaseTrouble)).toBe("unavailable");
  expect(await runtime.execute(start)).toMatchObject({ ok: true });
});

test("a deployment whose commit nobody answers may be there or not", async () => {
  const cut = proxy.cutNextCommit("after");
  const content = bpmnFile("other", userTask("check") + flows("s", "check", "e"));
  const files = [{ name: "other.bpmn", content }];
  const deployed = runtime.deploy(files, { account: "test", comment: "" });
  const [trouble] = await Promise.all([deployed.catch(databaseTrouble), cut]);
  expect(trouble).toBe("outcome unknown");
});

test("so is a feature's transaction", async () => {
  await prisma.$queryRaw`SELECT 1`;
  const cut = runtime.transact(async ({ sql }) => {
    proxy.silence();
    await sql.query("SELECT 1");
  });
  expect(await cut.catch(databaseTrouble)).toBe("unavailable");
  expect(await runtime.transact(({ sql }) => sql.query("SELECT 1 AS one"))).toEqual([{ one: 1 }]);
});

test("whose outcome is not known when nobody answers its commit", async () => {
  const cut = runtime.transact(() => {
    proxy.silence();
    return Promise.resolve();
  });
  expect(await cut.catch(databaseTrouble)).toBe("outcome unknown");
  expect(await prisma.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
});
