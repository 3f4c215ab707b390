/** The official client, unmodified, against the real server: what it checks of answers is what its makers publish. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createTestServer, type TestServer } from "../../testing/test-server.ts";
import { ANSWERS } from "../../testing/sample-application.ts";
import {
  bpmnFile,
  callActivity,
  flows,
  message,
  messageCatch,
  serviceTask,
  userTask,
} from "../runtime/testing/bpmn.ts";
import { examples } from "./examples.ts";
import { operations, reasonOf } from "./operations.ts";
import { type BadInput, badInputOf, type Operation } from "./testing/bad-input.ts";
import { commandLine } from "./testing/command-line.ts";
import {
  type Client,
  connectTo,
  deploy as deployBy,
  first,
  now,
  SECRET,
} from "./testing/official-client.ts";

const clients = [
  { id: "everything", secret: SECRET },
  { id: "shop", secret: SECRET, processes: ["shop-*"] },
  { id: "reader", secret: SECRET, rights: ["read"] },
];

let server: TestServer;
let address: string;
let client: Client;

/** Operations that a test has carried out with the client, with the first such test, and whether the answer was checked. */
const carriedOut = new Map<string, { readonly test: string; readonly isChecked: boolean }>();

function connect(id: string, more: Record<string, string> = {}): Client {
  const connected = connectTo(address, id, more);
  const isChecked = more["CAMUNDA_SDK_VALIDATION"] !== "none";
  return new Proxy(connected, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== "function") return member;
      const call = member.bind(target) as (...given: unknown[]) => unknown;
      if (!Object.hasOwn(operations, name)) return call;
      return (...given: unknown[]): unknown => {
        const answer = call(...given);
        const test = expect.getState().currentTestName ?? "";
        // What was refused, or is not as published, has not been carried out.
        void Promise.resolve(answer).then(
          () => carriedOut.has(String(name)) || carriedOut.set(String(name), { test, isChecked }),
          () => undefined,
        );
        return answer;
      };
    },
  });
}

beforeAll(async () => {
  server = await createTestServer({
    city: true,
    settings: { PROCESS_API_CLIENTS: JSON.stringify(clients), DEMO_CLOCK: "true" },
  });
  address = await server.app.listen({ port: 0, host: "127.0.0.1" });
  client = connect("everything");
});
afterAll(() => server.close());

const order = bpmnFile(
  "order",
  serviceTask("pack", "pack") +
    userTask("check") +
    messageCatch("paid", "m") +
    flows("s", "pack", "check", "paid", "e"),
  message("m", "paid", "orderId"),
);

function formTask(id: string, formId: string): string {
  return `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="${formId}"/></bpmn:extensionElements></bpmn:userTask>`;
}

function deploy(name: string, content: string, by = client): Promise<string> {
  return deployBy(by, name, content);
}

it("tells who asks, and what it is", async () => {
  expect(await client.getTopology()).toMatchObject({ clusterSize: 1 });
  expect(await client.getAuthentication()).toMatchObject({ username: "everything" });
  await client.getStatus();
  await client.getLicense();
  await client.getSystemConfiguration();
});

it("takes a case from deployment to its end", async () => {
  const processDefinitionKey = await deploy("order.bpmn", order);
  expect(await deploy("order.bpmn", order)).toBe(processDefinitionKey);
  const found = await client.searchProcessDefinitions(
    { filter: { processDefinitionId: "order", isLatestVersion: true } },
    now,
  );
  expect(found.items).toMatchObject([{ processDefinitionKey, version: 1 }]);
  expect(
    await client.getProcessDefinitionXml(
      { processDefinitionKey: first(found.items).processDefinitionKey },
      now,
    ),
  ).toBe(order);

  const { processInstanceKey } = await client.createProcessInstance({
    processDefinitionId: first(found.items).processDefinitionId,
    variables: { orderId: "o-1" },
    businessId: "B-1",
  } as never);
  const { jobs } = await client.activateJobs({
    type: "pack",
    worker: "w",
    timeout: 60_000,
    maxJobsToActivate: 5,
  });
  expect(jobs).toMatchObject([
    { processInstanceKey, elementId: "pack", variables: { orderId: "o-1" } },
  ]);
  await first(jobs).complete({ boxes: 2 });

  const tasks = await client.searchUserTasks({ filter: { processInstanceKey } }, now);
  expect(tasks.items).toMatchObject([{ elementId: "check", assignee: null, state: "CREATED" }]);
  const { userTaskKey } = first(tasks.items);
  await client.assignUserTask({ userTaskKey, assignee: "wang" });
  await client.updateUserTask({
    userTaskKey,
    changeset: { priority: 80, candidateGroups: ["packers"] },
  });
  expect(await client.getUserTask({ userTaskKey }, now)).toMatchObject({
    assignee: "wang",
    priority: 80,
    candidateGroups: ["packers"],
  });
  await client.unassignUserTask({ userTaskKey });
  await client.completeUserTask({ userTaskKey, variables: { isChecked: true } });

  const variables = await client.searchVariables(
    { filter: { processInstanceKey, name: "boxes" } },
    now,
  );
  expect(variables.items).toMatchObject([
    { name: "boxes", value: "2", scopeKey: processInstanceKey },
  ]);
  expect(
    await client.correlateMessage({
      name: "paid",
      correlationKey: "o-1",
      variables: { amount: 5 },
    }),
  ).toMatchObject({ processInstanceKey });
  expect(await client.getProcessInstance({ processInstanceKey }, now)).toMatchObject({
    state: "COMPLETED",
    businessId: "B-1",
  });
  const ended = await client.searchVariables(
    // As the Java client writes it.
    { filter: { processInstanceKey: { $eq: processInstanceKey, $in: [] }, name: "amount" } },
    now,
  );
  expect(ended.items).toMatchObject([{ value: "5" }]);
  for (const named of [{ $eq: processInstanceKey }, { $in: [processInstanceKey] }]) {
    const again = await client.searchVariables(
      { filter: { processInstanceKey: named, name: "amount" } },
      now,
    );
    expect(again.items).toEqual(ended.items);
  }
  const elements = await client.searchElementInstances(
    { filter: { processInstanceKey, type: "SERVICE_TASK" } },
    now,
  );
  expect(elements.items).toMatchObject([{ elementId: "pack", state: "COMPLETED" }]);
  const statistics = await client.getProcessInstanceStatistics({ processInstanceKey }, now);
  expect(statistics.items).toContainEqual(
    expect.objectContaining({ elementId: "check", completed: 1 }),
  );
  const taken = await client.getProcessInstanceSequenceFlows({ processInstanceKey }, now);
  expect(taken.items).toHaveLength(4);
  expect(await client.getProcessInstanceCallHierarchy({ processInstanceKey }, now)).toHaveLength(1);
});

