/**
 * Global tasks (BPMN 2.0.2 §10.3.4): tasks of their own in a file, which call activities use. Each is deployed as a process
 * that consists of this one task, so calling it is calling a process.
 */
import { checkStructure } from "../validate/structure.ts";
import type { ElementKind } from "./element-kind.ts";
import type { Finding } from "./finding.ts";
import type { ModelElement } from "./model-element.ts";
import { ProcessBuilder } from "./process-builder.ts";
import { NO_INDEX, type ProcessGraph } from "./process-graph.ts";
import { readNode, readProperties } from "./read-node.ts";

const kinds: Readonly<Record<string, ElementKind>> = {
  "bpmn:GlobalTask": "task",
  "bpmn:GlobalUserTask": "userTask",
  "bpmn:GlobalManualTask": "manualTask",
  "bpmn:GlobalScriptTask": "scriptTask",
  "bpmn:GlobalBusinessRuleTask": "businessRuleTask",
};

/** The process of a global task; undefined for every other element. */
export function compileGlobalTask(
  element: ModelElement,
  findings: Finding[],
): ProcessGraph | undefined {
  const kind = kinds[element.type];
  if (kind === undefined) return undefined;
  const builder = new ProcessBuilder(findings);
  const { id } = element;
  const common = { trigger: "none", inputs: [], outputs: [], isForCompensation: false } as const;
  const process = builder.addNode(element, {
    ...common,
    elementId: id,
    name: element.text("name") ?? id,
    kind: "process",
    scope: NO_INDEX,
    properties: readProperties(element),
    details: null,
  });
  const start = builder.addNode(element, {
    ...common,
    elementId: `${id}-start`,
    name: `${id}-start`,
    kind: "startEvent",
    scope: process.index,
    properties: undefined,
    details: { definition: null, isInterrupting: true },
  });
  const task = readNode(builder, element, kind, process.index, `${id}-task`);
  const flow = { index: 0, flowId: `${id}-flow`, source: start.index, target: task.index };
  builder.flows.push({ ...flow, condition: null });
  builder.flowOf.set(flow.flowId, flow.index);
  start.outgoing.push(flow.index);
  task.incoming.push(flow.index);
  checkStructure(builder);
  return builder.build(null);
}
