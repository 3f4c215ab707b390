/** The rows that the records of an instance become, as it grows and shrinks, and read again by another server. */
import { openDatabase, type PrismaClient } from "@tongban/prisma";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readVisibleVariablesOf, Runtime } from "../index.ts";
import { bpmnFile, flows, forEach, userTask } from "../testing/bpmn.ts";
import { foldDifferences } from "../testing/fold-differences.ts";
import { readStates } from "./instance-store.ts";
import { sizeOf } from "./state-size.ts";

const MEMBERS = 20;

let database: TestDatabase;
let prisma: PrismaClient;
let servers: [Runtime, Runtime];

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openDatabase(database.url, 4);
  const open = (): Runtime =>
    new Runtime({
      databaseUrl: database.url,
      prisma,
      now: () => Date.now(),
      timeZone: "Asia/Shanghai",
      poolSize: 2,
      onError: (error) => expect.fail(String(error)),
    });
  servers = [open(), open()];
  const many = userTask("many").replace("</bpmn:userTask>", `${forEach("items")}</bpmn:userTask>`);
  const content = bpmnFile("grows", `${userTask("one")}${many}${flows("s", "one", "many", "e")}`);
  await servers[0].deploy([{ name: "grows.bpmn", content }], { account: "test", comment: "" });
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await prisma.$disconnect();
  await database.drop();
});

async function kindsOf(id: string): Promise<string[]> {
  const rows = await servers[0].sql.query<{ kind: string }>(
    "SELECT kind FROM instance_record WHERE process_instance_id = $1::bigint ORDER BY kind, key",
    [id],
  );
  return rows.map(({ kind }) => kind);
}

async function tasksOf(id: string): Promise<string[]> {
  const rows = await servers[0].sql.query<{ id: string }>(
    "SELECT id::text FROM user_task WHERE process_instance_id = $1::bigint ORDER BY user_task.id",
    [id],
  );
  return rows.map((task) => task.id);
}

test("an instance has one row beside its variables while it is small, a row for each record once it has grown, and none at its end", async () => {
  const items = Array.from({ length: MEMBERS }, (_none, index) => index);
  const started = await servers[0].execute({
    type: "startInstance",
    processId: "grows",
    businessKey: "b",
    variables: { items },
  });
  if (!started.ok) throw new Error(started.problem.code);
  const { processInstanceId: id } = started.value;
  const complete = async (server: Runtime, userTaskId: string): Promise<void> => {
    const completed = await server.execute({
      type: "completeUserTask",
      userTaskId,
      assignee: "wang",
      variables: { result: userTaskId },
    });
    expect(completed).toMatchObject({ ok: true });
  };
  expect(await kindsOf(id)).toEqual(["packed", "variable"]);
  const [one = ""] = await tasksOf(id);
  // By a server that has to read it first.
  await complete(servers[1], one);
  const grown = await kindsOf(id);
  expect(grown.filter((kind) => kind === "userTask")).toHaveLength(MEMBERS);
  expect(grown).not.toContain("packed");
  expect(await foldDifferences(servers[0].sql)).toEqual([]);
  for (const [turn, task] of (await tasksOf(id)).entries()) {
    const server = servers[turn % 2];
    if (server === undefined) throw new Error("no server");
    await complete(server, task);
    expect(await foldDifferences(server.sql)).toEqual([]);
  }
  expect(await kindsOf(id)).toEqual([]);
});

test("what was packed as JSON itself, as it was before, is read all the same", async () => {
  const started = await servers[0].execute({
    type: "startInstance",
    processId: "grows",
    variables: { items: [1] },
  });
  if (!started.ok) throw new Error(started.problem.code);
  const { processInstanceId: id } = started.value;
  const before = await servers[0].sql.query<{ type: string }>(
    `UPDATE instance_record SET value = (value #>> '{}')::jsonb
      WHERE process_instance_id = $1::bigint AND kind = 'packed' RETURNING jsonb_typeof(value) AS type`,
    [id],
  );
  expect(before).toEqual([{ type: "array" }]);
  expect(await foldDifferences(servers[1].sql)).toEqual([]);
  const [task = ""] = await tasksOf(id);
  const completed = await servers[1].execute({
    type: "completeUserTask",
    userTaskId: task,
    assignee: "wang",
    variables: {},
  });
  expect(completed).toMatchObject({ ok: true });
  expect(await foldDifferences(servers[0].sql)).toEqual([]);
});

test("what an element sees is read from the one row as from many", async () => {
  const started = await servers[0].execute({
    type: "startInstance",
    processId: "grows",
    businessKey: "b",
    variables: { items: [1], who: "lin" },
  });
  if (!started.ok) throw new Error(started.problem.code);
  const { processInstanceId } = started.value;
  const [place] = await servers[0].sql.query<{
    processInstanceId: string;
    elementInstanceId: string;
  }>(
    `SELECT process_instance_id::text AS "processInstanceId", element_instance_id::text AS "elementInstanceId"
       FROM user_task WHERE process_instance_id = $1::bigint`,
    [processInstanceId],
  );
  if (place === undefined) throw new Error("no task");
  expect(await readVisibleVariablesOf(servers[1].sql, [place])).toEqual([
    { items: [1], who: "lin" },
  ]);
});

test("about how large a state is is known from what was read", async () => {
  const started = await servers[0].execute({
    type: "startInstance",
    processId: "grows",
    variables: { items: [], text: "x".repeat(100_000) },
  });
  const id = started.ok ? started.value.processInstanceId : "";
  const state = (await readStates(servers[0].sql, [id])).get(id);
  expect(state === undefined ? 0 : sizeOf(state)).toBeGreaterThan(100_000);
});
