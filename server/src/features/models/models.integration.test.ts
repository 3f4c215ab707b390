/** The analyst's day: read a model, break it, deploy the next version, see what runs on which. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestServer, type Person, type TestServer } from "../../../testing/test-server.ts";
import type { FindingView, IncidentView, ModelInstanceView } from "./models.schema.ts";

const PROCESS = "/api/models/stage-review";

let server: TestServer;
let dengshu: Person;

beforeAll(async () => {
  server = await createTestServer({ city: true });
  dengshu = await server.logIn("dengshu");
});
afterAll(() => server.close());

async function xmlOf(version: number): Promise<string> {
  return (await dengshu.get(`${PROCESS}/versions/${version}`)).json<{ xml: string }>().xml;
}

const deploy = (xml: string, who = dengshu) =>
  who.send("POST", "/api/models/deploy", { xml, comment: "增加复核环节" });

async function instances(version: number): Promise<ModelInstanceView[]> {
  const answer = await dengshu.get(`${PROCESS}/versions/${version}/instances`);
  return answer.json<{ items: ModelInstanceView[] }>().items;
}

/** Runs a review that belongs to no case. */
async function startReview(): Promise<string> {
  const started = await server.platform.runtime.execute({
    type: "startInstance",
    processId: "stage-review",
    variables: { office: "scjgj" },
  });
  if (!started.ok) throw new Error(started.problem.code);
  return started.value.processInstanceId;
}

