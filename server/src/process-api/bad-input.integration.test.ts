/** Each operation that is answered, with each kind of bad input: status, title and detail as Camunda's, and nothing is changed by it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestServer, type TestServer } from "../../testing/test-server.ts";
import { bpmnFile, flows, serviceTask, userTask } from "../runtime/testing/bpmn.ts";
import { operations } from "./operations.ts";
import {
  badInput,
  type BadInput,
  BODIES,
  isEmptyWithoutRight,
  isWithBody,
  NOWHERE,
  type Operation,
  TOO_LONG,
} from "./testing/bad-input.ts";
import {
  about,
  OF_OTHER_TENANT,
  OF_STATE,
  OF_UNKNOWN_KEY,
  WITHOUT_RIGHT,
} from "./testing/refusals.ts";

const SECRET = "a secret of the tests";
const BATCH_OF_NONE = { filter: { processInstanceKey: NOWHERE } };
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
    bytes,
  }: { body?: unknown; by?: string | null; key?: string; bytes?: number },
): Promise<{ status: number; problem: Problem; answer: unknown }> {
  const [method, path] = operations[operation];
  const answer = await server.app.inject({
    method,
    url: `/v2${path.replaceAll(/\{\w+\}/g, key)}`,
    headers: {
      ...(by === null
        ? {}
        : { authorization: `Basic ${Buffer.from(`${by}:${SECRET}`).toString("base64")}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      // A server believes what is said about the length, and reads no further.
      ...(bytes === undefined ? {} : { "content-length": String(bytes) }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  const isProblem = answer.headers["content-type"]?.startsWith("application/problem+json") ?? false;
  return {
    status: answer.statusCode,
    problem: isProblem ? answer.json() : ({} as Problem),
    answer: answer.body === "" ? null : answer.json(),
  };
}

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
  expected: {
    readonly status: number;
    readonly title: string;
    /** What all of them say; or what each of them says, word for word. */
    readonly detail: RegExp | ((operation: Operation) => string | undefined);
  },
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
      isSaid(problem.detail, operation, expected.detail);
    if (!isAsExpected) wrong.push(`${operation}: ${String(status)} ${JSON.stringify(problem)}`);
  }
  expect(wrong).toEqual([]);
  expect(await counts()).toEqual(before);
}

function isSaid(
  detail: string,
  operation: Operation,
  expected: Parameters<typeof refused>[2]["detail"],
): boolean {
  return typeof expected === "function" ? detail === expected(operation) : expected.test(detail);
}

it("answers more than a hundred operations", () => {
  expect(answered.length).toBeGreaterThan(100);
});

const bodyOf = (operation: Operation): object | undefined =>
  isWithBody(operation) ? (BODIES[operation] ?? {}) : undefined;
const invalid = { status: 400, title: "INVALID_ARGUMENT" };
/** What Camunda's parser refuses, and not a validator. */
const unreadable = { status: 400, title: "Bad Request" };

/** Sends one kind to all operations that it is sent to. @param isRefused whether an operation refuses it */
function kind(
  name: BadInput,
  input: (operation: Operation) => Parameters<typeof send>[1],
  expected: Parameters<typeof refused>[2],
  isRefused: (operation: Operation) => boolean = () => true,
): void {
  it(`bad input: ${name}`, () =>
    refused(
      answered.filter((operation) => badInput[name](operation) && isRefused(operation)),
      input,
      expected,
    ));
}

/** A text, or a text with a key in it. */
const isNamedByText = (operation: Operation): boolean =>
  /ClusterVariable|DecisionInstance$|Document/.test(operation);

const refusesWithoutRight = (operation: Operation): boolean => !isEmptyWithoutRight(operation);

