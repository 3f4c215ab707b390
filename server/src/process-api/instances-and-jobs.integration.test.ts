/** What can be said when an instance is created, a job is given out and a job is done, each with the official client. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createTestServer, type TestServer } from "../../testing/test-server.ts";
import { bpmnFile, callActivity, flows, serviceTask, userTask } from "../runtime/testing/bpmn.ts";
import { type Client, connectTo, deploy, first, now, SECRET } from "./testing/official-client.ts";

let server: TestServer;
let client: Client;

beforeAll(async () => {
  server = await createTestServer({
    city: true,
    settings: { PROCESS_API_CLIENTS: JSON.stringify([{ id: "everything", secret: SECRET }]) },
  });
  client = connectTo(await server.app.listen({ port: 0, host: "127.0.0.1" }), "everything");
});
afterAll(() => server.close());

async function create(processDefinitionId: string, more: object = {}): Promise<never> {
  const { processInstanceKey } = await client.createProcessInstance({
    processDefinitionId,
    ...more,
  } as never);
  return processInstanceKey as never;
}

async function tasks(processInstanceKey: never): Promise<string[]> {
  const { items } = await client.searchUserTasks(
    { filter: { processInstanceKey, state: "CREATED" } },
    now,
  );
  return items.map(({ elementId }) => elementId);
}

async function activate(type: string): Promise<{ jobKey: never; variables: object }> {
  const { jobs } = await client.activateJobs({
    type,
    timeout: 60_000,
    maxJobsToActivate: 1,
    requestTimeout: -1,
  });
  return first(jobs) as never;
}

const two = userTask("a") + userTask("b") + flows("s", "a", "b", "e");

describe("an instance that is created", () => {
  it("is found by its business id and its tags, and tells both", async () => {
    await deploy(client, "found.bpmn", bpmnFile("found", two));
    const keys = [
      await create("found", { businessId: "case-1", tags: ["vip", "web"] }),
      await create("found", { businessId: "case-2", tags: ["vip"] }),
      await create("found"),
    ];
    const search = async (filter: object): Promise<unknown[]> =>
      (
        await client.searchProcessInstances(
          {
            filter: { processDefinitionId: "found", ...filter },
            sort: [{ field: "businessId" }],
          },
          now,
        )
      ).items.map(({ processInstanceKey }) => processInstanceKey);
    expect(await search({ businessId: "case-1" })).toEqual([keys[0]]);
    expect(await search({ businessId: { $like: "case-*" } })).toEqual([keys[0], keys[1]]);
    expect(await search({ businessId: { $exists: false } })).toEqual([keys[2]]);
    expect(await search({ tags: ["vip"] })).toEqual([keys[0], keys[1]]);
    expect(await search({ tags: ["vip", "web"] })).toEqual([keys[0]]);
    expect(await search({ tags: ["nobody"] })).toEqual([]);
    const [processInstanceKey] = keys as [never];
    expect(await client.getProcessInstance({ processInstanceKey }, now)).toMatchObject({
      businessId: "case-1",
      tags: ["vip", "web"],
    });
  });

  it("is awaited with the variables asked for, for as long as is said, and not when it is cancelled", async () => {
    await deploy(client, "found.bpmn", bpmnFile("found", two));
    const straight = bpmnFile("straight", flows("s", "e"));
    await deploy(client, "straight.bpmn", straight);
    const variables = { a: 1, b: 2, c: 3 };
    const awaited = { variables, awaitCompletion: true };
    const answer = async (more: object): Promise<unknown> =>
      (
        await client.createProcessInstance({
          processDefinitionId: "straight",
          ...awaited,
          ...more,
        } as never)
      ).variables;
    expect(await answer({})).toEqual(variables);
    expect(await answer({ fetchVariables: ["a", "c", "unknown"] })).toEqual({ a: 1, c: 3 });
    await expect(create("found", { ...awaited, requestTimeout: 50 })).rejects.toThrow(
      /DEADLINE_EXCEEDED/,
    );
    const waiting = create("found", { ...awaited, businessId: "given up", requestTimeout: 20_000 });
    const outcome = waiting.then(() => "completed", String);
    const { processInstanceKey } = await vi.waitFor(async () => {
      const filter = { businessId: "given up" };
      return first((await client.searchProcessInstances({ filter }, now)).items);
    });
    await client.cancelProcessInstance({ processInstanceKey });
    expect(await outcome).toMatch(/INVALID_STATE/);
  });

  it("ends after an element when it is told so", async () => {
    await deploy(client, "found.bpmn", bpmnFile("found", two));
    const runtimeInstructions = [{ type: "TERMINATE_PROCESS_INSTANCE", afterElementId: "a" }];
    const processInstanceKey = await create("found", { runtimeInstructions });
    const { items } = await client.searchUserTasks({ filter: { processInstanceKey } }, now);
    await client.completeUserTask({
      userTaskKey: first(items).userTaskKey,
      variables: { seen: true },
    });
    expect(await client.getProcessInstance({ processInstanceKey }, now)).toMatchObject({
      state: "TERMINATED",
    });
    const elements = await client.searchElementInstances({ filter: { processInstanceKey } }, now);
    expect(
      elements.items.map(({ elementId, state }) => `${elementId} ${state}`).toSorted(),
    ).toEqual(["a COMPLETED", "found TERMINATED", "s COMPLETED"]);
    for (const wrong of [
      { type: "TERMINATE_PROCESS_INSTANCE", afterElementId: "nowhere" },
      { type: "SUSPEND", afterElementId: "a" },
      { afterElementId: "a" },
    ])
      await expect(create("found", { runtimeInstructions: [wrong] })).rejects.toThrow(
        /INVALID_ARGUMENT|Bad Request/,
      );
  });

  it("is called by others, which are told from the root down, with the flows that were taken", async () => {
    await deploy(client, "leaf.bpmn", bpmnFile("leaf", two));
    await deploy(
      client,
      "caller.bpmn",
      bpmnFile("caller", callActivity("call", "leaf") + flows("s", "call", "e")),
    );
    const root = await create("caller");
    const found = await client.searchProcessInstances(
      { filter: { parentProcessInstanceKey: root } },
      now,
    );
    const { processInstanceKey } = first(found.items);
    const hierarchy = await client.getProcessInstanceCallHierarchy({ processInstanceKey }, now);
    expect(hierarchy.map((one) => one.processInstanceKey)).toEqual([root, processInstanceKey]);
    const flowsOf = async (key: never): Promise<number> =>
      (await client.getProcessInstanceSequenceFlows({ processInstanceKey: key }, now)).items.length;
    expect([await flowsOf(root), await flowsOf(processInstanceKey as never)]).toEqual([1, 1]);
  });

  it("is counted by element, of those that a filter chooses", async () => {
    const processDefinitionKey = (await deploy(
      client,
      "counted.bpmn",
      bpmnFile("counted", two),
    )) as never;
    await create("counted", { businessId: "x" });
    await client.cancelProcessInstance({ processInstanceKey: await create("counted") });
    const count = async (filter: object): Promise<unknown> =>
      (
        await client.getProcessDefinitionStatistics({ processDefinitionKey, filter }, now)
      ).items.find(({ elementId }) => elementId === "a");
    expect(await count({})).toMatchObject({ active: 1, canceled: 1 });
    expect(await count({ state: "ACTIVE" })).toMatchObject({ active: 1, canceled: 0 });
    expect(await count({ state: { $in: ["TERMINATED"] } })).toMatchObject({
      active: 0,
      canceled: 1,
    });
    await expect(count({ colour: "red" })).rejects.toThrow(/Bad Request/);
  });
});

describe("a job", () => {
  it("is handed to who waits within a few milliseconds", async ({ annotate }) => {
    await deploy(
      client,
      "awaited.bpmn",
      bpmnFile("awaited", serviceTask("w", "awaited") + flows("s", "w", "e")),
    );
    const tookMs: number[] = [];
    const sinceAnswerMs: number[] = [];
    for (let round = 0; round < 21; round += 1) {
      const waiting = client.activateJobs({
        type: "awaited",
        timeout: 60_000,
        maxJobsToActivate: 1,
        requestTimeout: 20_000,
      });
      // It must have come, and found nothing.
      await server.platform.runtime.sql.query("SELECT 1 AS one");
      const begun = performance.now();
      await create("awaited");
      const answered = performance.now();
      const { jobs } = await waiting;
      sinceAnswerMs.push(performance.now() - answered);
      tookMs.push(performance.now() - begun);
      await client.completeJob({ jobKey: first(jobs).jobKey });
    }
    const median = (all: readonly number[]): string =>
      (all.toSorted((a, b) => a - b)[10] ?? Number.NaN).toFixed(1);
    // How quick it is depends on the machine: it is told, not asserted.
    await annotate(
      `to the worker: median ${median(tookMs)} ms from sending the start, ${median(sinceAnswerMs)} ms from its answer`,
    );
    expect(tookMs).toHaveLength(21);
  });

  it("that fails leaves variables to the next attempt, which are the task's own", async () => {
    const work = serviceTask("w", "leaving") + flows("s", "w", "e");
    await deploy(client, "leaving.bpmn", bpmnFile("leaving", work));
    const processInstanceKey = await create("leaving", { variables: { page: 1 } });
    const { jobKey, variables } = await activate("leaving");
    expect(variables).toEqual({ page: 1 });
    await client.failJob({ jobKey, retries: 2, variables: { page: 2, at: { line: 7 } } });
    expect((await activate("leaving")).variables).toEqual({ page: 2, at: { line: 7 } });
    const { items } = await client.searchVariables({ filter: { processInstanceKey } }, now);
    expect(items.filter(({ scopeKey }) => String(scopeKey) === processInstanceKey)).toMatchObject([
      { name: "page", value: "1" },
    ]);
    expect(items).toHaveLength(3);
    await expect(
      client.failJob({ jobKey, variables: { "not a number": Number.NaN, wide: "\0" } }),
    ).rejects.toThrow(/INVALID_ARGUMENT/);
  });

  it("of a task listener corrects the task, or denies what is done to it", async () => {
    const listener = (on: string): string =>
      `<zeebe:taskListener eventType="${on}" type="listen-${on}"/>`;
    const listened = `<bpmn:userTask id="t"><bpmn:extensionElements><zeebe:userTask/><zeebe:taskListeners>${listener("creating")}${listener("completing")}</zeebe:taskListeners></bpmn:extensionElements></bpmn:userTask>`;
    await deploy(client, "listened.bpmn", bpmnFile("listened", listened + flows("s", "t", "e")));
    const processInstanceKey = await create("listened");
    const corrections = {
      assignee: "wang",
      candidateGroups: ["packers"],
      candidateUsers: ["li"],
      priority: 90,
      dueDate: "2030-01-01T00:00:00Z",
      followUpDate: "2029-01-01T00:00:00Z",
    };
    const creating = await activate("listen-creating");
    expect(creating).toMatchObject({ kind: "TASK_LISTENER", listenerEventType: "CREATING" });
    await client.completeJob({
      jobKey: creating.jobKey,
      result: { type: "userTask", denied: false, corrections } as never,
    });
    const task = first(
      (await client.searchUserTasks({ filter: { processInstanceKey } }, now)).items,
    );
    expect(task).toMatchObject({
      ...corrections,
      dueDate: "2030-01-01T00:00:00.000Z",
      followUpDate: "2029-01-01T00:00:00.000Z",
    });
    const { userTaskKey } = task;
    const complete = client.completeUserTask({ userTaskKey });
    const settled = complete.then(
      () => "done",
      () => "refused",
    );
    const { jobKey } = await vi.waitFor(() => activate("listen-completing"));
    await client.completeJob({
      jobKey,
      result: { type: "userTask", denied: true, deniedReason: "unsigned" } as never,
    });
    await settled;
    expect(await client.getUserTask({ userTaskKey }, now)).toMatchObject({ state: "CREATED" });
    expect(await tasks(processInstanceKey)).toEqual(["t"]);
    const denied = await client.searchJobs(
      { filter: { processInstanceKey, isDenied: true, deniedReason: { $like: "un*" } } },
      now,
    );
    expect(denied.items).toMatchObject([{ jobKey, isDenied: true, deniedReason: "unsigned" }]);
    const heeded = await client.searchJobs(
      { filter: { processInstanceKey, isDenied: false } },
      now,
    );
    expect(heeded.items).toMatchObject([{ jobKey: creating.jobKey, deniedReason: null }]);
  });

  it("of an ad-hoc sub-process says what begins next, and when all is done", async () => {
    const agent = `<bpmn:adHocSubProcess id="agent"><bpmn:extensionElements><zeebe:taskDefinition type="agent"/></bpmn:extensionElements>${userTask("call")}${userTask("mail")}</bpmn:adHocSubProcess>`;
    await deploy(client, "agent.bpmn", bpmnFile("agency", agent + flows("s", "agent", "e")));
    const processInstanceKey = await create("agency");
    const result = (more: object): never => ({ type: "adHocSubProcess", ...more }) as never;
    await client.completeJob({
      jobKey: (await activate("agent")).jobKey,
      result: result({ activateElements: [{ elementId: "mail", variables: { to: "wang" } }] }),
    });
    expect(await tasks(processInstanceKey)).toEqual(["mail"]);
    const mail = first(
      (await client.searchUserTasks({ filter: { processInstanceKey } }, now)).items,
    );
    const seen = await client.searchUserTaskVariables({ userTaskKey: mail.userTaskKey }, now);
    expect(seen.items).toContainEqual(expect.objectContaining({ name: "to", value: '"wang"' }));
    await client.completeUserTask({ userTaskKey: mail.userTaskKey });
    await client.completeJob({
      jobKey: (await activate("agent")).jobKey,
      result: result({ isCompletionConditionFulfilled: true }),
    });
    expect(await client.getProcessInstance({ processInstanceKey }, now)).toMatchObject({
      state: "COMPLETED",
    });
  });
});

it("what instances had and did is found when they have ended, of several at once", async () => {
  await deploy(
    client,
    "past.bpmn",
    bpmnFile("past", serviceTask("w", "past") + flows("s", "w", "e")),
  );
  const keys = [
    await create("past", { variables: { n: 1 } }),
    await create("past", { variables: { n: 2 } }),
  ];
  for (const _key of keys) await client.completeJob({ jobKey: (await activate("past")).jobKey });
  const processInstanceKey = { $in: keys };
  const variables = await client.searchVariables(
    { filter: { processInstanceKey }, sort: [{ field: "value" }] },
    now,
  );
  expect(variables.items).toMatchObject([
    { name: "n", value: "1", processInstanceKey: keys[0] },
    { name: "n", value: "2", processInstanceKey: keys[1] },
  ]);
  const jobs = await client.searchJobs({ filter: { processInstanceKey, state: "COMPLETED" } }, now);
  expect(jobs.items).toHaveLength(2);
  const one = await client.searchJobs(
    { filter: { processInstanceKey: { $eq: keys[0] as never } } },
    now,
  );
  expect(one.items).toMatchObject([{ state: "COMPLETED", processInstanceKey: keys[0] }]);
});

it("a signal is heard by all who wait for it, and begins what it is to begin", async () => {
  const caught = `<bpmn:intermediateCatchEvent id="hear"><bpmn:signalEventDefinition signalRef="sig"/></bpmn:intermediateCatchEvent>`;
  const begun = `<bpmn:startEvent id="heard"><bpmn:signalEventDefinition signalRef="sig"/></bpmn:startEvent>`;
  const signal = `<bpmn:signal id="sig" name="flood"/>`;
  await deploy(client, "hear.bpmn", bpmnFile("hears", caught + flows("s", "hear", "e"), signal));
  await deploy(
    client,
    "begun.bpmn",
    bpmnFile("heeds", begun + userTask("go") + flows("heard", "go", "e"), signal),
  );
  const waiting = [await create("hears"), await create("hears")];
  await client.broadcastSignal({ signalName: "flood", variables: { level: 3 } });
  for (const processInstanceKey of waiting) {
    const found = await client.searchVariables({ filter: { processInstanceKey } }, now);
    expect(found.items).toMatchObject([{ name: "level", value: "3" }]);
    expect(await client.getProcessInstance({ processInstanceKey }, now)).toMatchObject({
      state: "COMPLETED",
    });
  }
  const started = await client.searchProcessInstances(
    { filter: { processDefinitionId: "heeds" } },
    now,
  );
  expect(started.items).toHaveLength(1);
});

it("a job whose worker went away while it was given out is there for the next", async () => {
  await deploy(
    client,
    "left.bpmn",
    bpmnFile("left", serviceTask("t", "left") + flows("s", "t", "e")),
  );
  await create("left");
  const { runtime } = server.platform;
  const claim = runtime.claimJobs.bind(runtime);
  const given = Promise.withResolvers<number>();
  vi.spyOn(runtime, "claimJobs").mockImplementationOnce(async (request, signal) => {
    const jobs = await claim(request, signal);
    given.resolve(jobs.length);
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    return jobs;
  });
  const asked = client.activateJobs({
    type: "left",
    timeout: 600_000,
    maxJobsToActivate: 1,
    requestTimeout: 60_000,
  });
  const outcome = asked.then(
    () => "answered",
    () => "gone",
  );
  expect(await given.promise).toBe(1);
  asked.cancel();
  expect(await outcome).toBe("gone");
  const { jobKey } = await vi.waitFor(() => activate("left"));
  await client.completeJob({ jobKey });
});

it("keeps a job and a message for as long as is asked, and refuses nobody who would wait longer than a request lasts", async () => {
  const process = bpmnFile("long", serviceTask("t", "long") + flows("s", "t", "e"));
  await deploy(client, "short.bpmn", bpmnFile("short", flows("s", "e")));
  await deploy(client, "long.bpmn", process);
  await create("long");
  const YEAR_MS = 365 * 24 * 3_600_000;
  const { jobs } = await client.activateJobs({
    type: "long",
    timeout: 10 * YEAR_MS,
    maxJobsToActivate: 1,
    requestTimeout: YEAR_MS,
  });
  const { deadline, jobKey } = first(jobs);
  expect(deadline).toBeGreaterThan(Date.now() + 9 * YEAR_MS);
  await client.updateJob({ jobKey, changeset: { timeout: 20 * YEAR_MS } });
  await client.failJob({ jobKey, retries: 1, retryBackOff: 10 * YEAR_MS });
  const { messageKey } = await client.publishMessage({
    name: "later",
    correlationKey: "1",
    timeToLive: 10 * YEAR_MS,
  });
  expect(messageKey).toMatch(/^\d+$/);
  await create("short", { awaitCompletion: true, requestTimeout: YEAR_MS });
});
