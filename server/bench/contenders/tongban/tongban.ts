/** This runtime, as the server uses it: commands by `execute`, jobs by workers inside the server. */
import { applyMigrations } from "@tongban/prisma";
import type { Contender, Load } from "../../contender.ts";
import { type ModelKey, patternKeys } from "../../models/index.ts";
import { payload } from "../../workloads.ts";
import { inTurns } from "../in-turns.ts";
import { backlog, typical } from "./backlogs.ts";
import { foodLicence } from "./food-licence.ts";
import { ProcessServer, valueOf } from "./process-server.ts";

/** See the file's head. */
export const tongban: Contender = {
  name: "tongban",
  settings:
    "the server's own runtime in one Node process with its default of 10 connections; every event goes into the history, and the rows of the screens are written in the transaction of the step; jobs are done by workers inside the server",
  inFlight: 512,
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
        multiInstance10k: () => scripts(databaseUrl, "multiInstance10k"),
        ...Object.fromEntries(patternKeys.map((key) => [key, () => scripts(databaseUrl, key)])),
        MIX: () => scripts(databaseUrl, ...patternKeys),
        m02: () => foodLicence(databaseUrl),
        typical: () => typical(databaseUrl),
        waitingJobs: () => backlog(databaseUrl, "job"),
        dueTimers: () => backlog(databaseUrl, "timer"),
      },
      close: async () => undefined,
    };
  },
};

/** Ended when the start is answered; several models take turns. */
async function scripts(databaseUrl: string, ...keys: readonly ModelKey[]): Promise<Load> {
  const server = await ProcessServer.open(databaseUrl, ...keys);
  const turns = inTurns(keys);
  const run = async (): Promise<void> => {
    const { key, choice } = turns();
    await server.start({ count: 0, choice }, key);
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
