/** Elements, jobs, subscriptions, tasks and operations by what belongs to them, with the official client. */
import { describe, expect, it } from "vitest";
import {
  bpmnFile,
  flows,
  message,
  messageCatch,
  serviceTask,
  userTask,
} from "../runtime/testing/bpmn.ts";
import { clientTests } from "./testing/client-tests.ts";
import { first, now } from "./testing/official-client.ts";
import { runningCases } from "./testing/running-cases.ts";

const api = clientTests();
const { create, failJob } = runningCases(api);

describe("element instances are found", () => {
  it("by their scope: that of the process, or of an element that has others in it", async () => {
    const inner = `<bpmn:subProcess id="inner"><bpmn:startEvent id="si"/>${userTask("in")}${flows("si", "in")}</bpmn:subProcess>`;
    await api.deploy("nested.bpmn", bpmnFile("nested", inner + flows("s", "inner", "e")));
    const processInstanceKey = await create("nested");
    await create("nested");
    const within = async (elementInstanceScopeKey: string, more: object = {}): Promise<string[]> =>
      (
        await api.client.searchElementInstances(
          { filter: { elementInstanceScopeKey, ...more } as never, sort: [{ field: "elementId" }] },
          now,
        )
      ).items.map(({ elementId }) => elementId);
    const { items } = await api.client.searchElementInstances(
      { filter: { processInstanceKey, elementId: "inner" as never } },
      now,
    );
    const { elementInstanceKey } = first(items);
    expect(await within(processInstanceKey)).toEqual(["inner", "s"]);
    expect(await within(elementInstanceKey)).toEqual(["in", "si"]);
    expect(await within(elementInstanceKey, { processInstanceKey })).toEqual(["in", "si"]);
    expect(await within(elementInstanceKey, { state: "ACTIVE" })).toEqual(["in"]);
    await api.client.cancelProcessInstance({ processInstanceKey });
    expect(await within(elementInstanceKey)).toEqual(["in", "si"]);
    expect(await within("1")).toEqual([]);
  });

  it("by their names, and in the order of them", async () => {
    const named =
      userTask("a").replace('name="a"', 'name="Zebra"') +
      userTask("b").replace('name="b"', 'name="Alpha"');
    await api.deploy("names.bpmn", bpmnFile("names", named + flows("s", "a", "b", "e")));
    const processInstanceKey = await create("names");
    const { items } = await api.client.searchUserTasks({ filter: { processInstanceKey } }, now);
    await api.client.completeUserTask({ userTaskKey: first(items).userTaskKey });
    const names = async (filter: object, order: "ASC" | "DESC"): Promise<string[]> =>
      (
        await api.client.searchElementInstances(
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
  await api.deploy("late.bpmn", bpmnFile("late", serviceTask("w", "late") + flows("s", "w", "e")));
  const processInstanceKey = await create("late");
  const before = first(
    (await api.client.searchJobs({ filter: { processInstanceKey } }, now)).items,
  );
  expect(before.lastUpdateTime).toBe(before.creationTime);
  api.server.clock.setOffset(3_600_000);
  await failJob("late", 1, "too late");
  const lastUpdateTime = { $gt: String(before.creationTime) };
  const { items } = await api.client.searchJobs(
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
  await api.deploy("ears.bpmn", file);
  const processInstanceKey = await create("ears", { ear: "left" });
  const { items } = await api.client.searchElementInstances(
    { filter: { processInstanceKey, elementId: "hear" as never } },
    now,
  );
  const { elementInstanceKey, startDate } = first(items);
  const found = await api.client.searchMessageSubscriptions(
    {
      filter: { elementInstanceKey, lastUpdatedDate: { $gte: startDate, $lte: startDate } },
      sort: [{ field: "lastUpdatedDate" }],
    },
    now,
  );
  expect(found.items).toMatchObject([{ elementInstanceKey, lastUpdatedDate: startDate }]);
  const counted = await api.client.getProcessDefinitionMessageSubscriptionStatistics(
    { filter: { elementInstanceKey, messageName: "shout" } },
    now,
  );
  expect(counted.items).toMatchObject([{ processDefinitionId: "ears", activeSubscriptions: 1 }]);
});

it("user tasks are found by variables of the process and of their own, and by their candidates", async () => {
  const offered = `<bpmn:userTask id="t"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="packers, carriers"/><zeebe:ioMapping><zeebe:input source="=size * 2" target="room"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:userTask>`;
  await api.deploy("parcel.bpmn", bpmnFile("parcel", offered + flows("s", "t", "e")));
  await create("parcel", { size: 2 });
  await create("parcel", { size: 3 });
  const count = async (filter: object): Promise<number> =>
    (
      await api.client.searchUserTasks(
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
  const { items } = await api.client.searchUserTasks(
    { filter: { processDefinitionId: "parcel" as never } },
    now,
  );
  const seen = await api.client.searchUserTaskVariables(
    { userTaskKey: first(items).userTaskKey, filter: { name: { $like: "*o*" } } },
    now,
  );
  expect(seen.items.map(({ name }) => name)).toEqual(["room"]);
});

it("operations are found by the element and the batch that they are about", async () => {
  const processInstanceKey = await create("parcel", { size: 9 });
  const task = first(
    (await api.client.searchUserTasks({ filter: { processInstanceKey } }, now)).items,
  );
  await api.client.assignUserTask({ userTaskKey: task.userTaskKey, assignee: "wang" });
  const ofElement = await api.client.searchAuditLogs(
    { filter: { elementInstanceKey: task.elementInstanceKey } },
    now,
  );
  expect(ofElement.items).toMatchObject([{ entityType: "USER_TASK", operationType: "ASSIGN" }]);
  await api.client.cancelProcessInstancesBatchOperation({
    filter: { processInstanceKey: "1" as never },
  });
  const begun = await api.client.searchAuditLogs(
    {
      filter: { batchOperationType: "CANCEL_PROCESS_INSTANCE" },
      sort: [{ field: "batchOperationKey" }],
    },
    now,
  );
  expect(begun.items).toMatchObject([{ batchOperationType: "CANCEL_PROCESS_INSTANCE" }]);
  expect(
    (await api.client.searchAuditLogs({ filter: { formKey: "1" as never } }, now)).items,
  ).toEqual([]);
});

it("authorizations are found by resources, and sorted by them", async () => {
  const ids = async (resourceIds: string[]): Promise<unknown[]> =>
    (
      await api.client.searchAuthorizations(
        { filter: { ownerId: "everything", resourceIds }, sort: [{ field: "resourceId" }] },
        now,
      )
    ).items.map(({ resourceId }) => resourceId);
  expect(new Set(await ids(["*", "nothing"]))).toEqual(new Set(["*"]));
  expect(await ids(["nothing"])).toEqual([]);
});
