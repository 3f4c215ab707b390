/** Deletes the data folder after asking, so that the next start begins afresh; `--yes` does not ask. */
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { readSettings, repositoryDirectory } from "./config.ts";
import { clearLeftover } from "./infrastructure/postgres/leftover.ts";
import { removeCluster } from "./infrastructure/postgres/place.ts";
import { loadSecrets } from "./infrastructure/secrets.ts";
import { StartFailure, fromFileSystem } from "./infrastructure/start-failure.ts";

async function confirmed(dataDirectory: string): Promise<boolean> {
  if (process.argv.includes("--yes")) {
    return true;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const silence = once(terminal, "close").then(() => undefined);
  const answer = await Promise.race([
    terminal.question(
      `将删除 ${dataDirectory} 中的全部数据，无法恢复。确定吗？(yes/no)\n` +
        `This deletes all data in ${dataDirectory} for good. Are you sure? (yes/no) `,
    ),
    silence,
  ]);
  terminal.close();
  if (answer === undefined) {
    throw new StartFailure("NOT_CONFIRMED", {
      zh: "没有得到回答，未作改动。要不经询问直接清除，请用：npm run reset -- --yes",
      en: "There was no answer; nothing was changed. To delete without being asked: npm run reset -- --yes",
    });
  }
  return ["yes", "y", "是"].includes(answer.trim().toLowerCase());
}

async function reset(): Promise<string> {
  const { DATA_DIR, DATABASE_URL } = readSettings();
  const dataDirectory = resolve(repositoryDirectory, DATA_DIR);
  if (!existsSync(dataDirectory)) {
    return "没有需要清除的数据 · There is no data to delete";
  }
  if (!(await confirmed(dataDirectory))) {
    return "未作改动 · Nothing was changed";
  }
  const cluster = join(dataDirectory, "postgres");
  try {
    if (existsSync(join(cluster, "postmaster.pid"))) {
      await clearLeftover(cluster, loadSecrets(dataDirectory).databasePassword);
    }
    removeCluster(cluster);
    rmSync(dataDirectory, { recursive: true, force: true });
  } catch (error) {
    throw fromFileSystem(error, dataDirectory);
  }
  return DATABASE_URL === undefined
    ? "已清除 · Deleted"
    : "已清除数据目录；DATABASE_URL 指向的数据库未动，请自行清空 · The data folder is deleted; the database of DATABASE_URL was left alone, empty it yourself";
}

try {
  process.stdout.write(`${await reset()}\n`);
} catch (error) {
  if (!(error instanceof StartFailure)) {
    throw error;
  }
  process.stderr.write(`\n✗ ${error.sentence.zh}\n  ${error.sentence.en}\n`);
  process.exitCode = 1;
}
if (process.connected) {
  process.disconnect();
}