describe("each operation refuses, and nothing is changed by it:", () => {
  kind("no body", (operation) => ({ key: keyFor(operation) }), {
    ...unreadable,
    detail: /^Required request body is missing$/,
  });
  kind("type", (operation) => ({ body: "text", key: keyFor(operation) }), {
    ...unreadable,
    detail: /^Request property \[\] cannot be parsed$/,
  });
  kind(
    "field",
    (operation) => ({ body: { ...BODIES[operation], colour: "red" }, key: keyFor(operation) }),
    { ...unreadable, detail: /^Request property \[colour\] cannot be parsed$/ },
  );
  kind("filter", () => ({ body: { filter: { colour: "red" } } }), {
    ...unreadable,
    detail: /^Request property \[(?:filter\.)?colour\] cannot be parsed$/,
  });
  kind("sort", () => ({ body: { sort: [{ field: "colour" }] } }), {
    ...unreadable,
    detail: /colour/,
  });
  kind("page", () => ({ body: { page: { limit: 0 } } }), { ...invalid, detail: /limit/ });
  kind("unknown key", (operation) => ({ body: bodyOf(operation), key: keyFor(operation) }), {
    status: 404,
    title: "NOT_FOUND",
    detail: (operation) => OF_UNKNOWN_KEY[operation],
  });
  it("bad input: a key below zero, which is looked for like any", () =>
    refused(
      answered.filter(
        (operation) =>
          badInput["unknown key"](operation) &&
          badInput["no key"](operation) &&
          !isNamedByText(operation),
      ),
      (operation) => ({ body: bodyOf(operation), key: "-7" }),
      {
        status: 404,
        title: "NOT_FOUND",
        detail: (operation) => OF_UNKNOWN_KEY[operation]?.replaceAll(NOWHERE, "-7"),
      },
    ));
  const noKey = (operation: Operation): Parameters<typeof send>[1] => ({
    body: bodyOf(operation),
    key: "%20no%20key%20",
  });
  const isText = (operation: Operation): boolean =>
    /AdHoc|AuditLog$|BatchOperation$|ClusterVariable|DecisionInstance$|Document/.test(operation);
  kind(
    "no key",
    noKey,
    { ...unreadable, detail: /^Failed to convert '\w+Key' with value: ' no key '$/ },
    (operation) => !isText(operation),
  );
  it("bad input: no key, where Camunda reads a text", () =>
    refused(
      answered.filter((operation) => badInput["no key"](operation) && isText(operation)),
      noKey,
      { ...invalid, detail: /is not a valid key|but must be |contains illegal characters/ },
    ));
  kind("long", (operation) => ({ body: TOO_LONG[operation] }), {
    ...invalid,
    detail: /exceeds the limit of|is not a valid key|Too big/,
  });
  kind("large", () => ({ body: {}, bytes: 100_000_000 }), {
    status: 413,
    title: "Payload Too Large",
    detail: /too large/,
  });
  kind("no file", () => ({ body: {} }), {
    status: 415,
    title: "Unsupported Media Type",
    detail: /^Content-Type 'application\/json' is not supported\.$/,
  });
  kind(
    "tenant",
    (operation) => ({
      body: {
        ...BODIES[operation],
        ...(operation === "activateJobs" ? { tenantIds: ["other"] } : { tenantId: "other" }),
      },
    }),
    { ...invalid, detail: (operation) => OF_OTHER_TENANT[operation] },
  );
  kind(
    "right",
    (operation) => ({ by: "nothing", body: bodyOf(operation) }),
    { status: 403, title: "FORBIDDEN", detail: (operation) => WITHOUT_RIGHT[operation] },
    refusesWithoutRight,
  );
  kind("account", () => ({ by: null }), {
    status: 401,
    title: "Unauthorized",
    detail: /account/,
  });
  kind(
    "process",
    (operation) => ({ by: "shop", body: BODIES[operation] ?? {} }),
    { status: 403, title: "FORBIDDEN", detail: (operation) => WITHOUT_RIGHT[operation] },
    refusesWithoutRight,
  );
});

describe("a search finds nothing of what the caller may not see, as in Camunda:", () => {
  const none = { items: [], page: expect.objectContaining({ totalItems: 0 }) as unknown };

  it.each([
    ["without the right", "nothing", "right"],
    ["beyond the processes of the client", "shop", "process"],
  ] as const)("%s", async (_what, by, name) => {
    const searches = answered.filter(
      (operation) => badInput[name](operation) && isEmptyWithoutRight(operation),
    );
    expect(searches.length).toBeGreaterThan(2);
    for (const operation of searches)
      expect([operation, await send(operation, { by, body: {} })]).toMatchObject([
        operation,
        { status: 200, answer: none },
      ]);
  });
});

