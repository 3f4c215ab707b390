/** Each operation that is answered, with each kind of bad input: status and title as Camunda's, and nothing is changed by it. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestServer, type TestServer } from "../../testing/test-server.ts";
import { bpmnFile, flows, serviceTask, userTask } from "../runtime/testing/bpmn.ts";
import { operations } from "./operations.ts";

type Operation = keyof typeof operations;

const SECRET = "a secret of the tests";
const NOWHERE = "9007199254740993";
let server: TestServer;

beforeAll(async () => {
  const clients = [
    { id: "everything", secret: SECRET },
    { id: "nothing", secret: SECRET, rights: [] },
    { id: "shop", secret: SECRET, processes: ["shop-*"] },
  ];
  server = await createTestServer({
    settings: { PROCESS_API_CLIENTS: JSON.stringify(clients), DEMO_CLOCK: "true" },
  });
});
afterAll(() => server.close());

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
}

async function send(
  operation: Operation,
  {
    body,
    by = "everything",
    key = NOWHERE,
    query = "",
  }: { body?: unknown; by?: string | null; key?: string; query?: string },
): Promise<{ status: number; problem: Problem }> {
  const [method, path] = operations[operation];
  const answer = await server.app.inject({
    method,
    url: `/v2${path.replaceAll(/\{\w+\}/g, key)}${query}`,
    headers: {
      ...(by === null
        ? {}
        : { authorization: `Basic ${Buffer.from(`${by}:${SECRET}`).toString("base64")}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  const isProblem = answer.headers["content-type"]?.startsWith("application/problem+json") ?? false;
  return { status: answer.statusCode, problem: isProblem ? answer.json() : ({} as Problem) };
}

/** Good bodies of operations that need one. */
const BODIES: Partial<Record<Operation, object>> = {
  createProcessInstance: { processDefinitionId: "nowhere" },
  migrateProcessInstance: { targetProcessDefinitionKey: NOWHERE, mappingInstructions: [] },
  modifyProcessInstance: { activateInstructions: [{ elementId: "a" }] },
  cancelProcessInstancesBatchOperation: { filter: { processInstanceKey: NOWHERE } },
  deleteProcessInstancesBatchOperation: { filter: { processInstanceKey: NOWHERE } },
  resolveIncidentsBatchOperation: { filter: { processInstanceKey: NOWHERE } },
  migrateProcessInstancesBatchOperation: {
    filter: { processInstanceKey: NOWHERE },
    migrationPlan: { targetProcessDefinitionKey: NOWHERE, mappingInstructions: [] },
  },
  modifyProcessInstancesBatchOperation: {
    filter: { processInstanceKey: NOWHERE },
    moveInstructions: [{ sourceElementId: "a", targetElementId: "b" }],
  },
  createElementInstanceVariables: { variables: { a: 1 } },
  activateAdHocSubProcessActivities: { elements: [{ elementId: "a" }] },
  activateJobs: { type: "nobody-does-this", timeout: 1000, maxJobsToActivate: 1 },
  throwJobError: { errorCode: "E" },
  updateJob: { changeset: { retries: 1 } },
  assignUserTask: { assignee: "wang" },
  publishMessage: { name: "m" },
  correlateMessage: { name: "m" },
  broadcastSignal: { signalName: "s" },
  evaluateDecision: { decisionDefinitionId: "nowhere" },
  evaluateExpression: { expression: "1" },
  evaluateConditionals: { variables: {} },
  createGlobalClusterVariable: { name: "a", value: 1 },
  updateGlobalClusterVariable: { value: 1 },
  pinClock: { timestamp: 1 },
};
/** They take files. */
const UPLOADS: readonly Operation[] = ["createDeployment", "createDocument", "createDocuments"];
/** Everybody who is known may ask for these. */
const FOR_ALL = new Set<Operation>([
  "getTopology",
  "getStatus",
  "getLicense",
  "getSystemConfiguration",
  "getAuthentication",
]);
/** What they take needs no body, or has none. */
const isWithBody = (operation: Operation): boolean =>
  operations[operation][0] !== "GET" &&
  operations[operation][0] !== "DELETE" &&
  operation !== "resetClock";

