/** `@camunda8/sdk`, unmodified: only address and credentials say that it is not Camunda that answers. */
import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Camunda8 } from "@camunda8/sdk";
import { createProcessApiServer, type ProcessApiServer } from "../../testing/process-api-server.ts";
import { bpmnFile, flows, serviceTask, userTask } from "../runtime/testing/bpmn.ts";

type Settings = NonNullable<ConstructorParameters<typeof Camunda8>[0]>;
type RestClient = ReturnType<Camunda8["getCamundaRestClient"]>;

let server: ProcessApiServer;
const closings: (() => unknown)[] = [];

beforeAll(async () => {
  server = await createProcessApiServer();
});
afterAll(async () => {
  await Promise.all(closings.map((close) => close()));
  await server.close();
});

function connect(settings: Settings): Camunda8 {
  const camunda = new Camunda8({
    ZEEBE_REST_ADDRESS: server.address,
    CAMUNDA_LOG_LEVEL: "none",
    ...settings,
  });
  closings.push(() => camunda.closeAllClients());
  return camunda;
}

const withToken = (): Settings => ({
  CAMUNDA_AUTH_STRATEGY: "OAUTH",
  ZEEBE_CLIENT_ID: server.id,
  ZEEBE_CLIENT_SECRET: server.secret,
  CAMUNDA_OAUTH_URL: `${server.address}/oauth/token`,
  CAMUNDA_TOKEN_DISK_CACHE_DISABLE: true,
});
const withPassword = (): Settings => ({
  CAMUNDA_AUTH_STRATEGY: "BASIC",
  CAMUNDA_BASIC_AUTH_USERNAME: server.id,
  CAMUNDA_BASIC_AUTH_PASSWORD: server.secret,
});

/** Pack, then check; what cannot be packed goes to `sorry`. */
function order(processId: string): string {
  return bpmnFile(
    processId,
    `${serviceTask("pack", processId)}${userTask("check")}${flows("s", "pack", "check", "e")}` +
      `<bpmn:boundaryEvent id="sold" attachedToRef="pack"><bpmn:errorEventDefinition errorRef="soldOut"/></bpmn:boundaryEvent>` +
      `<bpmn:endEvent id="sorry"/>${flows("sold", "sorry")}`,
    `<bpmn:error id="soldOut" name="soldOut" errorCode="SOLD_OUT"/>`,
  );
}

/** A worker that packs what there is, once the operator has bought tape. */
function packWith(rest: RestClient, type: string): void {
  const worker = rest.createJobWorker({
    type,
    worker: "packer",
    timeout: 60_000,
    maxJobsToActivate: 5,
    pollIntervalMs: 50,
    jobHandler: (job) => {
      const { item, tape } = job.variables as { readonly item?: string; readonly tape?: boolean };
      if (item === "moon")
        return job.error({ errorCode: "SOLD_OUT", errorMessage: "Only one", variables: {} });
      if (tape !== true) return job.fail({ errorMessage: "No tape", retries: 0 });
      return job.complete({ boxes: 2 });
    },
  });
  closings.push(() => worker.stop());
}

describe.each([
  ["a bearer token", "order-token", withToken],
  ["a password", "order-password", withPassword],
])("with %s", (_credentials, processDefinitionId, settings) => {
  const start = async (rest: RestClient, item: string): Promise<string> =>
    (await rest.createProcessInstance({ processDefinitionId, variables: { item } }))
      .processInstanceKey;

  it("takes an instance from deployment over a failed job and a task to its end", async () => {
    const rest = connect(settings()).getCamundaRestClient();
    const name = `${processDefinitionId}.bpmn`;
    const { processes } = await rest.deployResources([
      { content: order(processDefinitionId), name },
    ]);
    expect(processes).toMatchObject([{ processDefinitionId, processDefinitionVersion: 1 }]);
    packWith(rest, processDefinitionId);
    const processInstanceKey = await start(rest, "book");
    const filter = { processInstanceKey };

    const incident = await expect
      .poll(async () => (await rest.searchIncidents({ filter })).items[0])
      .toMatchObject({ errorType: "JOB_NO_RETRIES", elementId: "pack", state: "ACTIVE" })
      .then(async () => (await rest.searchIncidents({ filter })).items[0]);
    if (incident === undefined) throw new Error("There is no incident");
    await rest.updateElementInstanceVariables({
      elementInstanceKey: processInstanceKey,
      variables: { tape: true },
    });
    await rest.updateJob({ jobKey: incident.jobKey, retries: 1 });
    await rest.resolveIncident(incident.incidentKey);

    await expect
      .poll(async () => (await rest.searchUserTasks({ filter })).items)
      .toMatchObject([{ elementId: "check", state: "CREATED", assignee: null }]);
    const [task] = (await rest.searchUserTasks({ filter })).items;
    const userTaskKey = task?.userTaskKey ?? "";
    await rest.assignUserTask({ userTaskKey, assignee: "wang" });
    await rest.updateUserTask({ userTaskKey, changeset: { candidateGroups: ["packers"] } });
    expect(await rest.getUserTask(userTaskKey)).toMatchObject({
      assignee: "wang",
      candidateGroups: ["packers"],
    });
    await rest.completeUserTask({ userTaskKey, variables: { isChecked: true } });

    const found = await rest.searchProcessInstances({ filter });
    expect(found.items).toMatchObject([{ state: "COMPLETED", processDefinitionId }]);
    const variables = await rest.searchVariables({ filter });
    const values = variables.items.map(({ name: variable, value }) => [variable, value]);
    expect(Object.fromEntries(values)).toEqual({
      item: '"book"',
      tape: "true",
      boxes: "2",
      isChecked: "true",
    });
  });

  it("catches the BPMN error of a worker", async () => {
    const rest = connect(settings()).getCamundaRestClient();
    packWith(rest, processDefinitionId);
    const processInstanceKey = await start(rest, "moon");
    await expect
      .poll(
        async () => (await rest.searchElementInstances({ filter: { processInstanceKey } })).items,
      )
      .toContainEqual(expect.objectContaining({ elementId: "sorry", state: "COMPLETED" }));
  });
});

