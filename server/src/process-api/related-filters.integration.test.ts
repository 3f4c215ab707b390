/** Searches by what belongs to an instance, an element, a job or a task, with the official client: running ones and ended ones. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestServer, type TestServer } from "../../testing/test-server.ts";
import {
  bpmnFile,
  flows,
  message,
  messageCatch,
  serviceTask,
  userTask,
} from "../runtime/testing/bpmn.ts";
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

async function create(processDefinitionId: string, variables: object = {}): Promise<never> {
  const created = await client.createProcessInstance({ processDefinitionId, variables } as never);
  return created.processInstanceKey as never;
}

async function activate(type: string): Promise<never> {
  const { jobs } = await client.activateJobs({
    type,
    timeout: 60_000,
    maxJobsToActivate: 1,
    requestTimeout: -1,
  });
  return first(jobs).jobKey as never;
}

async function failJob(type: string, retries: number, errorMessage: string): Promise<void> {
  await client.failJob({ jobKey: await activate(type), retries, errorMessage });
}

describe("an instance is found", () => {
  /** Keys of instances by the names that the table below has for them. */
  const keys: Record<string, never> = {};

  beforeAll(async () => {
    const print = serviceTask("print", "=who");
    const body = print + userTask("sign") + flows("s", "print", "sign", "e");
    await deploy(client, "letter.bpmn", bpmnFile("letter", body));
    const begin = async (who: string, variables: object): Promise<void> => {
      keys[who] = await create("letter", { ...variables, who });
    };
    await begin("broken", { pages: 3, to: { city: "青岛", zip: "266000" } });
    await failJob("broken", 0, "out of paper");
    await begin("shaky", { pages: 3, to: { city: "济南", zip: "250000" } });
    await failJob("shaky", 2, "jammed");
    await begin("cancelled", { pages: 30 });
    await failJob("cancelled", 0, "on fire");
    await client.cancelProcessInstance({ processInstanceKey: keys["cancelled"] as never });
    await begin("signing", { pages: 4 });
    await client.completeJob({ jobKey: await activate("signing") });
  });

  it.each<[string, object, string]>([
    ["an element that it has come to", { elementId: "print" }, "broken shaky cancelled signing"],
    ["an element that it has not come to", { elementId: "e" }, ""],
    ["an element like that", { elementId: { $like: "si*" } }, "signing"],
    ["one of several elements", { elementId: { $in: ["sign", "e"] } }, "signing"],
    [
      "some element that is another",
      { elementId: { $neq: "print" } },
      "broken shaky cancelled signing",
    ],
    ["the state of an element", { elementInstanceState: "TERMINATED" }, "cancelled"],
    ["states of an element, by pattern", { elementInstanceState: { $like: "TERM*" } }, "cancelled"],
    [
      "an element in that state, not one of both",
      { elementId: "print", elementInstanceState: "COMPLETED" },
      "signing",
    ],
    [
      "an element with an incident",
      { elementId: "print", hasElementInstanceIncident: true },
      "broken",
    ],
    [
      "an element without an incident",
      { elementId: "print", hasElementInstanceIncident: false },
      "shaky cancelled signing",
    ],
    ["the message of its incident", { errorMessage: { $like: "*: out of paper" } }, "broken"],
    ["that of an incident it ended with", { errorMessage: { $like: "*fire" } }, "cancelled"],
    ["no message of another", { errorMessage: { $in: ["jammed", "nothing"] } }, ""],
    ["retries that its job has left", { hasRetriesLeft: true }, "shaky"],
    ["no retries that are left", { hasRetriesLeft: false }, "broken cancelled signing"],
    ["a variable", { variables: [{ name: "pages", value: "3" }] }, "broken shaky"],
    [
      "a variable that is an object, however it is written",
      { variables: [{ name: "to", value: '{"zip":"266000", "city":"青岛"}' }] },
      "broken",
    ],
    [
      "several variables",
      {
        variables: [
          { name: "pages", value: { $in: ["3", "4"] } },
          { name: "who", value: { $like: '"s*' } },
        ],
      },
      "shaky signing",
    ],
    ["no variable of that name", { variables: [{ name: "page", value: "3" }] }, ""],
    [
      "one of alternatives",
      {
        $or: [
          { elementId: "sign" },
          { errorMessage: { $like: "*paper" } },
          { hasRetriesLeft: true },
        ],
      },
      "broken shaky signing",
    ],
  ])("by %s", async (_by, filter, expected) => {
    const { items } = await client.searchProcessInstances(
      { filter: { processDefinitionId: "letter", ...filter }, sort: [{ field: "startDate" }] },
      now,
    );
    const names = new Map(Object.entries(keys).map(([name, key]) => [String(key), name]));
    expect(items.map(({ processInstanceKey }) => names.get(processInstanceKey)).join(" ")).toBe(
      expected,
    );
  });

  it("by a variable after its end, where it is named", async () => {
    const processInstanceKey = keys["cancelled"] as never;
    const count = async (filter: object): Promise<number> =>
      (await client.searchProcessInstances({ filter }, now)).page.totalItems;
    const variables = [{ name: "pages", value: "30" }];
    expect(await count({ processInstanceKey, variables })).toBe(1);
    expect(await count({ processInstanceKey, variables: [{ name: "pages", value: "3" }] })).toBe(0);
    expect(await count({ processInstanceKey, $or: [{ variables }] })).toBe(1);
    expect(await count({ processDefinitionId: "letter", variables })).toBe(0);
  });

  it("by the hash of an error, as statistics tell it", async () => {
    const { items } = await client.getProcessInstanceStatisticsByError({}, now);
    const incidentErrorHashCode =
      items.find(({ errorMessage }) => errorMessage.endsWith("out of paper"))?.errorHashCode ?? 0;
    for (const wanted of [incidentErrorHashCode, { $in: [incidentErrorHashCode, 1] }]) {
      const found = await client.searchProcessInstances(
        { filter: { incidentErrorHashCode: wanted } },
        now,
      );
      expect(found.items).toMatchObject([{ processInstanceKey: keys["broken"] }]);
    }
  });

  it("and what is said of it chooses for batch operations, too", async () => {
    const { batchOperationKey } = await client.cancelProcessInstancesBatchOperation({
      filter: {
        processDefinitionId: "letter",
        elementId: "sign",
        variables: [{ name: "pages", value: "4" }],
      },
    });
    const batch = await client.getBatchOperation({ batchOperationKey }, now);
    expect(batch).toMatchObject({ operationsTotalCount: 1 });
    const items = await client.searchBatchOperationItems({ filter: { batchOperationKey } }, now);
    expect(items.items).toMatchObject([{ processInstanceKey: keys["signing"] }]);
  });

  it("refuses a variable without its value", async () => {
    const filter = { variables: [{ name: "pages" }] } as never;
    await expect(client.searchProcessInstances({ filter }, now)).rejects.toThrow(/name and value/);
  });
});

