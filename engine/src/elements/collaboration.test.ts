import { expect, test } from "vitest";
import { traceOf } from "../../testing/trace.ts";
import { runScenario, scenario } from "../../testing/scenario.ts";
import { parseProcesses } from "../parse-processes.ts";

/** A shop and a carrier: two pools that talk over message flows. */
const collaboration = (flows: string, reply = 'messageRef="done"', parcel = ""): string => `
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <message id="order" name="order"/>
  <message id="done" name="done"><extensionElements><zeebe:subscription correlationKey="=number"/></extensionElements></message>
  <collaboration id="c">
    <participant id="shop" processRef="main"/><participant id="carrier" processRef="transport"/><participant id="customer"/>
    ${flows}
  </collaboration>
  <process id="main" isExecutable="true">
    <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="send"/>
    <sendTask id="send" messageRef="order"><extensionElements><zeebe:ioMapping>
      <zeebe:input source="=number" target="number"/></zeebe:ioMapping></extensionElements></sendTask>
    <sequenceFlow id="f2" sourceRef="send" targetRef="receive"/>
    <receiveTask id="receive" messageRef="done"/><sequenceFlow id="f3" sourceRef="receive" targetRef="end"/>
    <endEvent id="end"/>
  </process>
  <process id="transport" isExecutable="true">
    <startEvent id="called"><messageEventDefinition messageRef="order"/></startEvent>
    <sequenceFlow id="g1" sourceRef="called" targetRef="drive"/><userTask id="drive"/>
    <sequenceFlow id="g2" sourceRef="drive" targetRef="reply"/>
    <endEvent id="reply"><messageEventDefinition ${reply}/></endEvent>${parcel}
  </process>
</definitions>`;
const flows = `<messageFlow id="m1" sourceRef="send" targetRef="called"/>
  <messageFlow id="m2" sourceRef="reply" targetRef="receive"/>`;

scenario(
  "pools talk to each other: a message begins one and the answer is met",
  "§9.4",
  collaboration(flows),
  [
    [{ number: 7 }, [], "start send receive? transport:called transport:drive?"],
    [
      { number: 7 },
      ["complete task:drive"],
      "start send receive transport:called transport:drive transport:reply end",
    ],
  ],
);

scenario(
  "what an element sends may be said by its message flow alone",
  "§9.4",
  collaboration(flows, ""),
  [
    [
      { number: 7 },
      ["complete task:drive"],
      "start send receive transport:called transport:drive transport:reply end",
    ],
  ],
);

test("a message that comes too early is kept for who waits later", async () => {
  const eager = collaboration(flows)
    .replace("<userTask", "<task")
    .replace("</userTask>", "</task>");
  const world = await runScenario(eager, { number: 7 }, []);
  expect(traceOf(world)).toBe(
    "start send receive transport:called transport:drive transport:reply end",
  );
});

test.each([
  [
    "within one process",
    '<messageFlow id="m" sourceRef="send" targetRef="receive"/>',
    "MESSAGE_FLOW_WITHIN_PROCESS m,MESSAGE_FLOW_MISMATCH m",
  ],
  [
    "to what cannot receive",
    '<messageFlow id="m" sourceRef="send" targetRef="reply"/>',
    "MESSAGE_FLOW_END_INVALID m,MESSAGE_FLOW_MISMATCH m",
  ],
  [
    "with the same message at its ends, or none said",
    '<messageFlow id="m" sourceRef="send" targetRef="called"/><messageFlow id="n" sourceRef="reply" targetRef="start"/>',
    "",
  ],
  [
    "from and to a pool without a process",
    '<messageFlow id="m" sourceRef="customer" targetRef="start"/><messageFlow id="n" sourceRef="send" targetRef="customer"/>',
    "",
  ],
])("a message flow %s", async (_what, drawn, expected) => {
  const parsed = await parseProcesses(collaboration(drawn));
  const findings = parsed.ok ? [] : parsed.findings;
  expect(findings.map(({ code, elementId }) => `${code} ${elementId ?? ""}`).join()).toBe(expected);
});