let answered: Operation[] = [];
beforeAll(async () => {
  const all = Object.keys(operations) as Operation[];
  const asked = await Promise.all(
    all.map(async (operation) => ({ operation, ...(await send(operation, { by: "nothing" })) })),
  );
  answered = asked.filter(({ status }) => status !== 501).map(({ operation }) => operation);
});

/** Tables that a command would leave something in. */
async function counts(): Promise<unknown> {
  const tables = [
    "process_instance",
    "history_entry",
    "job",
    "user_task",
    "incident",
    "message",
    "deployment",
    "process_definition",
    "batch_operation",
    "api_document",
    "stored_file",
    "cluster_variable",
    "operation_record",
    "decision_evaluation",
    "platform_setting",
  ];
  const { sql } = server.platform.runtime;
  return Promise.all(
    tables.map(async (table) => [
      table,
      await sql.query(`SELECT count(*)::int AS rows FROM ${table}`),
    ]),
  );
}

/** A key of the kind that the operation's address has, and that nothing has. */
function keyFor(operation: Operation): string {
  if (operation.includes("DecisionInstance")) return `${NOWHERE}-1`;
  return operation.includes("ClusterVariable") ? "nowhere" : NOWHERE;
}

/** Sends the input to each of the operations; all of them must be refused so, and nothing may have changed. */
async function refused(
  chosen: readonly Operation[],
  input: (operation: Operation) => Parameters<typeof send>[1],
  expected: { readonly status: number; readonly title: string; readonly detail?: RegExp },
): Promise<void> {
  expect(chosen.length).toBeGreaterThan(0);
  const before = await counts();
  const wrong: string[] = [];
  for (const operation of chosen) {
    const { status, problem } = await send(operation, input(operation));
    const isAsExpected =
      status === expected.status &&
      problem.status === status &&
      problem.title === expected.title &&
      problem.type === "about:blank" &&
      problem.instance.startsWith("/v2/") &&
      (expected.detail ?? /./).test(problem.detail);
    if (!isAsExpected) wrong.push(`${operation}: ${String(status)} ${JSON.stringify(problem)}`);
  }
  expect(wrong).toEqual([]);
  expect(await counts()).toEqual(before);
}

it("answers more than a hundred operations", () => {
  expect(answered.length).toBeGreaterThan(100);
});

it("no body where one is needed", () =>
  refused(Object.keys(BODIES) as Operation[], () => ({}), {
    status: 400,
    title: "INVALID_ARGUMENT",
  }));

it("a body of another type", () =>
  refused(
    answered.filter((operation) => isWithBody(operation) && !UPLOADS.includes(operation)),
    () => ({ body: "text" }),
    { status: 400, title: "INVALID_ARGUMENT" },
  ));

it("a field of another type", () =>
  refused(
    Object.keys(BODIES) as Operation[],
    (operation) => ({
      body: Object.fromEntries(
        Object.keys(BODIES[operation] ?? {}).map((field) => [
          field,
          // A cluster variable may have any value.
          field === "value" ? undefined : [[null]],
        ]),
      ),
    }),
    { status: 400, title: "INVALID_ARGUMENT" },
  ));

it("a field that nobody knows", () =>
  refused(
    answered.filter((operation) => isWithBody(operation) && !UPLOADS.includes(operation)),
    (operation) => ({ body: { ...BODIES[operation], colour: "red" }, key: keyFor(operation) }),
    { status: 400, title: "INVALID_ARGUMENT", detail: /colour/ },
  ));

it("a filter that nobody knows", () =>
  refused(
    answered.filter(
      (operation) =>
        operation.startsWith("search") &&
        !/Of|For|UserTask[AEV]|.Instance.*Incidents/.test(operation),
    ),
    () => ({ body: { filter: { colour: "red" } } }),
    { status: 400, title: "INVALID_ARGUMENT", detail: /colour/ },
  ));