describe("a job", () => {
  const start = async (jobType: string): Promise<string> => {
    await deploy(
      `${jobType}.bpmn`,
      bpmnFile(jobType, serviceTask("work", jobType) + flows("s", "work", "e")),
    );
    const created = await client.createProcessInstance({ processDefinitionId: jobType } as never);
    return created.processInstanceKey;
  };
  const activate = (type: string, requestTimeout = -1): ReturnType<Client["activateJobs"]> =>
    client.activateJobs({ type, timeout: 60_000, maxJobsToActivate: 1, requestTimeout });

  it("that fails for good is an incident, and goes on when that is resolved", async () => {
    const processInstanceKey = (await start("fragile")) as never;
    const job = first((await activate("fragile")).jobs);
    await client.failJob({ jobKey: job.jobKey, errorMessage: "out of paper", retries: 0 });
    const { items } = await client.searchIncidents({ filter: { processInstanceKey } }, now);
    expect(items).toMatchObject([{ errorType: "JOB_NO_RETRIES", jobKey: job.jobKey }]);
    expect((await client.searchJobs({ filter: { processInstanceKey } }, now)).items).toMatchObject([
      { state: "FAILED", retries: 0 },
    ]);
    await client.updateJob({ jobKey: job.jobKey, changeset: { retries: 2 } });
    await client.resolveIncident({ incidentKey: first(items).incidentKey });
    const again = first((await activate("fragile")).jobs);
    await client.completeJob({ jobKey: again.jobKey });
    expect(await client.getProcessInstance({ processInstanceKey }, now)).toMatchObject({
      state: "COMPLETED",
    });
  });

  it("is waited for without asking, and handed over at once", async () => {
    await start("patient");
    await first((await activate("patient")).jobs).complete();
    const waiting = activate("patient", 20_000);
    await start("patient");
    const { jobs } = await waiting;
    expect(jobs).toHaveLength(1);
  });

  it("is taken back from a worker whose time is over", async () => {
    await start("slow");
    const job = first((await activate("slow")).jobs);
    expect((await activate("slow")).jobs).toEqual([]);
    await client.updateJob({ jobKey: job.jobKey, changeset: { timeout: 0 } });
    expect((await activate("slow")).jobs).toHaveLength(1);
  });

  it("may throw a BPMN error", async () => {
    const processInstanceKey = (await start("thrower")) as never;
    const job = first((await activate("thrower")).jobs);
    await client.throwJobError({ jobKey: job.jobKey, errorCode: "NO_STOCK" });
    const { items } = await client.searchIncidents({ filter: { processInstanceKey } }, now);
    expect(items).toMatchObject([{ errorType: "UNHANDLED_ERROR_EVENT" }]);
  });
});

it("waits for the end of an instance, and tells its variables", async () => {
  await deploy("quick.bpmn", bpmnFile("quick", flows("s", "e")));
  const answer = await client.createProcessInstance({
    processDefinitionId: "quick",
    variables: { a: 1, b: 2 },
    awaitCompletion: true,
    fetchVariables: ["a"],
  } as never);
  expect(answer).toMatchObject({ variables: { a: 1 } });
});

it("cancels, modifies and migrates", async () => {
  await deploy(
    "three.bpmn",
    bpmnFile("three", userTask("a") + userTask("b") + flows("s", "a", "b", "e")),
  );
  const start = async (): Promise<never> =>
    (await client.createProcessInstance({ processDefinitionId: "three" } as never))
      .processInstanceKey as never;
  const one = await start();
  await client.modifyProcessInstance({
    processInstanceKey: one,
    activateInstructions: [{ elementId: "b" as never }],
    terminateInstructions: [{ elementId: "a" as never }],
  });
  const tasks = async (processInstanceKey: never): Promise<unknown[]> =>
    (
      await client.searchUserTasks({ filter: { processInstanceKey, state: "CREATED" } }, now)
    ).items.map(({ elementId }) => elementId);
  expect(await tasks(one)).toEqual(["b"]);
  const two = await start();
  const next = await deploy(
    "three.bpmn",
    bpmnFile("three", userTask("c") + userTask("b") + flows("s", "c", "b", "e")),
  );
  await client.migrateProcessInstance({
    processInstanceKey: two,
    targetProcessDefinitionKey: next as never,
    mappingInstructions: [{ sourceElementId: "a" as never, targetElementId: "c" as never }],
  });
  expect(await tasks(two)).toEqual(["c"]);
  await client.cancelProcessInstance({ processInstanceKey: two });
  expect(await client.getProcessInstance({ processInstanceKey: two }, now)).toMatchObject({
    state: "TERMINATED",
  });
});

it("runs the worker of the documentation unchanged", async () => {
  await deploy(
    "greet.bpmn",
    bpmnFile("greet", serviceTask("say", "greet") + flows("s", "say", "e")),
  );
  const worker = spawn(
    process.execPath,
    [join(import.meta.dirname, "../../../docs/examples/worker.ts")],
    {
      env: {
        ...process.env,
        CAMUNDA_REST_ADDRESS: address,
        CAMUNDA_AUTH_STRATEGY: "BASIC",
        CAMUNDA_BASIC_AUTH_USERNAME: "everything",
        CAMUNDA_BASIC_AUTH_PASSWORD: SECRET,
      },
      stdio: "ignore",
    },
  );
  const answer = await client.createProcessInstance({
    processDefinitionId: "greet",
    variables: { who: "世界" },
    awaitCompletion: true,
  } as never);
  worker.kill("SIGTERM");
  expect(answer).toMatchObject({ variables: { greeting: "Hello, 世界" } });
});

