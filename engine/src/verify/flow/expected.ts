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
 * Whether a token on the place has a way to one of the `open` incoming flows of the join, not visiting the join, and no path of
 * sequence flows to those that are `reached`.
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
  const { ways, paths } = flowsAhead(net, join, place.node);
  return open.some((flow) => ways.has(flow)) && !reached.some((flow) => paths.has(flow));
}

/** The flows that a token may go over before it comes to the join. */
interface Ahead {
  /** What is left by a boundary event counts. */
  readonly ways: ReadonlySet<FlowIndex>;
  /** It does not. */
  readonly paths: ReadonlySet<FlowIndex>;
}

const known = new WeakMap<ProcessNode, Map<NodeIndex, Ahead>>();

function flowsAhead(net: NetBuilder, join: ProcessNode, from: NodeIndex): Ahead {
  const byNode = known.get(join) ?? new Map<NodeIndex, Ahead>();
  known.set(join, byNode);
  const found = byNode.get(from);
  if (found !== undefined) return found;
  const ahead = {
    ways: follow(net, join, from, true),
    paths: follow(net, join, from, false),
  };
  byNode.set(from, ahead);
  return ahead;
}

function follow(
  net: NetBuilder,
  join: ProcessNode,
  from: NodeIndex,
  isLeftByEvents: boolean,
): ReadonlySet<FlowIndex> {
  const flows = new Set<FlowIndex>();
  const nodes = new Set([from]);
  for (const index of nodes) {
    if (index === join.index || index === NO_INDEX) continue;
    for (const way of waysOf(net, net.node(index), isLeftByEvents)) {
      if (way.flow !== NO_INDEX) flows.add(way.flow);
      nodes.add(way.to);
    }
  }
  return flows;
}

function waysOf(
  net: NetBuilder,
  node: ProcessNode,
  isLeftByEvents: boolean,
): { readonly flow: FlowIndex; readonly to: NodeIndex }[] {
  const link = node.kind === "intermediateThrowEvent" ? linkTarget(net, node)?.index : undefined;
  const events = isLeftByEvents ? node.boundaryEvents : [];
  const jumps = link === undefined ? events : [link];
  return [
    ...node.outgoing.map((flow) => ({ flow, to: net.targetOf(flow).index })),
    ...jumps.map((to) => ({ flow: NO_INDEX, to })),
  ];
}