describe("a model", () => {
  test("is listed with its versions, forms and decisions", async () => {
    const { items } = (await dengshu.get("/api/models")).json<{ items: unknown[] }>();
    expect(items).toContainEqual({
      processId: "m02-food-licence",
      name: expect.any(String) as string,
      latestVersion: 1,
      versions: 1,
      runningInstances: 0,
      incidents: 0,
    });
    expect((await dengshu.get(`${PROCESS}/versions`)).json()).toMatchObject({
      items: [{ version: 1, deployedBy: null, comment: "示例城市" }],
    });
    expect(await xmlOf(1)).toContain("<bpmn:definitions");
    expect((await dengshu.get("/api/forms")).json()).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ id: "m02-review", version: 1 }),
      ]) as [],
    });
    expect((await dengshu.get("/api/decisions")).json()).toMatchObject({
      items: [{ id: "m02-inspection", version: 1 }],
    });
  });

  test("that is the same as the latest makes no new version", async () => {
    expect((await deploy(await xmlOf(1))).json()).toEqual({
      processId: "stage-review",
      version: 1,
      unchanged: true,
    });
  });

  test("deployed anew is followed by new instances; running ones stay", async () => {
    const old = await startReview();
    const answer = await deploy((await xmlOf(1)).replace('name="审查"', 'name="审查（复核）"'));
    expect(answer.json()).toEqual({ processId: "stage-review", version: 2, unchanged: false });
    const fresh = await startReview();
    expect((await instances(1)).map(({ processInstanceId }) => processInstanceId)).toEqual([old]);
    expect(await instances(2)).toMatchObject([
      { processInstanceId: fresh, caseId: null, caseNumber: null, state: "active", version: 2 },
    ]);
    expect((await instances(2))[0]?.activeElements).not.toEqual([]);
    const versions = (await dengshu.get(`${PROCESS}/versions`)).json<unknown>();
    expect(versions).toMatchObject({
      items: [
        { version: 2, deployedBy: "邓舒", comment: "增加复核环节", runningInstances: 1 },
        { version: 1, runningInstances: 1 },
      ],
    });
    const statistics = (await dengshu.get(`${PROCESS}/versions/1/statistics`)).json<unknown>();
    expect(statistics).toMatchObject({
      running: 1,
      elements: expect.arrayContaining([
        expect.objectContaining({ active: 1, completed: 0, incidents: 0 }),
      ]) as [],
    });
  });

  test("that can get stuck is refused with the way to it, unless that is accepted in so many words", async () => {
    const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
      <process id="stuck" isExecutable="true"><startEvent id="s"/><sequenceFlow id="s_x" sourceRef="s" targetRef="x"/>
      <exclusiveGateway id="x" default="x_j"/><sequenceFlow id="x_j" sourceRef="x" targetRef="j"/><task id="t"/>
      <sequenceFlow id="x_t" sourceRef="x" targetRef="t"><conditionExpression>=a</conditionExpression></sequenceFlow>
      <sequenceFlow id="t_j" sourceRef="t" targetRef="j"/><parallelGateway id="j"/></process></definitions>`;
    const { findings } = (await dengshu.send("POST", "/api/models/check", { xml })).json<{
      findings: FindingView[];
    }>();
    expect(findings).toMatchObject([
      {
        code: "DEADLOCK",
        severity: "error",
        isAcceptable: true,
        elementId: "j",
        trace: {
          steps: [
            { elementId: "s", flowIds: ["s_x"] },
            { elementId: "x", flowIds: ["x_j"] },
          ],
          tokens: [{ elementId: "j", flowId: "x_j" }],
        },
      },
    ]);
    expect((await deploy(xml)).json()).toMatchObject({ code: "MODEL_INVALID", findings });
    const accepted = await dengshu.send("POST", "/api/models/deploy", {
      xml,
      comment: "试用",
      acceptUnsound: true,
    });
    expect(accepted.json()).toMatchObject({ processId: "stuck", version: 1 });
    expect((await dengshu.get("/api/models/stuck/versions")).json()).toMatchObject({
      items: [{ comment: "试用（已确认验证错误：DEADLOCK j）" }],
    });
  });

  test.each([
    ["broken", "<bpmn:definitions"],
    ["no BPMN", "<html/>"],
    [
      "with an external entity",
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><definitions>&e;</definitions>',
    ],
    [
      "with what is no part of a process",
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
        <process id="p" isExecutable="true"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="c"/>
        <choreographyTask id="c"/></process></definitions>`,
    ],
  ])("%s is refused with findings, and nothing is kept", async (_what, xml) => {
    const checked = await dengshu.send("POST", "/api/models/check", { xml });
    const { findings } = checked.json<{ findings: FindingView[] }>();
    expect(findings.some(({ severity }) => severity === "error")).toBe(true);
    const refused = await deploy(xml);
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({ code: "MODEL_INVALID", findings });
    expect(refused.body).not.toContain("root:");
  });

  test("made for Camunda 7 is translated, and what changed is told", async () => {
    const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
      <process id="legacy" isExecutable="true"><startEvent id="s"/><serviceTask id="pay" camunda:class="org.city.Pay"/><endEvent id="e"/>
      <sequenceFlow id="f1" sourceRef="s" targetRef="pay"/><sequenceFlow id="f2" sourceRef="pay" targetRef="e"/></process></definitions>`;
    const checked = await dengshu.send("POST", "/api/models/check", { xml });
    expect(checked.json()).toMatchObject({
      findings: [{ code: "TRANSLATED", severity: "hint", elementId: "pay" }],
    });
    expect((await deploy(xml)).statusCode).toBe(200);
    const kept = (await dengshu.get("/api/models/legacy/versions/1")).json<{ xml: string }>();
    expect(kept.xml).toContain('<zeebe:taskDefinition type="org.city.Pay" />');
    expect(kept.xml).not.toContain("camunda:class");
  });

  test("of the library is without findings", async () => {
    for (const id of ["m02-food-licence", "stage-booking", "stage-review"]) {
      const { xml } = (await dengshu.get(`/api/models/${id}/versions/1`)).json<{ xml: string }>();
      const checked = await dengshu.send("POST", "/api/models/check", { xml });
      expect(checked.json()).toEqual({ findings: [] });
    }
  });

  test("that names what nobody has deployed is told where", async () => {
    const booking = await dengshu.get("/api/models/stage-booking/versions/1");
    const xml = booking
      .json<{ xml: string }>()
      .xml.replace("stage-call-number", "stage-cal-number");
    const refused = await deploy(xml);
    const line = xml.slice(0, xml.indexOf("stage-cal-number")).split("\n").length;
    expect(refused.json()).toMatchObject({
      code: "MODEL_INVALID",
      findings: [{ code: "FORM_NOT_DEPLOYED", elementId: "callNumber", line, severity: "error" }],
    });
  });

  test("with a task that nobody would see is warned about, not refused", async () => {
    const xml = (await xmlOf(1)).replaceAll(/<zeebe:assignmentDefinition[^>]*>/g, "");
    const checked = await dengshu.send("POST", "/api/models/check", { xml });
    expect(checked.json()).toMatchObject({
      findings: [{ code: "TASK_UNASSIGNED", severity: "warning", elementId: "review" }],
    });
  });

  test("that does not exist is not found", async () => {
    for (const url of ["/versions", "/versions/1", "/versions/1/statistics"]) {
      const answer = await dengshu.get(`/api/models/nothing${url}`);
      expect(answer.json()).toMatchObject({ code: "MODEL_NOT_FOUND" });
    }
  });

  test("is deployed by analysts only", async () => {
    const [gaolan, lin] = await Promise.all([server.logIn("gaolan"), server.logIn("linxiaoyan")]);
    expect((await deploy(await xmlOf(1), gaolan)).statusCode).toBe(403);
    expect((await gaolan.get("/api/models")).statusCode).toBe(200);
    expect((await lin.get("/api/models")).statusCode).toBe(403);
  });
});

test("an incident is shown by name and tried again", async () => {
  await deploy(`<?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t">
      <process id="needs-y" name="需要 y" isExecutable="true">
        <startEvent id="s"/>
        <exclusiveGateway id="check" name="大于一？"/>
        <endEvent id="e"/>
        <sequenceFlow id="f1" sourceRef="s" targetRef="check"/>
        <sequenceFlow id="f2" sourceRef="check" targetRef="e">
          <conditionExpression xsi:type="tFormalExpression">=y > 1</conditionExpression>
        </sequenceFlow>
      </process>
    </definitions>`);
  const { runtime } = server.platform;
  const started = await runtime.execute({
    type: "startInstance",
    processId: "needs-y",
    variables: { y: 0 },
  });
  if (!started.ok) throw new Error(started.problem.message.en);
  const list = async (): Promise<IncidentView[]> =>
    (await dengshu.get("/api/incidents")).json<{ items: IncidentView[] }>().items;
  const [incident] = await list();
  expect(incident).toMatchObject({
    processId: "needs-y",
    version: 1,
    elementId: "check",
    elementName: "大于一？",
    code: "NO_FLOW_TAKEN",
  });
  const { processInstanceId } = started.value;
  const { items } = (await dengshu.get("/api/models/needs-y/versions/1/instances")).json<{
    items: ModelInstanceView[];
  }>();
  expect(items).toMatchObject([{ processInstanceId, state: "incident" }]);
  await runtime.execute({ type: "setVariables", processInstanceId, variables: { y: 2 } });
  const resolve = () => dengshu.send("POST", `/api/incidents/${incident?.id ?? ""}/resolve`);
  expect((await resolve()).json()).toEqual({ ok: true });
  expect(await list()).toEqual([]);
  expect((await resolve()).json()).toMatchObject({ code: "INCIDENT_NOT_FOUND" });
});
