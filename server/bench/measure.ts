/** A workload by every contender that has it, in turns, so that whatever else the machine does falls on all alike. */
import type { BenchDatabase } from "./database.ts";
import type { Participant } from "./participant.ts";
import type { Order, Outcome } from "./protocol.ts";
import { workload, type WorkloadKey } from "./workloads.ts";

/** How long to measure. */
export interface Effort {
  /** What is typed for it. */
  readonly command: string;
  /** Rounds per contender; odd. */
  readonly rounds: number;
  readonly roundMs: number;
  /** Long enough for a just-in-time compiler. */
  readonly warmUpMs: number;
  readonly latencyMs: number;
  /** Rounds with a backlog, which are long; odd. */
  readonly backlogRounds: number;
  /** Which size of a backlog. */
  readonly backlog: "quick" | "full";
}

/** What a workload came to for one contender. */
export interface Measured {
  /** Completed cases a second: median over the rounds, lowest and highest. */
  readonly rate: { readonly median: number; readonly lowest: number; readonly highest: number };
  /** Per case, of the contender's process and of PostgreSQL. */
  readonly cpuMs: { readonly own: number; readonly database: number };
  /** Per case. */
  readonly walBytes: number;
  /** At half of the median rate. */
  readonly latency?: { readonly p50Ms: number; readonly p99Ms: number };
  readonly memoryMiB: number;
}

/** Measures; contenders that fail are left out and told to `onFailure`. */
export async function measure(
  key: WorkloadKey,
  participants: ReadonlyMap<string, Participant>,
  database: Pick<BenchDatabase, "spent">,
  effort: Effort,
  onFailure: (name: string, error: unknown) => void,
): Promise<Map<string, Measured>> {
  const { backlog, isWaitedFor } = workload(key);
  const rounds = new Map<string, Round[]>();
  const round = async (name: string, participant: Participant): Promise<void> => {
    if (backlog === undefined) {
      const closed = { order: "closed", ms: effort.roundMs } as const;
      rounds.get(name)?.push(await observe(participant, database, closed));
      return;
    }
    const { mostWaiting = Number.POSITIVE_INFINITY } = participant.introduction;
    const count = Math.min(backlog[effort.backlog], mostWaiting);
    await participant.tell({ order: "fill", count });
    rounds.get(name)?.push(await observe(participant, database, { order: "drain" }));
    await participant.tell({ order: "end" });
  };
  const each = async (
    work: (name: string, participant: Participant) => Promise<void>,
  ): Promise<void> => {
    for (const [name, participant] of participants) {
      if (!rounds.has(name)) continue;
      try {
        await work(name, participant);
      } catch (error) {
        rounds.delete(name);
        onFailure(name, error);
      }
    }
  };
  for (const name of participants.keys()) rounds.set(name, []);
  if (backlog === undefined) {
    await each(async (_name, participant) => {
      await participant.tell({ order: "prepare", workload: key });
      // Warms up; does not count.
      await participant.measure({ order: "closed", ms: effort.warmUpMs });
    });
  }
  const times = backlog === undefined ? effort.rounds : effort.backlogRounds;
  for (let count = 0; count < times; count += 1) {
    await each(async (name, participant) => {
      if (backlog !== undefined) await participant.tell({ order: "prepare", workload: key });
      await round(name, participant);
    });
  }
  const latencies = new Map<string, Outcome>();
  if (isWaitedFor) {
    await each(async (name, participant) => {
      const perSecond = median(rounds.get(name)?.map(({ rate }) => rate) ?? []) / 2;
      const open = { order: "open", ms: effort.latencyMs, perSecond } as const;
      latencies.set(name, await participant.measure(open));
    });
  }
  if (backlog === undefined) {
    await each(async (_name, participant) => participant.tell({ order: "end" }));
  }
  return new Map([...rounds].map(([name, list]) => [name, summary(list, latencies.get(name))]));
}

interface Round {
  readonly rate: number;
  readonly ownMs: number;
  readonly databaseMs: number;
  readonly walBytes: number;
  readonly memoryMiB: number;
}

async function observe(
  participant: Participant,
  database: Pick<BenchDatabase, "spent">,
  order: Order,
): Promise<Round> {
  const before = await database.spent();
  const { cases, elapsedMs, cpuMs, memoryMiB } = await participant.measure(order);
  const after = await database.spent();
  return {
    rate: (cases / elapsedMs) * 1000,
    ownMs: cpuMs / cases,
    databaseMs: (after.cpuMs - before.cpuMs) / cases,
    walBytes: (after.walBytes - before.walBytes) / cases,
    memoryMiB,
  };
}

function summary(rounds: readonly Round[], latency: Outcome | undefined): Measured {
  const rates = rounds.map(({ rate }) => rate);
  return {
    rate: { median: median(rates), lowest: Math.min(...rates), highest: Math.max(...rates) },
    cpuMs: {
      own: median(rounds.map(({ ownMs }) => ownMs)),
      database: median(rounds.map(({ databaseMs }) => databaseMs)),
    },
    walBytes: median(rounds.map(({ walBytes }) => walBytes)),
    memoryMiB: Math.max(...rounds.map(({ memoryMiB }) => memoryMiB)),
    ...(latency && { latency: { p50Ms: latency.p50Ms, p99Ms: latency.p99Ms } }),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}
