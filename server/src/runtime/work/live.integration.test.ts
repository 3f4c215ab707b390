/** The line on which servers hear each other: what goes wrong on it, and that nobody stays deaf. */
import { openDatabase, type PrismaClient } from "@tongban/prisma";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Runtime } from "../index.ts";
import { DatabaseProxy } from "../testing/database-proxy.ts";
import { type Announcement, Listener } from "./live.ts";

let database: TestDatabase;
let proxy: DatabaseProxy;
let prisma: PrismaClient;
let other: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await DatabaseProxy.start(database.url);
  prisma = openDatabase(database.url, 2);
  other = new Client({ connectionString: database.url });
  await other.connect();
});
afterAll(async () => {
  await other.end();
  await prisma.$disconnect();
  await proxy.stop();
  await database.drop();
});

const WORK: Announcement = { type: "work", work: "jobs" };
const say = (payload: string): Promise<unknown> =>
  other.query("SELECT pg_notify('tongban', $1)", [payload]);

test("what is no announcement is told as trouble, and the next one is heard", async () => {
  const heard: Announcement[] = [];
  const errors: unknown[] = [];
  const listener = new Listener(database.url, (announcement) => heard.push(announcement), {
    connect: () => Promise.resolve(),
    reconnect: () => undefined,
    error: (error) => errors.push(error),
  });
  await listener.start();
  await say("no JSON");
  await say(JSON.stringify(WORK));
  await expect.poll(() => heard).toEqual([WORK]);
  expect(errors).toHaveLength(1);
  await listener.stop();
});

test("a line that has gone dead without a word is noticed, and there is another", async () => {
  const heard: Announcement[] = [];
  let reconnects = 0;
  const listener = new Listener(
    proxy.url,
    (announcement) => heard.push(announcement),
    {
      connect: () => Promise.resolve(),
      reconnect: () => {
        reconnects += 1;
      },
      error: () => undefined,
    },
    200,
  );
  await listener.start();
  proxy.silence();
  await expect.poll(() => reconnects, { timeout: 5000 }).toBe(1);
  await say(JSON.stringify(WORK));
  await expect.poll(() => heard).toEqual([WORK]);
  await listener.stop();
});

test("what was deployed or set while a server could not hear, it reads when it hears again", async () => {
  const runtime = new Runtime({
    databaseUrl: database.url,
    prisma,
    now: () => Date.now(),
    timeZone: "Asia/Shanghai",
    poolSize: 2,
    onError: () => undefined,
  });
  await runtime.start();
  await other.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN tongban' AND datname = current_database()",
  );
  await other.query("INSERT INTO cluster_variable VALUES ('fee', '300')");
  await expect
    .poll(() => runtime.evaluations.feel("camunda.vars.cluster.fee", {}, true), { timeout: 5000 })
    .toMatchObject({ ok: true, value: 300 });
  await runtime.stop();
});
