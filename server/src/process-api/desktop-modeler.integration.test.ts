/**
 * What Camunda's desktop modeler does when somebody deploys and starts from it: the calls of its `zeebe-api` module (MIT), with the
 * client library that it is built with, `@camunda8/sdk`, and the settings that it makes of what stands in its dialogue.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Camunda8, type CamundaRestClient } from "@camunda8/sdk";
import { createProcessApiServer, type ProcessApiServer } from "../../testing/process-api-server.ts";
import { bpmnFile, flows, userTask } from "../runtime/testing/bpmn.ts";

type Settings = NonNullable<ConstructorParameters<typeof Camunda8>[0]>;

let server: ProcessApiServer;
beforeAll(async () => {
  server = await createProcessApiServer();
});
afterAll(() => server.close());

/** A client as it makes one: of the address it takes a `/v2` away that somebody has written. */
function modelerFor(url: string, credentials: Settings): CamundaRestClient {
  const ZEEBE_REST_ADDRESS = url.replace(/(\/v2)?\/*$/, "");
  return new Camunda8({
    ZEEBE_REST_ADDRESS,
    CAMUNDA_LOG_LEVEL: "none",
    ...credentials,
  }).getCamundaRestClient();
}

const basic = (password: string): Settings => ({
  CAMUNDA_AUTH_STRATEGY: "BASIC",
  CAMUNDA_BASIC_AUTH_USERNAME: server.id,
  CAMUNDA_BASIC_AUTH_PASSWORD: password,
});
const oauth = (): Settings => ({
  CAMUNDA_AUTH_STRATEGY: "OAUTH",
  ZEEBE_CLIENT_ID: server.id,
  ZEEBE_CLIENT_SECRET: server.secret,
  CAMUNDA_OAUTH_URL: `${server.address}/oauth/token`,
  CAMUNDA_ZEEBE_OAUTH_AUDIENCE: "tongban",
  CAMUNDA_TOKEN_DISK_CACHE_DISABLE: true,
});

const form = JSON.stringify({ type: "default", id: "note", schemaVersion: 16, components: [] });

describe.each([
  ["Basic", "drawn-basic", () => basic(server.secret)],
  ["OAuth", "drawn-oauth", oauth],
])("the desktop modeler with %s", (_credentials, processId, credentials) => {
  it("connects, deploys a diagram with its form, starts it and shows how it stands", async () => {
    const modeler = modelerFor(`${server.address}/v2/`, credentials());
    // It speaks REST to whoever answers this, and gRPC to others.
    expect((await modeler.getTopology()).gatewayVersion).toBe("8.9.0");

    const content = bpmnFile(processId, userTask("look") + flows("s", "look", "e"));
    const deployed = await modeler.deployResources([
      { content, name: `${processId}.bpmn` },
      { content: form, name: "note.form" },
    ]);
    expect(deployed.deploymentKey).toMatch(/^\d+$/);
    expect(deployed.deployments[0]).toMatchObject({
      processDefinition: { processDefinitionId: processId, processDefinitionVersion: 1 },
    });

    const { processInstanceKey } = await modeler.createProcessInstance({
      processDefinitionId: processId,
      variables: { shelf: 7 },
    });
    const filter = { processInstanceKey };
    const instances = await modeler.searchProcessInstances({ filter });
    expect(instances.items).toMatchObject([{ state: "ACTIVE", hasIncident: false }]);
    const variables = await modeler.searchVariables({ filter });
    expect(variables.items).toMatchObject([{ name: "shelf", value: "7" }]);
    const elements = await modeler.searchElementInstances({ filter });
    expect(elements.items).toContainEqual(
      expect.objectContaining({ elementId: "look", state: "ACTIVE" }),
    );
    expect((await modeler.searchIncidents({ filter })).items).toEqual([]);

    // Its tab "Test" begins at the element that is tried, and ends the instance after it.
    const tried = await modeler.createProcessInstance({
      processDefinitionId: processId,
      variables: {},
      startInstructions: [{ elementId: "look" }],
      runtimeInstructions: [{ type: "TERMINATE_PROCESS_INSTANCE", afterElementId: "look" }],
    });
    const ofTrial = { processInstanceKey: tried.processInstanceKey };
    const [task] = (await modeler.searchUserTasks({ filter: ofTrial })).items;
    await modeler.completeUserTask({ userTaskKey: task?.userTaskKey ?? "" });
    expect((await modeler.searchProcessInstances({ filter: ofTrial })).items).toMatchObject([
      { state: "TERMINATED" },
    ]);
  });
});

it("tells the desktop modeler of a wrong password and of a diagram with a mistake", async () => {
  const stranger = modelerFor(server.address, basic("a wrong secret"));
  await expect(stranger.getTopology()).rejects.toThrow(/Unauthorized/);
  const modeler = modelerFor(server.address, basic(server.secret));
  const content = bpmnFile("torn", '<bpmn:task id="t"/><bpmn:sequenceFlow id="f" sourceRef="s"/>');
  await expect(modeler.deployResources([{ content, name: "torn.bpmn" }])).rejects.toThrow(
    /INVALID_ARGUMENT/,
  );
});
