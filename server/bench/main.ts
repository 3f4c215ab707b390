/**
 * This runtime beside others, durable, on one PostgreSQL: `npm run bench`. With `-- --quick` a look in under five minutes
 * and without the Java contenders that writes nothing; without it its section of docs/benchmarks.md is written anew, with
 * `-- --brief` in 15 to 20 minutes from shorter rounds and smaller backlogs. `--only tongban,rows` and `--workloads job,scripts`
 * narrow the run, which then writes nothing either. `--filled` compares an empty with a full database instead
 * (filled/filled.ts), `--case` says what a case of M02 costs (filled/case-cost.ts).
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { contenderKeys } from "./contenders/index.ts";
import { startDatabase } from "./database.ts";
import { benchCase } from "./filled/case-cost.ts";
import { benchFilled } from "./filled/filled.ts";
import { buildJava, javaContenderKeys, javaProgram, type Program } from "./java.ts";
import { type Effort, measure } from "./measure.ts";
import { withSection } from "./page.ts";
import { Participant } from "./participant.ts";
import type { Introduction } from "./protocol.ts";
import { report, type Results, table, TITLE } from "./report.ts";
import { workload, workloadKeys } from "./workloads.ts";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    brief: { type: "boolean", default: false },
    only: { type: "string" },
    workloads: { type: "string" },
    filled: { type: "boolean", default: false },
    instances: { type: "string" },
    history: { type: "string" },
    in: { type: "string" },
    case: { type: "boolean", default: false },
    cases: { type: "string", default: "100" },
  },
});
const efforts = {
  quick: {
    command: "npm run bench -- --quick",
    rounds: 3,
    roundMs: 600,
    warmUpMs: 600,
    latencyMs: 1000,
    backlogRounds: 1,
    backlog: "quick",
  },
  brief: {
    command: "npm run bench -- --brief",
    rounds: 3,
    roundMs: 1500,
    warmUpMs: 3000,
    latencyMs: 4000,
    backlogRounds: 1,
    backlog: "quick",
  },
  whole: {
    command: "npm run bench",
    rounds: 5,
    roundMs: 3000,
    warmUpMs: 8000,
    latencyMs: 10_000,
    backlogRounds: 1,
    backlog: "full",
  },
} as const satisfies Record<string, Effort>;
const effort: Effort = efforts[options.quick ? "quick" : options.brief ? "brief" : "whole"];
if (options.case) {
  await benchCase(Number(options.cases), `npm run bench -- --case --cases ${options.cases}`);
  process.exit();
}
if (options.filled) {
  const { instances = "1000000", history = "50000000" } = options;
  const command = `npm run bench -- --filled${options.brief ? " --brief" : ""} --instances ${instances} --history ${history}`;
  const size = { instances: Number(instances), historyRows: Number(history) };
  await benchFilled(
    { ...size, directory: options.in, isWritten: !options.quick },
    { ...effort, command },
  );
  process.exit();
}
const isWhole = !options.quick && options.only === undefined && options.workloads === undefined;
const only = options.only?.split(",");
const chosen = workloadKeys.filter((key) => options.workloads?.split(",").includes(key) ?? true);

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function program(key: string, url: string): Promise<Program> {
  if (javaContenderKeys.includes(key)) return javaProgram(key, url);
  const runner = join(import.meta.dirname, "runner.ts");
  // Ours as `npm start` starts it, which is how this process was started.
  const flags = key === "tongban" ? process.execArgv : ["--disable-warning=ExperimentalWarning"];
  return { command: process.execPath, args: [...flags, runner, key, url] };
}

const startedAt = performance.now();
const database = await startDatabase();
const settings = await database.settings();
say(JSON.stringify(settings));
const contenders: Introduction[] = [];
const participants = new Map<string, Participant>();
const failures: string[] = [];
function fail(key: string, name: string, error: unknown): void {
  const [reason = ""] = String(error).split("\n");
  failures.push(`${name}, ${key}: ${reason}`);
  say(`✗ ${name}, ${key}: ${String(error)}`);
}
/** Nothing is left behind, whether the run ends or is ended. */
async function stop(): Promise<void> {
  await Promise.all([...participants.values()].map((participant) => participant.stop()));
  await database.stop();
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => void stop().finally(() => process.exit(1)));
}
try {
  const javaKeys = isWhole
    ? javaContenderKeys
    : javaContenderKeys.filter((key) => only?.includes(key));
  if (javaKeys.length > 0) buildJava();
  for (const key of [...contenderKeys, ...javaKeys]) {
    if (only?.includes(key) === false) continue;
    const url = await database.create(`bench_${key.replaceAll("-", "_")}`);
    try {
      const { command, args } = await program(key, url);
      const participant = await Participant.start(command, args);
      participants.set(participant.introduction.name, participant);
      contenders.push(participant.introduction);
    } catch (error) {
      fail("start", key, error);
    }
  }
  const measured: Results["workloads"][number][] = [];
  for (const key of chosen) {
    const having = contenders.filter(({ workloads }) => workloads.includes(key));
    const taking = new Map(
      [...participants].filter(([name]) => having.some((one) => one.name === name)),
    );
    say(`${key}: ${[...taking.keys()].join(", ")}`);
    const onFailure = (name: string, error: unknown): void => fail(key, name, error);
    const figures = await measure(key, taking, database, effort, onFailure);
    measured.push({ key, measured: figures });
    say(table(contenders, effort.backlog, workload(key), figures).join("\n"));
  }
  const section = report({
    settings,
    contenders,
    workloads: measured,
    effort,
    minutes: Math.ceil((performance.now() - startedAt) / 60_000),
    failures,
  });
  process.stdout.write(section);
  if (isWhole) {
    const path = join(import.meta.dirname, "../../docs/benchmarks.md");
    await writeFile(path, withSection(await readFile(path, "utf8"), TITLE, section));
  }
} finally {
  await stop();
}
if (failures.length > 0) process.exitCode = 1;
