/** What must hold when things happen at the same moment, or break in the middle. */
import { openDatabase, type PrismaClient } from "@tongban/prisma";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readVisibleVariablesOf, Runtime } from "./index.ts";
import {
  bpmnFile,
  flows,
  forEach,
  message,
  messageCatch,
  serviceTask,
  userTask,
} from "./testing/bpmn.ts";
import { foldDifferences } from "./testing/fold-differences.ts";

const models = {
  "wait.bpmn": bpmnFile(
    "wait",
    messageCatch("m", "paid") + flows("s", "m", "e"),
    message("paid", "paid", "key"),
  ),
  "task.bpmn": bpmnFile("task", userTask("u") + flows("s", "u", "e")),
  "job.bpmn": bpmnFile("job", serviceTask("t", "rival") + flows("s", "t", "e")),
  "hung.bpmn": bpmnFile("hung", serviceTask("t", "hangs") + flows("s", "t", "e")),
  "many.bpmn": bpmnFile(
    "many",
    serviceTask("t", "external", forEach("items")) + flows("s", "t", "e"),
  ),
};

let database: TestDatabase;
let prisma: PrismaClient;
let runtime: Runtime;
let transactions = 0;
const errors: unknown[] = [];
let rivals = 0;

function open(leaseMs?: number): Runtime {
  return new Runtime({
    ...(leaseMs === undefined ? undefined : { leaseMs }),
    databaseUrl: database.url,
    prisma,
    now: () => Date.now(),
    timeZone: "Asia/Shanghai",
    poolSize: 4,
    onError: (error) => errors.push(error),
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openDatabase(database.url, 4);
  runtime = open();
  runtime.defineJob("rival", {
    complete: async (_job, { sql }) => {
      rivals += 1;
      // The first three attempts lose against another transaction, as PostgreSQL would tell it.
      if (rivals <= 3) {
        await sql.query(
          "DO $$ BEGIN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END $$",
        );
      }
    },
  });
  runtime.addProjection(async (events) => {
    transactions += 1;
    if (events.some(({ businessKey }) => businessKey === "poison")) throw new Error("poisoned");
  });
  await runtime.deploy(
    Object.entries(models).map(([name, content]) => ({ name, content })),
    { account: "test", comment: "" },
  );
  await runtime.start();
});
afterAll(async () => {
  await runtime.stop();
  await prisma.$disconnect();
  await database.drop();
});

async function start(processId: string, variables: Record<string, string> = {}): Promise<string> {
  const result = await runtime.execute({ type: "startInstance", processId, variables });
  if (!result.ok) throw new Error(result.problem.code);
  return result.value.processInstanceId;
}
async function isPublished(correlationKey: string): Promise<boolean> {
  const paid = { name: "paid", correlationKey, variables: {}, timeToLiveMs: 0 };
  return (await runtime.execute({ type: "publishMessage", ...paid })).ok;
}
const stateOf = async (id: string): Promise<string | undefined> =>
  (
    await runtime.sql.query<{ state: string }>(
      "SELECT state FROM process_instance WHERE id = $1::bigint",
      [id],
    )
  )[0]?.state;

test("messages that share a transaction go to different instances, not twice to the first", async () => {
  const ids = [await start("wait", { key: "same" }), await start("wait", { key: "same" })];
  // Two transactions run at once; what comes while they do shares the next one.
  const busy = [start("task"), start("task")];
  const published = await Promise.all([isPublished("same"), isPublished("same")]);
  await Promise.all(busy);
  expect(published).toEqual([true, true]);
  expect(await Promise.all(ids.map(stateOf))).toEqual(["completed", "completed"]);
});

test("of two messages of one id that share a transaction the second is a repetition", async () => {
  const id = await start("wait", { key: "twice" });
  const busy = [start("task"), start("task")];
  const paid = {
    type: "publishMessage",
    name: "paid",
    correlationKey: "twice",
    variables: {},
  } as const;
  const published = await Promise.all(
    [1, 2].map(() => runtime.execute({ ...paid, timeToLiveMs: 60_000, messageId: "once" })),
  );
  await Promise.all(busy);
  expect(published).toMatchObject([
    { value: { correlated: 1, duplicate: false, reached: [id] } },
    { value: { correlated: 0, duplicate: true } },
  ]);
});

test("two bad commands among hundreds that share transactions fail alone, and soon", async () => {
  const count = async (): Promise<number> =>
    (await runtime.sql.query<{ n: number }>("SELECT count(*)::int AS n FROM process_instance"))[0]
      ?.n ?? 0;
  const before = { transactions, instances: await count() };
  const settled = await Promise.allSettled(
    Array.from({ length: 300 }, (_none, index) =>
      runtime.execute({
        type: "startInstance",
        processId: "task",
        variables: {},
        businessKey: index === 20 || index === 200 ? "poison" : String(index),
      }),
    ),
  );
  const failed = settled.flatMap(({ status }, index) => (status === "rejected" ? [index] : []));
  expect(failed).toEqual([20, 200]);
  expect((await count()) - before.instances).toBe(298);
  // The first two go by themselves; each halving of the others parts the good from the bad.
  expect(transactions - before.transactions).toBeLessThan(50);
});

test("a connection that breaks during a command is an error of that command, and the next one works", async () => {
  const broken = runtime.execute({ type: "startInstance", processId: "task", variables: {} });
  const settled = Promise.allSettled([broken]);
  await prisma.$executeRawUnsafe(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  await settled;
  await expect.poll(() => start("task").catch(() => null), { timeout: 5000 }).not.toBeNull();
});

test("a worker's transaction that loses a race is done again at no cost of retries", async () => {
  const id = await start("job");
  await expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe("completed");
  const failed = await runtime.sql.query(
    "SELECT 1 FROM history_event WHERE process_instance_id = $1::bigint AND type = 'jobFailed'",
    [id],
  );
  expect(failed).toEqual([]);
});

test("attempts that ended with their server do not lengthen the pause after one that failed", async () => {
  const hasty = open(50);
  let claims = 0;
  let release: () => void = () => undefined;
  const claimedOften = new Promise<void>((resolve) => {
    release = resolve;
  });
  hasty.defineJob("hangs", {
    perform: async () => {
      claims += 1;
      // Nobody answers for four claims, as if their servers had died; then all of them fail.
      if (claims === 5) release();
      await claimedOften;
      throw new Error("hung");
    },
    complete: () => Promise.resolve(),
  });
  await hasty.start();
  const id = await start("hung");
  const pauses = async (): Promise<number[]> =>
    (
      await runtime.sql.query<{ pause: number }>(
        `SELECT ((data->>'retryAt')::float8 - extract(epoch FROM at)::float8 * 1000)::float8 AS pause FROM history_event
          WHERE process_instance_id = $1::bigint AND type = 'jobFailed' ORDER BY seq`,
        [id],
      )
    ).map(({ pause }) => pause);
  const failures = async (): Promise<number> => {
    hasty.wake();
    return (await pauses()).length;
  };
  await expect.poll(failures, { timeout: 10_000 }).toBeGreaterThan(0);
  await hasty.stop();
  expect((await pauses())[0]).toBeLessThanOrEqual(1000);
  expect(Math.max(...(await pauses()))).toBeLessThanOrEqual(2000);
});

test("the events of an instance fold to its stored state, also of one of many members", async () => {
  const items = Array.from({ length: 40 }, (_none, index) => ({ index }));
  const result = await runtime.execute({
    type: "startInstance",
    processId: "many",
    variables: { items },
  });
  const id = result.ok ? result.value.processInstanceId : "";
  const jobs = await runtime.sql.query<{ id: string; element: string }>(
    `SELECT id::text, element_instance_id::text AS element FROM job WHERE process_instance_id = $1::bigint ORDER BY id`,
    [id],
  );
  const place = { processInstanceId: id, elementInstanceId: jobs[3]?.element ?? "" };
  expect(await readVisibleVariablesOf(runtime.sql, [place])).toMatchObject([
    { item: { index: 3 }, items },
  ]);
  const done = await Promise.all(
    jobs
      .slice(0, 30)
      .map(({ id: jobId }) =>
        runtime.execute({ type: "completeJob", jobId, variables: { result: 1 } }),
      ),
  );
  expect(done.every(({ ok }) => ok)).toBe(true);
  expect(await foldDifferences(runtime.sql)).toEqual([]);
  await Promise.all(
    jobs
      .slice(30)
      .map(({ id: jobId }) =>
        runtime.execute({ type: "completeJob", jobId, variables: { result: 1 } }),
      ),
  );
  expect(await stateOf(id)).toBe("completed");
});

test("text that the database cannot keep is refused, and others of the batch are not disturbed", async () => {
  const all = ["fine", "bad\0", "half\uD83D", "fine too"].map((text) =>
    runtime.execute({ type: "startInstance", processId: "task", variables: { text } }),
  );
  const codes = (await Promise.all(all)).map((one) => (one.ok ? "ok" : one.problem.code));
  expect(codes).toEqual(["ok", "VARIABLE_NOT_SERIALISABLE", "VARIABLE_NOT_SERIALISABLE", "ok"]);
});

test("two servers on one database have different node numbers, also after a lost connection", async () => {
  const nodes = async (): Promise<number> =>
    (
      await runtime.sql.query(
        `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = 7400116 AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      )
    ).length;
  // The test above broke all connections.
  await expect.poll(nodes, { timeout: 5000 }).toBe(1);
  const second = open();
  await second.start();
  expect(await nodes()).toBe(2);
  await second.stop();
});
