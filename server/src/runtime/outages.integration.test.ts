/**
 * The promise of the runtime when its database is under fire: two servers work through cases on a PostgreSQL of their own, which is
 * killed, frozen, cut off in the middle of commits and has no connection left, while transactions deadlock and the platform's clock
 * jumps. What was acknowledged is in effect once.
 * `npm run test:faults` does this at length; `FAULT_SEED` plays another run.
 */
import { setTimeout as pause } from "node:timers/promises";
import { applyMigrations, openDatabase, type PrismaClient } from "@tongban/prisma";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Runtime } from "./index.ts";
import type { RuntimeCommand } from "./runtime-command.ts";
import { onClient } from "./sql-executor.ts";
import { type Cut, DatabaseProxy } from "./testing/database-proxy.ts";
import { type Counter, FaultClients } from "./testing/fault-clients.ts";
import { FaultDatabase } from "./testing/fault-database.ts";
import { FaultErrands } from "./testing/fault-errands.ts";
import { faultFindings, stuck } from "./testing/fault-findings.ts";
import { deployFaultModels, EFFECT_TABLE } from "./testing/fault-protocol.ts";
import { registerFaultWorkers } from "./testing/fault-workers.ts";
import type { Outcome } from "./testing/mortal-server.ts";
import { seededRandom } from "./testing/seeded-random.ts";
import { Strife } from "./testing/strife.ts";

const OUTAGES = Number(process.env["FAULT_OUTAGES"] ?? 1);
const FREEZE_MS = Number(process.env["FAULT_FREEZE_MS"] ?? 1000);
const CUTS_PER_OUTAGE = 12;
const CASES_PER_OUTAGE = 25;
/** Moved as many as ended. */
const ERRANDS_PER_OUTAGE = 6;
const BATCH = 30;
const SEED = Number(process.env["FAULT_SEED"] ?? 20_261_123);
/** The pools stay full for so long: at length longer than the wait for a connection (15 s), and not as long as a statement may take. */
const FULL_MS = Math.min(FREEZE_MS * 0.6, 20_000);
const LEASE_MS = 1000;
/** Farthest jump of the platform's clock. */
const JUMP_MS = 3_600_000;
/** What was cut off in a freeze may hold others up until its transaction is ended for being quiet. */
const DRAIN_MS = 90_000 + 2 * FREEZE_MS;
const RUNTIME_POOL = 4;
const FEATURES_POOL = 8;

let database: FaultDatabase;
let proxy: DatabaseProxy;
let shiftMs = 0;
let servers: Server[] = [];
let clients: FaultClients;
let errands: FaultErrands;
const strife = new Strife(seededRandom(SEED + 1));

beforeAll(async () => {
  database = await FaultDatabase.start();
  await applyMigrations(database.url);
  await database.pool.query(EFFECT_TABLE);
  proxy = await DatabaseProxy.start(database.url);
  servers = [serve(), serve()];
  for (const { runtime } of servers) await runtime.start();
  if (servers[0] !== undefined) await deployFaultModels(servers[0].runtime);
}, 120_000);

afterAll(async () => {
  await Promise.all(servers.map(({ runtime }) => runtime.stop()));
  await Promise.all(servers.map(({ prisma }) => prisma.$disconnect()));
  await proxy.stop();
  await database.stop();
});

test(
  `${OUTAGES} crash(es), freeze(s) and floods of the database, ${OUTAGES * CUTS_PER_OUTAGE} cut commits, deadlocks and jumping clocks lose and double nothing (seed ${SEED})`,
  { timeout: 120_000 + OUTAGES * (60_000 + FREEZE_MS + FULL_MS) },
  async () => {
    const random = seededRandom(SEED);
    let turns = 0;
    const counter = (): Server => {
      turns += 1;
      const server = servers[turns % servers.length];
      if (server === undefined) throw new Error("No server is left.");
      return server;
    };
    clients = new FaultClients(database.sql, counter);
    errands = new FaultErrands(database.sql, counter);
    for (let outage = 0; outage < OUTAGES; outage += 1) {
      await beginBatch(outage);
      const finished = everybodyIn(outage);
      for (let cut = 0; cut < CUTS_PER_OUTAGE; cut += 1) {
        shiftMs = (random() * 2 - 1) * JUMP_MS;
        const hasCut = proxy.cutNextCommit(random() < 0.5 ? "before" : "after");
        await Promise.race([hasCut, finished]);
        if (cut === Math.floor(CUTS_PER_OUTAGE / 4)) await database.fill(occupy, FULL_MS);
        if (cut === Math.floor(CUTS_PER_OUTAGE / 2)) await crash();
        if (cut === CUTS_PER_OUTAGE - 2) await database.freeze(FREEZE_MS);
      }
      // What was armed while the clock was ahead comes due now.
      shiftMs = 2 * JUMP_MS;
      for (const { runtime } of servers) runtime.wake();
      await Promise.race([finished, pause(DRAIN_MS, undefined, { ref: false })]);
      expect(await stuck(database.sql)).toEqual([]);
      await finished;
    }
    expect(await faultFindings(database.sql, clients)).toEqual([]);
    expect(await errands.findings()).toEqual([]);
    // The faults hit work that was under way.
    expect(proxy.cuts).toBeGreaterThan(OUTAGES * CUTS_PER_OUTAGE * 0.5);
    expect(clients.unknownOutcomes).toBeGreaterThan(0);
    expect(Math.min(strife.deadlocks, strife.lostRaces)).toBeGreaterThan(0);
  },
);

