/** Searches, and things by their keys, with the official client. */
import { describe, expect, it } from "vitest";
import { bpmnFile, flows, serviceTask, userTask } from "../runtime/testing/bpmn.ts";
import { clientTests } from "./testing/client-tests.ts";
import { first, now } from "./testing/official-client.ts";

const api = clientTests();

function formTask(id: string, formId: string): string {
  return `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="${formId}"/></bpmn:extensionElements></bpmn:userTask>`;
}

describe("a search", () => {
  it("has pages by offset and by cursor, in any order", async () => {
    await api.deploy("many.bpmn", bpmnFile("many", userTask("t") + flows("s", "t", "e")));
    const keys: string[] = [];
    for (let count = 0; count < 5; count += 1)
      keys.push(
        (
          await api.client.createProcessInstance({
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
      const found = await api.client.searchProcessInstances(
        { filter, sort, page: after === null ? { limit: 2 } : { after: after as never, limit: 2 } },
        now,
      );
      expect(found.page.totalItems).toBe(5);
      pages.push(...found.items.map(({ processInstanceKey }) => processInstanceKey));
      after = found.page.endCursor;
    }
    expect(pages).toEqual(keys.toReversed());
    const offset = await api.client.searchProcessInstances(
      { filter, sort, page: { from: 4, limit: 2 } },
      now,
    );
    expect(offset.items.map(({ processInstanceKey }) => processInstanceKey)).toEqual(
      keys.slice(0, 1),
    );
    const before = await api.client.searchProcessInstances(
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
    const found = await api.client.searchProcessInstances(
      { filter: { processDefinitionId: "many", ...filter } },
      now,
    );
    expect(found.page.totalItems).toBe(count);
  });
});

it("tells of one thing by its key", async () => {
  const form = {
    type: "default",
    id: "note",
    schemaVersion: 16,
    components: [{ type: "textfield", key: "text", label: "Text" }],
  };
  const { deployments } = await api.client.createDeployment({
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
  expect(await api.client.getProcessDefinition({ processDefinitionKey }, now)).toMatchObject({
    processDefinitionId: "noted",
  });
  // 204, as is documented; the published schema has no word for it.
  const unchecked = api.connect("everything", { CAMUNDA_SDK_VALIDATION: "none" });
  await unchecked.getStartProcessForm({ processDefinitionKey }, now);
  const resourceKey = formKey as never;
  expect(await api.client.getResource({ resourceKey })).toMatchObject({ resourceId: "note" });
  expect(await api.client.getResourceContent({ resourceKey })).toBeDefined();

  const { processInstanceKey } = await api.client.createProcessInstance({ processDefinitionKey });
  const elementInstanceKey = processInstanceKey as never;
  expect(await api.client.getElementInstance({ elementInstanceKey }, now)).toMatchObject({
    type: "PROCESS",
  });
  await api.client.createElementInstanceVariables({
    elementInstanceKey,
    variables: { text: "ink" },
  });
  const task = first(
    (await api.client.searchUserTasks({ filter: { processInstanceKey } }, now)).items,
  );
  const { userTaskKey } = task;
  expect(await api.client.getUserTaskForm({ userTaskKey }, now)).toMatchObject({
    formKey,
    version: 1,
  });
  const seen = await api.client.searchUserTaskVariables({ userTaskKey }, now);
  expect(seen.items).toMatchObject([{ name: "text", value: '"ink"' }]);
  await api.client.completeUserTask({ userTaskKey });
  const job = first(
    (await api.client.activateJobs({ type: "print", timeout: 1000, maxJobsToActivate: 1 })).jobs,
  );
  await api.client.failJob({ jobKey: job.jobKey, retries: 0 });
  const { items } = await api.client.searchProcessInstanceIncidents({ processInstanceKey }, now);
  const { incidentKey } = first(items);
  expect(await api.client.getIncident({ incidentKey }, now)).toMatchObject({ elementId: "print" });
  const there = await api.client.searchElementInstanceIncidents(
    { elementInstanceKey: job.elementInstanceKey },
    now,
  );
  expect(there.items).toHaveLength(1);
  const statistics = await api.client.getProcessDefinitionStatistics({ processDefinitionKey }, now);
  expect(statistics.items).toContainEqual(
    expect.objectContaining({ elementId: "print", active: 1, incidents: 1 }),
  );
});

it("finds what has ended, and who has had what done", async () => {
  const processDefinitionKey = (await api.deploy(
    "ended.bpmn",
    bpmnFile(
      "ended",
      userTask("read") + serviceTask("sign", "sign") + flows("s", "read", "sign", "e"),
    ),
  )) as never;
  const { processInstanceKey } = await api.client.createProcessInstance({
    processDefinitionKey,
    tags: ["vip", "channel:web"],
  } as never);
  const filter = { processInstanceKey };
  expect(
    (await api.client.searchProcessInstances({ filter: { tags: ["vip"] } as never }, now)).items,
  ).toMatchObject([{ processInstanceKey, tags: ["vip", "channel:web"] }]);
  const { userTaskKey } = first((await api.client.searchUserTasks({ filter }, now)).items);
  await api.client.assignUserTask({ userTaskKey, assignee: "wang" });
  await api.client.completeUserTask({ userTaskKey, variables: { note: "read" } });
  const found = await api.client.searchUserTasks(
    { filter: { ...filter, state: "COMPLETED" } },
    now,
  );
  expect(found.items).toMatchObject([
    { userTaskKey, assignee: "wang", tags: ["vip", "channel:web"] },
  ]);
  expect((await api.client.getUserTask({ userTaskKey }, now)).completionDate).not.toBeNull();

  const { items } = await api.client.searchVariables({ filter: { ...filter, name: "note" } }, now);
  const { variableKey } = first(items);
  expect(await api.client.getVariable({ variableKey }, now)).toMatchObject({ value: '"read"' });

  const activate = async (): Promise<{ jobKey: never; tags: unknown }> =>
    first(
      (await api.client.activateJobs({ type: "sign", timeout: 1000, maxJobsToActivate: 1 })).jobs,
    ) as never;
  const { jobKey, tags } = await activate();
  expect(tags).toEqual(["vip", "channel:web"]);
  await api.client.failJob({ jobKey, retries: 0, errorMessage: "no ink" });
  const { incidentKey } = first((await api.client.searchIncidents({ filter }, now)).items);
  await api.client.updateJob({ jobKey, changeset: { retries: 1 } });
  await api.client.resolveIncident({ incidentKey });
  expect(await api.client.getIncident({ incidentKey }, now)).toMatchObject({ state: "RESOLVED" });
  await api.client.completeJob({ jobKey: (await activate()).jobKey });
  expect(await api.client.getVariable({ variableKey }, now)).toMatchObject({ value: '"read"' });
  const done = await api.client.searchJobs({ filter: { ...filter, state: "COMPLETED" } }, now);
  expect(done.items).toMatchObject([
    { jobKey, type: "sign", errorMessage: "no ink", kind: "BPMN_ELEMENT" },
  ]);

  const log = await api.client.searchAuditLogs(
    { filter, sort: [{ field: "timestamp" }, { field: "auditLogKey" }] },
    now,
  );
  expect(
    log.items.map(({ entityType, operationType }) => `${entityType} ${operationType}`),
  ).toEqual([
    "PROCESS_INSTANCE CREATE",
    "USER_TASK ASSIGN",
    "USER_TASK COMPLETE",
    "JOB UPDATE",
    "INCIDENT RESOLVE",
  ]);
  const { auditLogKey } = first(log.items);
  expect(await api.client.getAuditLog({ auditLogKey }, now)).toMatchObject({
    actorId: "everything",
    actorType: "CLIENT",
    processDefinitionId: "ended",
  });
  const ofTask = await api.client.searchUserTaskAuditLogs({ userTaskKey }, now);
  expect(ofTask.page.totalItems).toBe(2);
});

it("carries out what the page of operations says of it", () => api.expectRecord("searches"));
