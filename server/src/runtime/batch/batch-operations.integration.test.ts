/** One operation on many instances: each once, with a result, by whichever server is there. */
import { openDatabase, type PrismaClient } from "@tongban/prisma";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Runtime } from "../index.ts";
import { bpmnFile, flows, serviceTask, userTask } from "../testing/bpmn.ts";
import type { BatchProgress, BatchWork, InstanceSelection } from "./batch-operation.ts";

const models = {
  "desk.bpmn": bpmnFile("desk", userTask("check") + flows("s", "check", "e")),
  "fails.bpmn": bpmnFile("fails", serviceTask("t", "nobody") + flows("s", "t", "e")),
};
/** The same with a second step that cases may be moved to. */
const redrawn = bpmnFile(
  "desk",
  userTask("check") + userTask("sign") + flows("s", "check", "sign", "e"),
);

let database: TestDatabase;
let prisma: PrismaClient;
let servers: Runtime[];
let runtime: Runtime;
const errors: unknown[] = [];
const actor = { kind: "person", name: "admin" } as const;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openDatabase(database.url, 6);
  const open = (): Runtime =>
    new Runtime({
      databaseUrl: database.url,
      prisma,
      now: () => Date.now(),
      timeZone: "Asia/Shanghai",
      poolSize: 6,
      onError: (error) => errors.push(error),
      leaseMs: 500,
    });
  runtime = open();
  servers = [runtime, open()];
  for (const server of servers) await server.start();
  await deploy(models);
});

afterAll(async () => {
  for (const server of servers) await server.stop();
  await prisma.$disconnect();
  await database.drop();
});

async function deploy(files: Readonly<Record<string, string>>): Promise<void> {
  const result = await runtime.deploy(
    Object.entries(files).map(([name, content]) => ({ name, content })),
    { account: "test", comment: "" },
  );
  expect(result).toMatchObject({ ok: true });
}

async function start(processId: string, count: number, businessKey: string): Promise<string[]> {
  const results = await Promise.all(
    Array.from({ length: count }, () =>
      runtime.execute({ type: "startInstance", processId, businessKey, variables: {} }),
    ),
  );
  return results.map((result) => {
    if (!result.ok) throw new Error(result.problem.code);
    return result.value.processInstanceId;
  });
}

function keyed(businessKey: string): InstanceSelection {
  return {
    statement: "SELECT id FROM process_instance WHERE state = 'active' AND business_key = $1::text",
    values: [businessKey],
  };
}

async function begin(work: BatchWork, businessKey: string): Promise<BatchProgress> {
  const begun = await runtime.batches.begin(work, keyed(businessKey), actor);
  if (!begun.ok) throw new Error(begun.problem.code);
  return begun.value;
}

async function ended(id: string): Promise<BatchProgress> {
  return vi.waitFor(
    async () => {
      const progress = await runtime.batches.find(id);
      if (progress === null || progress.endedAt === null) throw new Error("still at it");
      return progress;
    },
    { timeout: 20_000, interval: 20 },
  );
}

function query<Row>(statement: string, ...values: unknown[]): Promise<Row[]> {
  return runtime.sql.query<Row>(statement, values);
}

test("every instance that is chosen is ended once, and no other", async () => {
  await start("desk", 60, "to-end");
  const [other] = await start("desk", 1, "to-stay");
  const begun = await begin({ kind: "cancelInstances" }, "to-end");
  expect(begun).toMatchObject({ total: 60, actor });
  expect(await ended(begun.id)).toMatchObject({ state: "completed", completed: 60, failed: 0 });
  expect(
    await query(
      `SELECT state, count(*)::int FROM process_instance WHERE business_key = 'to-end' GROUP BY 1`,
    ),
  ).toEqual([{ state: "terminated", count: 60 }]);
  expect(await query("SELECT state FROM process_instance WHERE id = $1::bigint", other)).toEqual([
    { state: "active" },
  ]);
});

test("nothing chosen is done at once", async () => {
  const begun = await begin({ kind: "cancelInstances" }, "nobody");
  expect(await ended(begun.id)).toMatchObject({ state: "completed", total: 0 });
});

