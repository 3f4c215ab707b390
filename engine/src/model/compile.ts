/**
 * From the parsed XML to immutable graphs, one for each executable process, with all findings at once. The order of
 * nodes and flows is that of the model, which also is the order in which conditions are tried.
 */
import { readListeners } from "../semantics/listeners.ts";
import { checkMessageFlows } from "../validate/message-flows.ts";
import { checkStructure } from "../validate/structure.ts";
import { dataOf } from "./data.ts";
import { ElementReader } from "./element-reader.ts";
import { kindOf } from "./element-types.ts";
import { isScope } from "./element-kind.ts";
import type { Finding } from "./finding.ts";
import { compileGlobalTask } from "./global-tasks.ts";
import { ModelElement } from "./model-element.ts";
import { ProcessBuilder } from "./process-builder.ts";
import { NO_INDEX, type ProcessGraph } from "./process-graph.ts";
import { associationsIn, linkHandlers } from "./compensation-links.ts";
import { readNode, readProperties } from "./read-node.ts";

/** What compilation gives; the graphs must not be run when a finding is an error. */
export interface CompiledModel {
  readonly processes: readonly ProcessGraph[];
  readonly findings: readonly Finding[];
}

/** Compiles all executable processes and global tasks of a `bpmn:Definitions` element. */
export function compileModel(definitions: ModelElement): CompiledModel {
  const findings: Finding[] = [];
  const processes = definitions
    .many("rootElements")
    .flatMap((element) =>
      element.type === "bpmn:Process" && element.flag("isExecutable") === true
        ? compileProcess(element, findings)
        : (compileGlobalTask(element, findings) ?? []),
    );
  if (processes.length === 0) {
    findings.push({
      code: "NO_EXECUTABLE_PROCESS",
      severity: "error",
      message: { zh: "模型中没有可执行的流程", en: "The model has no executable process" },
    });
  }
  checkMessageFlows(definitions, findings);
  return { processes, findings };
}

function compileProcess(element: ModelElement, findings: Finding[]): ProcessGraph {
  const builder = new ProcessBuilder(findings);
  const process = builder.addNode(element, {
    elementId: element.id,
    name: element.text("name") ?? element.id,
    kind: "process",
    trigger: "none",
    scope: NO_INDEX,
    inputs: [],
    outputs: [],
    isForCompensation: false,
    properties: readProperties(element),
    details: null,
  });
  const reader = new ElementReader(element, undefined, findings, () => undefined);
  process.data = dataOf(element);
  process.listeners = readListeners(reader, "process");
  const flows: { readonly flow: ModelElement; readonly scope: number }[] = [];
  // A work list instead of recursion: nesting is the model's choice, not the call stack's.
  const scopes = [{ content: element, index: 0 }];
  for (const { content, index } of scopes) {
    builder.associations.push(...associationsIn(content));
    for (const child of content.many("flowElements")) {
      const kind = kindOf(child);
      if (kind === "flow") flows.push({ flow: child, scope: index });
      else if (kind === "refused") refuse(builder, child);
      else if (kind !== "documentation") {
        const node = readNode(builder, child, kind, index);
        if (isScope(kind)) scopes.push({ content: child, index: node.index });
      }
    }
  }
  for (const { flow, scope } of flows) addFlow(builder, flow, scope);
  linkNodes(builder);
  linkHandlers(builder);
  checkStructure(builder);
  return builder.build(element.extension("zeebe:VersionTag")?.text("value") ?? null);
}

function refuse(builder: ProcessBuilder, element: ModelElement): void {
  const type = element.type.replace("bpmn:", "");
  builder.report(
    "NOT_SUPPORTED",
    element.id,
    `暂不支持的元素：${type}`,
    `This element is not supported: ${type}`,
  );
}

function addFlow(builder: ProcessBuilder, flow: ModelElement, scope: number): void {
  const source = builder.byId(flow.one("sourceRef")?.id ?? "");
  const target = builder.byId(flow.one("targetRef")?.id ?? "");
  if (source === undefined || target === undefined) {
    builder.report(
      "FLOW_NOT_CONNECTED",
      flow.id,
      "顺序流的起点或终点不存在",
      "The source or the target of the sequence flow does not exist",
    );
    return;
  }
  if (source.scope !== scope || target.scope !== scope) {
    builder.report(
      "FLOW_CROSSES_SCOPE",
      flow.id,
      "顺序流不能跨越子流程边界",
      "A sequence flow cannot cross a sub-process",
    );
    return;
  }
  const reader = new ElementReader(flow, undefined, builder.findings, () => undefined);
  const condition =
    reader.expression(flow.one("conditionExpression")?.text("body"), "conditionExpression") ?? null;
  const index = builder.flows.length;
  builder.flows.push({
    index,
    flowId: flow.id,
    source: source.index,
    target: target.index,
    condition,
  });
  builder.flowOf.set(flow.id, index);
  source.outgoing.push(index);
  target.incoming.push(index);
}

/** Second pass: what refers to nodes and flows that had to be read first. */
function linkNodes(builder: ProcessBuilder): void {
  for (const node of builder.nodes) {
    const element = builder.elements[node.index];
    const within = builder.nodes[node.scope];
    if (node.kind === "startEvent" && within?.kind === "eventSubProcess")
      builder.nodes[within.scope]?.eventStarts.push(node.index);
    // The activity inside a multi-instance body has no links of its own.
    if (element === undefined || builder.nodeOf.get(node.elementId) !== node.index) continue;
    const defaultFlow = element.one("default");
    if (defaultFlow !== undefined) {
      const index = builder.flowOf.get(defaultFlow.id) ?? NO_INDEX;
      if (node.outgoing.includes(index)) node.defaultFlow = index;
      else
        builder.report(
          "DEFAULT_FLOW_INVALID",
          node.elementId,
          "默认出口不是它的出口",
          "The default flow does not leave it",
        );
    }
    if (node.kind === "boundaryEvent") {
      const host = builder.byId(element.one("attachedToRef")?.id ?? "");
      if (host === undefined) continue;
      node.attachedTo = host.index;
      host.boundaryEvents.push(node.index);
    }
  }
}
