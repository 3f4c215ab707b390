/**
 * What a database of several machines (Citus) asks for: that a step of one instance stays in that instance's shard. Here the shards
 * are partitions by hash of the hot tables, the runtime works on them unchanged, and PostgreSQL tells which of them each statement
 * touched. The two tables of docs/many-machines.md are made by this test: `vitest run server/src/runtime/shards -u`.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { openDatabase, type PrismaClient } from "@tongban/prisma";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Runtime, type RuntimeCommand } from "./index.ts";
import { postgresConnections } from "./runtime-connections.ts";
import {
  bpmnFile,
  callActivity,
  flows,
  message,
  messageCatch,
  serviceTask,
  timerCatch,
  userTask,
} from "./testing/bpmn.ts";
import { makeTwins, shardsOf, strayRows, uniqueKeys } from "./testing/shards/sharded-tables.ts";
import { keysTable, statementsTable, withTables } from "./testing/shards/shard-tables.ts";
import {
  explainingPool,
  planningWithValues,
  shardedUrl,
  type Visit,
} from "./testing/shards/visited-shards.ts";
import { MANY_SHARDS } from "./testing/shards/why-many-shards.ts";

const PAGE = new URL("../../../docs/many-machines.md", import.meta.url);
const signalCatch = `<bpmn:intermediateCatchEvent id="g"><bpmn:signalEventDefinition signalRef="sig"/></bpmn:intermediateCatchEvent>`;
const models = {
  job: bpmnFile("job", serviceTask("t", "work") + flows("s", "t", "e")),
  failing: bpmnFile("failing", serviceTask("t", "fail") + flows("s", "t", "e")),
  task: bpmnFile("task", userTask("u") + flows("s", "u", "e")),
  timer: bpmnFile("timer", timerCatch("w", "PT1H") + flows("s", "w", "e")),
  message: bpmnFile(
    "message",
    messageCatch("m", "msg") + flows("s", "m", "e"),
    message("msg", "paid", "key"),
  ),
  signal: bpmnFile(
    "signal",
    signalCatch + flows("s", "g", "e"),
    '<bpmn:signal id="sig" name="bell"/>',
  ),
  caller: bpmnFile("caller", callActivity("c", "job") + flows("s", "c", "e")),
};

let database: TestDatabase;
let prisma: PrismaClient;
/** Has the states of its instances in memory. */
let runtime: Runtime;
/** Reads them from the database. */
let other: Runtime;
let client: Client;
let now = Date.parse("2026-11-24T01:00:00Z");
let visits: Visit[] = [];
const errors: unknown[] = [];

function open(): Runtime {
  const onError = (error: unknown): void => void errors.push(error);
  const url = shardedUrl(database.url);
  const plain = postgresConnections({ databaseUrl: url, directUrl: url }, 1, onError);
  return new Runtime({
    databaseUrl: url,
    prisma,
    now: () => now,
    timeZone: "Asia/Shanghai",
    poolSize: 4,
    onError,
    connections: {
      ...plain,
      send: (connection) => planningWithValues(plain.send(connection)),
      pool: explainingPool(database.url, 4, (visit) => visits.push(visit)),
    },
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: shardedUrl(database.url) });
  await client.connect();
  await makeTwins(client);
  prisma = openDatabase(shardedUrl(database.url), 4);
  runtime = open();
  other = open();
  runtime.defineJob("work", async () => ({ worked: true }));
  const files = Object.entries(models).map(([name, content]) => ({
    name: `${name}.bpmn`,
    content,
  }));
  const deployed = await runtime.deploy(files, { account: "test", comment: "" });
  if (!deployed.ok) throw new Error(JSON.stringify(deployed.findings));
  await runtime.start();
  await other.start();
});
afterAll(async () => {
  await runtime.stop();
  await other.stop();
  await prisma.$disconnect();
  await client.end();
  await database.drop();
});

async function start(processId: string, variables: Record<string, string> = {}): Promise<string> {
  const result = await runtime.execute({ type: "startInstance", processId, variables });
  if (!result.ok) throw new Error(result.problem.code);
  return result.value.processInstanceId;
}

async function told(command: RuntimeCommand, by: Runtime = runtime): Promise<void> {
  const actor = { kind: "person", name: "operator" } as const;
  expect(await by.execute(command, actor)).toMatchObject({ ok: true });
}

async function ended(id: string): Promise<void> {
  const state = async (): Promise<unknown> =>
    (await client.query("SELECT state FROM process_instance WHERE id = $1", [id])).rows[0];
  await expect.poll(state, { timeout: 8000 }).toEqual({ state: "completed" });
}

