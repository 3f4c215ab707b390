/**
 * What a runtime is told that it cannot do: each is a refusal with a stable code and a sentence in both languages, or an incident where
 * it comes out as the instance goes on; and the instance is as it was.
 */
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyMigrations, openDatabase, type PrismaClient } from "@tongban/prisma";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseTrouble, Runtime, type RuntimeCommand, type Variables } from "./index.ts";
import type { Result } from "./result.ts";
import { migrateDatabase } from "../startup/migrate-database.ts";
import {
  bpmnFile,
  flows,
  message,
  messageCatch,
  serviceTask,
  timerCatch,
  userTask,
} from "./testing/bpmn.ts";

const models = {
  "desk.bpmn": bpmnFile(
    "desk",
    userTask("check") + serviceTask("stamp", "stamp") + flows("s", "check", "stamp", "e"),
  ),
  "worked.bpmn": bpmnFile("worked", serviceTask("t", "outside") + flows("s", "t", "e")),
  "dated.bpmn": bpmnFile(
    "dated",
    timerCatch("wait", "=when").replaceAll("timeDuration", "timeDate") + flows("s", "wait", "e"),
  ),
  "offered.bpmn": bpmnFile(
    "offered",
    userTask("t").replace(
      "<zeebe:userTask/>",
      '<zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="=groups"/>',
    ) + flows("s", "t", "e"),
  ),
  "invoice.bpmn": bpmnFile(
    "invoice",
    messageCatch("m", "paid") + flows("s", "m", "e"),
    message("paid", "paid", "key"),
  ),
};

const MIGRATIONS = join(import.meta.dirname, "../../../prisma/migrations");
let database: TestDatabase;
let prisma: PrismaClient;
let runtime: Runtime;
const troubles: unknown[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openDatabase(database.url, 4);
  runtime = new Runtime({
    databaseUrl: database.url,
    prisma,
    now: () => Date.now(),
    timeZone: "Asia/Shanghai",
    poolSize: 4,
    onError: (error) => troubles.push(error),
  });
  runtime.defineJob("stamp", { complete: async () => undefined });
  await runtime.start();
  const files = Object.entries(models).map(([name, content]) => ({ name, content }));
  const deployed = await runtime.deploy(files, { account: "test", comment: "" });
  if (!deployed.ok) throw new Error(JSON.stringify(deployed));
});
afterAll(async () => {
  await runtime.stop();
  await prisma.$disconnect();
  await database.drop();
});

async function start(processId: string, variables: Variables = {}): Promise<string> {
  const result = await runtime.execute({ type: "startInstance", processId, variables });
  if (!result.ok) throw new Error(result.problem.code);
  return result.value.processInstanceId;
}

async function only(statement: string, id: string): Promise<string> {
  const [row] = await runtime.sql.query<{ found: string }>(statement, [id]);
  return row?.found ?? "";
}

const taskOf = (id: string): Promise<string> =>
  only("SELECT id::text AS found FROM user_task WHERE process_instance_id = $1::bigint", id);

/** All that there is of instances, without what claims of jobs change. */
async function everything(): Promise<unknown> {
  const tables = ["process_instance", "instance_record", "history_entry", "user_task", "message"];
  return Promise.all(
    tables.map((table) =>
      runtime.sql.query(
        `SELECT count(*)::int, md5(string_agg(r::text, ' ' ORDER BY r::text)) AS hash FROM ${table} AS r`,
      ),
    ),
  );
}

