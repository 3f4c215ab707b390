/** The one PostgreSQL that all contenders share, each with a database of its own, and what it spends. */
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../src/infrastructure/embedded-postgres.ts";
import { removeCluster } from "../src/infrastructure/postgres/place.ts";

/** What PostgreSQL has spent since it was started. */
export interface Spent {
  readonly walBytes: number;
  /** Of all its processes; NaN where the system does not tell (no `/proc`). */
  readonly cpuMs: number;
}

/** A running server. */
export interface BenchDatabase {
  /** Makes an empty database; answers its connection string. */
  readonly create: (name: string) => Promise<string>;
  readonly spent: () => Promise<Spent>;
  /** Settings that matter here, as the server says them. */
  readonly settings: () => Promise<Readonly<Record<string, string>>>;
  readonly stop: () => Promise<void>;
}

const SETTINGS = [
  "server_version",
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "wal_level",
  "shared_buffers",
  "max_wal_size",
  "max_connections",
  "autovacuum",
];

/** Starts it durable, as `npm start` does, in a folder that is deleted at the end. */
export async function startDatabase(): Promise<BenchDatabase> {
  const directory = await mkdtemp("/tmp/tongban-bench-");
  // Started by root, PostgreSQL runs as another account, which must get here.
  await chmod(directory, 0o755);
  const cluster = join(directory, "postgres");
  const postgres = await startEmbeddedPostgres({ directory: cluster, password: "for-the-bench" });
  const { end, ...database } = await databaseOf(postgres);
  return {
    ...database,
    stop: async () => {
      await end();
      await postgres.stop();
      removeCluster(cluster);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What is asked of a server that somebody else starts and stops. */
export async function databaseOf(
  postgres: EmbeddedPostgres,
): Promise<Omit<BenchDatabase, "stop"> & { readonly end: () => Promise<void> }> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  return {
    create: async (name) => {
      await client.query(`CREATE DATABASE ${name}`);
      const url = new URL(postgres.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    spent: async () => {
      const { rows } = await client.query<{ bytes: string }>(
        "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::text AS bytes",
      );
      return { walBytes: Number(rows[0]?.bytes), cpuMs: await cpuMsOf(postgres.pid) };
    },
    settings: async () => {
      const { rows } = await client.query<{ name: string; value: string }>(
        "SELECT name, current_setting(name) AS value FROM unnest($1::text[]) AS name",
        [SETTINGS],
      );
      return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
    },
    end: () => client.end(),
  };
}

/** Linux counts in hundredths of a second, whatever the machine (`USER_HZ`). */
const TICK_MS = 10;

/** Processor time of the postmaster, its living children, and those that have ended. */
async function cpuMsOf(postmaster: number): Promise<number> {
  const processes = await readdir("/proc").catch(() => []);
  if (processes.length === 0) return Number.NaN;
  const spent = await Promise.all(
    processes.map(async (pid) => {
      if (!/^\d+$/u.test(pid)) return 0;
      const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
      // Behind the name in brackets: state, parent, …, utime, stime and those of children that ended (proc(5)).
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number);
      if (Number(pid) === postmaster) {
        return (user ?? 0) + (system ?? 0) + (endedUser ?? 0) + (endedSystem ?? 0);
      }
      return Number(fields[1]) === postmaster ? (user ?? 0) + (system ?? 0) : 0;
    }),
  );
  return spent.reduce((sum, ticks) => sum + ticks, 0) * TICK_MS;
}
