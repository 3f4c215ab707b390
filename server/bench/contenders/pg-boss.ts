/** The npm package `pg-boss`: jobs, no processes. */
import { PgBoss } from "pg-boss";
import type { Contender, Load } from "../contender.ts";
import { payload } from "../workloads.ts";
import { Ends } from "./ends.ts";

const QUEUE = "work";
const BATCH = 100;
const WORKERS = 4;
const FILL_BATCH = 1000;

/** See the file's head. */
export const pgBoss: Contender = {
  name: "pg-boss",
  settings: `12.38, ${WORKERS} workers that fetch ${BATCH} jobs at a time, are woken by \`NOTIFY\` and go on as long as batches are full; a case is a job, which is kept as completed`,
  inFlight: 512,
  open: async (connectionString) => {
    const boss = new PgBoss({ connectionString, max: 10, useListenNotify: true });
    boss.on("error", (error) => process.stderr.write(`${String(error)}\n`));
    await boss.start();
    await boss.createQueue(QUEUE, { notify: true });
    const ends = new Ends();
    return {
      loads: {
        job: async () => job(boss, ends),
        waitingJobs: async () => backlog(boss, ends),
      },
      close: () => boss.stop({ graceful: false }),
    };
  },
};

async function work(boss: PgBoss, ends: Ends): Promise<void> {
  const options = {
    batchSize: BATCH,
    localConcurrency: WORKERS,
    burstWhenBatchFull: true,
    pollingIntervalSeconds: 0.5,
    notifyPollingIntervalSeconds: 0.5,
  };
  await boss.work<{ key: string }>(QUEUE, options, async (jobs) => {
    for (const { data } of jobs) ends.reached(data.key);
  });
}

async function job(boss: PgBoss, ends: Ends): Promise<Load> {
  await work(boss, ends);
  const run = async (): Promise<void> => {
    const { key, ended } = ends.next();
    await boss.send(QUEUE, { key, payload });
    await ended;
  };
  return { run, end: () => boss.offWork(QUEUE) };
}

function backlog(boss: PgBoss, ends: Ends): Load {
  let cases: Promise<void>[] = [];
  return {
    fill: async (count) => {
      cases = [];
      for (let rest = count; rest > 0; rest -= FILL_BATCH) {
        const batch = Array.from({ length: Math.min(rest, FILL_BATCH) }, () => ends.next());
        await boss.insert(
          QUEUE,
          batch.map(({ key }) => ({ data: { key } })),
        );
        cases.push(...batch.map(({ ended }) => ended));
      }
    },
    run: async () => {
      await work(boss, ends);
      await Promise.all(cases);
    },
    end: () => boss.offWork(QUEUE),
  };
}