/** Carries out a command that must be refused so, and must leave everything as it was. */
async function refused(command: RuntimeCommand, code: string): Promise<void> {
  const before = await everything();
  const result: Result<unknown> = await runtime.execute(command);
  const zh = expect.stringMatching(/\p{Script=Han}/u) as string;
  const en = expect.stringMatching(/^[A-Z"].*\.$/s) as string;
  expect(result).toMatchObject({ ok: false, problem: { code, message: { zh, en } } });
  expect(await everything()).toEqual(before);
}

function deep(levels: number): Variables {
  let value: Variables = {};
  for (let level = 0; level < levels; level += 1) value = { value };
  return value;
}

function cyclic(): Variables {
  const value: { self?: Variables } = {};
  value.self = value;
  return value;
}

describe("a variable", () => {
  test.each<[string, () => Variables, string]>([
    ["of 5 MB", () => ({ x: "x".repeat(5_000_000) }), "VARIABLE_TOO_LARGE"],
    ["nested 5,000 deep", () => ({ x: deep(5000) }), "VARIABLE_TOO_LARGE"],
    ["that contains itself", () => ({ x: cyclic() }), "VARIABLE_TOO_LARGE"],
    ["with a NUL character", () => ({ x: "a\0b" }), "VARIABLE_NOT_SERIALISABLE"],
    ["with a NUL character in its name", () => ({ "a\0b": 1 }), "VARIABLE_NOT_SERIALISABLE"],
    [
      "beyond the largest double",
      () => JSON.parse('{"x": 1e999}') as Variables,
      "VARIABLE_NOT_SERIALISABLE",
    ],
  ])("%s is refused", async (_what, variables, code) => {
    const id = await start("desk");
    const userTaskId = await taskOf(id);
    await refused({ type: "completeUserTask", userTaskId, variables: variables() }, code);
    await refused({ type: "startInstance", processId: "desk", variables: variables() }, code);
  });
});

test.each([
  ["nested 20,000 deep", () => ({ x: deep(20_000) })],
  ["that contains itself", () => ({ x: cyclic() })],
])("a variable %s is refused of who modifies an instance, too", async (_what, variables) => {
  const processInstanceId = await start("desk");
  const instructions = [
    { kind: "activate", elementId: "stamp", variables: [{ variables: variables() }] },
  ];
  const command = { type: "modifyInstance", processInstanceId, instructions } as RuntimeCommand;
  await refused(command, "VARIABLE_TOO_LARGE");
});

test("a date that does not exist is an incident, which goes on when the date is corrected", async () => {
  const id = await start("dated", { when: "2999-02-30T09:00:00+08:00" });
  const incident = await runtime.sql.query<{ id: string; code: string; zh: string; en: string }>(
    "SELECT id::text, code, message_zh AS zh, message_en AS en FROM incident WHERE process_instance_id = $1::bigint",
    [id],
  );
  expect(incident).toMatchObject([{ code: "TIMER_INVALID" }]);
  await runtime.execute({
    type: "setVariables",
    processInstanceId: id,
    variables: { when: "2999-02-28T09:00:00+08:00" },
  });
  const incidentId = incident[0]?.id ?? "";
  expect(await runtime.execute({ type: "resolveIncident", incidentId })).toMatchObject({
    ok: true,
  });
  expect(
    await only("SELECT element_id AS found FROM timer WHERE process_instance_id = $1::bigint", id),
  ).toBe("wait");
});

describe("a job", () => {
  const claim = (leaseMs: number): ReturnType<Runtime["claimJobs"]> =>
    runtime.claimJobs({ jobType: "outside", worker: "w", leaseMs, limit: 1 }, AbortSignal.abort());

  test("whose lease has ended may still be completed by who comes first, and by nobody after that", async () => {
    const id = await start("worked");
    const [late] = await claim(1);
    const jobId = late?.id ?? "";
    await expect.poll(() => claim(60_000), { timeout: 5000 }).toMatchObject([{ id: jobId }]);
    const complete = { type: "completeJob", jobId, variables: {} } as const;
    expect(await runtime.execute(complete)).toMatchObject({ ok: true });
    await refused(complete, "JOB_NOT_FOUND");
    await refused({ type: "failJob", jobId, retries: 0, message: "" }, "JOB_NOT_FOUND");
    expect(
      await only("SELECT state AS found FROM process_instance WHERE id = $1::bigint", id),
    ).toBe("completed");
  });
});

test("an instance that has ended takes no commands", async () => {
  const id = await start("desk");
  const userTaskId = await taskOf(id);
  await runtime.execute({ type: "cancelInstance", processInstanceId: id });
  const processInstanceId = id;
  await refused({ type: "cancelInstance", processInstanceId }, "INSTANCE_ENDED");
  await refused({ type: "setVariables", processInstanceId, variables: {} }, "INSTANCE_ENDED");
  const instructions = [{ kind: "activate", elementId: "check" }] as const;
  await refused({ type: "modifyInstance", processInstanceId, instructions }, "INSTANCE_ENDED");
  const migrate = { type: "migrateInstance", processInstanceId, processId: "desk" } as const;
  await refused({ ...migrate, plan: { elements: [] } }, "INSTANCE_ENDED");
  await refused({ type: "completeUserTask", userTaskId, variables: {} }, "USER_TASK_NOT_FOUND");
});

describe("a key that is too long", () => {
  /** As incompressible as they come, or PostgreSQL could make it fit. */
  const long = Array.from({ length: 1000 }, (_none, index) =>
    String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000)),
  ).join("");

  test("is refused of a message", () =>
    refused(
      {
        type: "publishMessage",
        name: "paid",
        correlationKey: long,
        variables: {},
        timeToLiveMs: 60_000,
      },
      "MESSAGE_KEY_TOO_LONG",
    ));

  test("is refused of a case", () =>
    refused(
      { type: "startInstance", processId: "desk", businessKey: long, variables: {} },
      "BUSINESS_KEY_TOO_LONG",
    ));

  test("is an incident of an instance that would wait by it", async () => {
    const id = await start("invoice", { key: long });
    expect(
      await only("SELECT code AS found FROM incident WHERE process_instance_id = $1::bigint", id),
    ).toBe("CORRELATION_KEY_INVALID");
  });

  test("is refused of a group that a task is offered to", async () => {
    const userTaskId = await taskOf(await start("desk"));
    const candidateGroups = ["short", long];
    await refused(
      { type: "updateUserTask", userTaskId, candidateGroups },
      "CANDIDATE_GROUP_TOO_LONG",
    );
    await refused(
      {
        type: "completeJob",
        jobId: "1",
        variables: {},
        taskListenerResult: { isDenied: false, corrections: { candidateGroups } },
      },
      "CANDIDATE_GROUP_TOO_LONG",
    );
  });

  test("is an incident of an instance whose task would be offered to it", async () => {
    const id = await start("offered", { groups: [long] });
    expect(
      await only("SELECT code AS found FROM incident WHERE process_instance_id = $1::bigint", id),
    ).toBe("VALUE_INVALID");
  });

  test("or that cannot be stored at all is refused of a message", () =>
    refused(
      {
        type: "publishMessage",
        name: "paid",
        correlationKey: "a\0b",
        variables: {},
        timeToLiveMs: 60_000,
      },
      "VARIABLE_NOT_SERIALISABLE",
    ));
});

