// `npm test`: everything there is, one heading each. A failure does not keep the rest from running, so
// that one run tells all. The last line counts checks and tests: `N passed, N failed`.
//
// `npm test -- lint types` runs the named parts only. The data of the public test suites is not part of the
// repository: `CONFORMANCE_DATA` says where it is, and without it that part is left out.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { SetupFailure, run } from "./command.mjs";
import { buildWeb, root, setUp } from "./setup.mjs";

/** @typedef {{ passed: number, failed: number }} Count */
/** @typedef {{ node: string, env: NodeJS.ProcessEnv }} Tools */

const bin = join(root, "node_modules/.bin");
const reports = join(root, ".tools/reports");
const packages = [
  ".",
  "engine",
  "processes",
  "devices",
  "prisma",
  "server",
  "server/bench",
  "modeler-ui",
  "e2e",
];
const cruised = packages.map((name) => (name === "." ? "scripts" : name));

/** @type {Record<string, { title: string, work: (tools: Tools) => Promise<Count> }>} */
const parts = {
  format: { title: "格式 · Format", work: check("oxfmt", ["--check", "."]) },
  // before the parts that read types
  api: { title: "接口类型 · API types", work: generateApiTypes },
  lint: { title: "静态检查 · Lint", work: check("oxlint", ["--report-unused-disable-directives"]) },
  types: { title: "类型 · Types", work: checkTypes },
  boundaries: { title: "模块边界 · Package boundaries", work: check("depcruise", cruised) },
  unused: {
    title: "无用代码与依赖 · Unused code and dependencies",
    work: check("knip", ["--no-progress"]),
  },
  unit: { title: "单元与集成测试 · Unit and integration tests", work: runVitest },
  suites: { title: "公开测试集 · Public test suites", work: runSuites },
  web: { title: "网页构建 · Web build", work: ({ node, env }) => counted(buildWeb(node, env)) },
  e2e: { title: "浏览器流程 · Browser journeys", work: runJourneys },
};

/**
 * One program whose exit says whether all is well.
 *
 * @param {string} tool
 * @param {string[]} args
 * @returns {(tools: Tools) => Promise<Count>}
 */
function check(tool, args) {
  return ({ env }) => counted(run(join(bin, tool), args, { cwd: root, env }));
}

/**
 * @param {Promise<{ status: number, output: string }>} running
 * @returns {Promise<Count>}
 */
async function counted(running) {
  const { status, output } = await running;
  if (status === 0) {
    return { passed: 1, failed: 0 };
  }
  console.log(output.trimEnd());
  return { passed: 0, failed: 1 };
}

/**
 * @param {Tools} tools
 * @returns {Promise<Count>}
 */
async function checkTypes({ env }) {
  const count = { passed: 0, failed: 0 };
  for (const name of packages) {
    const { passed, failed } = await counted(
      run(join(bin, "tsc"), ["-p", name], { cwd: root, env }),
    );
    count.passed += passed;
    count.failed += failed;
  }
  return count;
}

/**
 * The web app's types of the API come from the server's own description, which needs no database.
 *
 * @param {Tools} tools
 */
async function generateApiTypes({ node, env }) {
  const { status, output } = await run(node, ["server/src/openapi.ts"], { cwd: root, env });
  if (status !== 0) {
    return counted(Promise.resolve({ status, output }));
  }
  const description = join(reports, "openapi.json");
  writeFileSync(description, output);
  const generate = join(root, "modeler-ui/node_modules/.bin/openapi-typescript");
  const types = join(root, "modeler-ui/src/api/schema.d.ts");
  return counted(run(generate, [description, "-o", types], { cwd: root, env }));
}

/** @param {Tools} tools */
async function runVitest({ env }) {
  const report = join(reports, "vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { status } = await run(join(bin, "vitest"), args, { cwd: root, env, show: true });
  const result =
    /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number } | undefined} */ (
      readReport(report)
    );
  return settle(
    status,
    result && {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numPendingTests + result.numTodoTests,
    },
  );
}

