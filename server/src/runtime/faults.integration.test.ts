/**
 * The promise of the runtime under fire: a server that is killed (SIGKILL) 20 times at random moments of 50 running cases has lost
 * nothing that it had acknowledged and has repeated nothing that took effect. `FAULT_SEED` plays another run.
 */
import { setTimeout as pause } from "node:timers/promises";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { openDatabase, type PrismaClient } from "@tongban/prisma";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Runtime } from "./index.ts";
import { onPool, type SqlExecutor } from "./sql-executor.ts";
import { EFFECT_TABLE, EFFECTS, FAULT_MODELS } from "./testing/fault-protocol.ts";
import { foldDifferences } from "./testing/fold-differences.ts";
import { MortalServer } from "./testing/mortal-server.ts";

const CASES = 50;
const KILLS = 20;
/** A life ends in its so manieth transaction at the latest; one in five ends while the server is still starting. */
const LONGEST_LIFE_TRANSACTIONS = 60;
const LONGEST_LIFE_MS = 4000;
/** Longest time from the last kill to the end of the last case. */
const DRAIN_MS = 90_000;
const SEED = Number(process.env["FAULT_SEED"] ?? 20_261_123);

let database: TestDatabase;
let pool: Pool;
let sql: SqlExecutor;

/** What the clients were told. */
const acknowledged = { cases: new Map<string, string>(), tasks: new Set<string>(), payments: 0 };
const performed = new Map<string, number>();
const troubles: string[] = [];
/** Settled when the life of that number begins. */
const births = Array.from({ length: KILLS + 1 }, () => Promise.withResolvers<void>());
let unknownOutcomes = 0;
let killsInTheMiddle = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 6 });
  // The database ends connections that are about to end by themselves; nobody needs to hear of it.
  pool.on("connect", (connection) => connection.on("error", () => undefined));
  sql = onPool(pool);
  await pool.query(EFFECT_TABLE);
  await deployModels();
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test(
  `a server killed ${KILLS} times leaves ${CASES} cases that all come to their end (seed ${SEED})`,
  { timeout: 240_000 },
  async () => {
    const random = seededRandom(SEED);
    let server = launch(0);
    let standby = launch(1);
    await server.start();
    const clients = Array.from({ length: CASES }, (_none, index) =>
      client(`case-${index}`, Math.floor((index * KILLS) / CASES)),
    );
    const finished = Promise.all(clients.map((each) => each(() => server)));
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
      expect(await stuck()).toEqual([]);
      await finished;
    } finally {
      await Promise.all([server.kill(), standby.kill()]);
    }
    // The kills hit work in progress, and some hit commands that were under way.
    expect(killsInTheMiddle).toBeGreaterThan(KILLS * 0.8);
    expect(unknownOutcomes).toBeGreaterThan(0);
  },
);

