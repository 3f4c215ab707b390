/** The analyst redraws the flow: new cases follow version 2, the running one stays on version 1, and both diagrams say so. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../pages/accessibility.ts";
import { handIn } from "../pages/application.ts";
import { citizen, staff } from "../pages/people.ts";

const MODEL = join(import.meta.dirname, "../../processes/m02-food-licence/m02-food-licence.bpmn");

/** The model with a second review behind the first, as an analyst's file. */
function withSecondReview(): Buffer {
  const xml = readFileSync(MODEL, "utf8")
    .replace(
      "<bpmn:outgoing>f_review_reviewed</bpmn:outgoing>",
      "<bpmn:outgoing>f_review_second</bpmn:outgoing>",
    )
    .replace(
      "<bpmn:incoming>f_review_reviewed</bpmn:incoming>",
      "<bpmn:incoming>f_second_reviewed</bpmn:incoming>",
    )
    .replace(
      '<bpmn:sequenceFlow id="f_review_reviewed" sourceRef="review" targetRef="reviewed"/>',
      `<bpmn:sequenceFlow id="f_review_second" sourceRef="review" targetRef="secondReview"/>
       <bpmn:sequenceFlow id="f_second_reviewed" sourceRef="secondReview" targetRef="reviewed"/>
       <bpmn:userTask id="secondReview" name="复审">
         <bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="m02-review"/>
           <zeebe:assignmentDefinition candidateGroups="=[&quot;reviewer@&quot; + office]"/>
           <zeebe:properties><zeebe:property name="stage" value="review"/><zeebe:property name="node" value="review"/><zeebe:property name="role" value="reviewer"/></zeebe:properties>
         </bpmn:extensionElements>
         <bpmn:incoming>f_review_second</bpmn:incoming><bpmn:outgoing>f_second_reviewed</bpmn:outgoing>
       </bpmn:userTask>`,
    )
    .replace(
      /<bpmndi:BPMNEdge id="f_review_reviewed_di"[\s\S]*?<\/bpmndi:BPMNEdge>/,
      `<bpmndi:BPMNShape id="secondReview_di" bpmnElement="secondReview"><dc:Bounds x="2392" y="805" width="100" height="80"/></bpmndi:BPMNShape>
       <bpmndi:BPMNEdge id="f_review_second_di" bpmnElement="f_review_second"><di:waypoint x="2360" y="845"/><di:waypoint x="2392" y="845"/></bpmndi:BPMNEdge>
       <bpmndi:BPMNEdge id="f_second_reviewed_di" bpmnElement="f_second_reviewed"><di:waypoint x="2492" y="845"/><di:waypoint x="2525" y="845"/></bpmndi:BPMNEdge>`,
    );
  return Buffer.from(xml);
}

test("a deployed redraw is version 2, and running cases stay on version 1 until they are taken along", async ({
  browser,
}) => {
  const applicant = await citizen(browser, "linxiaoyan", "/matters/M02/apply");
  const before = await handIn(applicant);
  const analyst = await staff(browser, "dengshu", "/models");
  await expectAccessible(analyst);
  await analyst.goto("/staff/models/m02-food-licence/edit");
  await expect(analyst.locator(".djs-container")).toBeVisible();

  const chooser = analyst.waitForEvent("filechooser");
  await analyst.getByRole("button", { name: "导入" }).click();
  await (
    await chooser
  ).setFiles({ name: "m02.bpmn", mimeType: "application/xml", buffer: withSecondReview() });
  await expect(analyst.locator('[data-element-id="secondReview"]').first()).toBeVisible();
  await analyst.getByRole("button", { name: "检查" }).click();
  await expect(analyst.getByText("没有发现问题，可以发布")).toBeVisible();
  await analyst.getByRole("button", { name: /发布$/ }).first().click();
  await analyst.getByLabel("发布说明").fill("审查后增加一次复审");
  await analyst.getByRole("dialog").getByRole("button", { name: /发布$/ }).click();
  await expect(analyst.getByText("已发布为 v2")).toBeVisible();

  await applicant.goto("/matters/M02/apply");
  const after = await handIn(applicant);
  for (const [found, version] of [
    [before, "v1"],
    [after, "v2"],
  ] as const) {
    await applicant.goto(`/cases/${found.id}`);
    await applicant.getByRole("button", { name: "查看流程图" }).click();
    await expect(
      applicant.getByRole("button", { name: new RegExp(`新办 · ${version}`) }),
    ).toBeVisible();
    await expect(applicant.locator('[data-element-id="secondReview"]')).toHaveCount(
      version === "v2" ? 1 : 0,
    );
  }

  // Until the analyst takes them along, after a trial that says whether that can be.
  await analyst.goto("/staff/models/m02-food-licence?version=1");
  await analyst.getByRole("button", { name: /迁移到 v2/ }).click();
  await expect(analyst.getByText("可以", { exact: true }).first()).toBeVisible();
  await expectAccessible(analyst);
  await analyst.getByRole("button", { name: "执行" }).click();
  await analyst.getByRole("tooltip").getByRole("button", { name: "执行" }).click();
  await expect(analyst.getByText("已完成", { exact: true }).first()).toBeVisible();
  await expect(analyst.getByText(/已完成 [1-9]\d* · 失败 0 · 共/)).toBeVisible();
  await expectAccessible(analyst);
  await applicant.goto(`/cases/${before.id}`);
  await applicant.getByRole("button", { name: "查看流程图" }).click();
  await expect(applicant.getByRole("button", { name: /新办 · v2/ })).toBeVisible();
});

test("a model that is not supported is refused with findings, and nothing is deployed", async ({
  browser,
}) => {
  const analyst = await staff(browser, "dengshu", "/models/new");
  await expect(analyst.locator(".djs-container")).toBeVisible();
  const broken = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>`;
  const csrf = await analyst.evaluate(async () => {
    const me = await fetch("/api/me");
    return ((await me.json()) as { csrfToken: string }).csrfToken;
  });
  const answer = await analyst.request.post("/api/models/deploy", {
    data: { xml: broken, comment: "x" },
    headers: { "x-csrf-token": csrf },
  });
  expect(answer.status()).toBe(422);
  expect(JSON.stringify(await answer.json())).toContain("XML_DOCTYPE_FORBIDDEN");
});
