/** What is done to many instances, with the official client. */
import { expect, it, vi } from "vitest";
import { ANSWERS } from "../../testing/sample-application.ts";
import { bpmnFile, callActivity, flows, serviceTask, userTask } from "../runtime/testing/bpmn.ts";
import { clientTests } from "./testing/client-tests.ts";
import { first, now } from "./testing/official-client.ts";

const api = clientTests({ city: true });

it("deletes what has ended, and neither what runs nor the record of a case", async () => {
  const processDefinitionKey = (await api.deploy(
    "passing.bpmn",
    bpmnFile("passing", callActivity("c", "leaf") + flows("s", "c", "e")),
  )) as never;
  await api.deploy("leaf.bpmn", bpmnFile("leaf", userTask("u") + flows("s", "u", "e")));
  const start = async (businessId?: string): Promise<never> =>
    (
      await api.client.createProcessInstance({
        processDefinitionKey,
        ...(businessId !== undefined && { businessId }),
      } as never)
    ).processInstanceKey as never;
  const count = async (): Promise<number> =>
    (
      await api.client.searchProcessInstances(
        { filter: { processDefinitionId: { $in: ["passing", "leaf"] as never } } },
        now,
      )
    ).page.totalItems;
  const processInstanceKey = await start();
  await expect(api.client.deleteProcessInstance({ processInstanceKey })).rejects.toThrow(
    /INVALID_STATE/,
  );
  await api.client.cancelProcessInstance({ processInstanceKey });
  expect(await count()).toBe(2);
  await api.client.deleteProcessInstance({ processInstanceKey });
  expect(await count()).toBe(0);
  const { sql } = api.server.platform.runtime;
  expect(
    await sql.query("SELECT FROM history_entry WHERE process_instance_id = $1::bigint", [
      processInstanceKey,
    ]),
  ).toEqual([]);

  const citizen = await api.server.logIn("linxiaoyan");
  const { id } = (
    await citizen.send("POST", "/api/cases", { matterId: "M02", answers: ANSWERS })
  ).json<{ id: string }>();
  const ofCase = await start(id);
  for (const key of [await start(), await start(), ofCase])
    await api.client.cancelProcessInstance({ processInstanceKey: key });
  await expect(api.client.deleteProcessInstance({ processInstanceKey: ofCase })).rejects.toThrow(
    /record is kept/,
  );
  const { batchOperationKey } = await api.client.deleteProcessInstancesBatchOperation({
    filter: { processDefinitionKey },
  });
  await vi.waitFor(async () => {
    expect(await api.client.getBatchOperation({ batchOperationKey }, now)).toMatchObject({
      batchOperationType: "DELETE_PROCESS_INSTANCE",
      operationsCompletedCount: 2,
    });
  });
  expect(await count()).toBe(2);
});

it("does one thing to many instances, and says how it went with each", async () => {
  const body = serviceTask("t", "slow") + flows("s", "t", "e");
  const processDefinitionKey = (await api.deploy("many.bpmn", bpmnFile("many", body))) as never;
  const start = async (count: number): Promise<void> => {
    await Promise.all(
      Array.from({ length: count }, () =>
        api.client.createProcessInstance({ processDefinitionKey }),
      ),
    );
  };
  const filter = { processDefinitionKey };
  const ended = (batchOperationKey: never): Promise<unknown> =>
    vi.waitFor(async () => {
      const { endDate, ...batch } = await api.client.getBatchOperation({ batchOperationKey }, now);
      if (endDate === null) throw new Error("still at it");
      return batch;
    });
  await start(3);
  const { jobs } = await api.client.activateJobs({
    type: "slow",
    timeout: 1000,
    maxJobsToActivate: 3,
  });
  for (const { jobKey } of jobs) await api.client.failJob({ jobKey, retries: 0 });
  const repaired = await api.client.resolveIncidentsBatchOperation({ filter });
  expect(repaired.batchOperationType).toBe("RESOLVE_INCIDENT");
  expect(await ended(repaired.batchOperationKey as never)).toMatchObject({
    state: "COMPLETED",
    operationsTotalCount: 3,
    operationsCompletedCount: 3,
  });
  const [{ processInstanceKey } = first(jobs)] = jobs;
  const again = await api.client.resolveProcessInstanceIncidents({ processInstanceKey });
  expect(await ended(again.batchOperationKey as never)).toMatchObject({ operationsTotalCount: 0 });

  const moved = await api.client.modifyProcessInstancesBatchOperation({
    filter,
    moveInstructions: [{ sourceElementId: "t" as never, targetElementId: "nowhere" as never }],
  });
  expect(await ended(moved.batchOperationKey as never)).toMatchObject({ operationsFailedCount: 3 });
  const failed = await api.client.searchBatchOperationItems(
    { filter: { batchOperationKey: moved.batchOperationKey, state: "FAILED" } },
    now,
  );
  expect(failed.items).toHaveLength(3);
  expect(first(failed.items).errorMessage).toContain("nowhere");

  const redrawn = bpmnFile("many", body.replace('id="t"', 'id="t" name="again"'));
  const targetProcessDefinitionKey = (await api.deploy("many.bpmn", redrawn)) as never;
  const mappingInstructions = [{ sourceElementId: "t" as never, targetElementId: "t" as never }];
  const migrated = await api.client.migrateProcessInstancesBatchOperation({
    filter,
    migrationPlan: { targetProcessDefinitionKey, mappingInstructions },
  });
  expect(await ended(migrated.batchOperationKey as never)).toMatchObject({
    operationsCompletedCount: 3,
  });
  await start(200);
  const { batchOperationKey } = await api.client.cancelProcessInstancesBatchOperation({ filter });
  await api.client.suspendBatchOperation({ batchOperationKey });
  await expect(api.client.suspendBatchOperation({ batchOperationKey })).rejects.toThrow(
    /INVALID_STATE/,
  );
  await api.client.resumeBatchOperation({ batchOperationKey });
  await api.client.cancelBatchOperation({ batchOperationKey });
  expect(await ended(batchOperationKey as never)).toMatchObject({ state: "CANCELED" });
  const mine = await api.client.searchBatchOperations(
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
  const shop = api.connect("shop");
  await expect(shop.getBatchOperation({ batchOperationKey }, now)).rejects.toThrow(/NOT_FOUND/);
  expect((await shop.searchBatchOperations({}, now)).items).toEqual([]);
  const touched = await api.client.searchProcessInstances(
    { filter: { batchOperationKey: migrated.batchOperationKey } },
    now,
  );
  expect(touched.items).toHaveLength(3);
});

it("carries out what the page of operations says of it", () => api.expectRecord("many-instances"));