it("a sort and a page that nobody knows", async () => {
  const searches = answered.filter(
    (operation) =>
      operation.startsWith("search") && !/UserTask[AEV]|Instance.*Incidents/.test(operation),
  );
  await refused(searches, () => ({ body: { sort: [{ field: "colour" }] } }), {
    status: 400,
    title: "INVALID_ARGUMENT",
    detail: /colour/,
  });
  await refused(searches, () => ({ body: { page: { limit: 0 } } }), {
    status: 400,
    title: "INVALID_ARGUMENT",
    detail: /limit/,
  });
});

const named = (): Operation[] =>
  answered.filter((operation) => operations[operation][1].includes("{"));

it("a key of nothing", () =>
  refused(
    // Nobody is in a group or role that is not there.
    named().filter((operation) => !operation.startsWith("searchUsersFor")),
    (operation) => ({
      body: isWithBody(operation) ? (BODIES[operation] ?? {}) : undefined,
      key: keyFor(operation),
    }),
    { status: 404, title: "NOT_FOUND" },
  ));

it("a key that is none", () =>
  refused(
    named().filter(
      (operation) =>
        // They are named by texts.
        !/User$|Role$|Group$|Tenant$|ForRole|ForGroup/.test(operation),
    ),
    (operation) => ({
      body: isWithBody(operation) ? (BODIES[operation] ?? {}) : undefined,
      key: "%20no%20key%20",
    }),
    { status: 400, title: "INVALID_ARGUMENT" },
  ));

it("text that is too long", () =>
  refused(
    Object.entries(BODIES)
      .filter(([, body]) => Object.values(body).some((value) => typeof value === "string"))
      .map(([operation]) => operation as Operation)
      // A formula may be long.
      .filter((operation) => operation !== "evaluateExpression"),
    (operation) => ({
      body: Object.fromEntries(
        Object.entries(BODIES[operation] ?? {}).map(([field, value]) => [
          field,
          typeof value === "string" ? "x".repeat(2000) : (value as unknown),
        ]),
      ),
    }),
    { status: 400, title: "INVALID_ARGUMENT" },
  ));

it("a body that is too large", () =>
  refused(
    answered.filter((operation) => isWithBody(operation) && !UPLOADS.includes(operation)),
    (operation) => ({ body: { ...BODIES[operation], variables: { x: "y".repeat(5_000_000) } } }),
    { status: 413, title: "REQUEST_TOO_LARGE" },
  ));

it("something that is no file", () =>
  refused(UPLOADS, () => ({ body: {} }), { status: 415, title: "UNSUPPORTED_MEDIA_TYPE" }));

it("another tenant", () =>
  refused(
    [
      "createProcessInstance",
      "publishMessage",
      "correlateMessage",
      "broadcastSignal",
      "evaluateDecision",
      "evaluateExpression",
      "evaluateConditionals",
    ],
    (operation) => ({ body: { ...BODIES[operation], tenantId: "other" } }),
    { status: 400, title: "INVALID_ARGUMENT", detail: /multi-tenancy/ },
  ));

it("without the right", () =>
  refused(
    answered.filter((operation) => !FOR_ALL.has(operation)),
    (operation) => ({
      by: "nothing",
      body:
        isWithBody(operation) && !UPLOADS.includes(operation)
          ? (BODIES[operation] ?? {})
          : undefined,
    }),
    { status: 403, title: "FORBIDDEN", detail: /lacks the right/ },
  ));

it("without an account", () =>
  refused(answered, () => ({ by: null }), { status: 401, title: "UNAUTHORIZED" }));

it("what reaches beyond the processes of a client", () =>
  refused(
    [
      "publishMessage",
      "correlateMessage",
      "broadcastSignal",
      "evaluateConditionals",
      "createGlobalClusterVariable",
      "searchUsers",
      "searchGroups",
      "searchAuthorizations",
      "pinClock",
    ],
    (operation) => ({ by: "shop", body: BODIES[operation] ?? {} }),
    { status: 403, title: "FORBIDDEN", detail: /limited to some processes/ },
  ));

