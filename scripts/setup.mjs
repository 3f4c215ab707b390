// Makes a checkout ready to run with nothing but npm and Node 20 on the machine: pnpm, dependencies
// (Node 24 among them), generated code, web build. What has not changed is not done again, and then
// nothing asks the network.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { SetupFailure, asSetupFailure, run, step } from "./command.mjs";

/** The one place that pins pnpm. */
const pnpmVersion = "12.21.0";

/** Folder of the checkout. */
export const root = join(import.meta.dirname, "..");

const stampFile = join(root, "node_modules/.tongban-setup.json");
const packages = [
  "engine",
  "processes",
  "server",
  "server/bench",
  "modeler-ui",
  "devices",
  "prisma",
  "e2e",
];

/**
 * Brings the checkout up to date.
 *
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv }>} the pinned Node and an environment in which every tool runs on it
 */
export async function setUp() {
  try {
    return await bringUpToDate();
  } catch (error) {
    throw asSetupFailure(error);
  }
}

/** @returns {Promise<{ node: string, env: NodeJS.ProcessEnv }>} */
async function bringUpToDate() {
  await whenChanged(
    "install",
    [
      "package.json",
      "pnpm-lock.yaml",
      "pnpm-workspace.yaml",
      ...packages.map((name) => `${name}/package.json`),
    ],
    [],
    installDependencies,
  );
  const { node, env } = pinnedNode();
  await whenChanged(
    "prisma",
    ["prisma/schema", "prisma/prisma.config.ts", "prisma/package.json"],
    ["prisma/generated/client.ts"],
    () =>
      step({ zh: "生成数据库客户端", en: "Generating the database client" }, () =>
        generateClient(node, env),
      ),
  );
  await whenChanged("web", ["modeler-ui", "pnpm-lock.yaml"], ["modeler-ui/dist/index.html"], () =>
    step({ zh: "构建网页", en: "Building the web app" }, () => buildWeb(node, env)),
  );
  return { node, env };
}

/**
 * Builds the web app once, changed or not.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
export function buildWeb(node, env) {
  return run(node, ["node_modules/vite/bin/vite.js", "build"], {
    cwd: join(root, "modeler-ui"),
    env,
  });
}

async function installDependencies() {
  const folder = join(root, ".tools", `pnpm-${pnpmVersion}`);
  const pnpm = join(folder, "node_modules/.bin/pnpm");
  if (!existsSync(pnpm)) {
    mkdirSync(folder, { recursive: true });
    // Keeps npm from looking further up for a package to install into.
    writeFileSync(join(folder, "package.json"), "{}\n");
    const args = [
      "install",
      "--no-save",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
      `pnpm@${pnpmVersion}`,
    ];
    await step({ zh: "安装 pnpm", en: "Installing pnpm" }, () => run("npm", args, { cwd: folder }));
  }
  await step(
    {
      zh: "安装依赖（首次约一分钟）",
      en: "Installing dependencies (about a minute the first time)",
    },
    () =>
      run(pnpm, ["install", "--frozen-lockfile"], {
        cwd: root,
        env: { ...process.env, CI: "true" },
      }),
  );
}

/** Node 24 as the lockfile pins it for this platform; see docs/adr/0001. */
function pinnedNode() {
  const prefix = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  const node = join(
    root,
    "node_modules",
    `${prefix}-${process.platform}-${process.arch}`,
    "bin/node",
  );
  if (!existsSync(node)) {
    const machine = `${process.platform}-${process.arch}`;
    throw new SetupFailure(
      `✗ 这台机器（${machine}）没有对应的 Node 24。请在 x64 或 arm64 的 Linux 或 macOS 上运行。\n` +
        `  There is no Node 24 for this machine (${machine}). Use Linux or macOS on x64 or arm64.`,
    );
  }
  const path = [dirname(node), join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);
  return { node, env: { ...process.env, PATH: path } };
}

/**
 * Prisma's command insists on an engine that `generate` never calls; any program satisfies it.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
function generateClient(node, env) {
  return run(node, ["node_modules/prisma/build/index.js", "generate"], {
    cwd: join(root, "prisma"),
    env: { ...env, PRISMA_SCHEMA_ENGINE_BINARY: node, CHECKPOINT_DISABLE: "1" },
  });
}

/**
 * Does work when its sources differ from those of the last success, or what it made is missing.
 *
 * @param {string} name
 * @param {string[]} sources files and folders
 * @param {string[]} products
 * @param {() => Promise<void>} work
 */
async function whenChanged(name, sources, products, work) {
  const hash = createHash("sha256").update(`${process.platform}-${process.arch}`);
  for (const source of sources) {
    addToHash(hash, source);
  }
  const digest = hash.digest("hex");
  if (
    readStamps()[name] === digest &&
    products.every((product) => existsSync(join(root, product)))
  ) {
    return;
  }
  await work();
  writeFileSync(stampFile, JSON.stringify({ ...readStamps(), [name]: digest }));
}

const notSources = new Set(["node_modules", "dist", "generated", "schema.d.ts"]);

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} path relative to the checkout
 */
function addToHash(hash, path) {
  const absolute = join(root, path);
  if (statSync(absolute).isDirectory()) {
    const names = readdirSync(absolute).filter((name) => !notSources.has(name));
    for (const name of names.toSorted()) {
      addToHash(hash, join(path, name));
    }
  } else {
    hash.update(`\0${path}\0`).update(readFileSync(absolute));
  }
}

/** @returns {Record<string, string>} */
function readStamps() {
  try {
    return /** @type {Record<string, string>} */ (JSON.parse(readFileSync(stampFile, "utf8")));
  } catch {
    return {};
  }
}
