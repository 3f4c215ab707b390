/** What was measured, as a section of docs/benchmarks.md. */
import { arch, cpus, platform } from "node:os";
import type { Rate } from "./measure.ts";

/** One line of the table of rates: ours first, then the contender's. */
export interface WorkloadRates {
  readonly title: string;
  readonly rates: readonly Rate[];
}

/** Everything that was measured. */
export interface Measured {
  readonly contenders: readonly string[];
  readonly workloads: readonly WorkloadRates[];
  /** Evaluations a second of a decision table of 30 rules, no input of which is the same twice running. */
  readonly decisions: Rate;
  readonly storedBytes: number;
  /** Milliseconds, warm. */
  readonly compileMs: number;
  /** Milliseconds, warm. */
  readonly verifyMs: number;
  readonly command: string;
}

/** Markdown. */
export function report(measured: Measured): string {
  const { contenders, workloads, decisions, storedBytes, compileMs, verifyMs, command } = measured;
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return [
    "# Benchmarks",
    "",
    "## The engine's core, in memory",
    "",
    `Made by \`${command}\` on ${String(cpus().length)} cores (${model}, ${platform()} ${arch()}, Node ${process.versions.node}).`,
    "Contenders take turns within one run; figures are instances completed a second: the median of the rounds, lowest and",
    "highest in brackets. Every service task is one job that is created and completed; after each command our engine also",
    "hands over the records that a host would store, and every event. A model is read once, outside of what is measured.",
    "",
    `| Workload | ${contenders.join(" | ")} | Ratio |`,
    `| --- | ${contenders.map(() => "--: |").join(" ")} --: |`,
    ...workloads.map(
      ({ title, rates }) =>
        `| ${title} | ${rates.map(rateText).join(" | ")} | ${ratio(rates[0], rates[1])} |`,
    ),
    `| decision table of 30 rules, 3 inputs | ${rateText(decisions)} | has no decisions | |`,
    "",
    `An instance that waits at a user task is stored in ${String(storedBytes)} bytes of JSON. A model of 30 nodes is read, checked and`,
    `compiled in ${compileMs.toFixed(1)} ms once warm; one of 200 nodes is verified in ${verifyMs.toFixed(1)} ms.`,
    "",
  ].join("\n");
}

function rateText({ median, lowest, highest }: Rate): string {
  return `${figure(median)} (${figure(lowest)}–${figure(highest)})`;
}

function figure(value: number): string {
  return value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString("en");
}

function ratio(ours: Rate | undefined, theirs: Rate | undefined): string {
  return ours === undefined || theirs === undefined
    ? ""
    : `${(ours.median / theirs.median).toFixed(0)} ×`;
}
