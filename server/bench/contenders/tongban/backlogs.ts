/** Cases that wait together: for workers, for timers, or for each in turns. */
import type { Load } from "../../contender.ts";
import { payload } from "../../workloads.ts";
import { ProcessServer } from "./process-server.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Commands in flight while cases are started. */
const BATCH = 1000;

/** Each round has a server of its own, which begins to work when everything waits. */
export async function backlog(databaseUrl: string, key: "job" | "timer"): Promise<Load> {
  const server = await ProcessServer.open(databaseUrl, key);
  return {
    fill: (count) => startTogether(count, () => server.startOneOfMany({})),
    run: async () => {
      await server.work(key === "timer" ? HOUR_MS : 0);
      await server.allEnded();
    },
    completed: server.completed,
    end: server.stop,
  };
}

/** The clock is set ahead when all cases wait for their first timer, and again for their second. */
export async function typical(databaseUrl: string): Promise<Load> {
  const server = await ProcessServer.open(databaseUrl, "typical");
  let count = 0;
  return {
    fill: async (size) => {
      count = size;
    },
    run: async () => {
      await server.work();
      await startTogether(count, () => server.startOneOfMany({ payload, isGoingOn: 1 }));
      await server.passTime("timer1", count, MINUTE_MS);
      await server.passTime("timer2", count, MINUTE_MS);
      await server.allEnded();
    },
    completed: server.completed,
    end: server.stop,
  };
}

async function startTogether(count: number, start: () => Promise<void>): Promise<void> {
  for (let rest = count; rest > 0; rest -= BATCH)
    await Promise.all(Array.from({ length: Math.min(rest, BATCH) }, start));
}
