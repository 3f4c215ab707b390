/** Decisions, expressions, messages and ad-hoc activities, with the official client. */
import { expect, it } from "vitest";
import { bpmnFile, flows, messageCatch, message, userTask } from "../runtime/testing/bpmn.ts";
import { clientTests } from "./testing/client-tests.ts";
import { first, now } from "./testing/official-client.ts";

const api = clientTests();

const grade = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="grades" name="Grades" namespace="urn:tests">
  <decision id="grade" name="Grade">
    <decisionTable id="t" hitPolicy="UNIQUE">
      <input id="i" label="Score"><inputExpression id="ie" typeRef="number"><text>score</text></inputExpression></input>
      <output id="o" name="grade" typeRef="string"/>
      <rule id="high"><inputEntry id="e1"><text>&gt;= 60</text></inputEntry><outputEntry id="e2"><text>"pass"</text></outputEntry></rule>
      <rule id="low"><inputEntry id="e3"><text>&lt; 60</text></inputEntry><outputEntry id="e4"><text>"fail"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`;

it("evaluates decisions, and says which rule fired", async () => {
  const { deployments } = await api.client.createDeployment({
    resources: [new File([grade], "grade.dmn")],
  });
  const decisionDefinitionKey = (first(deployments).decisionDefinition?.decisionDefinitionKey ??
    "") as never;
  const decisionRequirementsKey = decisionDefinitionKey;
  const found = await api.client.searchDecisionDefinitions(
    { filter: { name: "Grade", isLatestVersion: true } },
    now,
  );
  expect(found.items).toMatchObject([{ decisionDefinitionKey, version: 1 }]);
  await api.client.getDecisionDefinition({ decisionDefinitionKey }, now);
  expect(await api.client.getDecisionDefinitionXml({ decisionDefinitionKey }, now)).toBe(grade);
  await api.client.searchDecisionRequirements(
    { filter: { decisionRequirementsName: "Grade" } },
    now,
  );
  await api.client.getDecisionRequirements({ decisionRequirementsKey }, now);
  expect(await api.client.getDecisionRequirementsXml({ decisionRequirementsKey }, now)).toBe(grade);

  const answer = await api.client.evaluateDecision({
    decisionDefinitionKey,
    variables: { score: 70 },
  });
  expect(answer).toMatchObject({
    output: '"pass"',
    evaluatedDecisions: [{ matchedRules: [{ ruleId: "high", ruleIndex: 1 }] }],
  });
  const failed = await api.client.evaluateDecision({
    decisionDefinitionKey,
    variables: { score: "many" },
  });
  expect(failed).toMatchObject({
    failedDecisionDefinitionId: "grade",
    failureMessage: expect.stringMatching(
      /^Expected to evaluate decision 'grade', but the expression "Grade" /,
    ) as string,
    output: "null",
    evaluatedDecisions: [],
  });
});

it("keeps the rules of what was decided, and takes rules away that decided nothing", async () => {
  const required = `<decision id="base" name="Base"><literalExpression><text>2</text></literalExpression></decision>`;
  const file = (points: number): string => `<?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="both" name="both" namespace="x">${required}
    <decision id="points" name="Points"><variable name="points"/><informationRequirement><requiredDecision href="#base"/></informationRequirement>
    <literalExpression><text>${String(points)}</text></literalExpression></decision></definitions>`;
  const deploy = async (points: number): Promise<readonly string[]> => {
    const resources = [new File([file(points)], "points.dmn")];
    const { deployments } = await api.client.createDeployment({ resources });
    return deployments.flatMap(
      ({ decisionDefinition }) => decisionDefinition?.decisionDefinitionKey ?? [],
    );
  };
  const statusOf = async (key: string): Promise<number> => {
    const url = `/v2/resources/${key}/deletion`;
    const headers = api.authorization();
    return (await api.server.app.inject({ method: "POST", url, headers })).statusCode;
  };
  const used = await deploy(1);
  expect(used).toHaveLength(2);
  await api.client.evaluateDecision({ decisionDefinitionId: "points" } as never);
  for (const key of used) expect(await statusOf(key)).toBe(409);
  for (const key of await deploy(3)) expect(await statusOf(key)).toBe(200);
});

it("evaluates FEEL, and conditions that begin processes", async () => {
  const answer = await api.client.evaluateExpression({ expression: "=a + 1", variables: { a: 2 } });
  expect(answer).toMatchObject({ result: 3 });
  await expect(api.client.evaluateExpression({ expression: "=a +" })).rejects.toThrow(
    /INVALID_ARGUMENT/,
  );
  const conditional = `<bpmn:startEvent id="hot"><bpmn:conditionalEventDefinition><bpmn:condition>=degrees &gt; 30</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent>`;
  await api.deploy("heat.bpmn", bpmnFile("heat", `${conditional}${flows("hot", "e")}`));
  const begun = await api.client.evaluateConditionals({ variables: { degrees: 35 } });
  expect(begun.processInstances).toHaveLength(1);
  expect(await api.client.evaluateConditionals({ variables: { degrees: 5 } })).toMatchObject({
    processInstances: [],
  });
});

it("keeps what was decided, and with what reason", async () => {
  await api.client.createDeployment({ resources: [new File([grade], "grade.dmn")] });
  const rule = `<bpmn:businessRuleTask id="rate"><bpmn:extensionElements><zeebe:calledDecision decisionId="grade" resultVariable="rating"/></bpmn:extensionElements></bpmn:businessRuleTask>`;
  await api.deploy("rated.bpmn", bpmnFile("rated", rule + flows("s", "rate", "e")));
  const { processInstanceKey } = await api.client.createProcessInstance({
    processDefinitionId: "rated",
    variables: { score: 12 },
  } as never);
  const { items } = await api.client.searchDecisionInstances(
    { filter: { processInstanceKey } },
    now,
  );
  expect(items).toMatchObject([
    { decisionDefinitionId: "grade", decisionDefinitionVersion: 1, result: '"fail"' },
  ]);
  const { decisionEvaluationInstanceKey } = first(items);
  expect(
    await api.client.getDecisionInstance({ decisionEvaluationInstanceKey }, now),
  ).toMatchObject({
    evaluatedInputs: [{ inputValue: "12" }],
    matchedRules: [{ ruleId: "low" }],
  });
});

it("publishes messages once for each id, and broadcasts signals", async () => {
  const published = { name: "news", correlationKey: "k", messageId: "m-1", timeToLive: 60_000 };
  await api.client.publishMessage(published);
  await expect(api.client.publishMessage(published)).rejects.toThrow(/already published/);
  await api.client.publishMessage({ name: "nobody waits" });
  expect(await api.client.broadcastSignal({ signalName: "alarm" })).toMatchObject({
    tenantId: "<default>",
  });
});

it("tells who has received which message", async () => {
  await api.deploy(
    "told.bpmn",
    bpmnFile(
      "told",
      messageCatch("hear", "m") + flows("s", "hear", "e"),
      message("m", "tell", "ear"),
    ),
  );
  const { processInstanceKey } = await api.client.createProcessInstance({
    processDefinitionId: "told",
    variables: { ear: "left" },
  } as never);
  const { messageKey } = await api.client.correlateMessage({
    name: "tell",
    correlationKey: "left",
  });
  const { items } = await api.client.searchCorrelatedMessageSubscriptions(
    { filter: { messageKey: messageKey } },
    now,
  );
  expect(items).toMatchObject([
    { processInstanceKey, elementId: "hear", messageName: "tell", correlationKey: "left" },
  ]);
  expect(first(items).elementInstanceKey).not.toBeNull();
});

it("begins activities of an ad-hoc sub-process", async () => {
  const care = `<bpmn:adHocSubProcess id="care">${userTask("wash")}${userTask("feed")}</bpmn:adHocSubProcess>`;
  await api.deploy("care.bpmn", bpmnFile("care-for", `${care}${flows("s", "care", "e")}`));
  const { processInstanceKey } = await api.client.createProcessInstance({
    processDefinitionId: "care-for",
  } as never);
  const { items } = await api.client.searchElementInstances(
    { filter: { processInstanceKey, type: "AD_HOC_SUB_PROCESS" } },
    now,
  );
  await api.client.activateAdHocSubProcessActivities({
    adHocSubProcessInstanceKey: first(items).elementInstanceKey,
    elements: [{ elementId: "feed" as never }],
  });
  const tasks = await api.client.searchUserTasks({ filter: { processInstanceKey } }, now);
  expect(tasks.items).toMatchObject([{ elementId: "feed" }]);
  await api.client.searchUserTaskEffectiveVariables(
    { userTaskKey: first(tasks.items).userTaskKey },
    now,
  );
});

it("carries out what the page of operations says of it", () =>
  api.expectRecord("decisions-and-messages"));