it("a field of another type", () =>
  refused(
    // Any value is good for that one.
    (Object.keys(BODIES) as Operation[]).filter((one) => one !== "updateGlobalClusterVariable"),
    (operation) => ({
      body: Object.fromEntries(
        Object.keys(BODIES[operation] ?? {}).map((field) => [
          field,
          // A cluster variable may have any value.
          field === "value" ? undefined : [[null]],
        ]),
      ),
    }),
    { ...unreadable, detail: /^Request property \[\w+(?:\.\w+)*\] cannot be parsed$/ },
  ));

/** Bodies with which it cannot be done in a state in which it can be done with others. */
const CONFLICTING: Partial<Record<Operation, object>> = {
  assignUserTask: { assignee: "wang", allowOverride: false },
  updateJob: { changeset: { timeout: 1000 } },
};

it("state", async () => {
  const { runtime } = server.platform;
  const tried = new Set<Operation>();
  const refuse = async (
    chosen: readonly Operation[],
    key: string,
    status: 400 | 404 | 409,
    said?: RegExp,
  ): Promise<void> => {
    for (const operation of chosen) tried.add(operation);
    const title = { 400: "INVALID_ARGUMENT", 404: "NOT_FOUND", 409: "INVALID_STATE" }[status];
    // What has ended is none any more.
    const detail = (operation: Operation): string | undefined =>
      status === 404 ? about(OF_UNKNOWN_KEY[operation], key) : OF_STATE[operation]?.(key);
    await refused(
      chosen,
      (operation) => ({
        key,
        body: (status === 404 ? undefined : CONFLICTING[operation]) ?? stateBody(operation),
      }),
      {
        status,
        title,
        detail: said ?? detail,
      },
    );
  };
  const stateBody = (operation: Operation): object | undefined => {
    if (operation === "migrateProcessInstance")
      return { ...BODIES.migrateProcessInstance, targetProcessDefinitionKey: definitionKey };
    return bodyOf(operation);
  };
  const care = `<bpmn:adHocSubProcess id="care">${userTask("wash")}</bpmn:adHocSubProcess>`;
  const tasks = userTask("u") + serviceTask("w", "wrong-state") + flows("s", "u", "w", "e");
  await runtime.deploy(
    [
      { name: "state.bpmn", content: bpmnFile("state", tasks) },
      { name: "care.bpmn", content: bpmnFile("care-for", care + flows("s", "care", "e")) },
    ],
    { account: "test", comment: "" },
  );
  const value = <Value>(result: { ok: true; value: Value } | { ok: false }): Value => {
    if (!result.ok) throw new Error("refused");
    return result.value;
  };
  const keyIn = async (table: string, where = "TRUE"): Promise<string> =>
    (await runtime.sql.query<{ id: string }>(`SELECT id::text FROM ${table} WHERE ${where}`))[0]
      ?.id ?? "";
  const definitionKey = await keyIn("process_definition", "process_id = 'state'");
  const start = async (processId: string): Promise<string> =>
    value(await runtime.execute({ type: "startInstance", processId, variables: {} }))
      .processInstanceId;

  const instance = await start("state");
  await refuse(["deleteProcessInstance"], instance, 409);
  // Only we keep what a record needs.
  await refuse(
    ["deleteResource"],
    definitionKey,
    409,
    /^Command 'DELETE' rejected with code 'INVALID_STATE': Expected to delete resource with key `\d+`, but there are instances of this version.*\(RESOURCE_IN_USE\)$/,
  );
  const task = await keyIn("user_task");
  value(await runtime.execute({ type: "assignUserTask", userTaskId: task, assignee: "li" }));
  await refuse(["assignUserTask"], task, 409);
  // UserTaskClaimProcessor: who has it may claim it once more.
  const again = { assignee: "li", allowOverride: false };
  expect(await send("assignUserTask", { key: task, body: again })).toMatchObject({ status: 204 });
  value(await runtime.execute({ type: "completeUserTask", userTaskId: task, variables: {} }));
  await refuse(
    ["completeUserTask", "unassignUserTask", "assignUserTask", "updateUserTask"],
    task,
    404,
  );
  const job = await keyIn("job");
  const failed = { retries: 0, message: "" };
  value(await runtime.execute({ type: "failJob", jobId: job, ...failed }));
  await refuse(["failJob", "throwJobError"], job, 409);
  await refuse(["updateJob"], job, 400);
  const incident = await keyIn("incident");
  value(await runtime.execute({ type: "resolveIncident", incidentId: incident }));
  await refuse(["resolveIncident"], incident, 404);
  value(await runtime.execute({ type: "completeJob", jobId: job, variables: {} }));
  await refuse(["completeJob", "failJob", "throwJobError", "updateJob"], job, 404);
  await refuse(
    [
      "cancelProcessInstance",
      "modifyProcessInstance",
      "migrateProcessInstance",
      "createElementInstanceVariables",
    ],
    instance,
    404,
  );

  const caring = await start("care-for");
  const adHoc = await keyIn("element_instance", "element_id = 'care'");
  await refused(
    ["activateAdHocSubProcessActivities"],
    () => ({ key: adHoc, body: { elements: [{ elementId: "iron" }] } }),
    // AdHocSubProcessUtils
    {
      status: 404,
      title: "NOT_FOUND",
      detail: () =>
        `Command 'ACTIVATE' rejected with code 'NOT_FOUND': Expected to activate activities for ad-hoc sub-process with key '${adHoc}', but the given elements [iron] do not exist.`,
    },
  );
  value(await runtime.execute({ type: "cancelInstance", processInstanceId: caring }));
  await refuse(["activateAdHocSubProcessActivities"], adHoc, 404);

  const { problem } = await send("cancelProcessInstancesBatchOperation", { body: BATCH_OF_NONE });
  expect(problem.status).toBeUndefined();
  const batch = await keyIn("batch_operation");
  await refuse(["resumeBatchOperation"], batch, 409);
  value(await runtime.batches.suspend(batch));
  await refuse(["suspendBatchOperation"], batch, 409);
  value(await runtime.batches.cancel(batch));
  await refuse(
    ["cancelBatchOperation", "suspendBatchOperation", "resumeBatchOperation"],
    batch,
    404,
  );
  expect([...tried].toSorted()).toEqual(answered.filter((one) => badInput.state(one)).toSorted());
});

