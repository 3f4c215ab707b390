/** Which value a variable had when, and what set it, told from the history alone. */
import { openDatabase, type PrismaClient } from "@tongban/prisma";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Actor, Runtime, type RuntimeCommand } from "../index.ts";
import {
  bpmnFile,
  callActivity,
  flows,
  message,
  messageCatch,
  serviceTask,
  userTask,
} from "../testing/bpmn.ts";
import { readVariableHistory, type VariableChange } from "./variable-history.ts";

const output = (source: string, target: string): string =>
  `<zeebe:ioMapping><zeebe:output source="=${source}" target="${target}"/></zeebe:ioMapping>`;
const mapped = serviceTask("charge", "charge").replace(
  "</bpmn:extensionElements>",
  `${output("paid + 1", "total")}</bpmn:extensionElements>`,
);
const life = bpmnFile(
  "life",
  mapped +
    userTask("check") +
    messageCatch("news", "msg") +
    callActivity("sub", "called") +
    flows("s", "charge", "check", "news", "sub", "e"),
  message("msg", "news", "key"),
);
const called = bpmnFile("called", flows("s", "e"));
const long = bpmnFile("long", userTask("wait") + flows("s", "wait", "e"));
const operator: Actor = { kind: "person", name: "qinchuan" };

let database: TestDatabase;
let prisma: PrismaClient;
let runtime: Runtime;
let now = Date.parse("2026-11-24T01:00:00Z");

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openDatabase(database.url, 4);
  runtime = new Runtime({
    databaseUrl: database.url,
    prisma,
    now: () => now,
    timeZone: "Asia/Shanghai",
    poolSize: 4,
    onError: () => undefined,
  });
  const files = { life, called, long };
  const deployed = await runtime.deploy(
    Object.entries(files).map(([name, content]) => ({ name: `${name}.bpmn`, content })),
    { account: "test", comment: "" },
  );
  if (!deployed.ok) throw new Error(JSON.stringify(deployed.findings));
});
afterAll(async () => {
  await runtime.stop();
  await prisma.$disconnect();
  await database.drop();
});

async function done(command: RuntimeCommand, by?: Actor): Promise<void> {
  now += 1000;
  const result = await runtime.execute(command, by);
  if (!result.ok) throw new Error(result.problem.code);
}

async function start(
  processId: string,
  variables: Record<string, string | number>,
): Promise<string> {
  now += 1000;
  const result = await runtime.execute({ type: "startInstance", processId, variables }, operator);
  if (!result.ok) throw new Error(result.problem.code);
  return result.value.processInstanceId;
}

async function only(table: "job" | "user_task", processInstanceId: string): Promise<string> {
  const [row] = await runtime.sql.query<{ id: string }>(
    `SELECT id::text FROM ${table} WHERE process_instance_id = $1::bigint`,
    [processInstanceId],
  );
  return row?.id ?? "";
}

function told({ name, value, previous, cause, scopeElementId }: VariableChange): unknown[] {
  const before = typeof previous === "string" || previous === null ? previous : previous.json;
  const by = cause.by === null ? null : "id" in cause.by ? cause.by.id : cause.by.name;
  return [name, before, value.json, cause.kind, cause.elementId, by, scopeElementId];
}

test("each change is told with the value before, and with what set it", async () => {
  const id = await start("life", { key: "k", total: 0 });
  await done({ type: "completeJob", jobId: await only("job", id), variables: { paid: 4 } });
  await done(
    { type: "setVariables", processInstanceId: id, variables: { total: 7, note: "seen" } },
    operator,
  );
  const assignee = "0b0a3a44-0000-4000-8000-000000000001";
  const userTaskId = await only("user_task", id);
  await done({ type: "completeUserTask", userTaskId, assignee, variables: { ok: true } });
  const afterTask = now;
  const published = { name: "news", correlationKey: "k", variables: { note: "new" } };
  await done({ type: "publishMessage", ...published, timeToLiveMs: 0 });

  const { changes, nextBeforeSeq } = await readVariableHistory(runtime.sql, {
    processInstanceId: id,
    limit: 50,
  });
  expect(nextBeforeSeq).toBeNull();
  expect(changes.map(told)).toEqual([
    ["note", '"seen"', '"new"', "message", "news", null, null],
    ["ok", null, "true", "userTask", "check", assignee, null],
    ["note", null, '"seen"', "outside", null, "qinchuan", null],
    ["total", "5", "7", "outside", null, "qinchuan", null],
    ["total", "0", "5", "job", "charge", null, null],
    ["paid", null, "4", "job", "charge", null, "charge"],
    ["total", null, "0", "start", null, "qinchuan", null],
    ["key", null, '"k"', "start", null, "qinchuan", null],
  ]);
  const then = await readVariableHistory(runtime.sql, {
    processInstanceId: id,
    name: "note",
    at: afterTask,
    limit: 1,
  });
  expect(then.changes.map(({ value }) => value.json)).toEqual(['"seen"']);
});

