/** Rounds of a workload within the contender's process: closed loop, open loop, backlog. */
import type { Load } from "./contender.ts";
import type { Outcome } from "./protocol.ts";

const SETTLE_WITHIN_MS = 10_000;

/** Keeps `inFlight` cases in flight for `ms`; those under way at the end are waited for and count.
 * Each lane runs one at least. */
export async function closedLoop(
  load: Load,
  inFlight: number,
  ms: number,
  settleWithinMs = SETTLE_WITHIN_MS,
): Promise<Outcome> {
  const work = async (latencies: number[]): Promise<number> => {
    const until = performance.now() + ms;
    const lane = async (): Promise<void> => {
      do await one(load, performance.now(), latencies);
      while (performance.now() < until);
    };
    await Promise.all(Array.from({ length: inFlight }, lane));
    return latencies.length;
  };
  return observed(load, work, settleWithinMs);
}

/** Lets cases come at random moments (a Poisson process), whether or not those before are done. */
export async function openLoop(load: Load, perSecond: number, ms: number): Promise<Outcome> {
  return observed(load, async (latencies) => {
    const from = performance.now();
    const underWay: Promise<void>[] = [];
    let next = from;
    while (next < from + ms) {
      const waitMs = next - performance.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      // Whatever has come due meanwhile begins now, and its wait counts.
      for (const at = performance.now(); next <= at && next < from + ms;) {
        underWay.push(one(load, next, latencies));
        next += (-Math.log(1 - Math.random()) * 1000) / perSecond;
      }
    }
    await Promise.all(underWay);
    return underWay.length;
  });
}

/** Does all that wait. */
export async function drain(load: Load, count: number): Promise<Outcome> {
  return observed(load, async () => {
    await load.run();
    return count;
  });
}

async function one(load: Load, from: number, latencies: number[]): Promise<void> {
  const stepMs = await load.run();
  latencies.push(stepMs ?? performance.now() - from);
}

async function observed(
  load: Load,
  work: (latencies: number[]) => Promise<number>,
  settleWithinMs = SETTLE_WITHIN_MS,
): Promise<Outcome> {
  const latencies: number[] = [];
  const before = (await load.completed?.()) ?? 0;
  const cpu = process.cpuUsage();
  const from = performance.now();
  const cases = await work(latencies);
  const elapsedMs = performance.now() - from;
  const { user, system } = process.cpuUsage(cpu);
  if (load.completed !== undefined) await confirm(load.completed, before + cases, settleWithinMs);
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    cases,
    elapsedMs,
    cpuMs: (user + system) / 1000,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    memoryMiB: process.resourceUsage().maxRSS / 1024,
  };
}

/** A case counts when the database knows that it is completed; the last commits may be a moment behind. */
async function confirm(
  completed: () => Promise<number>,
  expected: number,
  withinMs: number,
): Promise<void> {
  const until = performance.now() + withinMs;
  let known = await completed();
  while (known !== expected && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    known = await completed();
  }
  if (known !== expected) {
    throw new Error(`${expected} cases were counted, but the database has ${known} completed`);
  }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
