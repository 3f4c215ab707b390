/** What is run. The models say what belongs to BPMN; what it leaves to the engine is each contender's dialect. */

/** One workload. */
export interface Workload {
  readonly title: string;
  /** What a case comes to, for those who have no BPMN. */
  readonly about: string;
  /** Cases that wait before the work begins; without it, cases come in a closed loop. */
  readonly backlog?: { readonly quick: number; readonly full: number };
  /** Cases in flight at most, where each is heavy; else as many as the contender likes. */
  readonly maxInFlight?: number;
  /** Whether its latency at half the throughput is of interest: somebody waits for it. */
  readonly isWaitedFor?: true;
}

/** See the file's head; the order is that of the page. */
export const workloads = {
  job: {
    title: "one job, payload of 0.8 kB",
    about: "start, one job done by a worker, end (Zeebe's `one_task`)",
    isWaitedFor: true,
  },
  threeJobs: { title: "three jobs in sequence", about: "three durable steps, each after a commit" },
  typical: {
    title: "cases of Zeebe's typical process",
    about:
      "ten jobs, a choice after the third, a minute's wait after the third and the sixth (Zeebe's `typical_process`); all cases start at once, and when all wait the contender's own clock is set a minute ahead, since nobody is quicker by waiting",
    backlog: { quick: 200, full: 500 },
  },
  scripts: { title: "10 script tasks in sequence", about: "no wait: one command runs them all" },
  parallel: { title: "parallel block of 5", about: "fork, five script tasks, join" },
  loop: { title: "exclusive loop of 10 rounds", about: "a script counts, a gateway decides" },
  userTask: {
    title: "user task: start, list, claim, complete",
    about: "one task; the latency is that of completing it",
    isWaitedFor: true,
  },
  message: { title: "message correlation", about: "start, wait for a message, receive it, end" },
  multiInstance: {
    title: "parallel multi-instance of 1,000",
    about: "1,000 script tasks, one case",
    maxInFlight: 8,
  },
  multiInstance10k: {
    title: "parallel multi-instance of 10,000",
    about: "ten times the members, for the price of each",
    maxInFlight: 2,
  },
  SEQ: { title: "BenchFlow SEQ", about: "two empty scripts in sequence" },
  EXC: {
    title: "BenchFlow EXC",
    about: "an exclusive choice of two empty scripts and their merge",
  },
  EXT: {
    title: "BenchFlow EXT",
    about: "explicit termination: one branch waits five seconds, the other ends the case at once",
  },
  PAR: { title: "BenchFlow PAR", about: "two empty scripts in parallel, joined" },
  CYC: {
    title: "BenchFlow CYC",
    about: "an arbitrary cycle, entered at one of two places, ten rounds",
  },
  MIX: { title: "BenchFlow MIX", about: "the five in turns, a fifth each" },
  m02: {
    title: "food licence, from application to rating",
    about:
      "the real matter M02 with its stages: five people's tasks, seven jobs, a decision table, a due timer and two messages; only here, because no other contender reads its FEEL, forms and decision",
  },
  waitingJobs: {
    title: "waiting jobs, drained",
    about: "cases whose job waits; then the workers come",
    backlog: { quick: 2000, full: 100_000 },
  },
  dueTimers: {
    title: "due timers, drained",
    about: "cases whose timers fall due at the same instant",
    backlog: { quick: 2000, full: 100_000 },
  },
} as const satisfies Record<string, Workload>;

/** See {@link workloads}. */
export type WorkloadKey = keyof typeof workloads;

/** In the order of the page. */
export const workloadKeys = Object.keys(workloads) as readonly WorkloadKey[];

/** The same for every key. */
export function workload(key: WorkloadKey): Workload {
  return workloads[key];
}

/** Variables of the case with one job: 0.8 kB of JSON. */
export const payload = {
  applicant: { name: "王小燕", phone: "13900000001", address: "临江市江北区滨河大道12号" },
  items: Array.from({ length: 10 }, (_none, index) => ({
    code: `M02-${index}`,
    quantity: index * 3,
    isChecked: index % 2 === 0,
  })),
  note: "x".repeat(120),
} as const;