test("what cannot be done says why, and leaves its instance as it was", async () => {
  const [instance = ""] = await start("desk", 1, "bad-move");
  const work: BatchWork = {
    kind: "modifyInstances",
    instructions: [
      { kind: "move", from: { elementId: "check" }, elementId: "nowhere", variables: [] },
    ],
  };
  const begun = await begin(work, "bad-move");
  expect(await ended(begun.id)).toMatchObject({ completed: 0, failed: 1 });
  const items = await query<{ state: string; code: string; zh: string }>(
    `SELECT state, code, message_zh AS zh FROM batch_item WHERE process_instance_id = $1::bigint`,
    instance,
  );
  expect(items).toMatchObject([{ state: "failed" }]);
  expect(items[0]?.zh).toContain("nowhere");
  expect(
    await query(
      "SELECT element_id FROM user_task WHERE process_instance_id = $1::bigint",
      instance,
    ),
  ).toEqual([{ element_id: "check" }]);
});

test("incidents are resolved one by one", async () => {
  const instances = await start("fails", 3, "to-repair");
  const jobs = await query<{ id: string }>(
    "SELECT id::text FROM job WHERE process_instance_id = ANY($1::bigint[])",
    instances,
  );
  for (const { id } of jobs)
    await runtime.execute({ type: "failJob", jobId: id, retries: 0, message: "broken" });
  const begun = await begin({ kind: "resolveIncidents" }, "to-repair");
  expect(begun.total).toBe(3);
  expect(await ended(begun.id)).toMatchObject({ completed: 3, failed: 0 });
  expect(
    await query("SELECT 1 FROM incident WHERE process_instance_id = ANY($1::bigint[])", instances),
  ).toEqual([]);
});

test("instances go on with another version", async () => {
  const instances = await start("desk", 5, "to-migrate");
  await deploy({ "desk.bpmn": redrawn });
  const begun = await begin(
    {
      kind: "migrateInstances",
      processId: "desk",
      version: 2,
      plan: { elements: [{ source: "check", target: "check" }] },
    },
    "to-migrate",
  );
  expect(await ended(begun.id)).toMatchObject({ completed: 5 });
  expect(
    await query(
      "SELECT DISTINCT version FROM process_instance WHERE id = ANY($1::bigint[])",
      instances,
    ),
  ).toEqual([{ version: 2 }]);
});

test("rests, goes on, and is left undone when it is cancelled", async () => {
  await start("desk", 200, "slow");
  const { id } = await begin({ kind: "cancelInstances" }, "slow");
  expect(await runtime.batches.suspend(id)).toMatchObject({
    ok: true,
    value: { state: "suspended" },
  });
  expect(await runtime.batches.suspend(id)).toMatchObject({
    problem: { code: "BATCH_STATE_INVALID" },
  });
  expect(await runtime.batches.resume(id)).toMatchObject({ ok: true, value: { state: "active" } });
  expect(await runtime.batches.cancel(id)).toMatchObject({ ok: true });
  const { completed, failed, cancelled, total, state } = await ended(id);
  expect({ state, failed, all: completed + cancelled }).toEqual({
    state: "cancelled",
    failed: 0,
    all: total,
  });
  expect(cancelled).toBeGreaterThan(0);
  expect(
    await query(
      `SELECT count(*)::int FROM process_instance WHERE business_key = 'slow' AND state = 'active'`,
    ),
  ).toEqual([{ count: cancelled }]);
  expect(await runtime.batches.resume(id)).toMatchObject({
    problem: { code: "BATCH_STATE_INVALID" },
  });
  expect(await runtime.batches.resume("1")).toMatchObject({ problem: { code: "BATCH_NOT_FOUND" } });
});

test("what a dead server had claimed is done by another after its lease", async () => {
  await start("desk", 3, "left-behind");
  const { id } = await begin({ kind: "cancelInstances" }, "left-behind");
  await runtime.batches.suspend(id);
  await query(
    `UPDATE batch_item SET locked_until = now() + interval '300 milliseconds' WHERE batch_id = $1::bigint AND state = 'active'`,
    id,
  );
  await runtime.batches.resume(id);
  expect(await ended(id)).toMatchObject({ completed: 3 });
  expect(errors).toEqual([]);
});
