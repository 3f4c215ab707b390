/** Process instances from deployment to their end and beyond, with the official client. */
import { expect, it } from "vitest";
import { bpmnFile, flows, userTask } from "../runtime/testing/bpmn.ts";
import { clientTests } from "./testing/client-tests.ts";
import { first, now } from "./testing/official-client.ts";
import { ORDER } from "./testing/running-cases.ts";

const api = clientTests();

it("takes a case from deployment to its end", async () => {
  const processDefinitionKey = await api.deploy("order.bpmn", ORDER);
  expect(await api.deploy("order.bpmn", ORDER)).toBe(processDefinitionKey);
  const found = await api.client.searchProcessDefinitions(
    { filter: { processDefinitionId: "order", isLatestVersion: true } },
    now,
  );
  expect(found.items).toMatchObject([{ processDefinitionKey, version: 1 }]);
  expect(
    await api.client.getProcessDefinitionXml(
      { processDefinitionKey: first(found.items).processDefinitionKey },
      now,
    ),
  ).toBe(ORDER);

  const { processInstanceKey } = await api.client.createProcessInstance({
    processDefinitionId: first(found.items).processDefinitionId,
    variables: { orderId: "o-1" },
    businessId: "B-1",
  } as never);
  const { jobs } = await api.client.activateJobs({
    type: "pack",
    worker: "w",
    timeout: 60_000,
    maxJobsToActivate: 5,
  });
  expect(jobs).toMatchObject([
    { processInstanceKey, elementId: "pack", variables: { orderId: "o-1" } },
  ]);
  await first(jobs).complete({ boxes: 2 });

  const tasks = await api.client.searchUserTasks({ filter: { processInstanceKey } }, now);
  expect(tasks.items).toMatchObject([{ elementId: "check", assignee: null, state: "CREATED" }]);
  const { userTaskKey } = first(tasks.items);
  await api.client.assignUserTask({ userTaskKey, assignee: "wang" });
  await api.client.updateUserTask({
    userTaskKey,
    changeset: { priority: 80, candidateGroups: ["packers"] },
  });
  expect(await api.client.getUserTask({ userTaskKey }, now)).toMatchObject({
    assignee: "wang",
    priority: 80,
    candidateGroups: ["packers"],
  });
  await api.client.unassignUserTask({ userTaskKey });
  await api.client.completeUserTask({ userTaskKey, variables: { isChecked: true } });

  const variables = await api.client.searchVariables(
    { filter: { processInstanceKey, name: "boxes" } },
    now,
  );
  expect(variables.items).toMatchObject([
    { name: "boxes", value: "2", scopeKey: processInstanceKey },
  ]);
  expect(
    await api.client.correlateMessage({
      name: "paid",
      correlationKey: "o-1",
      variables: { amount: 5 },
    }),
  ).toMatchObject({ processInstanceKey });
  expect(await api.client.getProcessInstance({ processInstanceKey }, now)).toMatchObject({
    state: "COMPLETED",
    businessId: "B-1",
  });
  const ended = await api.client.searchVariables(
    // As the Java client writes it.
    { filter: { processInstanceKey: { $eq: processInstanceKey, $in: [] }, name: "amount" } },
    now,
  );
  expect(ended.items).toMatchObject([{ value: "5" }]);
  for (const named of [{ $eq: processInstanceKey }, { $in: [processInstanceKey] }]) {
    const again = await api.client.searchVariables(
      { filter: { processInstanceKey: named, name: "amount" } },
      now,
    );
    expect(again.items).toEqual(ended.items);
  }
  const elements = await api.client.searchElementInstances(
    { filter: { processInstanceKey, type: "SERVICE_TASK" } },
    now,
  );
  expect(elements.items).toMatchObject([{ elementId: "pack", state: "COMPLETED" }]);
  const statistics = await api.client.getProcessInstanceStatistics({ processInstanceKey }, now);
  expect(statistics.items).toContainEqual(
    expect.objectContaining({ elementId: "check", completed: 1 }),
  );
  const taken = await api.client.getProcessInstanceSequenceFlows({ processInstanceKey }, now);
  expect(taken.items).toHaveLength(4);
  expect(
    await api.client.getProcessInstanceCallHierarchy({ processInstanceKey }, now),
  ).toHaveLength(1);
});

it("waits for the end of an instance, and tells its variables", async () => {
  await api.deploy("quick.bpmn", bpmnFile("quick", flows("s", "e")));
  const answer = await api.client.createProcessInstance({
    processDefinitionId: "quick",
    variables: { a: 1, b: 2 },
    awaitCompletion: true,
    fetchVariables: ["a"],
  } as never);
  expect(answer).toMatchObject({ variables: { a: 1 } });
});