describe("a search", () => {
  it("has pages by offset and by cursor, in any order", async () => {
    await deploy("many.bpmn", bpmnFile("many", userTask("t") + flows("s", "t", "e")));
    const keys: string[] = [];
    for (let count = 0; count < 5; count += 1)
      keys.push(
        (
          await client.createProcessInstance({
            processDefinitionId: "many",
            businessId: `n-${String(count)}`,
          } as never)
        ).processInstanceKey,
      );
    const filter = { processDefinitionId: "many" };
    const sort = [{ field: "businessId" as const, order: "DESC" as const }];
    const pages: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 3; page += 1) {
      const found = await client.searchProcessInstances(
        { filter, sort, page: after === null ? { limit: 2 } : { after: after as never, limit: 2 } },
        now,
      );
      expect(found.page.totalItems).toBe(5);
      pages.push(...found.items.map(({ processInstanceKey }) => processInstanceKey));
      after = found.page.endCursor;
    }
    expect(pages).toEqual(keys.toReversed());
    const offset = await client.searchProcessInstances(
      { filter, sort, page: { from: 4, limit: 2 } },
      now,
    );
    expect(offset.items.map(({ processInstanceKey }) => processInstanceKey)).toEqual(
      keys.slice(0, 1),
    );
    const before = await client.searchProcessInstances(
      { filter, sort, page: { before: offset.page.startCursor as never, limit: 2 } },
      now,
    );
    expect(before.items.map(({ processInstanceKey }) => processInstanceKey)).toEqual([
      keys[2],
      keys[1],
    ]);
  });

  it.each<[string, object, number]>([
    ["$in", { businessId: { $in: ["n-1", "n-2", "x"] } }, 2],
    ["$notIn", { businessId: { $notIn: ["n-1"] } }, 4],
    ["$neq", { businessId: { $neq: "n-1" } }, 4],
    ["$like", { businessId: { $like: "n-?" } }, 5],
    ["$exists", { endDate: { $exists: true } }, 0],
    ["$gt", { processDefinitionVersion: { $gt: 1 } }, 0],
    ["$gte and $lt", { processDefinitionVersion: { $gte: 1, $lt: 2 } }, 5],
    ["nothing in empty lists beside it", { businessId: { $eq: "n-1", $in: [], $notIn: [] } }, 1],
    ["that one of none is none", { businessId: { $in: [] } }, 0],
    ["words in any case", { state: "active" }, 5],
    ["a name of a state", { state: { $in: ["ACTIVE", "COMPLETED"] } }, 5],
  ])("knows %s", async (_operator, filter, count) => {
    const found = await client.searchProcessInstances(
      { filter: { processDefinitionId: "many", ...filter } },
      now,
    );
    expect(found.page.totalItems).toBe(count);
  });
});

describe("who may", () => {
  const status = async (
    id: string,
    path: string,
    body: unknown = {},
    secret = SECRET,
  ): Promise<number> => {
    const answer = await server.app.inject({
      method: "POST",
      url: `/v2${path}`,
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
      payload: body as object,
    });
    return answer.statusCode;
  };
  it.each([
    ["nobody without a secret", "everything", "/process-instances/search", "wrong", 401],
    ["a client of everything", "everything", "/process-instances/search", SECRET, 200],
    ["a reader reads", "reader", "/process-instances/search", SECRET, 200],
    ["a reader sees no variables", "reader", "/variables/search", SECRET, 403],
    ["a reader starts nothing", "reader", "/process-instances", SECRET, 403],
    ["an analyst reads", "dengshu", "/process-instances/search", "Tongban-2026", 200],
    ["an analyst sees no variables", "dengshu", "/variables/search", "Tongban-2026", 403],
    ["a citizen nothing", "linxiaoyan", "/process-instances/search", "Tongban-2026", 403],
  ])("%s", async (_who, id, path, secret, expected) => {
    expect(await status(id, path, {}, secret)).toBe(expected);
  });

  it("a client of some processes sees and starts only those", async () => {
    const shop = connect("shop");
    await deploy(
      "shop.bpmn",
      bpmnFile("shop-order", serviceTask("pack", "shop-pack") + flows("s", "pack", "e")),
      shop,
    );
    await expect(deploy("order.bpmn", `${order}<!-- -->`, shop)).rejects.toThrow(
      /may not be deployed/,
    );
    const definitions = await shop.searchProcessDefinitions({}, now);
    expect(definitions.items.map(({ processDefinitionId }) => processDefinitionId)).toEqual([
      "shop-order",
    ]);
    expect(await status("shop", "/process-instances", { processDefinitionId: "order" })).toBe(404);
    await shop.createProcessInstance({ processDefinitionId: "shop-order" } as never);
    const packed = await shop.activateJobs({
      type: "shop-pack",
      timeout: 1000,
      maxJobsToActivate: 9,
      requestTimeout: -1,
    });
    expect(packed.jobs).toHaveLength(1);
    expect(await status("shop", "/messages/publication", { name: "paid" })).toBe(403);
  });

  it("anybody asks for the licence and the status, as with Camunda, and for nothing else", async () => {
    const statusOf = async (path: string): Promise<number> =>
      (await server.app.inject({ url: `/v2${path}` })).statusCode;
    expect(await statusOf("/license")).toBe(200);
    expect(await statusOf("/status")).toBe(204);
    expect(await statusOf("/topology")).toBe(401);
    expect(await statusOf("/authentication/me")).toBe(401);
  });

  it("a client with a bearer token", async () => {
    const bearer = connect("everything", {
      CAMUNDA_AUTH_STRATEGY: "OAUTH",
      CAMUNDA_OAUTH_URL: `${address}/oauth/token`,
      CAMUNDA_CLIENT_ID: "everything",
      CAMUNDA_CLIENT_SECRET: SECRET,
    });
    expect(await bearer.getAuthentication()).toMatchObject({ username: "everything" });
    const forged = await server.app.inject({
      url: "/v2/topology",
      headers: { authorization: "Bearer WyJldmVyeXRoaW5nIiw5OTk5OTk5OTk5OTk5XQ.c2lnbmVk" },
    });
    expect(forged.statusCode).toBe(401);
  });
});

