/**
 * The promise of the whole server under fire: it is killed (SIGKILL) 20 times while 50 cases of M02 go from the application to the
 * licence, over HTTP, with people who try again when no answer came. Afterwards there are 50 cases as they should be, and
 * nothing twice. `FAULT_SEED` plays another run. What the runtime alone promises stands in runtime/faults.integration.test.ts.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onClient, type SqlExecutor } from "../../runtime/sql-executor.ts";
import { foldDifferences } from "../../runtime/testing/fold-differences.ts";
import { KillableServer } from "../../../testing/killable-server.ts";
import { ANSWERS, file, FORM, PNG } from "../../../testing/sample-application.ts";
import { PASSWORD } from "../../../testing/test-server.ts";
import type { CaseView } from "./case.schema.ts";

const CASES = 50;
const KILLS = 20;
/** Every so manieth case is told once what is missing. */
const CORRECTED_EVERY = 5;
/** A life ends after so many answered requests at the latest: all of them take some 2,500, so that the last kill too hits work. */
const LONGEST_LIFE_ANSWERS = 160;
const LONGEST_LIFE_MS = 4000;
/** Longest time from the last kill to the end of the last case. */
const DRAIN_MS = 150_000;
const SEED = Number(process.env["FAULT_SEED"] ?? 20_261_123);

let database: TestDatabase;
let pool: Pool;
let sql: SqlExecutor;
let server: KillableServer;
let directory: string;
const finished = new Set<string>();
const refusals: string[] = [];
let answers = 0;
let unanswered = 0;
let onAnswer: () => void = () => undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 8 });
  // The database ends connections that are about to end by themselves; nobody needs to hear of it.
  pool.on("connect", (client) => client.on("error", () => undefined));
  sql = onClient(pool);
  directory = mkdtempSync("/tmp/tongban-fire-");
  server = await KillableServer.on({
    DATABASE_URL: database.url,
    DATA_DIR: directory,
    LOG_LEVEL: "fatal",
    MQTT_URL: "",
  });
  await server.start();
});
afterAll(async () => {
  await server.kill();
  await pool.end();
  await database.drop();
  rmSync(directory, { recursive: true, force: true });
});

test(
  `a server killed ${KILLS} times brings ${CASES} cases to their licence (seed ${SEED})`,
  { timeout: 300_000 },
  async () => {
    const people = await everybody();
    const all = Promise.all(
      Array.from({ length: CASES }, (_none, index) => theWayOf(index, people)),
    );
    // A failure of one case is told at the end, after the kills.
    all.catch(() => undefined);
    const random = seededRandom(SEED);
    let killedAtWork = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      await lifeEnds(1 + Math.floor(random() * LONGEST_LIFE_ANSWERS), random() * 20);
      await server.kill();
      if (finished.size < CASES) killedAtWork += 1;
      await leasesRunOut();
      await server.start();
    }
    await Promise.race([all, pause(DRAIN_MS, undefined, { ref: false })]);
    expect(await stuck()).toEqual([]);
    await all;
    expect(finished.size).toBe(CASES);
    expect(killedAtWork).toBe(KILLS);
    expect(unanswered).toBeGreaterThan(0);
  },
);