describe("element instances are found", () => {
  it("by their scope: that of the process, or of an element that has others in it", async () => {
    const inner = `<bpmn:subProcess id="inner"><bpmn:startEvent id="si"/>${userTask("in")}${flows("si", "in")}</bpmn:subProcess>`;
    await deploy(client, "nested.bpmn", bpmnFile("nested", inner + flows("s", "inner", "e")));
    const processInstanceKey = await create("nested");
    await create("nested");
    const within = async (elementInstanceScopeKey: string, more: object = {}): Promise<string[]> =>
      (
        await client.searchElementInstances(
          { filter: { elementInstanceScopeKey, ...more } as never, sort: [{ field: "elementId" }] },
          now,
        )
      ).items.map(({ elementId }) => elementId);
    const { items } = await client.searchElementInstances(
      { filter: { processInstanceKey, elementId: "inner" as never } },
      now,
    );
    const { elementInstanceKey } = first(items);
    expect(await within(processInstanceKey)).toEqual(["inner", "s"]);
    expect(await within(elementInstanceKey)).toEqual(["in", "si"]);
    expect(await within(elementInstanceKey, { processInstanceKey })).toEqual(["in", "si"]);
    expect(await within(elementInstanceKey, { state: "ACTIVE" })).toEqual(["in"]);
    await client.cancelProcessInstance({ processInstanceKey });
    expect(await within(elementInstanceKey)).toEqual(["in", "si"]);
    expect(await within("1")).toEqual([]);
  });

  it("by their names, and in the order of them", async () => {
    const named =
      userTask("a").replace('name="a"', 'name="Zebra"') +
      userTask("b").replace('name="b"', 'name="Alpha"');
    await deploy(client, "names.bpmn", bpmnFile("names", named + flows("s", "a", "b", "e")));
    const processInstanceKey = await create("names");
    const { items } = await client.searchUserTasks({ filter: { processInstanceKey } }, now);
    await client.completeUserTask({ userTaskKey: first(items).userTaskKey });
    const names = async (filter: object, order: "ASC" | "DESC"): Promise<string[]> =>
      (
        await client.searchElementInstances(
          {
            filter: { processInstanceKey, type: "USER_TASK", ...filter },
            sort: [{ field: "elementName", order }],
          },
          now,
        )
      ).items.map(({ elementId, elementName }) => `${elementId} ${elementName}`);
    expect(await names({}, "ASC")).toEqual(["b Alpha", "a Zebra"]);
    expect(await names({}, "DESC")).toEqual(["a Zebra", "b Alpha"]);
    expect(await names({ elementName: "Zebra" }, "ASC")).toEqual(["a Zebra"]);
    expect(await names({ elementName: "a" }, "ASC")).toEqual([]);
  });
});

