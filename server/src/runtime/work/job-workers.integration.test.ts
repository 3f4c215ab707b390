/** How jobs are shared out, and what workers are told, on a real PostgreSQL. */
import { openDatabase, type PrismaClient } from "@tongban/prisma";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { StateCache } from "../execution/state-cache.ts";
import { type Job, JobError, Runtime } from "../index.ts";
import { postgresConnections } from "../runtime-connections.ts";
import { claimJobs } from "../store/job-claims.ts";
import { bpmnFile, flows, serviceTask } from "../testing/bpmn.ts";

const models = {
  "flood.bpmn": bpmnFile("flood", serviceTask("t", "print") + flows("s", "t", "e")),
  "trickle.bpmn": bpmnFile("trickle", serviceTask("t", "print") + flows("s", "t", "e")),
  "filed.bpmn": bpmnFile("filed", serviceTask("t", "file") + flows("s", "t", "e")),
  "other.bpmn": bpmnFile("other", serviceTask("t", "stamp") + flows("s", "t", "e")),
};

let database: TestDatabase;
let prisma: PrismaClient;
let runtime: Runtime;
const errors: unknown[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openDatabase(database.url, 4);
  runtime = open();
  await runtime.deploy(
    Object.entries(models).map(([name, content]) => ({ name, content })),
    { account: "test", comment: "" },
  );
});
afterAll(async () => {
  await runtime.stop();
  await prisma.$disconnect();
  await database.drop();
});
function open(): Runtime {
  return new Runtime({
    databaseUrl: database.url,
    prisma,
    now: () => Date.now(),
    timeZone: "Asia/Shanghai",
    poolSize: 4,
    onError: (error) => errors.push(error),
  });
}

function start(processId: string, count: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: count }, async (_none, index) => {
      const variables = { number: index };
      const result = await runtime.execute({ type: "startInstance", processId, variables });
      if (!result.ok) throw new Error(result.problem.code);
      return result.value.processInstanceId;
    }),
  );
}

const claim = (jobTypes: readonly string[], limit: number): ReturnType<typeof claimJobs> =>
  claimJobs(runtime.sql, new StateCache({ states: 0, characters: 0 }), {
    jobTypes,
    now: Date.now(),
    leaseMs: 60_000,
    limit,
  });

test("a flood of one process does not hold up another, and nothing is claimed twice", async () => {
  await start("flood", 40);
  const late = await start("trickle", 2);
  const claimed = await claim(["print"], 10);
  expect(claimed).toHaveLength(10);
  expect(late.every((id) => claimed.some((job) => job.processInstanceId === id))).toBe(true);
  const more = await Promise.all([claim(["print"], 20), claim(["print"], 20)]);
  const all = [...claimed, ...more.flat(), ...(await claim(["print"], 40))];
  expect(all).toHaveLength(42);
  expect(new Set(all.map(({ id }) => id)).size).toBe(42);
  expect(await claim(["print", "stamp"], 10)).toEqual([]);
});

test("each job comes with the variables that its element sees", async () => {
  await start("other", 3);
  const claimed = await claim(["stamp"], 10);
  expect(new Set(claimed.map(({ variables }) => variables["number"]))).toEqual(new Set([0, 1, 2]));
});