describe("afterwards", () => {
  test("every case is closed, under a number of its own", async () => {
    const rows = await sql.query<{ id: string; status: string; number: string }>(
      "SELECT id::text, status, case_number AS number FROM cases WHERE status <> 'draft'",
    );
    expect(rows.map(({ id }) => id).toSorted()).toEqual([...finished].toSorted());
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(["closed"]));
    expect(new Set(rows.map(({ number }) => number)).size).toBe(CASES);
  });

  test("every document was issued once, and a licence to each", async () => {
    const rows = await sql.query<{ kinds: string; count: number }>(
      `SELECT kinds, count(*)::int FROM (
         SELECT string_agg(kind, ' ' ORDER BY kind) AS kinds FROM case_document GROUP BY case_id) each
         GROUP BY 1 ORDER BY 2`,
    );
    const kinds = "acceptanceNotice decisionGrant deliveryProof licence receipt";
    expect(rows).toEqual([
      {
        kinds: kinds.replace(" decision", " correctionNotice decision"),
        count: CASES / CORRECTED_EVERY,
      },
      { kinds, count: CASES - CASES / CORRECTED_EVERY },
    ]);
    const licences = await sql.query<{ cases: number; numbers: number; all: number }>(
      `SELECT count(DISTINCT case_id)::int AS cases, count(DISTINCT number)::int AS numbers, count(*)::int AS all
         FROM held_licence WHERE case_id IS NOT NULL`,
    );
    expect(licences).toEqual([{ cases: CASES, numbers: CASES, all: CASES }]);
  });

  test("every step was done by people once", async () => {
    const rows = await sql.query<{ node: string; count: number }>(
      "SELECT node, count(*)::int FROM work_item WHERE state = 'completed' GROUP BY 1 ORDER BY 1",
    );
    expect(rows).toEqual([
      { node: "accept", count: CASES + CASES / CORRECTED_EVERY },
      { node: "decide", count: CASES },
      { node: "inspect", count: CASES },
      { node: "review", count: CASES },
    ]);
    for (const table of ["evaluation", "case_decision"]) {
      const counted = await sql.query<{ cases: number; all: number }>(
        `SELECT count(DISTINCT case_id)::int AS cases, count(*)::int AS all FROM ${table}`,
      );
      expect({ table, counted }).toEqual({ table, counted: [{ cases: CASES, all: CASES }] });
    }
  });

  test("every clock stands, and its ledger has no gap and no overlap", async () => {
    expect(await sql.query("SELECT 1 FROM case_clock WHERE stopped_at IS NULL")).toEqual([]);
    const torn = await sql.query(
      `SELECT 1 FROM clock_segment one LEFT JOIN clock_segment next
         ON next.clock_id = one.clock_id AND next.position = one.position + 1
        WHERE one.to_at IS DISTINCT FROM COALESCE(next.from_at, one.to_at) OR one.to_at IS NULL`,
    );
    expect(torn).toEqual([]);
  });

  test("every process has ended, its events fold to its state, and nothing is left over", async () => {
    expect(await sql.query("SELECT 1 FROM process_instance WHERE state <> 'completed'")).toEqual(
      [],
    );
    const roots = await sql.query<{ count: number }>(
      "SELECT count(*)::int FROM process_instance WHERE parent_id IS NULL",
    );
    expect(roots).toEqual([{ count: CASES }]);
    expect(await foldDifferences(sql)).toEqual([]);
    for (const table of ["job", "timer", "user_task", "message_subscription", "incident"]) {
      expect({ table, left: await sql.query(`SELECT 1 FROM ${table}`) }).toEqual({
        table,
        left: [],
      });
    }
  });

  test("the access log is whole", async () => {
    const supervisor = await logIn("gaolan");
    const answer = await fetch(`${server.url}/api/audit/verification`, { headers: supervisor });
    expect(await answer.json()).toMatchObject({ whole: true });
  });
});

type Credentials = Readonly<Record<string, string>>;
type People = Readonly<Record<(typeof NAMES)[number], Credentials>>;
const NAMES = ["linxiaoyan", "wangfang", "liuyang", "liqiang", "zhengkai"] as const;

async function everybody(): Promise<People> {
  const entries = await Promise.all(NAMES.map(async (name) => [name, await logIn(name)] as const));
  return Object.fromEntries(entries) as People;
}