it("cancels, modifies and migrates", async () => {
  await api.deploy(
    "three.bpmn",
    bpmnFile("three", userTask("a") + userTask("b") + flows("s", "a", "b", "e")),
  );
  const start = async (): Promise<never> =>
    (await api.client.createProcessInstance({ processDefinitionId: "three" } as never))
      .processInstanceKey as never;
  const one = await start();
  await api.client.modifyProcessInstance({
    processInstanceKey: one,
    activateInstructions: [{ elementId: "b" as never }],
    terminateInstructions: [{ elementId: "a" as never }],
  });
  const tasks = async (processInstanceKey: never): Promise<unknown[]> =>
    (
      await api.client.searchUserTasks({ filter: { processInstanceKey, state: "CREATED" } }, now)
    ).items.map(({ elementId }) => elementId);
  expect(await tasks(one)).toEqual(["b"]);
  const two = await start();
  const next = await api.deploy(
    "three.bpmn",
    bpmnFile("three", userTask("c") + userTask("b") + flows("s", "c", "b", "e")),
  );
  await api.client.migrateProcessInstance({
    processInstanceKey: two,
    targetProcessDefinitionKey: next as never,
    mappingInstructions: [{ sourceElementId: "a" as never, targetElementId: "c" as never }],
  });
  expect(await tasks(two)).toEqual(["c"]);
  await api.client.cancelProcessInstance({ processInstanceKey: two });
  expect(await api.client.getProcessInstance({ processInstanceKey: two }, now)).toMatchObject({
    state: "TERMINATED",
  });
});

it("begins at any element, and takes versions away that were never used", async () => {
  const bpmn = (name: string): string =>
    bpmnFile(
      "begun",
      userTask("a") + userTask("b") + flows("s", "a", "b", "e") + `<!-- ${name} -->`,
    );
  await api.deploy("begun.bpmn", bpmn("one"));
  const { processInstanceKey } = await api.client.createProcessInstance({
    processDefinitionId: "begun",
    startInstructions: [{ elementId: "b" }],
  } as never);
  const { items } = await api.client.searchUserTasks({ filter: { processInstanceKey } }, now);
  expect(items.map(({ elementId }) => elementId)).toEqual(["b"]);
  await expect(
    api.client.createProcessInstance({
      processDefinitionId: "begun",
      startInstructions: [{ elementId: "nowhere" }],
    } as never),
  ).rejects.toThrow(/nowhere/);
  const second = (await api.deploy("begun.bpmn", bpmn("two"))) as never;
  await api.client.deleteResource({ resourceKey: second });
  const left = await api.client.searchProcessDefinitions(
    { filter: { processDefinitionId: "begun", isLatestVersion: true } },
    now,
  );
  expect(left.items).toMatchObject([{ version: 1 }]);
  const used = first(left.items).processDefinitionKey as never;
  await expect(api.client.deleteResource({ resourceKey: used })).rejects.toThrow(/INVALID_STATE/);
});

it("keeps the version of a form that tasks have or had, and takes one away that none had", async () => {
  const form = (key: string): File => {
    const components = [{ key, type: "checkbox", label: key }];
    return new File(
      [JSON.stringify({ type: "default", id: "asked", schemaVersion: 18, components })],
      "asked.form",
    );
  };
  const deployForm = async (key: string): Promise<never> => {
    const { deployments } = await api.client.createDeployment({ resources: [form(key)] });
    return first(deployments).form?.formKey as never;
  };
  const asking = userTask("a").replace(
    "<zeebe:userTask/>",
    `<zeebe:userTask/><zeebe:formDefinition formId="asked"/>`,
  );
  const used = await deployForm("one");
  await api.deploy("asking.bpmn", bpmnFile("asking", asking + flows("s", "a", "e")));
  const { processInstanceKey } = await api.client.createProcessInstance({
    processDefinitionId: "asking",
  } as never);
  const { items } = await api.client.searchUserTasks({ filter: { processInstanceKey } }, now);
  const { userTaskKey } = first(items);
  const kept = /INVALID_STATE.*tasks with this version of the form/;
  await expect(api.client.deleteResource({ resourceKey: used })).rejects.toThrow(kept);
  await api.client.completeUserTask({ userTaskKey });
  await expect(api.client.deleteResource({ resourceKey: used })).rejects.toThrow(kept);
  expect(await api.client.getUserTaskForm({ userTaskKey }, now)).toMatchObject({ formKey: used });
  await api.client.deleteResource({ resourceKey: await deployForm("two") });
});

it("carries out what the page of operations says of it", () => api.expectRecord("instances"));