describe("the judge of all this", () => {
  const first = "(SELECT min(id) FROM process_instance WHERE process_id = 'fault-case')";
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
    ["a case that was not taken along", "UPDATE process_instance SET version = 1"],
    [
      "an errand that was not ended",
      "UPDATE process_instance SET state = 'completed' WHERE business_key = 'ended-0-0'",
    ],
    ["a batch that was not done", "UPDATE batch_item SET state = 'failed'"],
  ])("finds %s", async (_fault, statement) => {
    const client = await database.pool.connect();
    try {
      await client.query(`BEGIN; ${statement}`);
      const seen = onClient(client);
      const findings = [...(await faultFindings(seen, clients)), ...(await errands.findings(seen))];
      expect(findings).not.toEqual([]);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });
});

test("a commit that the database has not heard of has no effect", async () => {
  expect(await startUnderCut("unheard", "before")).toBe("unknown");
  await database.quiet();
  expect(await casesOf("unheard")).toBe(0);
});

test("a commit whose answer was lost is in effect, and the judge finds who repeats it", async () => {
  expect(await startUnderCut("told", "after")).toBe("unknown");
  await database.quiet();
  expect(await casesOf("told")).toBe(1);
  await servers[1]?.execute(startOf("told"));
  expect(await faultFindings(database.sql, clients)).toContain(
    'a case and its called process run once each, and end: {"business_key":"told","process_id":"fault-case"}',
  );
});

async function casesOf(key: string): Promise<number> {
  const found = await database.sql.query(
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
  const hasCut = proxy.cutNextCommit(cut, key);
  const outcome = await servers[0]?.execute(startOf(key));
  await hasCut;
  return outcome;
}

interface Server extends Counter {
  readonly runtime: Runtime;
  readonly prisma: PrismaClient;
}

function serve(databaseUrl = proxy.url): Server {
  const prisma = openDatabase(databaseUrl, FEATURES_POOL);
  const runtime = new Runtime({
    databaseUrl,
    prisma,
    now: () => Date.now() + shiftMs,
    timeZone: "Asia/Shanghai",
    poolSize: RUNTIME_POOL,
    onError: () => undefined,
    leaseMs: LEASE_MS,
  });
  registerFaultWorkers(runtime, {
    working: (tx) => strife.disturb(tx),
    performed: () => undefined,
  });
  const execute = (command: RuntimeCommand): Promise<Outcome> =>
    runtime.execute(command).catch(() => "unknown" as const);
  return { runtime, prisma, execute, settled: () => database.quiet() };
}

/** People and operators of one outage, until all that they want is done. */
function everybodyIn(outage: number): Promise<unknown> {
  return Promise.all([
    ...numbers(CASES_PER_OUTAGE).map((index) => clients.see(`case-${outage}-${index}`)),
    ...numbers(ERRANDS_PER_OUTAGE).flatMap((index) => [
      errands.see("moved", `${outage}-${index}`),
      errands.see("ended", `${outage}-${index}`),
    ]),
    errands.batchesEnd(),
  ]);
}

/** Past the proxy, and before anything befalls the database. */
async function beginBatch(outage: number): Promise<void> {
  const { runtime, prisma } = serve(database.url);
  await errands.beginBatch(runtime, String(outage), BATCH);
  await runtime.stop();
  await prisma.$disconnect();
}

/** Runs the statement on all connections of both servers; those that serve something else come to it when that is over. */
function occupy(statement: string): number {
  for (const { runtime, prisma } of servers) {
    const begun = [
      ...numbers(RUNTIME_POOL).map(() => runtime.sql.query(statement)),
      ...numbers(FEATURES_POOL).map(() => prisma.$queryRawUnsafe(statement)),
    ];
    void Promise.allSettled(begun);
  }
  return servers.length * (RUNTIME_POOL + FEATURES_POOL);
}

async function crash(): Promise<void> {
  await database.crash();
  proxy.retarget(database.url);
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_none, index) => index);
}
