/**
 * The core in memory beside the npm package `bpmn-engine`, in one run: `npm run bench:engine`. With `-- --quick` a look in
 * half a minute that writes nothing; without it docs/benchmarks.md is written anew.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bpmnEngine } from "./bpmn-engine.ts";
import { type Effort, measure } from "./measure.ts";
import { report } from "./report.ts";
import { verificationFindings } from "../src/index.ts";
import { compile, prepareDecision, storedBytes, tongban, zeebe } from "./tongban.ts";
import { modelOf200Nodes, modelOf30Nodes, workloads } from "./workloads.ts";

const isQuick = process.argv.includes("--quick");
const effort: Effort = isQuick ? { rounds: 3, roundMs: 700 } : { rounds: 7, roundMs: 2000 };
const contenders = [tongban, bpmnEngine];
const path = join(import.meta.dirname, "../../docs/benchmarks.md");

const rows = [];
for (const workload of workloads) {
  const runners = await Promise.all(contenders.map((contender) => contender.prepare(workload)));
  rows.push({ title: workload.title, rates: await measure(runners, effort) });
  process.stderr.write(`${workload.title}\n`);
}
const [decisions] = await measure([await prepareDecision()], effort);
if (decisions === undefined) throw new Error("One runner has one rate");

const waiting = workloads.find(({ key }) => key === "userTask");
if (waiting === undefined) throw new Error("No workload waits for a person");
const toCompile = modelOf30Nodes(zeebe);
const toVerify = await compile(modelOf200Nodes(zeebe));
const text = report({
  contenders: contenders.map(({ name }) => name),
  workloads: rows,
  decisions,
  storedBytes: storedBytes(await compile(waiting.model(zeebe))),
  compileMs: await millisecondsFor(() => compile(toCompile)),
  verifyMs: await millisecondsFor(() => verificationFindings(toVerify)),
  command: "npm run bench:engine",
});
process.stdout.write(text);
if (!isQuick) await writeFile(path, await withRest(text));

/** The median of 51 runs of the same work, after 50 that do not count. */
async function millisecondsFor(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < 101; time += 1) {
    const from = performance.now();
    await work();
    if (time >= 50) times.push(performance.now() - from);
  }
  return times.toSorted((one, other) => one - other)[25] ?? Number.NaN;
}

/** The page with this section replaced; what others wrote below it stays. */
async function withRest(section: string): Promise<string> {
  const page = await readFile(path, "utf8").catch(() => "");
  const next = page.indexOf("\n## ", page.indexOf("\n## ") + 1);
  return next === -1 ? section : `${section}${page.slice(next)}`;
}