async function all(processInstanceId: string, limit: number): Promise<VariableChange[]> {
  const changes: VariableChange[] = [];
  let beforeSeq: number | undefined;
  for (;;) {
    const query = { processInstanceId, beforeSeq, limit };
    const page = await readVariableHistory(runtime.sql, query);
    changes.push(...page.changes);
    if (page.nextBeforeSeq === null) return changes;
    beforeSeq = page.nextBeforeSeq;
  }
}

test("pages join without a gap, also in the middle of a transaction", async () => {
  const id = await start("long", { a: 0, b: 0, c: 0 });
  for (const a of [1, 2, 3])
    await done({ type: "setVariables", processInstanceId: id, variables: { a, b: a, c: a } });
  const whole = await all(id, 50);
  expect(whole).toHaveLength(12);
  for (const limit of [1, 2, 5]) expect(await all(id, limit)).toEqual(whole);
});

test("a page looks into a part of a long history, and says where it did not look", async () => {
  const id = await start("long", { rare: 0, often: 0 });
  const from = 1 + (await lastSeq(id));
  // As 1,600 transactions would have written it.
  await runtime.sql.query(
    `INSERT INTO history_entry (process_instance_id, last_seq, at, events)
     SELECT $1::bigint, n, to_timestamp($3::float8 / 1000),
            json_build_array(json_build_object('type', 'variableSet', 'scopeId', $1::text, 'name', 'often', 'value', n))
       FROM generate_series($2::int, $2::int + 1599) AS n`,
    [id, from, now],
  );
  const rare = { processInstanceId: id, name: "rare", limit: 50 };
  const first = await readVariableHistory(runtime.sql, rare);
  expect(first).toEqual({ changes: [], nextBeforeSeq: from + 1100 });
  const often = await all(id, 400);
  const values = often.filter(({ name }) => name === "often").map(({ value }) => value.json);
  expect(values).toHaveLength(1601);
  expect(often.filter(({ previous }) => previous === "unknown")).toEqual([]);
  const plan = await runtime.sql.query<{ "QUERY PLAN": string }>(
    `EXPLAIN SELECT last_seq FROM history_entry WHERE process_instance_id = ${id} AND last_seq <= 900 ORDER BY last_seq DESC LIMIT 1001`,
  );
  const partitions = plan.flatMap(
    (row) => row["QUERY PLAN"].match(/history_entry_\d{4}_\d\d(?:_pkey)?/g) ?? [],
  );
  const [month] = partitions;
  expect(new Set(partitions)).toEqual(new Set([month, `${month ?? ""}_pkey`]));
});

async function lastSeq(processInstanceId: string): Promise<number> {
  const [row] = await runtime.sql.query<{ seq: number }>(
    "SELECT max(last_seq) AS seq FROM history_entry WHERE process_instance_id = $1::bigint",
    [processInstanceId],
  );
  return row?.seq ?? 0;
}

test("a long value is cut", async () => {
  const id = await start("long", { text: "字".repeat(5000) });
  const { changes } = await readVariableHistory(runtime.sql, {
    processInstanceId: id,
    namePart: "EX",
    limit: 50,
  });
  expect(changes[0]?.value).toEqual({ json: `"${"字".repeat(1999)}`, isTruncated: true });
});
