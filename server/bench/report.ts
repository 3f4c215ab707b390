/** What was measured, as a section of docs/benchmarks.md. */
import { arch, cpus, platform } from "node:os";
import { goalLines } from "./goals.ts";
import type { Effort, Measured } from "./measure.ts";
import type { Introduction } from "./protocol.ts";
import { type Workload, workload, type WorkloadKey } from "./workloads.ts";

/** Everything that a run came to. */
export interface Results {
  readonly settings: Readonly<Record<string, string>>;
  readonly contenders: readonly Introduction[];
  readonly workloads: readonly {
    readonly key: WorkloadKey;
    /** By the contender's name. */
    readonly measured: ReadonlyMap<string, Measured>;
  }[];
  readonly effort: Effort;
  /** How long it took. */
  readonly minutes: number;
  /** Who could not finish what, and why: it has no figures there. */
  readonly failures: readonly string[];
}

/** Title of the section. */
export const TITLE = "## The durable runtime, on PostgreSQL";

/** Markdown. The first contender is the one that the others are compared with. */
export function report(results: Results): string {
  const { contenders, settings, effort } = results;
  const { rounds, roundMs, warmUpMs } = effort;
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return [
    TITLE,
    "",
    `Made by \`${effort.command}\` on ${cpus().length} cores (${model}, ${platform()} ${arch()}, Node ${process.versions.node}), which the`,
    "contender, PostgreSQL and the load share. All contenders run in this one run on the same PostgreSQL, each in a process and a",
    "database of its own, in turns, while the others stand still; figures are the median of the rounds, lowest and highest in brackets.",
    "Only completed cases count, and after each round the database must agree with the count. *Ratio* is ours by theirs. Latency is that of cases",
    `which come at random moments at half the contender's own rate, counted from the moment that a case was to come. ${rounds} rounds`,
    `of ${roundMs / 1000} s after ${warmUpMs / 1000} s of warming up; the whole run took ${results.minutes} minutes.`,
    "",
    `PostgreSQL: ${Object.entries(settings)
      .map(([name, value]) => `\`${name} = ${value}\``)
      .join(", ")}.`,
    "",
    ...contenders.map(({ name, settings: own }) => `- **${name}**: ${own}.`),
    "",
    "Who is missing from a table cannot do that: the job queues and DBOS have no processes; the npm engines have no clock that can be",
    "set, so that they take no part where minutes have to pass; FEEL, forms and decisions are read by ours alone. The",
    "multi-instance of 10,000 is not run on the Java engines nor that of 1,000 on `bpmn-server`, because tried on a busy machine a first",
    "round did not end within minutes. A number in brackets behind a name: so many cases wait there, not the number of the title.",
    "",
    "The patterns of BenchFlow are those of Skouradaki et al., *Micro-Benchmarking BPMN 2.0 Workflow Management Systems with Workflow",
    "Patterns* (CAiSE 2016). We have not found their files, so they are drawn anew after the patterns: random numbers come with the case, and",
    "the branch that takes five seconds is a timer.",
    ...results.failures.flatMap((failure) => ["", `Without figures in this run: ${failure}`]),
    ...goals(results),
    ...results.workloads.flatMap(({ key, measured }) =>
      table(contenders, effort.backlog, workload(key), measured),
    ),
    "",
  ].join("\n");
}

function goals({ workloads }: Results): string[] {
  const lines = goalLines(new Map(workloads.map(({ key, measured }) => [key, measured])));
  return [
    "",
    "### Goals",
    "",
    "| Goal | Reached | |",
    "| --- | --: | --- |",
    ...lines.map(
      ({ goal, reached, isMet }) => `| ${goal} | ${reached} | ${isMet ? "met" : "missed"} |`,
    ),
  ];
}

/** Lines of one workload's part. */
export function table(
  contenders: readonly Introduction[],
  backlog: Effort["backlog"],
  { title, about, backlog: sizes, isWaitedFor }: Workload,
  measured: ReadonlyMap<string, Measured>,
): string[] {
  const ours = measured.get(contenders[0]?.name ?? "");
  const size = sizes === undefined ? "" : `${sizes[backlog].toLocaleString("en")} `;
  const latency = isWaitedFor === true;
  const rows = contenders.flatMap(({ name, mostWaiting = Number.POSITIVE_INFINITY }) => {
    const own = measured.get(name);
    const isLess = sizes !== undefined && mostWaiting < sizes[backlog];
    const label = isLess ? `${name} (${mostWaiting.toLocaleString("en")})` : name;
    return own === undefined ? [] : [row(label, own, ours, latency)];
  });
  return [
    "",
    `### ${size}${title}`,
    "",
    `${about[0]?.toUpperCase()}${about.slice(1)}.`,
    "",
    `| | Cases a second | Ratio | CPU ms a case: own + PostgreSQL | WAL bytes a case | Memory MiB |${latency ? " p50 ms | p99 ms |" : ""}`,
    `| --- | --: | --: | --: | --: | --: |${latency ? " --: | --: |" : ""}`,
    ...rows,
  ];
}

function row(name: string, own: Measured, ours: Measured | undefined, latency: boolean): string {
  const { rate, cpuMs, walBytes, memoryMiB } = own;
  const cells = [
    name,
    `${figure(rate.median)} (${figure(rate.lowest)}–${figure(rate.highest)})`,
    ours === undefined || ours === own ? "" : `${(ours.rate.median / rate.median).toFixed(1)} ×`,
    `${cpuMs.own.toFixed(2)} + ${cpuMs.database.toFixed(2)}`,
    figure(walBytes),
    figure(memoryMiB),
    ...(latency ? [own.latency?.p50Ms.toFixed(1) ?? "", own.latency?.p99Ms.toFixed(1) ?? ""] : []),
  ];
  return `| ${cells.join(" | ")} |`;
}

function figure(value: number): string {
  return value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString("en");
}
