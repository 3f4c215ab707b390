/** The npm package `graphile-worker`: jobs, no processes. */
import {
  Logger,
  makeWorkerUtils,
  run as startRunner,
  type Runner,
  type WorkerUtils,
} from "graphile-worker";
import type { Contender, Load } from "../contender.ts";
import { payload } from "../workloads.ts";
import { Ends } from "./ends.ts";

const CONCURRENT_JOBS = 24;
const LOCAL_QUEUE = 500;
const FILL_BATCH = 1000;
const logger = new Logger(() => () => undefined);

/** See the file's head. */
export const graphileWorker: Contender = {
  name: "graphile-worker",
  settings: `0.18 with what its page on performance recommends: a local queue of ${LOCAL_QUEUE}, completions in batches, ${CONCURRENT_JOBS} jobs at a time; a case is a job, which is deleted when done: no history`,
  inFlight: 512,
  open: async (connectionString) => {
    const options = { connectionString, maxPoolSize: 10, logger };
    const utils = await makeWorkerUtils(options);
    await utils.migrate();
    const ends = new Ends();
    const work = (): Promise<Runner> =>
      startRunner({
        ...options,
        concurrency: CONCURRENT_JOBS,
        noHandleSignals: true,
        preset: {
          worker: {
            localQueue: { size: LOCAL_QUEUE },
            completeJobBatchDelay: 0,
            failJobBatchDelay: 0,
          },
        },
        taskList: { work: (given) => ends.reached((given as { key: string }).key) },
      });
    return {
      loads: {
        job: async () => job(await work(), utils, ends),
        waitingJobs: async () => backlog(work, utils, ends),
      },
      close: async () => {
        await utils.release();
      },
    };
  },
};

function job(runner: Runner, utils: WorkerUtils, ends: Ends): Load {
  const run = async (): Promise<void> => {
    const { key, ended } = ends.next();
    await utils.addJob("work", { key, payload });
    await ended;
  };
  return { run, end: () => runner.stop() };
}

function backlog(work: () => Promise<Runner>, utils: WorkerUtils, ends: Ends): Load {
  let cases: Promise<void>[] = [];
  return {
    fill: async (count) => {
      cases = [];
      for (let rest = count; rest > 0; rest -= FILL_BATCH) {
        const batch = Array.from({ length: Math.min(rest, FILL_BATCH) }, () => ends.next());
        await utils.addJobs(batch.map(({ key }) => ({ identifier: "work", payload: { key } })));
        cases.push(...batch.map(({ ended }) => ended));
      }
    },
    run: async () => {
      const runner = await work();
      await Promise.all(cases);
      // Completions that are still under way belong to the work.
      await runner.stop();
    },
  };
}
