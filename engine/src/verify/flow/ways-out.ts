/**
 * The ways in which a token can leave an element, when every condition may hold or not (BPMN 2.0.2 §13.2.1, §13.4.2).
 * That no condition holds and there is no default flow is an incident and not a way.
 */
import { type FlowIndex, NO_INDEX, type ProcessNode } from "../../model/process-graph.ts";
import type { NetBuilder } from "./net-builder.ts";

/** With more conditional flows out of one element there would be more ways than are worth trying. */
const maxConditionalFlows = 8;

/** One flow of them all: the exclusive choice. */
export function oneWayEach(node: ProcessNode): FlowIndex[][] {
  return node.outgoing.length === 0 ? [[]] : node.outgoing.map((flow) => [flow]);
}

/** All flows without condition, with any of the conditional ones; the default flow if none of those is taken. */
export function waysOut(net: NetBuilder, node: ProcessNode): FlowIndex[][] {
  return ways(net, node, (always, fallback) => [...always, ...fallback]);
}

/** Of an inclusive choice: the same, but the default flow only if nothing else is taken. */
export function inclusiveWaysOut(net: NetBuilder, node: ProcessNode): FlowIndex[][] {
  return ways(net, node, (always, fallback) => (always.length > 0 ? [...always] : [...fallback]));
}

function ways(
  net: NetBuilder,
  node: ProcessNode,
  withoutConditional: (always: readonly FlowIndex[], fallback: readonly FlowIndex[]) => FlowIndex[],
): FlowIndex[][] {
  const others = node.outgoing.filter((flow) => flow !== node.defaultFlow);
  const always = others.filter((flow) => net.graph.flows[flow]?.condition === null);
  const conditional = others.filter((flow) => !always.includes(flow));
  if (conditional.length > maxConditionalFlows) {
    net.limitations.push({
      zh: `“${node.name}”的条件出口多于 ${String(maxConditionalFlows)} 个`,
      en: `"${node.name}" has more than ${String(maxConditionalFlows)} conditional flows`,
    });
    return [[...node.outgoing]];
  }
  const [, ...some] = subsets(conditional);
  const fallback = node.defaultFlow === NO_INDEX ? [] : [node.defaultFlow];
  const without = withoutConditional(always, fallback);
  const taking = some.map((taken) => [...always, ...taken]);
  return without.length > 0 || node.outgoing.length === 0 ? [without, ...taking] : taking;
}

/** All subsets, the empty one first. */
export function subsets(flows: readonly FlowIndex[]): FlowIndex[][] {
  const all: FlowIndex[][] = [[]];
  for (const flow of flows) all.push(...all.map((subset) => [...subset, flow]));
  return all;
}
