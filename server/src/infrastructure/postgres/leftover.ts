/**
 * What an earlier run left in the cluster's folder. PostgreSQL follows its parent within moments (see
 * embedded-postgres.ts), but a start may come sooner, or the machine may have been switched off.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { StartFailure } from "../start-failure.ts";

/** Name under which the server process that started a cluster stays connected to it. */
export const ownerName = "tongban owner";

/** How long an orphan may take to write its checkpoint, in milliseconds. */
const patienceMs = 60_000;

/**
 * Makes the cluster's folder free to start in: waits for or stops an orphaned server, and removes
 * the trace of one that is dead.
 *
 * @throws StartFailure `DATA_FOLDER_IN_USE` when another running server owns it
 */
export async function clearLeftover(cluster: string, password: string): Promise<void> {
  const left = readPostmaster(cluster);
  if (!left) {
    return;
  }
  if (isPostgres(left.pid)) {
    if (await hasOwner(left, password)) {
      throw new StartFailure("DATA_FOLDER_IN_USE", {
        zh: `数据目录 ${cluster} 正被另一个运行中的通办使用。请先停止它，或用 DATA_DIR 指定别的目录。`,
        en: `The data folder ${cluster} is in use by another running Tongban. Stop that one first, or set DATA_DIR to another folder.`,
      });
    }
    await stopOrphan(left.pid);
  }
  rmSync(join(cluster, "postmaster.pid"), { force: true });
  rmSync(left.socketDirectory, { recursive: true, force: true });
}

interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly socketDirectory: string;
}

/** Reads `postmaster.pid`: pid, data folder, start time, port, socket folder, one a line. */
function readPostmaster(cluster: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
  return { pid: Number(lines[0]), port: Number(lines[3]), socketDirectory: lines[4] ?? "" };
}

/** Whether the process runs and is a PostgreSQL; a number may belong to someone else after a reboot. */
function isPostgres(pid: number): boolean {
  try {
    const name = execFileSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" });
    return name.includes("postgres");
  } catch {
    try {
      return readFileSync(`/proc/${pid}/comm`, "utf8").includes("postgres");
    } catch {
      return false;
    }
  }
}

async function hasOwner(left: Postmaster, password: string): Promise<boolean> {
  const client = new Client({
    host: left.socketDirectory,
    port: left.port,
    user: "tongban",
    password,
    database: "postgres",
    connectionTimeoutMillis: 3000,
  });
  // A server that goes away while we ask has no owner.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query(
      "SELECT FROM pg_stat_activity WHERE application_name = $1",
      [ownerName],
    );
    return rowCount !== 0;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function stopOrphan(pid: number): Promise<void> {
  signal(pid, "SIGINT");
  const until = performance.now() + patienceMs;
  while (isPostgres(pid)) {
    if (performance.now() > until) {
      signal(pid, "SIGQUIT");
    }
    await wait(50);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has gone in the meantime, which is what we want.
  }
}