it.each<[string, () => string, RegExp, number?]>([
  ["a variable of 5 MB", () => `{"variables":{"x":"${"y".repeat(5_000_000)}"}}`, /too large/, 413],
  ["a variable nested too deeply", () => `{"variables":{"x":${nested(5000)}}}`, /nested/],
  ["a number beyond the largest double", () => '{"variables":{"x":1e999}}', /x/],
  ["a NUL character", () => String.raw`{"variables":{"x":"a\u0000b"}}`, /x/],
  ["a date that does not exist", () => '{"changeset":{"dueDate":"2026-02-30T09:00:00Z"}}', /date/],
])("%s is refused of a task, which stays as it is", async (_what, write, detail, status = 400) => {
  const { runtime } = server.platform;
  const content = bpmnFile("values", userTask("u") + flows("s", "u", "e"));
  await runtime.deploy([{ name: "values.bpmn", content }], { account: "test", comment: "" });
  await runtime.execute({ type: "startInstance", processId: "values", variables: {} });
  const tasks = (): Promise<{ id: string; due: unknown }[]> =>
    runtime.sql.query("SELECT id::text, due_at AS due FROM user_task ORDER BY user_task.id DESC");
  const before = [await tasks(), await counts()];
  const [task] = await tasks();
  const payload = write();
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
    title: status === 413 ? "Payload Too Large" : "INVALID_ARGUMENT",
    detail: expect.stringMatching(detail) as string,
  });
  expect([await tasks(), await counts()]).toEqual(before);
});

function nested(levels: number): string {
  return `${"[".repeat(levels)}${"]".repeat(levels)}`;
}

