/**
 * The promise of the runtime under fire: a server that is killed (SIGKILL) again and again at random moments of running cases has lost
 * nothing that it had acknowledged and has repeated nothing that took effect. `FAULT_SEED` plays another run; `npm run test:faults`
 * a long one.
 */
import { setTimeout as pause } from "node:timers/promises";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { openDatabase, type PrismaClient } from "@tongban/prisma";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Runtime } from "./index.ts";
import { onClient, type SqlExecutor } from "./sql-executor.ts";
import { type Counter, FaultClients } from "./testing/fault-clients.ts";
import { faultFindings, stuck } from "./testing/fault-findings.ts";
import { FaultErrands } from "./testing/fault-errands.ts";
import { deployFaultModels, EFFECT_TABLE } from "./testing/fault-protocol.ts";
import { registerFaultWorkers } from "./testing/fault-workers.ts";
import { MortalServer } from "./testing/mortal-server.ts";
import { seededRandom } from "./testing/seeded-random.ts";

const KILLS = Number(process.env["FAULT_KILLS"] ?? 8);
const CASES = Math.ceil(KILLS * 2.5);
const ERRANDS = KILLS;
/** Errands ended by one operation, which begins with each life. */
const BATCH = 10;
/** A life ends in its so manieth transaction at the latest; one in five ends while the server is still starting. */
const LONGEST_LIFE_TRANSACTIONS = 60;
const LONGEST_LIFE_MS = 4000;
/** Longest time from the last kill to the end of the last case. */
const DRAIN_MS = 90_000;
const SEED = Number(process.env["FAULT_SEED"] ?? 20_261_123);

let database: TestDatabase;
let pool: Pool;
let sql: SqlExecutor;

/** Never started, so that it does none of the work. */
let operator: Runtime;
let prisma: PrismaClient;
let clients: FaultClients;
let errands: FaultErrands;
const performed = new Map<string, number>();
const troubles: string[] = [];
/** Settled when the life of that number begins. */
const births = Array.from({ length: KILLS + 1 }, () => Promise.withResolvers<void>());
let killsInTheMiddle = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 6 });
  // The database ends connections that are about to end by themselves; nobody needs to hear of it.
  pool.on("connect", (connection) => connection.on("error", () => undefined));
  sql = onClient(pool);
  await pool.query(EFFECT_TABLE);
  prisma = openDatabase(database.url, 2);
  operator = new Runtime({
    databaseUrl: database.url,
    prisma,
    now: () => Date.now(),
    timeZone: "Asia/Shanghai",
    poolSize: 2,
    onError: (error) => troubles.push(String(error)),
  });
  // What it starts is seen by the same judge.
  registerFaultWorkers(operator, { working: () => undefined, performed: () => undefined });
  await deployFaultModels(operator);
});
afterAll(async () => {
  await operator.stop();
  await prisma.$disconnect();
  await pool.end();
  await database.drop();
});

test(
  `a server killed ${KILLS} times leaves ${CASES} cases that all come to their end (seed ${SEED})`,
  { timeout: 120_000 + KILLS * 10_000 },
  async () => {
    const random = seededRandom(SEED);
    let server = launch(0);
    let standby = launch(1);
    await server.start();
    const counter = (): Counter => {
      const serving = server;
      return {
        execute: (command) => serving.execute(command),
        settled: () => connectionsOf(serving.name),
      };
    };
    clients = new FaultClients(sql, counter);
    errands = new FaultErrands(sql, counter);
    const finished = Promise.all([
      ...inTheirLives(CASES, (index) => clients.see(`case-${index}`)),
      ...inTheirLives(ERRANDS, (index) =>
        errands.see(index % 2 === 0 ? "moved" : "ended", String(index)),
      ),
      ...inTheirLives(KILLS, (index) => errands.beginBatch(operator, String(index), BATCH)),
    ]).then(() => errands.batchesEnd());
    for (let kill = 0; kill < KILLS; kill += 1) {
      births[kill]?.resolve();
      await server.reach({
        afterTransactions:
          kill % 5 === 4 ? 0 : 1 + Math.floor(random() * LONGEST_LIFE_TRANSACTIONS),
        delayMs: random() * 20,
        atLatestMs: LONGEST_LIFE_MS,
      });
      await server.kill();
      if ((await countActive()) > 0) killsInTheMiddle += 1;
      await connectionsOf(server.name);
      server = standby;
      standby = launch(kill + 2);
      await server.start();
    }
    births[KILLS]?.resolve();
    try {
      await Promise.race([finished, pause(DRAIN_MS, undefined, { ref: false })]);
      expect(await stuck(sql)).toEqual([]);
      await finished;
    } finally {
      await Promise.all([server.kill(), standby.kill()]);
    }
    // The kills hit work in progress, and some hit commands that were under way.
    expect(killsInTheMiddle).toBeGreaterThan(KILLS * 0.8);
    expect(clients.unknownOutcomes).toBeGreaterThan(0);
  },
);

describe("afterwards", () => {
  test("nothing was lost, nothing was doubled, and nothing is left over", async () => {
    expect(clients.cases.size).toBe(CASES);
    expect(await faultFindings(sql, clients)).toEqual([]);
    expect(await errands.findings()).toEqual([]);
  });

  test("what happened outside of the database happened at least once, under one key each", () => {
    expect(performed.size).toBe(CASES);
  });

  test("nothing else went wrong", () => {
    expect(troubles.filter((trouble) => !trouble.includes("the first attempt fails"))).toEqual([]);
  });
});

function launch(index: number): MortalServer {
  return new MortalServer(`life-${index}`, database.url, {
    performed: (key) => performed.set(key, (performed.get(key) ?? 0) + 1),
    trouble: (error) => troubles.push(error),
  });
}

/** Does so much work, a share of it in each life. */
function inTheirLives(count: number, work: (index: number) => Promise<void>): Promise<void>[] {
  return Array.from({ length: count }, async (_none, index) => {
    await births[Math.floor((index * KILLS) / count)]?.promise;
    await work(index);
  });
}

async function countActive(): Promise<number> {
  const rows = await sql.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM process_instance WHERE state = 'active'",
  );
  return rows[0]?.count ?? 0;
}

/** A commit that was on its way when the server died is through when the database has noticed that the server is gone. */
async function connectionsOf(name: string): Promise<void> {
  await expect
    .poll(() => sql.query("SELECT 1 FROM pg_stat_activity WHERE application_name = $1", [name]), {
      timeout: 10_000,
      interval: 10,
    })
    .toEqual([]);
}
