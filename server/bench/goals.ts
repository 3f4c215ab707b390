/** What the runtime is to reach, and whether a run did. */
import type { Measured } from "./measure.ts";
import { workload, workloadKeys, type WorkloadKey } from "./workloads.ts";

/** What was measured, by workload and contender. */
export type ByWorkload = ReadonlyMap<WorkloadKey, ReadonlyMap<string, Measured>>;

/** One line of the table of goals. */
export interface GoalLine {
  readonly goal: string;
  readonly reached: string;
  readonly isMet: boolean;
}

const OURS = "tongban";
const LIMIT = "plain inserts";
const NPM = ["bpmn-engine", "bpmn-server", "DBOS", "graphile-worker", "pg-boss"];
const JAVA = ["Camunda 7", "Flowable 7"];
const JOBS_PER_SECOND = 5000;
const P99_MS = 25;
const MEMORY_MIB = 512;
/** As much may a member of 10,000 cost more than one of 1,000: time in proportion to size, give or take what rounds differ by. */
const MEMBER_COST = 1.2;

/** A line for each goal that the run has figures for. */
export function goalLines(results: ByWorkload): GoalLine[] {
  return [
    ...JAVA.flatMap((name) => [
      ...ratioLine(results, "scripts", name, 10),
      ...ratioLine(results, "job", name, 5),
      ...ratioLine(results, "userTask", name, 5),
    ]),
    ...workloadKeys.flatMap((key) => {
      const best = NPM.toSorted(
        (one, other) => rate(results, key, other) - rate(results, key, one),
      )[0];
      return best === undefined ? [] : ratioLine(results, key, best, 3);
    }),
    ...workloadKeys.flatMap((key) => ratioLine(results, key, LIMIT, 0.5)),
    ...memberLine(results),
    ...ownLines(results),
  ];
}

function rate(results: ByWorkload, key: WorkloadKey, name: string): number {
  return results.get(key)?.get(name)?.rate.median ?? 0;
}

function ratioLine(results: ByWorkload, key: WorkloadKey, name: string, least: number): GoalLine[] {
  const [ours, theirs] = [rate(results, key, OURS), rate(results, key, name)];
  if (ours === 0 || theirs === 0) return [];
  const ratio = ours / theirs;
  return [
    {
      goal: `${workload(key).title}: ${least} × ${name}`,
      reached: `${ratio.toFixed(1)} ×`,
      isMet: ratio >= least,
    },
  ];
}

function memberLine(results: ByWorkload): GoalLine[] {
  const thousand = rate(results, "multiInstance", OURS);
  const tenThousand = rate(results, "multiInstance10k", OURS);
  if (thousand === 0 || tenThousand === 0) return [];
  const cost = thousand / (10 * tenThousand);
  return [
    {
      goal: `a member of a multi-instance of 10,000: at most ${MEMBER_COST} × the time of one of 1,000`,
      reached: `${cost.toFixed(1)} ×`,
      isMet: cost <= MEMBER_COST,
    },
  ];
}

function ownLines(results: ByWorkload): GoalLine[] {
  const jobs = rate(results, "job", OURS);
  const p99Ms = results.get("userTask")?.get(OURS)?.latency?.p99Ms;
  const memory = Math.max(...[...results.values()].map((of) => of.get(OURS)?.memoryMiB ?? 0));
  return [
    ...(jobs === 0
      ? []
      : [
          {
            goal: `${workload("job").title}: ${JOBS_PER_SECOND.toLocaleString("en")} cases a second`,
            reached: Math.round(jobs).toLocaleString("en"),
            isMet: jobs >= JOBS_PER_SECOND,
          },
        ]),
    ...(p99Ms === undefined
      ? []
      : [
          {
            goal: `completing a user task at half the rate: p99 under ${P99_MS} ms`,
            reached: `${p99Ms.toFixed(1)} ms`,
            isMet: p99Ms < P99_MS,
          },
        ]),
    ...(memory === 0
      ? []
      : [
          {
            goal: `memory of the server's process throughout: under ${MEMORY_MIB} MiB`,
            reached: `${Math.round(memory)} MiB`,
            isMet: memory < MEMORY_MIB,
          },
        ]),
  ];
}