async function idOf(table: "user_task" | "incident", processInstanceId: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id::text FROM ${table} WHERE process_instance_id = $1`,
    [processInstanceId],
  );
  return rows[0]?.id ?? "";
}

/** One command at a time, so that each transaction is about one instance. */
async function lifeOfEach(): Promise<void> {
  await ended(await start("job"));

  const failing = await start("failing", { color: "red" });
  const [job] = await other.claimJobs(
    { jobType: "fail", leaseMs: 60_000, limit: 1 },
    AbortSignal.timeout(8000),
  );
  expect(job).toMatchObject({ processInstanceId: failing, variables: { color: "red" } });
  const jobId = job?.id ?? "";
  await told({ type: "failJob", jobId, retries: 0, message: "no paper" });
  await told({ type: "resolveIncident", incidentId: await idOf("incident", failing) });
  await told({ type: "completeJob", jobId, variables: {} });

  const task = await start("task");
  await told({ type: "setVariables", processInstanceId: task, variables: { color: "red" } });
  const userTaskId = await idOf("user_task", task);
  await told({ type: "assignUserTask", userTaskId, assignee: "li" }, other);
  await told({ type: "completeUserTask", userTaskId, variables: { done: true } });

  const timer = await start("timer");
  now += 3_600_000;
  runtime.wake();
  await ended(timer);

  const waiting = await start("message", { key: "a" });
  const paid = { type: "publishMessage", name: "paid", variables: {} } as const;
  await told({ ...paid, correlationKey: "a", messageId: "1", timeToLiveMs: 60_000 });
  await ended(waiting);
  await told({ ...paid, correlationKey: "b", messageId: "2", timeToLiveMs: 60_000 });
  await ended(await start("message", { key: "b" }));

  const signalled = await start("signal");
  await told({ type: "broadcastSignal", signalName: "bell", variables: {} });
  await ended(signalled);
}

/** Statements that touched more than one shard. */
function toMany(): string[] {
  const many = visits.filter(({ visited }) => visited.size > 1);
  return [...new Set(many.map(({ statement }) => statement))].toSorted();
}

/** What was touched by statements that have no reason to touch more than their instance's shard. */
function touchedByOthers(): ReadonlySet<number> {
  const others = visits.filter(({ statement }) => MANY_SHARDS[statement] === undefined);
  return new Set(others.flatMap(({ visited }) => [...visited]));
}

test("a step of one instance stays in its shard, but for what is listed with its reason", async () => {
  await lifeOfEach();
  expect(errors).toEqual([]);
  // What is done in the background comes when it comes.
  await expect.poll(toMany, { timeout: 8000 }).toEqual(Object.keys(MANY_SHARDS).toSorted());
  const page = withTables(await readFile(PAGE, "utf8"), {
    keys: keysTable(await uniqueKeys(client)),
    statements: statementsTable(Map.groupBy(visits, ({ statement }) => statement)),
  });
  await expect(page).toMatchFileSnapshot(fileURLToPath(PAGE));
});

test("commands that are grouped by shard share transactions that stay in it", async () => {
  const ids = await Promise.all(Array.from({ length: 40 }, () => start("task")));
  const shards = await shardsOf(client, ids);
  const groups = Map.groupBy(ids, (id) => shards.get(id) ?? -1);
  expect(new Set(groups.keys())).toEqual(new Set([0, 1, 2, 3]));
  let largest = 0;
  for (const [shard, group] of groups) {
    const tasks: string[] = [];
    for (const id of group) tasks.push(await idOf("user_task", id));
    visits = [];
    await Promise.all(
      tasks.map((userTaskId) => told({ type: "completeUserTask", userTaskId, variables: {} })),
    );
    expect(touchedByOthers()).toEqual(new Set([shard]));
    largest = Math.max(largest, ...visits.map(({ inserted }) => inserted));
  }
  // They did share them.
  expect(largest).toBeGreaterThan(1);
});

test("a call touches the caller's shard and that of the called, and no other", async () => {
  visits = [];
  const caller = await start("caller");
  await ended(caller);
  const { rows } = await client.query<{ id: string }>(
    "SELECT id::text FROM process_instance WHERE root_id = $1",
    [caller],
  );
  expect(rows).toHaveLength(2);
  const shards = await shardsOf(
    client,
    rows.map(({ id }) => id),
  );
  expect(touchedByOthers()).toEqual(new Set(shards.values()));
});

test("every row is in the shard of its instance", async () => {
  expect(await strayRows(client)).toEqual([]);
});