it("has its newer client with a worker too", async () => {
  const client = connect(withToken()).getOrchestrationClusterApiClient();
  const file = bpmnFile("hello", serviceTask("say", "hello") + flows("s", "say", "e"));
  const deployment = await client.createDeployment({
    resources: [new File([file], "hello.bpmn")],
  });
  const worker = client.createJobWorker({
    jobType: "hello",
    workerName: "greeter",
    maxParallelJobs: 1,
    jobTimeoutMs: 60_000,
    jobHandler: (job) => job.complete({ greeting: "你好" }),
  });
  closings.push(() => {
    worker.stop();
  });
  const [deployed] = deployment.processes;
  if (deployed === undefined) throw new Error("Nothing was deployed");
  const { processDefinitionKey } = deployed;
  const answer = await client.createProcessInstance({
    processDefinitionKey,
    awaitCompletion: true,
  });
  expect(answer).toMatchObject({ variables: { greeting: "你好" } });
});

it("keeps a document with what is said of it", async () => {
  const rest = connect(withPassword()).getCamundaRestClient();
  const stored = await rest.uploadDocument({
    file: createReadStream(import.meta.filename),
    metadata: { fileName: "note.txt", contentType: "text/plain", customProperties: { shelf: 7 } },
  });
  expect(stored).toMatchObject({ metadata: { fileName: "note.txt", contentType: "text/plain" } });
  const { documentId } = stored;
  const link = await rest.createDocumentLink({ documentId, timeToLive: 60_000 });
  expect(link).toMatchObject({ url: expect.stringContaining("/document-links/") as string });
});

it("asks for the licence before it has a token", async () => {
  const rest = connect({ CAMUNDA_OAUTH_DISABLED: true }).getCamundaRestClient();
  expect(await rest.getLicenseStatus()).toMatchObject({ validLicense: true });
});

/** What the older client calls: method and address, as its source has them. */
function callsOf(source: string): string[] {
  const direct = source.matchAll(/\.(get|post|patch|put|delete)\(\s*[`']([^`']+)[`']/g);
  const others = source.split("callApiEndpoint({").slice(1);
  return [
    ...[...direct].map(([, method = "", address = ""]) => `${method.toUpperCase()} ${address}`),
    ...others.flatMap((call) => {
      const [, method] = /^[^;]*?method: '(\w+)'/s.exec(call) ?? [];
      const [, address] = /^[^;]*?urlPath: [`']([^`']+)[`']/s.exec(call) ?? [];
      return method === undefined || address === undefined ? [] : [`${method} ${address}`];
    }),
  ];
}

it("finds an answer at each address that its older client calls", async () => {
  const require = createRequire(import.meta.url);
  const file = require.resolve("@camunda8/sdk/dist/c8/lib/CamundaRestClient.js");
  const calls = callsOf(readFileSync(file, "utf8"));
  expect(calls.length).toBeGreaterThan(40);
  const missing: string[] = [];
  for (const call of calls) {
    const [method = "", address = ""] = call.split(" ");
    const answer = await fetch(`${server.address}/v2/${address.replaceAll(/\$\{[^}]+\}/g, "1")}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${server.id}:${server.secret}`).toString("base64")}`,
      },
    });
    if (/no such endpoint|Method '\w+' is not supported/.test(await answer.text()))
      missing.push(call);
  }
  // Of Camunda 8.6; rights are not given from outside (docs/process-api.md).
  expect(missing).toEqual(["PATCH authorizations/${ownerKey}"]);
});
