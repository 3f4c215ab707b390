/** A decision table of 30 rules over three inputs, evaluated by a business rule task: ours alone has decisions. */
import { type DecisionModel, parseDecisions } from "../src/index.ts";

/** A process of one business rule task. */
export const decidingModel = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="benchmark">
<process id="main" isExecutable="true"><startEvent id="start"/><businessRuleTask id="decide"><extensionElements><zeebe:calledDecision decisionId="fee" resultVariable="fee"/></extensionElements></businessRuleTask><endEvent id="end"/>
<sequenceFlow id="a" sourceRef="start" targetRef="decide"/><sequenceFlow id="b" sourceRef="decide" targetRef="end"/></process></definitions>`;

/** The decision `fee` of `area`, `kind` and `isNew`; hit policy FIRST. */
export async function thirtyRules(): Promise<DecisionModel> {
  const rules = Array.from({ length: 30 }, (_none, index) => {
    const area = `[${String(10 * index)}..${String(10 * index + 30)})`;
    const kind = index % 2 === 0 ? '"restaurant","canteen"' : '"shop"';
    const cells = [area, kind, index % 3 === 0 ? "true" : "-"].map(
      (text) =>
        `<inputEntry id="i${String(index)}_${text.length}"><text>${escaped(text)}</text></inputEntry>`,
    );
    return `<rule id="rule${String(index)}">${cells.join("")}<outputEntry id="o${String(index)}"><text>${String(100 * index)}</text></outputEntry></rule>`;
  });
  const inputs = ["area", "kind", "isNew"].map(
    (name) =>
      `<input id="in_${name}"><inputExpression id="ie_${name}"><text>${name}</text></inputExpression></input>`,
  );
  const parsed = await parseDecisions(`<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="fees" name="fees" namespace="benchmark"><decision id="fee" name="fee">
<decisionTable id="table" hitPolicy="FIRST">${inputs.join("")}<output id="out" name="fee"/>${rules.join("")}
<rule id="else"><inputEntry id="e1"><text>-</text></inputEntry><inputEntry id="e2"><text>-</text></inputEntry><inputEntry id="e3"><text>-</text></inputEntry><outputEntry id="oe"><text>0</text></outputEntry></rule>
</decisionTable></decision></definitions>`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.model;
}

function escaped(text: string): string {
  return text.replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
