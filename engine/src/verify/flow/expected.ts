/** Which tokens a join still expects (BPMN 2.0.2 §13.4.3, §13.4.5), for verification. */
import {
  type FlowIndex,
  NO_INDEX,
  type NodeIndex,
  type ProcessNode,
} from "../../model/process-graph.ts";
import { linkTarget } from "./event-flow.ts";
import type { Place } from "./net.ts";
import type { NetBuilder } from "./net-builder.ts";

/**
 * Whether a token on the place has a way over flows to one of the `open` incoming flows of the join, not visiting the
 * join, and none to those that are `reached`.
 */
export function isExpected(
  net: NetBuilder,
  join: ProcessNode,
  place: Place,
  open: readonly FlowIndex[],
  reached: readonly FlowIndex[],
): boolean {
  // What waits at the join itself has arrived, and the scope's own place is left with its first step.
  if (place.node === join.index || place.node === join.scope) return false;
  const flows = flowsAhead(net, join, place.node);
  return open.some((flow) => flows.has(flow)) && !reached.some((flow) => flows.has(flow));
}

const known = new WeakMap<ProcessNode, Map<NodeIndex, ReadonlySet<FlowIndex>>>();

/** The flows that a token in the node may go over before it comes to the join. */
function flowsAhead(net: NetBuilder, join: ProcessNode, from: NodeIndex): ReadonlySet<FlowIndex> {
  const byNode = known.get(join) ?? new Map<NodeIndex, ReadonlySet<FlowIndex>>();
  known.set(join, byNode);
  const found = byNode.get(from);
  if (found !== undefined) return found;
  const flows = new Set<FlowIndex>();
  const nodes = new Set([from]);
  for (const index of nodes) {
    if (index === join.index || index === NO_INDEX) continue;
    for (const way of waysOf(net, net.node(index))) {
      if (way.flow !== NO_INDEX) flows.add(way.flow);
      nodes.add(way.to);
    }
  }
  byNode.set(from, flows);
  return flows;
}

function waysOf(
  net: NetBuilder,
  node: ProcessNode,
): { readonly flow: FlowIndex; readonly to: NodeIndex }[] {
  const link = node.kind === "intermediateThrowEvent" ? linkTarget(net, node)?.index : undefined;
  const jumps = link === undefined ? node.boundaryEvents : [link];
  return [
    ...node.outgoing.map((flow) => ({ flow, to: net.targetOf(flow).index })),
    ...jumps.map((to) => ({ flow: NO_INDEX, to })),
  ];
}
