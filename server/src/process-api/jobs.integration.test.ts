/** Jobs, their workers and what is counted of them, with the official client. */
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bpmnFile, flows, serviceTask, userTask } from "../runtime/testing/bpmn.ts";
import { clientTests } from "./testing/client-tests.ts";
import { type Client, first, now, SECRET } from "./testing/official-client.ts";
import { ORDER } from "./testing/running-cases.ts";

const api = clientTests();

describe("a job", () => {
  const start = async (jobType: string): Promise<string> => {
    await api.deploy(
      `${jobType}.bpmn`,
      bpmnFile(jobType, serviceTask("work", jobType) + flows("s", "work", "e")),
    );
    const created = await api.client.createProcessInstance({
      processDefinitionId: jobType,
    } as never);
    return created.processInstanceKey;
  };
  const activate = (type: string, requestTimeout = -1): ReturnType<Client["activateJobs"]> =>
    api.client.activateJobs({ type, timeout: 60_000, maxJobsToActivate: 1, requestTimeout });

  it("that fails for good is an incident, and goes on when that is resolved", async () => {
    const processInstanceKey = (await start("fragile")) as never;
    const job = first((await activate("fragile")).jobs);
    await api.client.failJob({ jobKey: job.jobKey, errorMessage: "out of paper", retries: 0 });
    const { items } = await api.client.searchIncidents({ filter: { processInstanceKey } }, now);
    expect(items).toMatchObject([{ errorType: "JOB_NO_RETRIES", jobKey: job.jobKey }]);
    expect(
      (await api.client.searchJobs({ filter: { processInstanceKey } }, now)).items,
    ).toMatchObject([{ state: "FAILED", retries: 0 }]);
    const { incidentKey } = first(items);
    await expect(api.client.resolveIncident({ incidentKey })).rejects.toThrow(
      `INVALID_STATE [resolveIncident]: Command 'RESOLVE' rejected with code 'INVALID_STATE': Expected to resolve incident with key '${incidentKey}', but job with key '${job.jobKey}' has no retries left. Please update the job retries and retry resolving the incident`,
    );
    await api.client.updateJob({ jobKey: job.jobKey, changeset: { retries: 2 } });
    await api.client.resolveIncident({ incidentKey });
    const again = first((await activate("fragile")).jobs);
    await api.client.completeJob({ jobKey: again.jobKey });
    expect(await api.client.getProcessInstance({ processInstanceKey }, now)).toMatchObject({
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
    await api.client.updateJob({ jobKey: job.jobKey, changeset: { timeout: 0 } });
    expect((await activate("slow")).jobs).toHaveLength(1);
  });

  it("may throw a BPMN error", async () => {
    const processInstanceKey = (await start("thrower")) as never;
    const job = first((await activate("thrower")).jobs);
    await api.client.throwJobError({ jobKey: job.jobKey, errorCode: "NO_STOCK" });
    const { items } = await api.client.searchIncidents({ filter: { processInstanceKey } }, now);
    expect(items).toMatchObject([{ errorType: "UNHANDLED_ERROR_EVENT" }]);
  });
});

it("runs the worker of the documentation unchanged", async () => {
  const examples = join(import.meta.dirname, "../../../docs/examples");
  await api.deploy("greet.bpmn", await readFile(join(examples, "greet.bpmn"), "utf8"));
  const worker = spawn(process.execPath, [join(examples, "worker.ts")], {
    env: {
      ...process.env,
      CAMUNDA_REST_ADDRESS: api.address,
      CAMUNDA_AUTH_STRATEGY: "BASIC",
      CAMUNDA_BASIC_AUTH_USERNAME: "everything",
      CAMUNDA_BASIC_AUTH_PASSWORD: SECRET,
    },
    stdio: "ignore",
  });
  const answer = await api.client.createProcessInstance({
    processDefinitionId: "greet",
    variables: { who: "世界" },
    awaitCompletion: true,
  } as never);
  worker.kill("SIGTERM");
  expect(answer).toMatchObject({ variables: { greeting: "Hello, 世界" } });
});

it("counts what is active, and tells who waits for messages", async () => {
  await api.deploy("order.bpmn", ORDER);
  for (const name of ["once", "twice"])
    await api.deploy("versions.bpmn", bpmnFile("versions", userTask(name) + flows("s", name, "e")));
  const { processInstanceKey } = await api.client.createProcessInstance({
    processDefinitionId: "order",
    variables: { orderId: "o-9" },
  } as never);
  await api.client.completeJob({
    jobKey: first(
      (await api.client.activateJobs({ type: "pack", timeout: 60_000, maxJobsToActivate: 1 })).jobs,
    ).jobKey,
  });
  const tasks = await api.client.searchUserTasks({ filter: { processInstanceKey } }, now);
  await api.client.completeUserTask({ userTaskKey: first(tasks.items).userTaskKey });
  const waiting = await api.client.searchMessageSubscriptions(
    { filter: { processInstanceKey } },
    now,
  );
  expect(waiting.items).toMatchObject([{ messageName: "paid", correlationKey: "o-9" }]);
  const byProcess = await api.client.getProcessDefinitionInstanceStatistics({}, now);
  expect(byProcess.items).toContainEqual(
    expect.objectContaining({ processDefinitionId: "fragile", hasMultipleVersions: false }),
  );
  const versions = await api.client.getProcessDefinitionInstanceVersionStatistics(
    { filter: { processDefinitionId: "versions" as never } },
    now,
  );
  expect(versions.items).toHaveLength(2);
  const subscribed = await api.client.getProcessDefinitionMessageSubscriptionStatistics({}, now);
  expect(subscribed.items).toMatchObject([
    { processDefinitionId: "order", activeSubscriptions: 1 },
  ]);
  const errors = await api.client.getProcessInstanceStatisticsByError({}, now);
  expect(errors.items.length).toBeGreaterThan(0);
  const { errorHashCode } = first(errors.items);
  const where = await api.client.getProcessInstanceStatisticsByDefinition(
    { filter: { errorHashCode } },
    now,
  );
  expect(where.items).toHaveLength(1);
});

it("tells how jobs have gone", async () => {
  const at = api.server.platform.clock.now();
  const [from, to] = [at - 3_600_000, at + 3_600_000].map((ms) => new Date(ms).toISOString()) as [
    string,
    string,
  ];
  const filter = { from, to, jobType: "fragile" };
  expect(await api.client.getGlobalJobStatistics(filter, now)).toMatchObject({
    created: { count: 1 },
    completed: { count: 1 },
    failed: { count: 1 },
  });
  await api.client.getJobTypeStatistics({ filter }, now);
  await api.client.getJobWorkerStatistics({ filter }, now);
  await api.client.getJobTimeSeriesStatistics({ filter }, now);
  const errors = await api.client.getJobErrorStatistics({ filter }, now);
  expect(errors.items).toMatchObject([{ errorMessage: "out of paper" }]);
});

it("carries out what the page of operations says of it", () => api.expectRecord("jobs"));