it("the wrong state", async () => {
  const { runtime } = server.platform;
  const tasks = userTask("u") + serviceTask("w", "wrong-state") + flows("s", "u", "w", "e");
  const files = [{ name: "state.bpmn", content: bpmnFile("state", tasks) }];
  await runtime.deploy(files, { account: "test", comment: "" });
  const value = <Value>(result: { ok: true; value: Value } | { ok: false }): Value => {
    if (!result.ok) throw new Error("refused");
    return result.value;
  };
  const { processInstanceId } = value(
    await runtime.execute({ type: "startInstance", processId: "state", variables: {} }),
  );
  const keyIn = async (table: string): Promise<string> =>
    (await runtime.sql.query<{ id: string }>(`SELECT id::text FROM ${table}`))[0]?.id ?? "";
  const running = { key: processInstanceId, body: undefined };
  await refused(["deleteProcessInstance"], () => running, { status: 409, title: "INVALID_STATE" });
  const definition = { key: await keyIn("process_definition"), body: {} };
  await refused(["deleteResource"], () => definition, { status: 409, title: "INVALID_STATE" });
  const task = { key: await keyIn("user_task"), body: {} };
  value(await runtime.execute({ type: "completeUserTask", userTaskId: task.key, variables: {} }));
  const gone = { status: 404, title: "NOT_FOUND" };
  await refused(["completeUserTask", "unassignUserTask"], () => task, gone);
  const job = { key: await keyIn("job"), body: {} };
  const failed = { retries: 0, message: "" };
  value(await runtime.execute({ type: "failJob", jobId: job.key, ...failed }));
  await refused(["failJob"], () => job, { status: 409, title: "INVALID_STATE" });
  const incident = { key: await keyIn("incident"), body: {} };
  value(await runtime.execute({ type: "resolveIncident", incidentId: incident.key }));
  await refused(["resolveIncident"], () => incident, gone);
  value(await runtime.execute({ type: "completeJob", jobId: job.key, variables: {} }));
  await refused(["completeJob", "failJob"], () => job, gone);
  await refused(
    ["cancelProcessInstance", "modifyProcessInstance", "createElementInstanceVariables"],
    (operation) => ({ key: processInstanceId, body: BODIES[operation] ?? {} }),
    gone,
  );
});

it.each<[string, () => string, RegExp, number?]>([
  ["a variable of 5 MB", () => `{"variables":{"x":"${"y".repeat(5_000_000)}"}}`, /too large/, 413],
  ["a variable nested too deeply", () => `{"variables":{"x":${nested(5000)}}}`, /nested/],
  ["a number beyond the largest double", () => '{"variables":{"x":1e999}}', /x/],
  ["a NUL character", () => String.raw`{"variables":{"x":"a\u0000b"}}`, /x/],
  ["a date that does not exist", () => '{"changeset":{"dueDate":"2026-02-30T09:00:00Z"}}', /date/],
])("%s is refused of a task, which stays as it is", async (_what, body, detail, status = 400) => {
  const { runtime } = server.platform;
  const content = bpmnFile("values", userTask("u") + flows("s", "u", "e"));
  await runtime.deploy([{ name: "values.bpmn", content }], { account: "test", comment: "" });
  await runtime.execute({ type: "startInstance", processId: "values", variables: {} });
  const tasks = (): Promise<{ id: string; due: unknown }[]> =>
    runtime.sql.query("SELECT id::text, due_at AS due FROM user_task ORDER BY user_task.id DESC");
  const before = [await tasks(), await counts()];
  const [task] = await tasks();
  const payload = body();
  const isChange = payload.includes("changeset");
  const answer = await server.app.inject({
    method: isChange ? "PATCH" : "POST",
    url: `/v2/user-tasks/${task?.id ?? ""}${isChange ? "" : "/completion"}`,
    headers: {
      authorization: `Basic ${Buffer.from(`everything:${SECRET}`).toString("base64")}`,
      "content-type": "application/json",
    },
    payload,
  });
  expect(answer.json()).toMatchObject({
    status,
    title: status === 413 ? "REQUEST_TOO_LARGE" : "INVALID_ARGUMENT",
    detail: expect.stringMatching(detail) as string,
  });
  expect([await tasks(), await counts()]).toEqual(before);
});

function nested(levels: number): string {
  return `${"[".repeat(levels)}${"]".repeat(levels)}`;
}