/** @param {Tools} tools */
async function runJourneys({ node, env }) {
  const browser = await run(node, ["chromium.ts", "--install"], { cwd: join(root, "e2e"), env });
  if (browser.status !== 0) {
    console.log(browser.output.trimEnd());
    return { passed: 0, failed: 1 };
  }
  const report = join(reports, "playwright.json");
  // In /tmp, because a database that root starts must be reachable by the account that runs it.
  const data = mkdtempSync("/tmp/tongban-e2e-");
  chmodSync(data, 0o755);
  const { status } = await run(
    join(root, "e2e/node_modules/.bin/playwright"),
    ["test", "--reporter=list,json"],
    {
      cwd: join(root, "e2e"),
      env: {
        ...env,
        CHROMIUM_PATH: browser.output.trim().split("\n").at(-1),
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        E2E_DATA_DIR: data,
      },
      show: true,
    },
  );
  rmSync(data, { recursive: true, force: true });
  const result =
    /** @type {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } } | undefined} */ (
      readReport(report)
    );
  return settle(
    status,
    result && {
      passed: result.stats.expected,
      failed: result.stats.unexpected + result.stats.flaky + result.stats.skipped,
    },
  );
}

/** Public test suites by their folder below CONFORMANCE_DATA. */
const suites = {
  "bpmn-miwg": "engine/conformance/miwg.ts",
  "dmn-tck": "engine/conformance/tck/main.ts",
};

/**
 * @param {Tools} tools
 * @returns {Promise<Count>}
 */
async function runSuites({ node, env }) {
  const total = { passed: 0, failed: 0 };
  for (const [folder, program] of Object.entries(suites)) {
    const data = resolve(process.env["CONFORMANCE_DATA"] ?? "", folder);
    const { status, output } = await run(node, [program, data], { cwd: root, env });
    const last = /(\d+) passed, (\d+) failed\s*$/u.exec(output);
    if (status !== 0) console.log(output.trimEnd());
    const count = settle(
      status,
      last ? { passed: Number(last[1]), failed: Number(last[2]) } : undefined,
    );
    console.log(`  ${folder}: ${count.passed} passed, ${count.failed} failed`);
    total.passed += count.passed;
    total.failed += count.failed;
  }
  return total;
}

/**
 * A run that failed without a failed test (it broke off, a hook threw, nothing ran) counts as one.
 *
 * @param {number} status
 * @param {Count | undefined} count
 * @returns {Count}
 */
function settle(status, count) {
  const { passed, failed } = count ?? { passed: 0, failed: 0 };
  const bad = status !== 0 || passed + failed === 0;
  return { passed, failed: bad && failed === 0 ? 1 : failed };
}

/**
 * @param {string} file
 * @returns {unknown} undefined when the tool broke off before it wrote its report
 */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/**
 * @param {string[]} names
 * @returns {Promise<{ title: string, seconds: number, passed: number, failed: number }[]>}
 */
async function runParts(names) {
  const tools = await setUp();
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const results = [];
  for (const name of names) {
    const part = parts[name];
    if (!part) {
      throw new SetupFailure(`“${name}”? ${Object.keys(parts).join(" ")}`);
    }
    console.log(`\n━━ ${part.title}`);
    const began = performance.now();
    const { passed, failed } = await part.work(tools);
    const seconds = (performance.now() - began) / 1000;
    console.log(
      `${failed === 0 ? "✓" : "✗"} ${passed} passed, ${failed} failed (${seconds.toFixed(1)} s)`,
    );
    results.push({ title: part.title, seconds, passed, failed });
  }
  return results;
}

/** @param {{ title: string, seconds: number, passed: number, failed: number }[]} results */
function summarise(results) {
  console.log("\n━━ 总结 · Summary");
  for (const { title, seconds, passed, failed } of results) {
    console.log(
      `${failed === 0 ? "✓" : "✗"} ${title}: ${passed} passed, ${failed} failed (${seconds.toFixed(1)} s)`,
    );
  }
  const sum = (/** @type {"passed" | "failed"} */ key) =>
    results.reduce((total, result) => total + result[key], 0);
  const failed = sum("failed");
  console.log(`\n${sum("passed")} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

try {
  const chosen = process.argv.slice(2);
  const all = Object.keys(parts).filter(
    (name) => name !== "suites" || process.env["CONFORMANCE_DATA"] !== undefined,
  );
  summarise(await runParts(chosen.length > 0 ? chosen : all));
} catch (error) {
  if (!(error instanceof SetupFailure)) {
    throw error;
  }
  console.error(`\n${error.message}\n`);
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
}