async function logIn(username: string): Promise<Credentials> {
  const answer = await fetch(`${server.url}/api/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  return { cookie, "x-csrf-token": csrfToken };
}

/** One case from the application to the rating: looks how far it is and does what comes next, until it has ended. */
async function theWayOf(index: number, people: People): Promise<void> {
  const applicant = people.linxiaoyan;
  let id: string | undefined;
  while (id === undefined) {
    const created = await ask<CaseView>(applicant, "POST", "/api/cases", {
      matterId: "M02",
      answers: ANSWERS,
    });
    id = created?.id;
  }
  for (;;) {
    const view = await ask<CaseView>(applicant, "GET", `/api/cases/${id}`);
    if (view === undefined) continue;
    if (view.status === "draft") await handIn(applicant, view);
    else if (view.status === "correction") await correct(applicant, view);
    else if (view.stages.at(-1)?.state === "current") {
      await ask(applicant, "POST", `/api/cases/${id}/evaluation`, { grade: 1, tags: [] });
    } else if (view.stages.at(-1)?.state === "done") {
      finished.add(id);
      return;
    } else {
      await deskWork(id, index, people);
      await turn();
    }
  }
}

async function handIn(applicant: Credentials, { id, materials, form }: CaseView): Promise<void> {
  if (Object.keys(form).length < Object.keys(FORM).length || form["area"] !== FORM.area) {
    await ask(applicant, "PUT", `/api/cases/${id}/draft`, { form: FORM });
  }
  for (const { code, status, necessity } of materials) {
    if (status === "missing" && necessity !== "tolerated") {
      await upload(applicant, `/api/cases/${id}/materials/${code}`);
    }
  }
  await ask(applicant, "PUT", `/api/cases/${id}/delivery`, { kind: "electronic" });
  await ask(applicant, "POST", `/api/cases/${id}/submit`, {
    declaration: true,
    idempotencyKey: id,
  });
}

async function correct(applicant: Credentials, { id }: CaseView): Promise<void> {
  await upload(applicant, `/api/cases/${id}/materials/M02-6`);
  await ask(applicant, "POST", `/api/cases/${id}/correction`, { declaration: true });
}

/** Does the case's open task, if it has one. */
async function deskWork(id: string, index: number, people: People): Promise<void> {
  const [task] = await sql.query<{ id: string; node: string; used: boolean; claimed: boolean }>(
    `SELECT w.id, w.node, c.correction_used AS used, w.assignee_id IS NOT NULL AS claimed
       FROM work_item w JOIN cases c ON c.id = w.case_id WHERE w.case_id = $1::uuid AND w.state = 'open'`,
    [id],
  );
  if (task === undefined) return;
  const asksForMore = index % CORRECTED_EVERY === 0 && !task.used;
  const { who, data } = work(task.node, asksForMore, people);
  if (!task.claimed) await ask(who, "POST", `/api/tasks/${task.id}/claim`);
  if (task.node === "inspect") await upload(who, `/api/tasks/${task.id}/photos`);
  await ask(who, "POST", `/api/tasks/${task.id}/complete`, { data });
}

function work(
  node: string,
  asksForMore: boolean,
  people: People,
): { who: Credentials; data: object } {
  switch (node) {
    case "accept":
      return {
        who: people.wangfang,
        data: asksForMore
          ? {
              outcome: "correct",
              correctionItems: [{ materialCode: "M02-6", reasonCode: "M02-6-EXPIRED" }],
            }
          : { outcome: "accept", toleratedMaterials: ["M02-4"] },
      };
    case "inspect":
      return {
        who: people.liuyang,
        data: { companion: "孙立", checklist: ["C01"], result: "pass" },
      };
    case "review":
      return { who: people.liqiang, data: { outcome: "pass", opinion: "材料齐全" } };
    case "decide":
      return { who: people.zhengkai, data: { outcome: "grant", opinion: "同意" } };
    default:
      throw new Error(`Nobody does ${node}`);
  }
}

async function upload(who: Credentials, path: string): Promise<void> {
  const { body, headers } = file("a.png", PNG);
  await send(path, { method: "POST", headers: { ...who, ...headers }, body: new Uint8Array(body) });
}

async function ask<Answer>(
  who: Credentials,
  method: "GET" | "POST" | "PUT",
  path: string,
  body?: object,
): Promise<Answer | undefined> {
  const answer = await send(path, {
    method,
    headers: { ...who, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return answer as Answer | undefined;
}

/** A refusal is an answer: what was done by the request whose answer got lost cannot be done again. */
const REFUSED = new Set([400, 404, 409, 422]);

/** The answer; undefined when it was a refusal, or when none came. */
async function send(path: string, request: RequestInit): Promise<unknown> {
  await server.ready();
  try {
    const answer = await fetch(`${server.url}${path}`, request);
    const text = await answer.text();
    answers += 1;
    onAnswer();
    if (answer.ok) return text === "" ? null : (JSON.parse(text) as unknown);
    if (answer.status < 500 && answer.status !== 429 && !REFUSED.has(answer.status)) {
      throw new Error(`${path}: ${String(answer.status)} ${text}`);
    }
    refusals.push(`${path}: ${String(answer.status)} ${text}`);
    await turn();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    unanswered += 1;
    await turn();
  }
  return undefined;
}

/** When so many requests of this life were answered, and a little later; after a while in any case. */
async function lifeEnds(afterAnswers: number, delayMs: number): Promise<void> {
  const goal = answers + afterAnswers;
  const late = new AbortController();
  const isReached = new Promise<void>((resolve) => {
    onAnswer = () => {
      if (answers >= goal) resolve();
    };
  });
  const isLate = pause(LONGEST_LIFE_MS, undefined, { signal: late.signal }).catch(() => undefined);
  await Promise.race([isReached, isLate]);
  late.abort();
  await pause(delayMs);
}

/** What cases wait for that have not ended, and what was last refused. */
async function stuck(): Promise<string[]> {
  const rows = await sql.query<{ stuck: string }>(
    `SELECT concat_ws(' ', c.id, c.status, w.node, w.state, j.job_type, j.element_id, j.state, 'retries', j.retries,
                      'in', j.run_at - now(), 'locked', j.locked_until - now(), i.code) AS stuck
       FROM cases c LEFT JOIN work_item w ON w.case_id = c.id AND w.state = 'open'
       LEFT JOIN process_instance p ON p.business_key = c.id::text AND p.state = 'active'
       LEFT JOIN job j ON j.process_instance_id = p.id LEFT JOIN incident i ON i.process_instance_id = p.id
      WHERE c.status NOT IN ('draft', 'closed')`,
  );
  return rows.length === 0 ? [] : [...rows.map((row) => row.stuck), ...refusals.slice(-20)];
}

/** What the dead server had claimed is free at once, not after a minute: waiting proves nothing that the runtime's own test does not. */
async function leasesRunOut(): Promise<void> {
  for (const table of ["job", "timer"]) {
    await sql.query(`UPDATE ${table} SET locked_until = now() WHERE locked_until > now()`);
  }
}

/** People look again now and then. */
function turn(): Promise<void> {
  return pause(250);
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