describe("afterwards", () => {
  test("every acknowledged case has run once, with its called process, and ended", async () => {
    const rows = await sql.query<{ key: string; process: string; ids: string[]; states: string }>(
      `SELECT business_key AS key, process_id AS process, array_agg(id::text) AS ids, string_agg(state, ',') AS states
         FROM process_instance GROUP BY 1, 2`,
    );
    expect(rows).toHaveLength(2 * CASES);
    expect(rows.filter(({ states }) => states !== "completed")).toEqual([]);
    const mains = new Map(
      rows.filter(({ process }) => process === "fault-case").map(({ key, ids }) => [key, ids[0]]),
    );
    expect(acknowledged.cases.size).toBe(CASES);
    for (const [key, id] of acknowledged.cases) expect(mains.get(key)).toBe(id);
  });

  test("every job has had its effect exactly once, and no failed attempt has left one", async () => {
    const rows = await sql.query<{ key: string; element: string; count: number; jobs: number }>(
      `SELECT case_key AS key, element_id AS element, count(*)::int AS count, count(DISTINCT job_id)::int AS jobs
         FROM fault_effect GROUP BY 1, 2`,
    );
    expect(rows).toHaveLength(CASES * Object.keys(EFFECTS).length);
    const wrong = rows.filter(
      ({ element, count, jobs }) =>
        count !== EFFECTS[element as keyof typeof EFFECTS] || jobs !== count,
    );
    expect(wrong).toEqual([]);
    const perCase = Object.values(EFFECTS).reduce<number>((sum, count) => sum + count, 0);
    expect(
      await sql.query("SELECT 1 FROM fault_counter WHERE count <> $1::int", [perCase]),
    ).toEqual([]);
  });

  test("what happened outside of the database happened at least once, under one key each", () => {
    expect(performed.size).toBe(CASES);
  });

  test("acknowledged tasks are done once, payments have arrived once, timers have fired once", async () => {
    const tasks = await sql.query<{ id: string }>(
      "SELECT data->>'userTaskId' AS id FROM history_event WHERE type = 'userTaskCompleted'",
    );
    const done = tasks.map(({ id }) => id);
    expect(new Set(done).size).toBe(done.length);
    expect(done).toHaveLength(2 * CASES);
    expect([...acknowledged.tasks].filter((id) => !done.includes(id))).toEqual([]);
    expect(acknowledged.payments).toBe(CASES);
    for (const type of ["messageCorrelated", "timerTriggered"]) {
      const perInstance = await sql.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM history_event WHERE type = $1 GROUP BY process_instance_id",
        [type],
      );
      expect(perInstance.map(({ count }) => count)).toEqual(Array.from({ length: CASES }, () => 1));
    }
  });

  test("every case has the results of all its members, in order", async () => {
    const wrong = await sql.query(
      `SELECT 1 FROM history_event h JOIN process_instance p ON p.id = h.process_instance_id
        WHERE h.type = 'processInstanceCompleted' AND p.process_id = 'fault-case'
          AND (h.data->'variables'->'results')::jsonb IS DISTINCT FROM '[10, 20, 30, 40]'::jsonb`,
    );
    expect(wrong).toEqual([]);
  });

  test("projections have seen every event once", async () => {
    const wrong = await sql.query(
      `SELECT 1 FROM history_event h FULL JOIN
              (SELECT process_instance_id, seq, count(*) AS times FROM fault_projected GROUP BY 1, 2) f
              USING (process_instance_id, seq)
        WHERE f.times IS DISTINCT FROM 1 OR h.seq IS NULL`,
    );
    expect(wrong).toEqual([]);
  });

  test("the events of every instance fold to its state, and nothing is left over", async () => {
    expect(await foldDifferences(sql)).toEqual([]);
    for (const table of [
      "job",
      "timer",
      "user_task",
      "message_subscription",
      "incident",
      "instance_record",
    ]) {
      const left = await sql.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM ${table}`,
      );
      expect({ table, left }).toEqual({ table, left: [{ count: 0 }] });
    }
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

async function deployModels(): Promise<void> {
  const prisma: PrismaClient = openDatabase(database.url, 1);
  const runtime = new Runtime({
    databaseUrl: database.url,
    prisma,
    now: () => Date.now(),
    timeZone: "Asia/Shanghai",
    poolSize: 1,
    onError: (error) => troubles.push(String(error)),
  });
  const deployed = await runtime.deploy(FAULT_MODELS, { account: "test", comment: "" });
  await runtime.stop();
  await prisma.$disconnect();
  expect(deployed).toMatchObject({ ok: true });
}

/** One person's view of a case: starts it in the given life, pays, does the tasks; asks again when no answer came. */
function client(key: string, inLife: number): (server: () => MortalServer) => Promise<void> {
  return async (server) => {
    await births[inLife]?.promise;
    while (!acknowledged.cases.has(key)) await begin(key, server());
    let hasPaid = false;
    for (;;) {
      if (!hasPaid) hasPaid = await pay(key, server());
      const tasks = await sql.query<{ id: string }>(
        "SELECT id::text FROM user_task WHERE business_key = $1",
        [key],
      );
      for (const { id } of tasks) await completeTask(id, server());
      if (await hasEnded(key)) return;
      await turn();
    }
  };
}

/** Starting has no idempotency key of its own: after an unknown outcome a client looks whether its case is there. */
async function begin(key: string, server: MortalServer): Promise<void> {
  const outcome = await server.execute({
    type: "startInstance",
    processId: "fault-case",
    businessKey: key,
    variables: { caseKey: key, items: [1, 2, 3, 4] },
  });
  if (outcome === "unknown") {
    unknownOutcomes += 1;
    await connectionsOf(server.name);
    const [found] = await sql.query<{ id: string }>(
      "SELECT id::text FROM process_instance WHERE business_key = $1 AND parent_id IS NULL",
      [key],
    );
    if (found !== undefined) acknowledged.cases.set(key, found.id);
    else await turn();
    return;
  }
  if (!outcome.ok) throw new Error(`${key}: ${outcome.problem.code}`);
  acknowledged.cases.set(key, (outcome.value as { processInstanceId: string }).processInstanceId);
}

async function pay(key: string, server: MortalServer): Promise<boolean> {
  const outcome = await server.execute({
    type: "publishMessage",
    name: "paid",
    correlationKey: key,
    messageId: `payment-${key}`,
    variables: {},
    timeToLiveMs: 600_000,
  });
  if (outcome === "unknown") {
    unknownOutcomes += 1;
    return false;
  }
  if (!outcome.ok) throw new Error(`${key}: ${outcome.problem.code}`);
  acknowledged.payments += 1;
  return true;
}

async function completeTask(id: string, server: MortalServer): Promise<void> {
  const outcome = await server.execute({
    type: "completeUserTask",
    userTaskId: id,
    variables: { [`done${id}`]: true },
  });
  if (outcome === "unknown") unknownOutcomes += 1;
  else if (outcome.ok) acknowledged.tasks.add(id);
  // Done by the command whose answer was lost, after this client had looked.
  else expect(outcome.problem.code).toMatch(/USER_TASK_NOT_FOUND|INSTANCE_ENDED/);
}

async function hasEnded(key: string): Promise<boolean> {
  const rows = await sql.query(
    "SELECT 1 FROM process_instance WHERE business_key = $1 AND parent_id IS NULL AND state = 'completed'",
    [key],
  );
  return rows.length > 0;
}

async function countActive(): Promise<number> {
  const rows = await sql.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM process_instance WHERE state = 'active'",
  );
  return rows[0]?.count ?? 0;
}

/** What active instances wait for. */
async function stuck(): Promise<string[]> {
  const rows = await sql.query<{ stuck: string }>(
    `SELECT concat_ws(' ', p.business_key, p.process_id, j.element_id, j.state, 'retries', j.retries, 'attempts', j.attempts,
                      'in', j.run_at - now(), 'locked', j.locked_until - now(), u.element_id, t.element_id, i.code) AS stuck
       FROM process_instance p LEFT JOIN job j ON j.process_instance_id = p.id
       LEFT JOIN user_task u ON u.process_instance_id = p.id LEFT JOIN timer t ON t.process_instance_id = p.id
       LEFT JOIN incident i ON i.process_instance_id = p.id WHERE p.state = 'active'`,
  );
  return rows.map((row) => row.stuck);
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

/** People look again now and then; the moments of the kills are real time too. */
function turn(): Promise<void> {
  return pause(40);
}

/** Lehmer's generator modulo 2^31 - 1: numbers from 0 to 1 that depend on the seed alone. */
function seededRandom(seed: number): () => number {
  const modulus = 2_147_483_647;
  let state = seed % modulus || 1;
  return () => {
    state = (state * 48_271) % modulus;
    return state / modulus;
  };
}
