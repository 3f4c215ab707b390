/** The analyst draws a flow that can get stuck: the check says where, and shows step by step how it comes to that. */
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../pages/accessibility.ts";
import { staff } from "../pages/people.ts";

/** A choice that is joined as if both ways were taken. */
const stuck = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="definitions" targetNamespace="http://tongban.example">
  <bpmn:process id="stuck" name="会卡住的流程" isExecutable="true">
    <bpmn:startEvent id="start" name="开始"/>
    <bpmn:exclusiveGateway id="choice" name="需要核查？" default="no"/>
    <bpmn:task id="inspect" name="核查"/>
    <bpmn:parallelGateway id="join" name="汇合"/>
    <bpmn:endEvent id="end" name="结束"/>
    <bpmn:sequenceFlow id="begin" sourceRef="start" targetRef="choice"/>
    <bpmn:sequenceFlow id="yes" sourceRef="choice" targetRef="inspect"><bpmn:conditionExpression>=needed</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="no" sourceRef="choice" targetRef="join"/>
    <bpmn:sequenceFlow id="done" sourceRef="inspect" targetRef="join"/>
    <bpmn:sequenceFlow id="finish" sourceRef="join" targetRef="end"/>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="stuck">
    <bpmndi:BPMNShape id="start_di" bpmnElement="start"><dc:Bounds x="150" y="182" width="36" height="36"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="choice_di" bpmnElement="choice" isMarkerVisible="true"><dc:Bounds x="245" y="175" width="50" height="50"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="inspect_di" bpmnElement="inspect"><dc:Bounds x="350" y="60" width="100" height="80"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="join_di" bpmnElement="join"><dc:Bounds x="505" y="175" width="50" height="50"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="end_di" bpmnElement="end"><dc:Bounds x="612" y="182" width="36" height="36"/></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="begin_di" bpmnElement="begin"><di:waypoint x="186" y="200"/><di:waypoint x="245" y="200"/></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="yes_di" bpmnElement="yes"><di:waypoint x="270" y="175"/><di:waypoint x="270" y="100"/><di:waypoint x="350" y="100"/></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="no_di" bpmnElement="no"><di:waypoint x="295" y="200"/><di:waypoint x="505" y="200"/></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="done_di" bpmnElement="done"><di:waypoint x="450" y="100"/><di:waypoint x="530" y="100"/><di:waypoint x="530" y="175"/></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="finish_di" bpmnElement="finish"><di:waypoint x="555" y="200"/><di:waypoint x="612" y="200"/></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

test("a flow that can get stuck is found, played step by step, and only deployed when that is accepted", async ({
  browser,
}) => {
  const analyst = await staff(browser, "dengshu", "/models");
  await analyst.goto("/staff/models/stage-review/edit");
  await expect(analyst.locator(".djs-container")).toBeVisible();
  const chooser = analyst.waitForEvent("filechooser");
  await analyst.getByRole("button", { name: "导入" }).click();
  await (
    await chooser
  ).setFiles({ name: "stuck.bpmn", mimeType: "application/xml", buffer: Buffer.from(stuck) });
  await expect(analyst.locator('[data-element-id="inspect"]').first()).toBeVisible();

  await analyst.getByRole("button", { name: "检查" }).click();
  await expect(analyst.getByText(/流程会卡在“汇合”/)).toBeVisible();
  await analyst.getByRole("button", { name: /演示/ }).click();
  const player = analyst.getByRole("region", { name: "问题演示" });
  const marked = (id: string) => analyst.locator(`[data-element-id="${id}"].djs-element`);
  await expect(player.getByText("第 1 步，共 2 步：开始")).toBeVisible();
  await expect(marked("begin")).toHaveClass(/trace-now/);
  await analyst.keyboard.press("ArrowRight");
  await expect(player.getByText("第 2 步，共 2 步：需要核查？")).toBeVisible();
  await expect(marked("begin")).toHaveClass(/trace-passed/);
  await expect(marked("no")).toHaveClass(/trace-now/);
  await analyst.keyboard.press("ArrowRight");
  await expect(player.getByText("此时令牌停在：汇合")).toBeVisible();
  await expect(marked("no")).toHaveClass(/trace-token/);
  await expect(marked("join")).toHaveClass(/trace-token/);
  await expectAccessible(analyst);
  await player.getByRole("button", { name: "关闭演示" }).click();
  await expect(marked("join")).not.toHaveClass(/trace-token/);

  await analyst.getByRole("button", { name: /发布$/ }).first().click();
  const dialog = analyst.getByRole("dialog");
  await dialog.getByLabel("发布说明").fill("试验");
  await dialog.getByRole("button", { name: /发布$/ }).click();
  await expect(dialog.getByText("请确认，或先修改模型")).toBeVisible();
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: /发布$/ }).click();
  await expect(analyst.getByText("已发布为 v1")).toBeVisible();
});