it("jobs are found by when they were changed", async () => {
  await deploy(
    client,
    "late.bpmn",
    bpmnFile("late", serviceTask("w", "late") + flows("s", "w", "e")),
  );
  const processInstanceKey = await create("late");
  const before = first((await client.searchJobs({ filter: { processInstanceKey } }, now)).items);
  expect(before.lastUpdateTime).toBe(before.creationTime);
  server.clock.setOffset(3_600_000);
  await failJob("late", 1, "too late");
  const lastUpdateTime = { $gt: String(before.creationTime) };
  const { items } = await client.searchJobs(
    { filter: { processInstanceKey, lastUpdateTime } },
    now,
  );
  expect(items).toMatchObject([{ state: "FAILED", creationTime: before.creationTime }]);
});

it("subscriptions are found by the element that waits, and since when", async () => {
  const file = bpmnFile(
    "ears",
    messageCatch("hear", "m") + flows("s", "hear", "e"),
    message("m", "shout", "ear"),
  );
  await deploy(client, "ears.bpmn", file);
  const processInstanceKey = await create("ears", { ear: "left" });
  const { items } = await client.searchElementInstances(
    { filter: { processInstanceKey, elementId: "hear" as never } },
    now,
  );
  const { elementInstanceKey, startDate } = first(items);
  const found = await client.searchMessageSubscriptions(
    {
      filter: { elementInstanceKey, lastUpdatedDate: { $gte: startDate, $lte: startDate } },
      sort: [{ field: "lastUpdatedDate" }],
    },
    now,
  );
  expect(found.items).toMatchObject([{ elementInstanceKey, lastUpdatedDate: startDate }]);
  const counted = await client.getProcessDefinitionMessageSubscriptionStatistics(
    { filter: { elementInstanceKey, messageName: "shout" } },
    now,
  );
  expect(counted.items).toMatchObject([{ processDefinitionId: "ears", activeSubscriptions: 1 }]);
});

it("user tasks are found by variables of the process and of their own, and by their candidates", async () => {
  const offered = `<bpmn:userTask id="t"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="packers, carriers"/><zeebe:ioMapping><zeebe:input source="=size * 2" target="room"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:userTask>`;
  await deploy(client, "parcel.bpmn", bpmnFile("parcel", offered + flows("s", "t", "e")));
  await create("parcel", { size: 2 });
  await create("parcel", { size: 3 });
  const count = async (filter: object): Promise<number> =>
    (
      await client.searchUserTasks(
        { filter: { processDefinitionId: "parcel" as never, ...filter } },
        now,
      )
    ).page.totalItems;
  expect(await count({ processInstanceVariables: [{ name: "size", value: "2" }] })).toBe(1);
  expect(await count({ localVariables: [{ name: "room", value: { $in: ["4", "6"] } }] })).toBe(2);
  expect(await count({ processInstanceVariables: [{ name: "room", value: "4" }] })).toBe(0);
  expect(await count({ localVariables: [{ name: "size", value: "2" }] })).toBe(0);
  expect(await count({ candidateGroup: "packers" })).toBe(2);
  expect(await count({ candidateGroup: { $in: ["nobody", "carriers"] } })).toBe(2);
  expect(await count({ candidateGroup: { $like: "pack*" } })).toBe(2);
  expect(await count({ candidateGroup: { $neq: "packers" } })).toBe(0);
  expect(await count({ candidateUser: { $exists: false } })).toBe(2);
  const { items } = await client.searchUserTasks(
    { filter: { processDefinitionId: "parcel" as never } },
    now,
  );
  const seen = await client.searchUserTaskVariables(
    { userTaskKey: first(items).userTaskKey, filter: { name: { $like: "*o*" } } },
    now,
  );
  expect(seen.items.map(({ name }) => name)).toEqual(["room"]);
});

it("operations are found by the element and the batch that they are about", async () => {
  const processInstanceKey = await create("parcel", { size: 9 });
  const task = first((await client.searchUserTasks({ filter: { processInstanceKey } }, now)).items);
  await client.assignUserTask({ userTaskKey: task.userTaskKey, assignee: "wang" });
  const ofElement = await client.searchAuditLogs(
    { filter: { elementInstanceKey: task.elementInstanceKey } },
    now,
  );
  expect(ofElement.items).toMatchObject([{ entityType: "USER_TASK", operationType: "ASSIGN" }]);
  const begun = await client.searchAuditLogs(
    {
      filter: { batchOperationType: "CANCEL_PROCESS_INSTANCE" },
      sort: [{ field: "batchOperationKey" }],
    },
    now,
  );
  expect(begun.items).toMatchObject([{ batchOperationType: "CANCEL_PROCESS_INSTANCE" }]);
  expect((await client.searchAuditLogs({ filter: { formKey: "1" as never } }, now)).items).toEqual(
    [],
  );
});

it("authorizations are found by resources, and sorted by them", async () => {
  const ids = async (resourceIds: string[]): Promise<unknown[]> =>
    (
      await client.searchAuthorizations(
        { filter: { ownerId: "everything", resourceIds }, sort: [{ field: "resourceId" }] },
        now,
      )
    ).items.map(({ resourceId }) => resourceId);
  expect(new Set(await ids(["*", "nothing"]))).toEqual(new Set(["*"]));
  expect(await ids(["nothing"])).toEqual([]);
});
