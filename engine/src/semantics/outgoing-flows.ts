/**
 * Which flows a token leaves over.
 *
 * BPMN 2.0.2 §13.2.1: all outgoing flows are taken, a conditional one if its condition holds, the default flow if no
 * conditional one is taken. An exclusive choice (§13.4.2) takes the first flow whose condition holds, in the order of
 * the model, else the default. Deviation: taking none is an incident, as the standard's exception would be lost.
 */
import type { Evaluated } from "../elements/element-behavior.ts";
import type { Variables } from "../json.ts";
import {
  type FlowIndex,
  NO_INDEX,
  type ProcessNode,
  type SequenceFlow,
} from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import { conditionIn } from "./evaluation.ts";
import { failed } from "./incidents.ts";
import type { Run } from "./run.ts";

/** All flows whose condition holds or that have none; the default flow if no conditional flow is taken. */
export function allTrueFlows(
  run: Run,
  node: ProcessNode,
  element: ElementRecord,
): Evaluated<readonly FlowIndex[]> {
  if (leavesOverAll(run, node)) return { ok: true, value: node.outgoing };
  const taken: FlowIndex[] = [];
  let isConditionalTaken = false;
  for (const flow of candidateFlows(run, node)) {
    const holds = conditionOf(run, element, flow);
    if (!holds.ok) return holds;
    if (!holds.value) continue;
    taken.push(flow.index);
    isConditionalTaken ||= flow.condition !== null;
  }
  if (!isConditionalTaken && node.defaultFlow !== NO_INDEX) taken.push(node.defaultFlow);
  if (taken.length === 0 && node.outgoing.length > 0) return noFlowTaken(node);
  return { ok: true, value: taken };
}

/**
 * The inclusive choice (§13.4.3): every flow whose condition holds or that has none; only if there is none of them, the
 * default flow. `more` is visible to the conditions.
 */
export function inclusiveFlows(
  run: Run,
  node: ProcessNode,
  element: ElementRecord,
  more?: Variables,
): Evaluated<readonly FlowIndex[]> {
  const taken = trueFlows(run, node, element, more);
  if (!taken.ok || taken.value.length > 0) return taken;
  if (node.defaultFlow !== NO_INDEX) return { ok: true, value: [node.defaultFlow] };
  return node.outgoing.length > 0 ? noFlowTaken(node) : taken;
}

/** The flows other than the default whose condition holds or that have none; `more` is visible to the conditions. */
export function trueFlows(
  run: Run,
  node: ProcessNode,
  element: ElementRecord,
  more?: Variables,
): Evaluated<readonly FlowIndex[]> {
  const taken: FlowIndex[] = [];
  for (const flow of candidateFlows(run, node)) {
    const holds = conditionOf(run, element, flow, more);
    if (!holds.ok) return holds;
    if (holds.value) taken.push(flow.index);
  }
  return { ok: true, value: taken };
}

/** The first flow whose condition holds, else the default flow. */
export function firstTrueFlow(
  run: Run,
  node: ProcessNode,
  element: ElementRecord,
): Evaluated<readonly FlowIndex[]> {
  for (const flow of candidateFlows(run, node)) {
    const holds = conditionOf(run, element, flow);
    if (!holds.ok) return holds;
    if (holds.value) return { ok: true, value: [flow.index] };
  }
  if (node.defaultFlow !== NO_INDEX) return { ok: true, value: [node.defaultFlow] };
  return node.outgoing.length > 0 ? noFlowTaken(node) : { ok: true, value: [] };
}

function conditionOf(
  run: Run,
  element: ElementRecord,
  flow: SequenceFlow,
  more?: Variables,
): Evaluated<boolean> {
  if (flow.condition === null) return { ok: true, value: true };
  return conditionIn(run, element.elementInstanceId, flow.condition, more);
}

/** Nothing is to be decided: no outgoing flow has a condition, and none is the default. */
function leavesOverAll({ graph }: Run, { outgoing, defaultFlow }: ProcessNode): boolean {
  return (
    defaultFlow === NO_INDEX && outgoing.every((index) => graph.flows[index]?.condition === null)
  );
}

/** The outgoing flows without the default one. */
function candidateFlows(run: Run, node: ProcessNode): SequenceFlow[] {
  const flows: SequenceFlow[] = [];
  for (const index of node.outgoing) {
    const flow = run.graph.flows[index];
    if (flow !== undefined && index !== node.defaultFlow) flows.push(flow);
  }
  return flows;
}

function noFlowTaken(node: ProcessNode): Evaluated<never> {
  return failed(
    "NO_FLOW_TAKEN",
    `“${node.name}”没有一个出口的条件成立，也没有默认出口`,
    `No condition of an outgoing flow of "${node.name}" holds, and there is no default flow`,
  );
}