const MANY = { tags: times(1000, () => "a"), processDefinitionId: { $eq: "a", $neq: "b" } };
const VARIABLE = { name: { $eq: "a", $neq: "b" }, value: { $eq: "1", $neq: "2" } };

it.each<[string, object, RegExp]>([
  ["a date before our era", { filter: { startDate: "0000-01-01T00:00:00Z" } }, /startDate/],
  [
    "a date whose offset leads to year 0",
    { filter: { startDate: { $gt: "0001-01-01T00:00:00+14:00" } } },
    /startDate/,
  ],
  [
    "more values than PostgreSQL takes",
    { filter: { $or: times(50, () => ({ variables: times(50, () => VARIABLE) })) } },
    /more than 1000 values/,
  ],
  ...["9999-99-99 99:99:99+99", "2026-02-30 10:00:00+00", "2026-02-28 10:00:00+16"].map(
    (instant): [string, object, RegExp] => [
      `a cursor at ${instant}`,
      { sort: [{ field: "startDate" }], page: { after: cursor(instant, "1") } },
      /cursor/,
    ],
  ),
])("%s is refused of a search", async (_what, body, detail) => {
  const { status, problem } = await send("searchProcessInstances", { body });
  expect(status).toBe(400);
  expect(problem).toMatchObject({
    ...invalid,
    detail: expect.stringMatching(detail) as string,
  });
});

it("searches by many tags and by a cursor at the last key that there can be", async () => {
  const bodies = [
    { filter: { $or: times(50, () => MANY) } },
    { page: { after: cursor(String(2n ** 63n - 1n)) } },
  ];
  for (const body of bodies)
    expect(await send("searchProcessInstances", { body })).toMatchObject({ status: 200 });
});

it.each([{}, { tags: [] }, { state: {} }, { $or: [{ tags: ["a"] }, { state: {} }] }])(
  "nothing is done to all instances because %j says nothing",
  (filter) =>
    refused(
      answered.filter(
        (operation) =>
          BODIES[operation] !== undefined &&
          "filter" in BODIES[operation] &&
          operation.endsWith("BatchOperation"),
      ),
      (operation) => ({ body: { ...BODIES[operation], filter } }),
      { ...invalid, detail: /^At least one of filter criteria is required\.$/ },
    ),
);

it.each([0, -2, 99, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER])(
  "version %d of a process is not there, and the answer says which",
  async (processDefinitionVersion) => {
    const body = { processDefinitionId: "state", processDefinitionVersion };
    const { problem } = await send("createProcessInstance", { body });
    expect(problem).toMatchObject({
      status: 404,
      title: "NOT_FOUND",
      // ProcessInstanceCreationHelper
      detail: `Command 'CREATE' rejected with code 'NOT_FOUND': Expected to find process definition with process ID 'state' and version '${String(processDefinitionVersion)}', but none found`,
    });
  },
);

it("a whole number that would come back as another is refused, with what to do instead", () => {
  // As a worker in Java sends a `long`; TypeScript does not know yet how to write one.
  const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => object };
  const variables = { id: rawJSON("9007199254740993") };
  return refused(
    ["createProcessInstance"],
    () => ({ body: { processDefinitionId: "state", variables } }),
    { ...invalid, detail: /9007199254740993 has more digits.*Send it as a text/ },
  );
});

it("the time that a worker has for a job that is not there cannot be changed", () =>
  refused(["updateJob"], () => ({ key: NOWHERE, body: { changeset: { timeout: 1000 } } }), {
    status: 404,
    title: "NOT_FOUND",
    detail: () => OF_UNKNOWN_KEY.updateJob,
  }));

it("tenants that are provided are not looked at where the assigned ones are asked for", async () => {
  const body = {
    ...BODIES.activateJobs,
    tenantIds: ["other"],
    tenantFilter: "ASSIGNED",
    requestTimeout: -1,
  };
  expect(await send("activateJobs", { body })).toMatchObject({ status: 200 });
});

function cursor(...values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64");
}

function times<Value>(length: number, value: () => Value): Value[] {
  return Array.from({ length }, value);
}