test("a worker that waits has a new job from the commit that makes it, and loses none that is undone", async () => {
  const worker = open();
  const done = new Set<string>();
  worker.defineJob("stamp", {
    perform: async ({ processInstanceId }) => void done.add(processInstanceId),
  });
  const leased: unknown[] = [];
  const first = Promise.withResolvers<void>();
  let isUndoing = false;
  worker.addProjection(async (events, tx) => {
    if (isUndoing) throw new Error("undone");
    for (const { event } of events) {
      if (event.type === "processInstanceCompleted") first.resolve();
      if (event.type === "jobCreated")
        leased.push(
          ...(await tx.query(
            "SELECT locked_until > now() AS leased FROM job WHERE id = $1::bigint",
            [event.jobId],
          )),
        );
    }
  });
  await worker.start();
  const begin = (): Promise<unknown> =>
    worker.execute({ type: "startInstance", processId: "other", variables: {} });
  // It has looked once the first is done.
  await begin();
  await first.promise;
  const before = done.size;
  isUndoing = true;
  // More than it has hands.
  const undone = await Promise.allSettled(Array.from({ length: 130 }, begin));
  expect(undone.filter(({ status }) => status === "fulfilled")).toEqual([]);
  isUndoing = false;
  leased.length = 0;
  await begin();
  await expect.poll(() => done.size).toBe(before + 1);
  expect(leased).toEqual([{ leased: true }]);
  await worker.stop();
});

test("work outside the database is completed with others, fails and throws like any", async () => {
  const done: Job[] = [];
  const seen = Promise.withResolvers<void>();
  const worker = open();
  worker.defineJob("stamp", {
    perform: async (job) => {
      done.push(job);
      if (job.variables["number"] === 1) throw new Error("out of ink");
      if (job.variables["number"] === 2) throw new JobError("NO_STAMP", "there is none");
      return { stamped: true };
    },
  });
  worker.addProjection(async (events) => {
    for (const { event } of events) if (event.type === "processInstanceCompleted") seen.resolve();
  });
  const [stamped, failed, thrown] = await start("other", 3);
  await worker.start();
  await seen.promise;
  // It finishes what it has taken.
  await worker.stop();
  expect(errors.map(String)).toEqual(["Error: out of ink"]);
  expect(done.map(({ type, retries }) => [type, retries])).toContainEqual(["stamp", 3]);
  const stateOf = async (id = ""): Promise<unknown> =>
    prisma.processInstance.findUnique({
      where: { id: BigInt(id) },
      select: { state: true },
    });
  const jobOf = async (id = ""): Promise<unknown> =>
    prisma.job.findFirst({
      where: { processInstanceId: BigInt(id) },
      select: { state: true, retries: true, attempts: true },
    });
  expect(await stateOf(stamped)).toEqual({ state: "completed" });
  expect(await stateOf(failed)).toEqual({ state: "active" });
  expect(await jobOf(failed)).toEqual({ state: "ready", retries: 2, attempts: 1 });
  expect(await jobOf(thrown)).toEqual({ state: "thrown", retries: 3, attempts: 0 });
});

test("work is found by looking, too, where no announcement arrives", async () => {
  const connections = { databaseUrl: database.url, directUrl: database.url };
  const deaf = new Runtime({
    databaseUrl: database.url,
    connections: {
      ...postgresConnections(connections, 2, (error) => errors.push(error)),
      listen: () => ({ start: () => Promise.resolve(), stop: () => Promise.resolve() }),
    },
    prisma,
    now: () => Date.now(),
    timeZone: "Asia/Shanghai",
    poolSize: 2,
    onError: (error) => errors.push(error),
  });
  const done = Promise.withResolvers<string>();
  deaf.defineJob("file", async ({ processInstanceId }) => done.resolve(processInstanceId));
  await deaf.start();
  // Its first look is over; what comes now it is not told of.
  await deaf.claimJobs({ jobType: "x", leaseMs: 1, limit: 1 }, AbortSignal.abort());
  const [id] = await start("filed", 1);
  expect(await done.promise).toBe(id);
  await deaf.stop();
});

test("a server that is told to stop finishes what it has accepted, and accepts no more", async () => {
  const stopping = open();
  const command = { type: "startInstance", processId: "other", variables: {} } as const;
  const accepted = Array.from({ length: 300 }, () => stopping.execute(command));
  await stopping.stop();
  expect((await Promise.all(accepted)).every(({ ok }) => ok)).toBe(true);
  await expect(stopping.execute(command)).rejects.toThrow("stopping");
});
