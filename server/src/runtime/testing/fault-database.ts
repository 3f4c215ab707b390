/** A PostgreSQL of its own that a test kills, freezes and fills, and the test's own eyes on it, which none of that disturbs. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "pg";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../infrastructure/embedded-postgres.ts";
import { removeCluster } from "../../infrastructure/postgres/place.ts";
import { onClient, type SqlExecutor } from "../sql-executor.ts";

/** Held by whoever fills the pools. */
const LATCH = 7_400_199;
/** So long two transactions wait for each other before PostgreSQL looks whether it is for ever. */
const DEADLOCK_TIMEOUT_MS = 50;

/** See file head. */
export class FaultDatabase {
  /** Reads that go on after an outage. */
  readonly sql: SqlExecutor = { query: (statement, params) => this.#query(statement, params) };
  readonly #directory: string;
  #postgres: EmbeddedPostgres;
  #pool: Pool;
  /** Of before crashes. */
  readonly #lost: Pool[] = [];

  private constructor(directory: string, postgres: EmbeddedPostgres) {
    this.#directory = directory;
    this.#postgres = postgres;
    this.#pool = openPool(postgres.url);
  }

  static async start(): Promise<FaultDatabase> {
    const directory = await mkdtemp("/tmp/tongban-outages-");
    await chmod(directory, 0o755);
    const database = new FaultDatabase(directory, await begin(directory));
    await database.#pool.query(`ALTER SYSTEM SET deadlock_timeout = ${DEADLOCK_TIMEOUT_MS}`);
    await database.#pool.query("SELECT pg_reload_conf()");
    return database;
  }

  /** Changes with each crash. */
  get url(): string {
    return this.#postgres.url;
  }

  /** The test's own connections, until the next crash. */
  get pool(): Pool {
    return this.#pool;
  }

  async stop(): Promise<void> {
    await Promise.all([this.#pool, ...this.#lost].map((pool) => pool.end()));
    await this.#postgres.stop();
    removeCluster(join(this.#directory, "postgres"));
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** It is killed in the middle of whatever it does, and started again. */
  async crash(): Promise<void> {
    process.kill(this.#postgres.pid, "SIGKILL");
    this.#postgres = await begin(this.#directory);
    // It would forget who waits for a connection of it; so they are refused one, and ask again.
    this.#lost.push(this.#pool);
    this.#pool = openPool(this.#postgres.url);
  }

  /** All of it stands still; then it goes on as if nothing had been. */
  async freeze(durationMs: number): Promise<void> {
    const { rows } = await this.#pool.query<{ pid: number }>("SELECT pid FROM pg_stat_activity");
    // The postmaster first: it would start anew what is stopped.
    const pids = [this.#postgres.pid, ...rows.map(({ pid }) => pid)];
    const stopped = pids.filter((pid) => signal(pid, "SIGSTOP"));
    await pause(durationMs);
    for (const pid of stopped) signal(pid, "SIGCONT");
  }

  /**
   * Slow statements take all connections of the servers; nobody gets another until they are over.
   * @param occupy runs a statement on every connection that there is, and answers how many those are
   */
  async fill(occupy: (statement: string) => number, durationMs: number): Promise<void> {
    const holder = await this.#pool.connect();
    try {
      await holder.query(`SELECT pg_advisory_lock(${LATCH})`);
      const connections = occupy(`SELECT pg_advisory_xact_lock_shared(${LATCH})::text`);
      for (;;) {
        const { rows } = await this.#pool.query<{ count: number }>(
          "SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted",
          [LATCH],
        );
        if (rows[0]?.count === connections) break;
        await pause(5);
      }
      await pause(durationMs);
    } finally {
      // The lock ends with its session.
      holder.release(true);
    }
  }

  /** A commit whose answer was lost is through, or undone, when the transactions of now have ended. */
  async quiet(): Promise<void> {
    const pool = this.#pool;
    const [{ xid } = { xid: "0" }] = await this.sql.query<{ xid: string }>(
      "SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xid",
    );
    const running = (): Promise<unknown[]> =>
      this.sql.query(
        "SELECT 1 WHERE pg_snapshot_xmin(pg_current_snapshot())::text::bigint < $1::bigint",
        [xid],
      );
    // A crash ends all of them, and may give their numbers out again.
    while (pool === this.#pool && (await running()).length > 0) await pause(20);
  }

  async #query<Row>(statement: string, params?: readonly unknown[]): Promise<Row[]> {
    for (;;) {
      const current = this.#pool;
      try {
        return await onClient(current).query<Row>(statement, params);
      } catch (error) {
        // A mistake in the statement is the test's own.
        if (current === this.#pool && isMistake(error)) throw error;
        await pause(50);
      }
    }
  }
}

/** Classes 22 and 42: what the statement itself has done wrong. */
function isMistake(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(?:22|42)/.test(String(error.code));
}

function begin(directory: string): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ directory: join(directory, "postgres"), password: "for-tests" });
}

function openPool(connectionString: string): Pool {
  const opened = new Pool({ connectionString, max: 6 });
  opened.on("error", () => undefined);
  opened.on("connect", (connection) => connection.on("error", () => undefined));
  return opened;
}

/** Answers false where the process has ended: connections come and go while they are listed. */
function signal(pid: number, name: "SIGSTOP" | "SIGCONT"): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    throw error;
  }
}
