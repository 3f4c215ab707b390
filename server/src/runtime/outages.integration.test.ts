/**
 * The promise of the runtime when its database is under fire: two servers work through cases on a PostgreSQL of their own, which
 * is killed, frozen and cut off in the middle of commits, while the platform's clock jumps. What was acknowledged is in effect once.
 * `npm run test:faults` does this at length; `FAULT_SEED` plays another run.
 */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { applyMigrations, openDatabase, type PrismaClient } from "@tongban/prisma";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../infrastructure/embedded-postgres.ts";
import { removeCluster } from "../infrastructure/postgres/place.ts";
import { Runtime } from "./index.ts";
import type { RuntimeCommand } from "./runtime-command.ts";
import { onClient, onPool, type SqlExecutor } from "./sql-executor.ts";
import { type Cut, DatabaseProxy } from "./testing/database-proxy.ts";
import { type Counter, FaultClients } from "./testing/fault-clients.ts";
import { faultFindings, stuck } from "./testing/fault-findings.ts";
import { EFFECT_TABLE, FAULT_MODELS } from "./testing/fault-protocol.ts";
import { registerFaultWorkers } from "./testing/fault-workers.ts";
import type { Outcome } from "./testing/mortal-server.ts";
import { seededRandom } from "./testing/seeded-random.ts";

const OUTAGES = Number(process.env["FAULT_OUTAGES"] ?? 1);
const FREEZE_MS = Number(process.env["FAULT_FREEZE_MS"] ?? 1000);
const CUTS_PER_OUTAGE = 12;
const CASES_PER_OUTAGE = 25;
const SEED = Number(process.env["FAULT_SEED"] ?? 20_261_123);
const LEASE_MS = 1000;
/** Farthest jump of the platform's clock. */
const JUMP_MS = 3_600_000;
/** What was cut off in a freeze may hold others up until its transaction is ended for being quiet. */
const DRAIN_MS = 90_000 + 2 * FREEZE_MS;

let directory: string;
let postgres: EmbeddedPostgres;
let proxy: DatabaseProxy;
/** Of the test itself, which must not be cut off: opened anew after each outage. */
let pool: Pool;
let shiftMs = 0;
let servers: Server[] = [];
let clients: FaultClients;

beforeAll(async () => {
  directory = await mkdtemp("/tmp/tongban-outages-");
  await chmod(directory, 0o755);
  postgres = await begin();
  await applyMigrations(postgres.url);
  pool = openPool();
  await pool.query(EFFECT_TABLE);
  proxy = await DatabaseProxy.start(postgres.url);
  servers = [serve(), serve()];
  for (const { runtime } of servers) await runtime.start();
  const [first] = servers;
  const deployed = await first?.runtime.deploy(FAULT_MODELS, { account: "test", comment: "" });
  if (deployed?.ok !== true) throw new Error("The models cannot be deployed.");
}, 120_000);

afterAll(async () => {
  await Promise.all(servers.map(({ runtime }) => runtime.stop()));
  await Promise.all(servers.map(({ prisma }) => prisma.$disconnect()));
  await proxy.stop();
  await pool.end();
  await postgres.stop();
  removeCluster(join(directory, "postgres"));
  await rm(directory, { recursive: true, force: true });
});

test(
  `${OUTAGES} crash(es) and freeze(s) of the database, ${OUTAGES * CUTS_PER_OUTAGE} cut commits and jumping clocks lose and double nothing (seed ${SEED})`,
  { timeout: 120_000 + OUTAGES * (60_000 + FREEZE_MS) },
  async () => {
    const random = seededRandom(SEED);
    let turns = 0;
    clients = new FaultClients(sql, () => {
      turns += 1;
      const server = servers[turns % servers.length];
      if (server === undefined) throw new Error("No server is left.");
      return server;
    });
    const people = clients;
    for (let outage = 0; outage < OUTAGES; outage += 1) {
      const finished = Promise.all(
        Array.from({ length: CASES_PER_OUTAGE }, (_none, index) =>
          people.see(`case-${outage}-${index}`),
        ),
      );
      for (let cut = 0; cut < CUTS_PER_OUTAGE; cut += 1) {
        shiftMs = (random() * 2 - 1) * JUMP_MS;
        const hasCut = proxy.cutNextCommit(random() < 0.5 ? "before" : "after");
        await Promise.race([hasCut, finished]);
        if (cut === Math.floor(CUTS_PER_OUTAGE / 2)) await crash();
        if (cut === CUTS_PER_OUTAGE - 2) await freeze();
      }
      // What was armed while the clock was ahead comes due now.
      shiftMs = 2 * JUMP_MS;
      for (const { runtime } of servers) runtime.wake();
      await Promise.race([finished, pause(DRAIN_MS, undefined, { ref: false })]);
      expect(await stuck(sql)).toEqual([]);
      await finished;
    }
    expect(await faultFindings(sql, clients)).toEqual([]);
    // The faults hit work that was under way.
    expect(proxy.cuts).toBeGreaterThan(OUTAGES * CUTS_PER_OUTAGE * 0.5);
    expect(clients.unknownOutcomes).toBeGreaterThan(0);
  },
);

