/** The runtime in numbers, for Prometheus (docs/monitoring.md). */
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Backlog, RuntimeObserver } from "../runtime/index.ts";

/** Counting the backlog costs a question to the database: asked at most so often, however many ask. */
const BACKLOG_AGE_MS = 15_000;

/** A registry with the runtime's numbers, and who writes them. */
export interface RuntimeMetrics {
  readonly registry: Registry;
  readonly observer: RuntimeObserver;
  /** What is asked anew at each look; called once the runtime is there. */
  watch(sources: {
    readonly backlog: () => Promise<Backlog>;
    readonly waiting: () => { readonly commands: number; readonly transactions: number };
    readonly now: () => number;
  }): void;
}

/** Makes the numbers; nothing is asked before `watch`. */
export function runtimeMetrics(): RuntimeMetrics {
  const registry = new Registry();
  const registers = [registry];
  const commands = new Counter({
    name: "tongban_commands_total",
    help: "Commands carried out, by kind; code is that of the refusal, or ok",
    labelNames: ["type", "code"] as const,
    registers,
  });
  const commit = new Histogram({
    name: "tongban_commit_duration_seconds",
    help: "Time of a transaction of commands, from its connection to its commit",
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  const batch = new Histogram({
    name: "tongban_commit_commands",
    help: "Commands that share a transaction",
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers,
  });
  const refused = new Counter({
    name: "tongban_commands_refused_total",
    help: "Commands refused because too many wait",
    registers,
  });
  const jobs = new Histogram({
    name: "tongban_job_duration_seconds",
    help: "Time of a job in a worker of this server, by type and outcome",
    labelNames: ["type", "outcome"] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers,
  });
  const lateness = new Histogram({
    name: "tongban_timer_lateness_seconds",
    help: "How long after its time a timer was claimed",
    buckets: [0.1, 0.5, 1, 2, 5, 15, 60],
    registers,
  });
  return {
    registry,
    observer: {
      committed: (done, seconds) => {
        commit.observe(seconds);
        batch.observe(done.length);
        for (const { type, code } of done) commands.inc({ type, code: code ?? "ok" });
      },
      refused: () => refused.inc(),
      jobDone: (type, outcome, seconds) => jobs.observe({ type, outcome }, seconds),
      timerClaimed: (seconds) => lateness.observe(seconds),
    },
    watch: ({ backlog, waiting, now }) => {
      gaugesOfLines(registry, waiting);
      gaugesOfBacklog(registry, atMostEvery(BACKLOG_AGE_MS, now, backlog));
    },
  };
}

function gaugesOfLines(
  registry: Registry,
  waiting: () => { readonly commands: number; readonly transactions: number },
): void {
  for (const [line, help] of [
    ["commands", "Commands that wait for a transaction in this server"],
    ["transactions", "Transactions of features that wait for their turn in this server"],
  ] as const) {
    const gauge: Gauge = new Gauge({
      name: `tongban_${line}_waiting`,
      help,
      registers: [registry],
      collect: () => gauge.set(waiting()[line]),
    });
  }
}

/** In all servers together: what there is in the database. */
const BACKLOG_GAUGES: Readonly<Record<keyof Backlog, readonly [name: string, help: string]>> = {
  activeInstances: ["instances_active", "Instances that run"],
  openIncidents: ["incidents_open", "Incidents that wait for an operator"],
  openUserTasks: ["user_tasks_open", "Tasks that wait for people"],
  readyJobs: ["jobs_ready", "Jobs that a worker could take now"],
  oldestReadyJobSeconds: ["job_oldest_ready_seconds", "How long the oldest of them has been ready"],
  overdueTimers: ["timers_overdue", "Timers that are due and not taken"],
  oldestOverdueTimerSeconds: ["timer_oldest_overdue_seconds", "How late the oldest of them is"],
  bufferedMessages: ["messages_buffered", "Messages that are kept"],
  batchItemsLeft: ["batch_items_left", "Instances that batch operations have still to come to"],
};

function gaugesOfBacklog(registry: Registry, backlog: () => Promise<Backlog>): void {
  for (const [key, [name, help]] of Object.entries(BACKLOG_GAUGES)) {
    const gauge: Gauge = new Gauge({
      name: `tongban_${name}`,
      help,
      registers: [registry],
      collect: async () => {
        try {
          gauge.set((await backlog())[key as keyof Backlog]);
        } catch {
          // The database is away: its numbers are unknown, the server's own are told all the same.
          gauge.set(Number.NaN);
        }
      },
    });
  }
}

function atMostEvery<Value>(
  ageMs: number,
  now: () => number,
  ask: () => Promise<Value>,
): () => Promise<Value> {
  let asked: { readonly at: number; readonly answer: Promise<Value> } | undefined;
  return () => {
    if (asked === undefined || now() - asked.at >= ageMs) asked = { at: now(), answer: ask() };
    return asked.answer;
  };
}
