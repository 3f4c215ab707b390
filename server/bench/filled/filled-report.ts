/** What a filled database costs, as a section of docs/benchmarks.md. */
import { cpus } from "node:os";
import type { Effort, Measured } from "../measure.ts";
import { workload, type WorkloadKey } from "../workloads.ts";
import type { Filled } from "./fill.ts";
import type { PageTimes } from "./inbox-load.ts";

/** Everything that a run came to. */
export interface FilledResults {
  readonly filled: Filled;
  readonly sizes: readonly {
    readonly table: string;
    readonly rows: number;
    readonly bytes: number;
  }[];
  readonly inbox: readonly PageTimes[];
  readonly measured: ReadonlyMap<WorkloadKey, ReadonlyMap<string, Measured>>;
  readonly effort: Effort;
}

/** Title of the section. */
export const FILLED_TITLE = "## With a full database";

/** Share of the empty database's throughput that a filled one is to keep. */
const SHARE = 0.8;
const PAGE_P99_MS = 20;

/** Markdown. */
export function filledReport({ filled, sizes, inbox, measured, effort }: FilledResults): string {
  const worst = Math.max(...inbox.map((one) => one.filled.p99Ms));
  return [
    FILLED_TITLE,
    "",
    `Made by \`${effort.command}\` on ${cpus().length} cores, ${effort.rounds} rounds of ${effort.roundMs / 1000} s each, by turns on an empty and on a filled`,
    "database of one PostgreSQL with the settings of `npm start` (256 MB of shared buffers). The filled one is made of cases that were",
    "really carried out, M02 at each of its desks and to its end and a matter of one user task, multiplied over 300 days and 181",
    `offices: ${count(filled.liveInstances)} live instances, ${count(filled.historyRows)} rows of the history with ${count(filled.historyEvents)} events in them (a row is what`,
    `a transaction did, ADR 14), made in ${filled.seconds.toFixed(0)} s.`,
    "PostgreSQL's CPU is that of the whole cluster, its vacuum too.",
    "",
    "| Table | Rows | GB with indexes |",
    "| --- | --: | --: |",
    ...sizes.map(
      ({ table, rows, bytes }) => `| \`${table}\` | ${count(rows)} | ${(bytes / 1e9).toFixed(2)} |`,
    ),
    "",
    "| Goal | Reached | |",
    "| --- | --: | --- |",
    ...[...measured].map(([key, by]) => {
      const share = rate(by, "filled") / rate(by, "empty");
      return `| ${workload(key).title}: ${SHARE * 100} % of the empty database's throughput | ${(share * 100).toFixed(0)} % | ${share >= SHARE ? "met" : "missed"} |`;
    }),
    `| inbox page: p99 under ${PAGE_P99_MS} ms | ${worst.toFixed(1)} ms at worst | ${worst < PAGE_P99_MS ? "met" : "missed"} |`,
    "",
    "| | Cases a second | CPU ms a case: own + PostgreSQL | WAL bytes a case | p50 ms | p99 ms |",
    "| --- | --: | --: | --: | --: | --: |",
    ...[...measured].flatMap(([key, by]) =>
      [...by].map(([name, own]) => row(`${workload(key).title}, ${name}`, own)),
    ),
    "",
    "A page of the inbox is 50 tasks, read as the route reads it, up to ten pages deep; empty and filled in turns, one at a time.",
    "",
    "| Inbox | Empty: p50 ms | p99 ms | Filled: p50 ms | p99 ms | Tasks on the first page |",
    "| --- | --: | --: | --: | --: | --: |",
    ...inbox.map(
      ({ title, empty, filled: full, items }) =>
        `| ${title} | ${empty.p50Ms.toFixed(1)} | ${empty.p99Ms.toFixed(1)} | ${full.p50Ms.toFixed(1)} | ${full.p99Ms.toFixed(1)} | ${items} |`,
    ),
    "",
  ].join("\n");
}

function rate(by: ReadonlyMap<string, Measured>, name: string): number {
  return by.get(name)?.rate.median ?? Number.NaN;
}

function row(title: string, { rate: cases, cpuMs, walBytes, latency }: Measured): string {
  const cells = [
    title,
    `${count(cases.median)} (${count(cases.lowest)}–${count(cases.highest)})`,
    `${cpuMs.own.toFixed(2)} + ${cpuMs.database.toFixed(2)}`,
    count(walBytes),
    latency?.p50Ms.toFixed(1) ?? "",
    latency?.p99Ms.toFixed(1) ?? "",
  ];
  return `| ${cells.join(" | ")} |`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString("en");
}