describe("a disk that is full", () => {
  const write = (statement: string): Promise<unknown> => prisma.$executeRawUnsafe(statement);
  const FULL = `CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE 'could not extend file "base/5/1": No space left on device' USING ERRCODE = '53100'; END $$`;

  test("is told as such; nothing is changed, nobody is blamed, and work goes on when there is room", async () => {
    const id = await start("desk");
    const userTaskId = await taskOf(id);
    await write(FULL);
    await write(
      "CREATE TRIGGER disk_full BEFORE INSERT ON history_entry FOR EACH ROW EXECUTE FUNCTION disk_full()",
    );
    const before = await everything();
    const complete = { type: "completeUserTask", userTaskId, variables: {} } as const;
    expect(await runtime.execute(complete).catch(databaseTrouble)).toBe("full");
    const inFeature = runtime.transact(({ sql }) => runtime.executeIn(sql, complete));
    expect(await inFeature.catch(databaseTrouble)).toBe("full");
    expect(await everything()).toEqual(before);
    await write("DROP TRIGGER disk_full ON history_entry");
    expect(await runtime.execute(complete)).toMatchObject({ ok: true });
    await expect
      .poll(() => only("SELECT state AS found FROM process_instance WHERE id = $1::bigint", id), {
        timeout: 5000,
      })
      .toBe("completed");
  });
});

test.each([
  [
    "newer",
    "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '29990101000000_later', now())",
    "DATA_FOLDER_NEWER",
  ],
  [
    "another",
    "UPDATE _prisma_migrations SET checksum = 'x' WHERE migration_name LIKE '%runtime'",
    "DATA_FOLDER_CHANGED",
  ],
])(
  "a database of %s structure stops the start, and stays as it is",
  async (_which, change, code) => {
    const own = await createTestDatabase();
    const other = openDatabase(own.url, 1);
    try {
      await other.$executeRawUnsafe(change);
      const failure = await migrateDatabase(own.url, { dataDirectory: "/data" }).catch(
        (error: unknown) => error,
      );
      expect(failure).toMatchObject({
        code,
        sentence: { zh: expect.stringMatching(/\p{Script=Han}/u) as string },
      });
    } finally {
      await other.$disconnect();
      await own.drop();
    }
  },
);

test("a database that is a migration behind is brought forward, with what is in it", async () => {
  const own = await createTestDatabase();
  const other = openDatabase(own.url, 1);
  const folder = mkdtempSync(join(tmpdir(), "tongban-behind-"));
  try {
    const all = readdirSync(MIGRATIONS).filter((name) => /^\d/.test(name));
    const last = all.toSorted().at(-1) ?? "";
    for (const name of all)
      if (name !== last) cpSync(join(MIGRATIONS, name), join(folder, name), { recursive: true });
    await other.$executeRawUnsafe("DROP SCHEMA public CASCADE");
    await other.$executeRawUnsafe("CREATE SCHEMA public");
    await applyMigrations(own.url, folder);
    await other.$executeRawUnsafe(
      "INSERT INTO message (id, name, correlation_key, variables, published_at, expires_at) VALUES (1, 'kept', '', '{}', now(), now())",
    );
    await migrateDatabase(own.url, { dataDirectory: "/data" });
    expect(
      await other.$queryRaw`SELECT name, (SELECT max(migration_name) FROM _prisma_migrations) AS last FROM message`,
    ).toEqual([{ name: "kept", last }]);
  } finally {
    rmSync(folder, { recursive: true });
    await other.$disconnect();
    await own.drop();
  }
});
