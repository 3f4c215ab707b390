/**
 * `npm run tck -- PATH`: the DMN Technology Compatibility Kit. Prints what passes per group, and fails when a case fails that
 * is not among the known failures. With `--update` it writes docs/dmn-tck.md and forgets known failures that pass.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Group, reportOf } from "./report.ts";
import { runGroup } from "./run-group.ts";

const root = join(import.meta.dirname, "../../..");
const reportFile = join(root, "docs/dmn-tck.md");
const knownFile = join(import.meta.dirname, "known-failures.json");

const folder = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
if (folder === undefined) {
  process.stderr.write(
    "用法 · Usage: npm run tck -- PATH [--update] (the folder of the test cases)\n",
  );
  process.exit(2);
}

const known = JSON.parse(readFileSync(knownFile, "utf8")) as Record<string, string>;
const groups: Group[] = [];
for (const level of [2, 3]) {
  const levelFolder = join(folder, `compliance-level-${String(level)}`);
  if (!existsSync(levelFolder)) continue;
  for (const name of readdirSync(levelFolder).toSorted()) {
    const results = await runGroup(join(levelFolder, name));
    const failed = results.flatMap(({ id, failure }) =>
      failure === null ? [] : [{ key: `${name}/${id}`, failure }],
    );
    groups.push({ level, name, total: results.length, failed });
    const mark = failed.length === 0 ? "✓" : "✗";
    process.stdout.write(
      `${mark} ${String(level)} ${name}: ${String(results.length - failed.length)}/${String(results.length)}\n`,
    );
  }
}

const all = groups.flatMap(({ failed }) => failed);
const total = groups.reduce((sum, group) => sum + group.total, 0);
const unexpected = all.filter(({ key }) => !Object.hasOwn(known, key));
for (const { key, failure } of unexpected) process.stdout.write(`    ${key}: ${failure}\n`);

const report = reportOf(groups, known);
if (process.argv.includes("--update")) {
  const kept = all.map(({ key }) => [key, known[key] ?? "not yet explained"] as const);
  writeFileSync(knownFile, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
  writeFileSync(reportFile, report);
} else if (!existsSync(reportFile) || readFileSync(reportFile, "utf8") !== report) {
  process.stdout.write("docs/dmn-tck.md is not current: npm run tck -- PATH --update\n");
  process.exitCode = 1;
}
if (unexpected.length > 0 || total === 0) process.exitCode = 1;
const percent = ((100 * (total - all.length)) / total).toFixed(1);
process.stdout.write(`${String(total - all.length)} of ${String(total)} (${percent} %)\n`);
process.stdout.write(
  `${String(total - unexpected.length)} passed, ${String(unexpected.length)} failed\n`,
);