describe("bad input", () => {
  it.each<[string, "POST" | "GET" | "PATCH", string, unknown, number, RegExp]>([
    ["no body", "POST", "/process-instances", undefined, 400, /./],
    [
      "a wrong type",
      "POST",
      "/process-instances",
      { processDefinitionId: 7 },
      400,
      /processDefinitionId/,
    ],
    [
      "an unknown field",
      "POST",
      "/process-instances",
      { processDefinitionId: "order", x: 1 },
      400,
      /x/,
    ],
    [
      "both ways to name a process",
      "POST",
      "/process-instances",
      { processDefinitionId: "order", processDefinitionKey: "1" },
      400,
      /exactly one/,
    ],
    [
      "an unknown process",
      "POST",
      "/process-instances",
      { processDefinitionId: "nowhere" },
      404,
      /nowhere/,
    ],
    [
      "another tenant",
      "POST",
      "/process-instances",
      { processDefinitionId: "order", tenantId: "t" },
      400,
      /multi-tenancy/,
    ],
    [
      "an unknown filter",
      "POST",
      "/process-instances/search",
      { filter: { colour: "red" } },
      400,
      /colour/,
    ],
    [
      "an unknown operator",
      "POST",
      "/process-instances/search",
      { filter: { businessId: { $near: "x" } } },
      400,
      /\$near/,
    ],
    [
      "an unknown state",
      "POST",
      "/process-instances/search",
      { filter: { state: "BORED" } },
      400,
      /ACTIVE/,
    ],
    [
      "a key that is none",
      "POST",
      "/process-instances/search",
      { filter: { processInstanceKey: "x" } },
      400,
      /key/,
    ],
    [
      "a field without order",
      "POST",
      "/process-instances/search",
      { sort: [{ field: "colour" }] },
      400,
      /colour/,
    ],
    [
      "a foreign cursor",
      "POST",
      "/process-instances/search",
      { page: { after: "AAAA" } },
      400,
      /cursor/,
    ],
    ["an unknown instance", "GET", "/process-instances/1", undefined, 404, /not found/],
    ["an address that is no key", "GET", "/process-instances/one", undefined, 400, /key/],
    ["an unknown job", "POST", "/jobs/1/completion", {}, 404, /job/],
    ["no retries", "PATCH", "/jobs/1", { changeset: {} }, 400, /retries or timeout/],
    ["an unknown endpoint", "GET", "/nothing", undefined, 404, /no such endpoint/],
    ["an operation that is not there", "POST", "/users", undefined, 501, /createUser/],
    [
      "a job of the platform itself",
      "POST",
      "/jobs/activation",
      { type: "device.ticket.issue", timeout: 1, maxJobsToActivate: 1 },
      403,
      /platform/,
    ],
  ])("%s", async (_what, method, path, body, expected, detail) => {
    const answer = await server.app.inject({
      method,
      url: `/v2${path}`,
      headers: { authorization: `Basic ${Buffer.from(`everything:${SECRET}`).toString("base64")}` },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    expect(answer.json()).toMatchObject({
      status: expected,
      detail: expect.stringMatching(detail) as string,
    });
    expect(answer.headers["content-type"]).toMatch("application/problem+json");
  });
});

it("tells of one thing by its key", async () => {
  const form = {
    type: "default",
    id: "note",
    schemaVersion: 16,
    components: [{ type: "textfield", key: "text", label: "Text" }],
  };
  const { deployments } = await client.createDeployment({
    resources: [
      new File(
        [
          bpmnFile(
            "noted",
            formTask("note", "note") +
              serviceTask("print", "print") +
              flows("s", "note", "print", "e"),
          ),
        ],
        "noted.bpmn",
      ),
      new File([JSON.stringify(form)], "note.form"),
    ],
  });
  const processDefinitionKey = (first(deployments).processDefinition?.processDefinitionKey ??
    "") as never;
  const formKey = deployments[1]?.form?.formKey;
  expect(await client.getProcessDefinition({ processDefinitionKey }, now)).toMatchObject({
    processDefinitionId: "noted",
  });
  // 204, as is documented; the published schema has no word for it.
  const unchecked = connect("everything", { CAMUNDA_SDK_VALIDATION: "none" });
  await unchecked.getStartProcessForm({ processDefinitionKey }, now);
  const resourceKey = formKey as never;
  expect(await client.getResource({ resourceKey })).toMatchObject({ resourceId: "note" });
  expect(await client.getResourceContent({ resourceKey })).toBeDefined();

  const { processInstanceKey } = await client.createProcessInstance({ processDefinitionKey });
  const elementInstanceKey = processInstanceKey as never;
  expect(await client.getElementInstance({ elementInstanceKey }, now)).toMatchObject({
    type: "PROCESS",
  });
  await client.createElementInstanceVariables({ elementInstanceKey, variables: { text: "ink" } });
  const task = first((await client.searchUserTasks({ filter: { processInstanceKey } }, now)).items);
  const { userTaskKey } = task;
  expect(await client.getUserTaskForm({ userTaskKey }, now)).toMatchObject({ formKey, version: 1 });
  const seen = await client.searchUserTaskVariables({ userTaskKey }, now);
  expect(seen.items).toMatchObject([{ name: "text", value: '"ink"' }]);
  await client.completeUserTask({ userTaskKey });
  const job = first(
    (await client.activateJobs({ type: "print", timeout: 1000, maxJobsToActivate: 1 })).jobs,
  );
  await client.failJob({ jobKey: job.jobKey, retries: 0 });
  const { items } = await client.searchProcessInstanceIncidents({ processInstanceKey }, now);
  const { incidentKey } = first(items);
  expect(await client.getIncident({ incidentKey }, now)).toMatchObject({ elementId: "print" });
  const there = await client.searchElementInstanceIncidents(
    { elementInstanceKey: job.elementInstanceKey },
    now,
  );
  expect(there.items).toHaveLength(1);
  const statistics = await client.getProcessDefinitionStatistics({ processDefinitionKey }, now);
  expect(statistics.items).toContainEqual(
    expect.objectContaining({ elementId: "print", active: 1, incidents: 1 }),
  );
});

it("publishes messages once for each id, and broadcasts signals", async () => {
  const published = { name: "news", correlationKey: "k", messageId: "m-1", timeToLive: 60_000 };
  await client.publishMessage(published);
  await expect(client.publishMessage(published)).rejects.toThrow(/already published/);
  await client.publishMessage({ name: "nobody waits" });
  expect(await client.broadcastSignal({ signalName: "alarm" })).toMatchObject({
    tenantId: "<default>",
  });
});

const grade = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="grades" name="Grades" namespace="urn:tests">
  <decision id="grade" name="Grade">
    <decisionTable id="t" hitPolicy="UNIQUE">
      <input id="i" label="Score"><inputExpression id="ie" typeRef="number"><text>score</text></inputExpression></input>
      <output id="o" name="grade" typeRef="string"/>
      <rule id="high"><inputEntry id="e1"><text>&gt;= 60</text></inputEntry><outputEntry id="e2"><text>"pass"</text></outputEntry></rule>
      <rule id="low"><inputEntry id="e3"><text>&lt; 60</text></inputEntry><outputEntry id="e4"><text>"fail"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`;

it("evaluates decisions, and says which rule fired", async () => {
  const { deployments } = await client.createDeployment({
    resources: [new File([grade], "grade.dmn")],
  });
  const decisionDefinitionKey = (first(deployments).decisionDefinition?.decisionDefinitionKey ??
    "") as never;
  const decisionRequirementsKey = decisionDefinitionKey;
  const found = await client.searchDecisionDefinitions(
    { filter: { name: "Grade", isLatestVersion: true } },
    now,
  );
  expect(found.items).toMatchObject([{ decisionDefinitionKey, version: 1 }]);
  await client.getDecisionDefinition({ decisionDefinitionKey }, now);
  expect(await client.getDecisionDefinitionXml({ decisionDefinitionKey }, now)).toBe(grade);
  await client.searchDecisionRequirements({ filter: { decisionRequirementsName: "Grade" } }, now);
  await client.getDecisionRequirements({ decisionRequirementsKey }, now);
  expect(await client.getDecisionRequirementsXml({ decisionRequirementsKey }, now)).toBe(grade);

  const answer = await client.evaluateDecision({ decisionDefinitionKey, variables: { score: 70 } });
  expect(answer).toMatchObject({
    output: '"pass"',
    evaluatedDecisions: [{ matchedRules: [{ ruleId: "high", ruleIndex: 1 }] }],
  });
  await expect(
    client.evaluateDecision({ decisionDefinitionKey, variables: { score: "many" } }),
  ).rejects.toThrow(/INVALID_ARGUMENT/);
});

it("evaluates FEEL, and conditions that begin processes", async () => {
  const answer = await client.evaluateExpression({ expression: "=a + 1", variables: { a: 2 } });
  expect(answer).toMatchObject({ result: 3 });
  await expect(client.evaluateExpression({ expression: "=a +" })).rejects.toThrow(
    /INVALID_ARGUMENT/,
  );
  const conditional = `<bpmn:startEvent id="hot"><bpmn:conditionalEventDefinition><bpmn:condition>=degrees &gt; 30</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent>`;
  await deploy("heat.bpmn", bpmnFile("heat", `${conditional}${flows("hot", "e")}`));
  const begun = await client.evaluateConditionals({ variables: { degrees: 35 } });
  expect(begun.processInstances).toHaveLength(1);
  expect(await client.evaluateConditionals({ variables: { degrees: 5 } })).toMatchObject({
    processInstances: [],
  });
});

it("begins activities of an ad-hoc sub-process", async () => {
  const care = `<bpmn:adHocSubProcess id="care">${userTask("wash")}${userTask("feed")}</bpmn:adHocSubProcess>`;
  await deploy("care.bpmn", bpmnFile("care-for", `${care}${flows("s", "care", "e")}`));
  const { processInstanceKey } = await client.createProcessInstance({
    processDefinitionId: "care-for",
  } as never);
  const { items } = await client.searchElementInstances(
    { filter: { processInstanceKey, type: "AD_HOC_SUB_PROCESS" } },
    now,
  );
  await client.activateAdHocSubProcessActivities({
    adHocSubProcessInstanceKey: first(items).elementInstanceKey,
    elements: [{ elementId: "feed" as never }],
  });
  const tasks = await client.searchUserTasks({ filter: { processInstanceKey } }, now);
  expect(tasks.items).toMatchObject([{ elementId: "feed" }]);
  await client.searchUserTaskEffectiveVariables(
    { userTaskKey: first(tasks.items).userTaskKey },
    now,
  );
});

it("counts what is active, and tells who waits for messages", async () => {
  const { processInstanceKey } = await client.createProcessInstance({
    processDefinitionId: "order",
    variables: { orderId: "o-9" },
  } as never);
  await client.completeJob({
    jobKey: first(
      (await client.activateJobs({ type: "pack", timeout: 60_000, maxJobsToActivate: 1 })).jobs,
    ).jobKey,
  });
  const tasks = await client.searchUserTasks({ filter: { processInstanceKey } }, now);
  await client.completeUserTask({ userTaskKey: first(tasks.items).userTaskKey });
  const waiting = await client.searchMessageSubscriptions({ filter: { processInstanceKey } }, now);
  expect(waiting.items).toMatchObject([{ messageName: "paid", correlationKey: "o-9" }]);
  const byProcess = await client.getProcessDefinitionInstanceStatistics({}, now);
  expect(byProcess.items).toContainEqual(
    expect.objectContaining({ processDefinitionId: "fragile", hasMultipleVersions: false }),
  );
  const versions = await client.getProcessDefinitionInstanceVersionStatistics(
    { filter: { processDefinitionId: "three" as never } },
    now,
  );
  expect(versions.items).toHaveLength(2);
  const subscribed = await client.getProcessDefinitionMessageSubscriptionStatistics({}, now);
  expect(subscribed.items).toMatchObject([
    { processDefinitionId: "order", activeSubscriptions: 1 },
  ]);
  const errors = await client.getProcessInstanceStatisticsByError({}, now);
  expect(errors.items.length).toBeGreaterThan(0);
  const { errorHashCode } = first(errors.items);
  const where = await client.getProcessInstanceStatisticsByDefinition(
    { filter: { errorHashCode } },
    now,
  );
  expect(where.items).toHaveLength(1);
});

it("deletes what has ended, and neither what runs nor the record of a case", async () => {
  const processDefinitionKey = (await deploy(
    "passing.bpmn",
    bpmnFile("passing", callActivity("c", "leaf") + flows("s", "c", "e")),
  )) as never;
  await deploy("leaf.bpmn", bpmnFile("leaf", userTask("u") + flows("s", "u", "e")));
  const start = async (businessId?: string): Promise<never> =>
    (
      await client.createProcessInstance({
        processDefinitionKey,
        ...(businessId !== undefined && { businessId }),
      } as never)
    ).processInstanceKey as never;
  const count = async (): Promise<number> =>
    (
      await client.searchProcessInstances(
        { filter: { processDefinitionId: { $in: ["passing", "leaf"] as never } } },
        now,
      )
    ).page.totalItems;
  const processInstanceKey = await start();
  await expect(client.deleteProcessInstance({ processInstanceKey })).rejects.toThrow(
    /INVALID_STATE/,
  );
  await client.cancelProcessInstance({ processInstanceKey });
  expect(await count()).toBe(2);
  await client.deleteProcessInstance({ processInstanceKey });
  expect(await count()).toBe(0);
  const { sql } = server.platform.runtime;
  expect(
    await sql.query("SELECT FROM history_entry WHERE process_instance_id = $1::bigint", [
      processInstanceKey,
    ]),
  ).toEqual([]);

  const citizen = await server.logIn("linxiaoyan");
  const { id } = (
    await citizen.send("POST", "/api/cases", { matterId: "M02", answers: ANSWERS })
  ).json<{ id: string }>();
  const ofCase = await start(id);
  for (const key of [await start(), await start(), ofCase])
    await client.cancelProcessInstance({ processInstanceKey: key });
  await expect(client.deleteProcessInstance({ processInstanceKey: ofCase })).rejects.toThrow(
    /record is kept/,
  );
  const { batchOperationKey } = await client.deleteProcessInstancesBatchOperation({
    filter: { processDefinitionKey },
  });
  await vi.waitFor(async () => {
    expect(await client.getBatchOperation({ batchOperationKey }, now)).toMatchObject({
      batchOperationType: "DELETE_PROCESS_INSTANCE",
      operationsCompletedCount: 2,
    });
  });
  expect(await count()).toBe(2);
});

it("does one thing to many instances, and says how it went with each", async () => {
  const body = serviceTask("t", "slow") + flows("s", "t", "e");
  const processDefinitionKey = (await deploy("many.bpmn", bpmnFile("many", body))) as never;
  const start = async (count: number): Promise<void> => {
    await Promise.all(
      Array.from({ length: count }, () => client.createProcessInstance({ processDefinitionKey })),
    );
  };
  const filter = { processDefinitionKey };
  const ended = (batchOperationKey: never): Promise<unknown> =>
    vi.waitFor(async () => {
      const { endDate, ...batch } = await client.getBatchOperation({ batchOperationKey }, now);
      if (endDate === null) throw new Error("still at it");
      return batch;
    });
  await start(3);
  const { jobs } = await client.activateJobs({ type: "slow", timeout: 1000, maxJobsToActivate: 3 });
  for (const { jobKey } of jobs) await client.failJob({ jobKey, retries: 0 });
  const repaired = await client.resolveIncidentsBatchOperation({ filter });
  expect(repaired.batchOperationType).toBe("RESOLVE_INCIDENT");
  expect(await ended(repaired.batchOperationKey as never)).toMatchObject({
    state: "COMPLETED",
    operationsTotalCount: 3,
    operationsCompletedCount: 3,
  });
  const [{ processInstanceKey } = first(jobs)] = jobs;
  const again = await client.resolveProcessInstanceIncidents({ processInstanceKey });
  expect(await ended(again.batchOperationKey as never)).toMatchObject({ operationsTotalCount: 0 });

  const moved = await client.modifyProcessInstancesBatchOperation({
    filter,
    moveInstructions: [{ sourceElementId: "t" as never, targetElementId: "nowhere" as never }],
  });
  expect(await ended(moved.batchOperationKey as never)).toMatchObject({ operationsFailedCount: 3 });
  const failed = await client.searchBatchOperationItems(
    { filter: { batchOperationKey: moved.batchOperationKey, state: "FAILED" } },
    now,
  );
  expect(failed.items).toHaveLength(3);
  expect(first(failed.items).errorMessage).toContain("nowhere");

  const redrawn = bpmnFile("many", body.replace('id="t"', 'id="t" name="again"'));
  const targetProcessDefinitionKey = (await deploy("many.bpmn", redrawn)) as never;
  const mappingInstructions = [{ sourceElementId: "t" as never, targetElementId: "t" as never }];
  const migrated = await client.migrateProcessInstancesBatchOperation({
    filter,
    migrationPlan: { targetProcessDefinitionKey, mappingInstructions },
  });
  expect(await ended(migrated.batchOperationKey as never)).toMatchObject({
    operationsCompletedCount: 3,
  });
  await start(200);
  const { batchOperationKey } = await client.cancelProcessInstancesBatchOperation({ filter });
  await client.suspendBatchOperation({ batchOperationKey });
  await expect(client.suspendBatchOperation({ batchOperationKey })).rejects.toThrow(
    /INVALID_STATE/,
  );
  await client.resumeBatchOperation({ batchOperationKey });
  await client.cancelBatchOperation({ batchOperationKey });
  expect(await ended(batchOperationKey as never)).toMatchObject({ state: "CANCELED" });
  const mine = await client.searchBatchOperations(
    {
      filter: {
        actorType: "CLIENT",
        actorId: "everything",
        operationType: "CANCEL_PROCESS_INSTANCE",
      },
    },
    now,
  );
  expect(mine.items).toMatchObject([{ batchOperationKey, operationsTotalCount: 200 }]);
  const shop = connect("shop");
  await expect(shop.getBatchOperation({ batchOperationKey }, now)).rejects.toThrow(/NOT_FOUND/);
  expect((await shop.searchBatchOperations({}, now)).items).toEqual([]);
  const touched = await client.searchProcessInstances(
    { filter: { batchOperationKey: migrated.batchOperationKey } },
    now,
  );
  expect(touched.items).toHaveLength(3);
});

it("reads the platform's accounts of staff, its roles and its tenant", async () => {
  const users = await client.searchUsers({ filter: { username: { $like: "deng*" } } }, now);
  expect(users.items).toMatchObject([{ username: "dengshu", name: "邓舒" }]);
  await client.getUser({ username: "dengshu" as never }, now);
  await expect(client.getUser({ username: "linxiaoyan" as never }, now)).rejects.toThrow(
    /NOT_FOUND/,
  );
  await client.searchRoles({}, now);
  await client.getRole({ roleId: "analyst" }, now);
  await client.searchTenants({}, now);
  await client.getTenant({ tenantId: "<default>" as never }, now);
});

it("finds what has ended, and who has had what done", async () => {
  const processDefinitionKey = (await deploy(
    "ended.bpmn",
    bpmnFile(
      "ended",
      userTask("read") + serviceTask("sign", "sign") + flows("s", "read", "sign", "e"),
    ),
  )) as never;
  const { processInstanceKey } = await client.createProcessInstance({
    processDefinitionKey,
    tags: ["vip", "channel:web"],
  } as never);
  const filter = { processInstanceKey };
  expect(
    (await client.searchProcessInstances({ filter: { tags: ["vip"] } as never }, now)).items,
  ).toMatchObject([{ processInstanceKey, tags: ["vip", "channel:web"] }]);
  const { userTaskKey } = first((await client.searchUserTasks({ filter }, now)).items);
  await client.assignUserTask({ userTaskKey, assignee: "wang" });
  await client.completeUserTask({ userTaskKey, variables: { note: "read" } });
  const found = await client.searchUserTasks({ filter: { ...filter, state: "COMPLETED" } }, now);
  expect(found.items).toMatchObject([
    { userTaskKey, assignee: "wang", tags: ["vip", "channel:web"] },
  ]);
  expect((await client.getUserTask({ userTaskKey }, now)).completionDate).not.toBeNull();

  const { items } = await client.searchVariables({ filter: { ...filter, name: "note" } }, now);
  const { variableKey } = first(items);
  expect(await client.getVariable({ variableKey }, now)).toMatchObject({ value: '"read"' });

  const activate = async (): Promise<{ jobKey: never; tags: unknown }> =>
    first(
      (await client.activateJobs({ type: "sign", timeout: 1000, maxJobsToActivate: 1 })).jobs,
    ) as never;
  const { jobKey, tags } = await activate();
  expect(tags).toEqual(["vip", "channel:web"]);
  await client.failJob({ jobKey, retries: 0, errorMessage: "no ink" });
  const { incidentKey } = first((await client.searchIncidents({ filter }, now)).items);
  await client.resolveIncident({ incidentKey });
  expect(await client.getIncident({ incidentKey }, now)).toMatchObject({ state: "RESOLVED" });
  await client.completeJob({ jobKey: (await activate()).jobKey });
  await expect(client.getVariable({ variableKey }, now)).rejects.toThrow(/running instance/);
  const kept = await client.searchVariables({ filter: { ...filter, variableKey } }, now);
  expect(kept.items).toMatchObject([{ variableKey, value: '"read"' }]);
  const done = await client.searchJobs({ filter: { ...filter, state: "COMPLETED" } }, now);
  expect(done.items).toMatchObject([
    { jobKey, type: "sign", errorMessage: "no ink", kind: "BPMN_ELEMENT" },
  ]);

  const log = await client.searchAuditLogs(
    { filter, sort: [{ field: "timestamp" }, { field: "auditLogKey" }] },
    now,
  );
  expect(
    log.items.map(({ entityType, operationType }) => `${entityType} ${operationType}`),
  ).toEqual([
    "PROCESS_INSTANCE CREATE",
    "USER_TASK ASSIGN",
    "USER_TASK COMPLETE",
    "INCIDENT RESOLVE",
  ]);
  const { auditLogKey } = first(log.items);
  expect(await client.getAuditLog({ auditLogKey }, now)).toMatchObject({
    actorId: "everything",
    actorType: "CLIENT",
    processDefinitionId: "ended",
  });
  const ofTask = await client.searchUserTaskAuditLogs({ userTaskKey }, now);
  expect(ofTask.page.totalItems).toBe(2);
});

it("keeps what was decided, and with what reason", async () => {
  await client.createDeployment({ resources: [new File([grade], "grade.dmn")] });
  const rule = `<bpmn:businessRuleTask id="rate"><bpmn:extensionElements><zeebe:calledDecision decisionId="grade" resultVariable="rating"/></bpmn:extensionElements></bpmn:businessRuleTask>`;
  await deploy("rated.bpmn", bpmnFile("rated", rule + flows("s", "rate", "e")));
  const { processInstanceKey } = await client.createProcessInstance({
    processDefinitionId: "rated",
    variables: { score: 12 },
  } as never);
  const { items } = await client.searchDecisionInstances({ filter: { processInstanceKey } }, now);
  expect(items).toMatchObject([
    { decisionDefinitionId: "grade", decisionDefinitionVersion: 1, result: '"fail"' },
  ]);
  const { decisionEvaluationInstanceKey } = first(items);
  expect(await client.getDecisionInstance({ decisionEvaluationInstanceKey }, now)).toMatchObject({
    evaluatedInputs: [{ inputValue: "12" }],
    matchedRules: [{ ruleId: "low" }],
  });
});

it("tells who has received which message", async () => {
  await deploy(
    "told.bpmn",
    bpmnFile(
      "told",
      messageCatch("hear", "m") + flows("s", "hear", "e"),
      message("m", "tell", "ear"),
    ),
  );
  const { processInstanceKey } = await client.createProcessInstance({
    processDefinitionId: "told",
    variables: { ear: "left" },
  } as never);
  const { messageKey } = await client.correlateMessage({ name: "tell", correlationKey: "left" });
  const { items } = await client.searchCorrelatedMessageSubscriptions(
    { filter: { messageKey: messageKey } },
    now,
  );
  expect(items).toMatchObject([
    { processInstanceKey, elementId: "hear", messageName: "tell", correlationKey: "left" },
  ]);
  expect(first(items).elementInstanceKey).not.toBeNull();
});

it("begins at any element, and takes versions away that were never used", async () => {
  const bpmn = (name: string): string =>
    bpmnFile(
      "begun",
      userTask("a") + userTask("b") + flows("s", "a", "b", "e") + `<!-- ${name} -->`,
    );
  await deploy("begun.bpmn", bpmn("one"));
  const { processInstanceKey } = await client.createProcessInstance({
    processDefinitionId: "begun",
    startInstructions: [{ elementId: "b" }],
  } as never);
  const { items } = await client.searchUserTasks({ filter: { processInstanceKey } }, now);
  expect(items.map(({ elementId }) => elementId)).toEqual(["b"]);
  await expect(
    client.createProcessInstance({
      processDefinitionId: "begun",
      startInstructions: [{ elementId: "nowhere" }],
    } as never),
  ).rejects.toThrow(/nowhere/);
  const second = (await deploy("begun.bpmn", bpmn("two"))) as never;
  await client.deleteResource({ resourceKey: second });
  const left = await client.searchProcessDefinitions(
    { filter: { processDefinitionId: "begun", isLatestVersion: true } },
    now,
  );
  expect(left.items).toMatchObject([{ version: 1 }]);
  const used = first(left.items).processDefinitionKey as never;
  await expect(client.deleteResource({ resourceKey: used })).rejects.toThrow(/INVALID_STATE/);
});

it("keeps variables of the installation, which every process reads", async () => {
  await client.createGlobalClusterVariable({ name: "fee", value: { fen: 500 } });
  await expect(
    client.createGlobalClusterVariable({ name: "fee", value: { fen: 1 } }),
  ).rejects.toThrow(/ALREADY_EXISTS/);
  await client.updateGlobalClusterVariable({ name: "fee", value: { fen: 700 } });
  expect(await client.getGlobalClusterVariable({ name: "fee" }, now)).toMatchObject({
    value: '{"fen": 700}',
    scope: "GLOBAL",
  });
  const all = await client.searchClusterVariables({ filter: { name: "fee" } }, now);
  expect(all.items).toHaveLength(1);
  const priced = `<bpmn:scriptTask id="price"><bpmn:extensionElements><zeebe:script expression="=camunda.vars.cluster.fee.fen * 2" resultVariable="due"/></bpmn:extensionElements></bpmn:scriptTask>`;
  await deploy("priced.bpmn", bpmnFile("priced", priced + flows("s", "price", "e")));
  const answer = await client.createProcessInstance({
    processDefinitionId: "priced",
    awaitCompletion: true,
  } as never);
  expect(answer).toMatchObject({ variables: { due: 1400 } });
  expect(
    await client.evaluateExpression({ expression: "=camunda.vars.env.fee.fen" }),
  ).toMatchObject({ result: 700 });
  await client.deleteGlobalClusterVariable({ name: "fee" });
  await expect(client.getGlobalClusterVariable({ name: "fee" }, now)).rejects.toThrow(/NOT_FOUND/);
});

it("keeps documents, and gives links to them", async () => {
  const content = "为人民服务".repeat(1000);
  const kept = await client.createDocument({
    file: new File([content], "notice.txt", { type: "text/plain" }),
    metadata: { customProperties: { kind: "notice" } },
  });
  expect(kept).toMatchObject({
    storeId: "tongban",
    metadata: {
      fileName: "notice.txt",
      contentType: "text/plain",
      size: Buffer.byteLength(content),
      customProperties: { kind: "notice" },
    },
  });
  const { documentId, contentHash } = kept;
  const read = await client.getDocument({ documentId, contentHash: contentHash ?? "" });
  expect(read).toBe(content);
  const link = await client.createDocumentLink({ documentId, timeToLive: 60_000 });
  const path = new URL(link.url).pathname;
  const opened = await server.app.inject({ url: path });
  expect([opened.statusCode, opened.body]).toEqual([200, content]);
  expect(opened.headers["content-disposition"]).toMatch(/^attachment/);
  expect((await server.app.inject({ url: `${path}x` })).statusCode).toBe(404);
  const several = await client.createDocuments({
    files: [new File(["a"], "a.txt"), new File(["b"], "b.txt")],
  });
  expect(several.createdDocuments).toHaveLength(2);
  const shop = connect("shop");
  await expect(shop.getDocument({ documentId })).rejects.toThrow(/NOT_FOUND/);
  await client.deleteDocument({ documentId });
  await expect(client.getDocument({ documentId })).rejects.toThrow(/NOT_FOUND/);
  expect((await server.app.inject({ url: path })).statusCode).toBe(404);
});

it("holds the clock and lets it go", async () => {
  const timer = `<bpmn:intermediateCatchEvent id="later"><bpmn:timerEventDefinition><bpmn:timeDuration>P30D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`;
  await deploy("later.bpmn", bpmnFile("much-later", timer + flows("s", "later", "e")));
  const { processInstanceKey } = await client.createProcessInstance({
    processDefinitionId: "much-later",
  } as never);
  await client.pinClock({ timestamp: Date.now() + 31 * 24 * 3_600_000 });
  await vi.waitFor(
    async () =>
      expect(await client.getProcessInstance({ processInstanceKey }, now)).toMatchObject({
        state: "COMPLETED",
      }),
    { timeout: 10_000 },
  );
  await client.resetClock();
  expect(server.platform.clock.offsetMs).toBe(0);
});

it("reads who may do what, and who is in which group", async () => {
  const found = await client.searchAuthorizations({ filter: { ownerId: "reader" } }, now);
  expect(found.items).toMatchObject([
    { ownerType: "CLIENT", resourceType: "PROCESS_DEFINITION", resourceId: "*" },
    { resourceType: "DECISION_DEFINITION" },
  ]);
  const { authorizationKey } = first(found.items);
  await client.getAuthorization({ authorizationKey }, now);
  const analysts = await client.searchUsersForRole({ roleId: "analyst" }, now);
  expect(analysts.items).toContainEqual({ username: "dengshu" });
  const groups = await client.searchGroups({}, now);
  const { groupId } = first(groups.items);
  expect(await client.getGroup({ groupId }, now)).toMatchObject({ groupId });
  expect((await client.searchUsersForGroup({ groupId }, now)).items.length).toBeGreaterThan(0);
});

it("tells how jobs have gone", async () => {
  const at = server.platform.clock.now();
  const [from, to] = [at - 3_600_000, at + 3_600_000].map((ms) => new Date(ms).toISOString()) as [
    string,
    string,
  ];
  const filter = { from, to, jobType: "fragile" };
  expect(await client.getGlobalJobStatistics(filter, now)).toMatchObject({
    created: { count: 1 },
    completed: { count: 1 },
    failed: { count: 1 },
  });
  await client.getJobTypeStatistics({ filter }, now);
  await client.getJobWorkerStatistics({ filter }, now);
  await client.getJobTimeSeriesStatistics({ filter }, now);
  const errors = await client.getJobErrorStatistics({ filter }, now);
  expect(errors.items).toMatchObject([{ errorMessage: "out of paper" }]);
});

it.each(Object.entries(examples))(
  "the example of %s can be sent as it is",
  async (route, payload) => {
    const [method, url] = route.split(" ") as ["POST", string];
    const { body } = await server.anyone.get("/api/openapi.json");
    expect(body).toContain(JSON.stringify(payload));
    const analyst = await server.logIn("dengshu");
    const answer = url.startsWith("/api/")
      ? await analyst.send(method, url, payload)
      : await server.app.inject({
          method,
          url,
          payload,
          headers: {
            authorization: `Basic ${Buffer.from(`everything:${SECRET}`).toString("base64")}`,
          },
        });
    expect(answer.statusCode).toBe(200);
  },
);

/** The last cells of an operation's row. */
function testsOf(operation: Operation): string[] {
  const { test = "", isChecked = true } = carriedOut.get(operation) ?? {};
  const carrier = `${test}${isChecked ? "" : " (204, which the published schema does not know, so unchecked)"}`;
  return ["answered", carrier, badInputOf(operation).join(", "), commandLine[operation] ?? ""];
}

/** The kinds of bad input, for who reads the page. */
const BAD_INPUT_WORDS: Readonly<Record<BadInput, string>> = {
  "no body": "no body where one is needed (400)",
  type: "a body of another type (400)",
  field: "a field that nobody knows (400); fields of another type where some are needed (400)",
  filter: "a filter that nobody knows (400)",
  sort: "an order that nobody knows (400)",
  page: "a page of nothing (400)",
  "unknown key": "a key of nothing (404)",
  "no key": "a key that is none (400)",
  state: "a state in which it cannot be done (409), or it has ended (404)",
  long: "text that is too long (400)",
  large: "a body that is too large (413)",
  "no file": "something that is no file (415)",
  tenant: "another tenant (400)",
  right: "without the right (403)",
  account: "without an account (401)",
  process: "beyond the processes of the client (403)",
};

it("answers each operation that its page lists, and says of the others that they are not there", async () => {
  const rows: string[] = [];
  const wrong: string[] = [];
  for (const [name, [method, path]] of Object.entries(operations)) {
    const answer = await server.app.inject({
      method,
      url: `/v2${path.replaceAll(/\{\w+\}/g, "1")}`,
      headers: { authorization: `Basic ${Buffer.from(`reader:${SECRET}`).toString("base64")}` },
    });
    const isMissing = answer.statusCode === 501;
    if (!isMissing && answer.statusCode >= 500) wrong.push(`${name} fails`);
    // What is answered is tested with the client, and what is tested is answered.
    if (carriedOut.has(name) === isMissing) wrong.push(name);
    rows.push(
      `| ${[
        `\`${method} ${path}\``,
        name,
        ...(isMissing ? [`501: ${reasonOf(path)}`, "", "", ""] : testsOf(name as Operation)),
      ].join(" | ")} |`,
    );
  }
  expect(wrong).toEqual([]);
  const typed = readFileSync(join(import.meta.dirname, "command-line.integration.test.ts"), "utf8");
  for (const command of Object.values(commandLine).flatMap((commands) => commands.split(", ")))
    expect(typed).toContain(
      command
        .split(" ")
        .map((word) => `"${word}"`)
        .join(", "),
    );
  const page = [
    "# Operations of the process API",
    "",
    "Made by `vitest run server/src/process-api -u`. `/v2` stands before each path.",
    "",
    "- **Client**: the first test in `server/src/process-api/process-api.integration.test.ts` that has carried the operation out with",
    "  `@camunda8/orchestration-cluster-api`, which checks each answer against the schemas that it publishes.",
    "- **Bad input**: what `bad-input.integration.test.ts` sends. Each is refused with status, title and detail, and nothing is changed:",
    ...Object.entries(BAD_INPUT_WORDS).map(([kind, words]) => `  - _${kind}_: ${words}`),
    "- **c8ctl**: commands of `@camunda8/cli` that `command-line.integration.test.ts` types.",
    "",
    "| Path | Operation | State | Client | Bad input | c8ctl |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
  await expect(page).toMatchFileSnapshot("../../../docs/process-api-operations.md");
});