describe("the judge of all this", () => {
  const first = "(SELECT min(id) FROM process_instance)";
  test.each([
    ["a job done twice", "INSERT INTO fault_effect SELECT * FROM fault_effect LIMIT 1"],
    [
      "a projection told twice",
      "INSERT INTO fault_projected SELECT * FROM fault_projected LIMIT 1",
    ],
    ["an effect that is missing", "UPDATE fault_counter SET count = count - 1"],
    ["an acknowledged case that is gone", `DELETE FROM process_instance WHERE id = ${first}`],
    ["a case that never ends", `UPDATE process_instance SET state = 'active' WHERE id = ${first}`],
    ["a history with a gap", `UPDATE process_instance SET event_count = event_count + 1`],
  ])("finds %s", async (_fault, statement) => {
    const client = await pool.connect();
    try {
      await client.query(`BEGIN; ${statement}`);
      expect(await faultFindings(onClient(client), clients)).not.toEqual([]);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });
});

test("a commit that the database has not heard of has no effect", async () => {
  expect(await startUnderCut("unheard", "before")).toBe("unknown");
  await quiet();
  expect(await casesOf("unheard")).toBe(0);
});

test("a commit whose answer was lost is in effect, and the judge finds who repeats it", async () => {
  expect(await startUnderCut("heard", "after")).toBe("unknown");
  await quiet();
  expect(await casesOf("heard")).toBe(1);
  await servers[1]?.execute(startOf("heard"));
  expect(await faultFindings(sql, clients)).toContain(
    'a case and its called process run once each, and end: {"business_key":"heard","process_id":"fault-case"}',
  );
});

async function casesOf(key: string): Promise<number> {
  const found = await sql.query(
    "SELECT 1 FROM process_instance WHERE business_key = $1 AND parent_id IS NULL",
    [key],
  );
  return found.length;
}

function startOf(key: string): RuntimeCommand {
  const variables = { caseKey: key, items: [1, 2, 3, 4] };
  return { type: "startInstance", processId: "fault-case", businessKey: key, variables };
}

async function startUnderCut(key: string, cut: Cut): Promise<Outcome | undefined> {
  const hasCut = proxy.cutNextCommit(cut);
  const outcome = await servers[0]?.execute(startOf(key));
  await hasCut;
  return outcome;
}

interface Server extends Counter {
  readonly runtime: Runtime;
  readonly prisma: PrismaClient;
}

function serve(): Server {
  const prisma = openDatabase(proxy.url, 8);
  const runtime = new Runtime({
    databaseUrl: proxy.url,
    prisma,
    now: () => Date.now() + shiftMs,
    timeZone: "Asia/Shanghai",
    poolSize: 4,
    onError: () => undefined,
    leaseMs: LEASE_MS,
  });
  registerFaultWorkers(runtime, { working: () => undefined, performed: () => undefined });
  const execute = (command: RuntimeCommand): Promise<Outcome> =>
    runtime.execute(command).catch(() => "unknown" as const);
  return { runtime, prisma, execute, settled: quiet };
}

/** Reads of the test itself, which go on after an outage. */
const sql: SqlExecutor = {
  query: async <Row>(statement: string, params?: readonly unknown[]) => {
    for (;;) {
      const current = pool;
      try {
        return await onPool(current).query<Row>(statement, params);
      } catch (error) {
        // A mistake in the statement is the test's own.
        if (current === pool && isMistake(error)) throw error;
        await pause(50);
      }
    }
  },
};

/** Classes 22 and 42: what the statement itself has done wrong. */
function isMistake(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(?:22|42)/.test(String(error.code));
}

/** A commit whose answer was lost is through, or undone, when the transactions of now have ended. */
async function quiet(): Promise<void> {
  const [{ xid } = { xid: "0" }] = await sql.query<{ xid: string }>(
    "SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xid",
  );
  await expect
    .poll(
      () =>
        sql.query(
          "SELECT 1 WHERE pg_snapshot_xmin(pg_current_snapshot())::text::bigint < $1::bigint",
          [xid],
        ),
      // It may stand still meanwhile.
      { timeout: 20_000 + 2 * FREEZE_MS, interval: 20 },
    )
    .toEqual([]);
}

function begin(): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ directory: join(directory, "postgres"), password: "for-tests" });
}

function openPool(): Pool {
  const opened = new Pool({ connectionString: postgres.url, max: 6 });
  opened.on("error", () => undefined);
  opened.on("connect", (connection) => connection.on("error", () => undefined));
  return opened;
}

async function crash(): Promise<void> {
  process.kill(postgres.pid, "SIGKILL");
  postgres = await begin();
  proxy.retarget(postgres.url);
  const lost = pool;
  pool = openPool();
  await lost.end();
}

/** All of PostgreSQL stands still; then it goes on as if nothing had been. */
async function freeze(): Promise<void> {
  const { rows } = await pool.query<{ pid: number }>("SELECT pid FROM pg_stat_activity");
  // The postmaster first: it would start anew what is stopped.
  const pids = [postgres.pid, ...rows.map(({ pid }) => pid)];
  const stopped = pids.filter((pid) => signal(pid, "SIGSTOP"));
  await pause(FREEZE_MS);
  for (const pid of stopped) signal(pid, "SIGCONT");
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
