/** This runtime, as the server uses it: commands by `execute`, jobs by workers inside the server. */
import { applyMigrations } from "@tongban/prisma";
import type { Contender, Load } from "../../contender.ts";
import type { ModelKey } from "../../models.ts";
import { payload } from "../../workloads.ts";
import { ProcessServer, valueOf } from "./process-server.ts";

const HOUR_MS = 3_600_000;
/** Commands in flight while a backlog is made. */
const FILL_BATCH = 1000;

/** See the file's head. */
export const tongban: Contender = {
  name: "tongban",
  settings:
    "the server's own runtime in one Node process with its default of 10 connections; every event goes into the history, and the rows of the screens are written in the transaction of the step; jobs are done by workers inside the server",
  inFlight: 128,
  open: async (databaseUrl) => {
    await applyMigrations(databaseUrl);
    return {
      loads: {
        job: () => jobs(databaseUrl, "job"),
        threeJobs: () => jobs(databaseUrl, "threeJobs"),
        scripts: () => scripts(databaseUrl, "scripts"),
        parallel: () => scripts(databaseUrl, "parallel"),
        loop: () => scripts(databaseUrl, "loop"),
        userTask: () => userTask(databaseUrl),
        message: () => message(databaseUrl),
        multiInstance: () => scripts(databaseUrl, "multiInstance"),
        waitingJobs: async () => backlog(databaseUrl, "job", 0),
        dueTimers: async () => backlog(databaseUrl, "timer", HOUR_MS),
      },
      close: async () => undefined,
    };
  },
};

/** Ended when the start is answered. */
async function scripts(databaseUrl: string, key: ModelKey): Promise<Load> {
  const server = await ProcessServer.open(databaseUrl, key);
  const run = async (): Promise<void> => {
    await server.start({ count: 0 });
  };
  return { run, completed: server.completed, end: server.stop };
}

async function jobs(databaseUrl: string, key: ModelKey): Promise<Load> {
  const server = await ProcessServer.open(databaseUrl, key);
  await server.work();
  const run = async (): Promise<void> => {
    const { ended } = await server.start({ payload });
    await ended;
  };
  return { run, completed: server.completed, end: server.stop };
}

async function userTask(databaseUrl: string): Promise<Load> {
  const server = await ProcessServer.open(databaseUrl, "userTask");
  const { runtime } = server;
  const run = async (): Promise<number> => {
    const { processInstanceId } = await server.start({});
    const [task] = await runtime.sql.query<{ id: string }>(
      `SELECT id::text FROM user_task
        WHERE process_instance_id = $1::bigint AND candidate_groups && $2::text[] AND assignee IS NULL`,
      [processInstanceId, ["clerks"]],
    );
    if (task === undefined) throw new Error("The task is not in the list");
    const userTaskId = task.id;
    const assignee = "lin";
    valueOf(
      await runtime.execute({
        type: "assignUserTask",
        userTaskId,
        assignee,
        expectedAssignee: null,
      }),
    );
    const from = performance.now();
    const variables = { isApproved: true };
    valueOf(await runtime.execute({ type: "completeUserTask", userTaskId, assignee, variables }));
    return performance.now() - from;
  };
  return { run, completed: server.completed, end: server.stop };
}

async function message(databaseUrl: string): Promise<Load> {
  const server = await ProcessServer.open(databaseUrl, "message");
  let cases = await server.completed();
  const run = async (): Promise<void> => {
    const correlationKey = String((cases += 1));
    await server.start({ key: correlationKey });
    const variables = { amountFen: 100 };
    const published = { type: "publishMessage", name: "paid", variables, timeToLiveMs: 0 } as const;
    valueOf(await server.runtime.execute({ ...published, correlationKey }));
  };
  return { run, completed: server.completed, end: server.stop };
}

/** Each round has a server of its own, which begins to work when everything waits. */
async function backlog(databaseUrl: string, key: "job" | "timer", aheadMs: number): Promise<Load> {
  let server = await ProcessServer.open(databaseUrl, key);
  const { completed } = server;
  let ends: Promise<void>[] = [];
  const fill = async (count: number): Promise<void> => {
    ends = [];
    for (let rest = count; rest > 0; rest -= FILL_BATCH) {
      const batch = Array.from({ length: Math.min(rest, FILL_BATCH) }, () => server.start({}));
      ends.push(...(await Promise.all(batch)).map(({ ended }) => ended));
    }
  };
  const run = async (): Promise<void> => {
    await server.work(aheadMs);
    await Promise.all(ends);
  };
  return { fill, run, completed, end: () => server.stop() };
}
