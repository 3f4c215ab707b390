/**
 * From where a token can still come to an incoming flow of a join, without visiting the join (BPMN 2.0.2 §13.4.3). It is
 * a property of the model alone: conditions are not looked at, as the standard says.
 *
 * What counts as a way, beside sequence flows: from an activity to its boundary events, and from a throwing link to the
 * one that catches it. A token in an activity can leave it over either. A path has no boundary events: whether one happens, nobody
 * knows, and one that does not interrupt leaves the token where it is.
 */
import type { EventDetails } from "../event-definitions/event-definition.ts";
import type { LinkDetails } from "../event-definitions/link.ts";
import {
  type FlowIndex,
  NO_INDEX,
  type NodeIndex,
  type ProcessGraph,
  type ProcessNode,
} from "../model/process-graph.ts";

/** For each node that has one, the incoming flows of the join to which a token in it can come. */
export type FlowsAhead = ReadonlyMap<NodeIndex, ReadonlySet<FlowIndex>>;

/** What lies before a join. */
export interface Upstream {
  /** Over sequence flows, links and boundary events. */
  readonly ways: FlowsAhead;
  /** Over sequence flows and links alone. */
  readonly paths: FlowsAhead;
}

const known = new WeakMap<ProcessNode, Upstream>();

/** See the file's head. Found once per join of a compiled model. */
export function upstreamOf(graph: ProcessGraph, join: ProcessNode): Upstream {
  const found = known.get(join);
  if (found !== undefined) return found;
  const upstream = { ways: ahead(graph, join, true), paths: ahead(graph, join, false) };
  known.set(join, upstream);
  return upstream;
}

function ahead(graph: ProcessGraph, join: ProcessNode, isLeftByEvents: boolean): FlowsAhead {
  const flowsOf = new Map<NodeIndex, Set<FlowIndex>>();
  for (const flow of join.incoming) {
    for (const node of nodesBefore(graph, join, flow, isLeftByEvents)) {
      const flows = flowsOf.get(node);
      if (flows === undefined) flowsOf.set(node, new Set([flow]));
      else flows.add(flow);
    }
  }
  return flowsOf;
}

function nodesBefore(
  graph: ProcessGraph,
  join: ProcessNode,
  flow: FlowIndex,
  isLeftByEvents: boolean,
): ReadonlySet<NodeIndex> {
  const before = new Set([sourceOf(graph, flow)]);
  for (const index of before) {
    // A token may set out from the join, but not come through it.
    if (index === join.index) continue;
    const node = graph.nodes[index];
    if (node === undefined) continue;
    for (const incoming of node.incoming) before.add(sourceOf(graph, incoming));
    if (node.kind === "boundaryEvent" && isLeftByEvents) before.add(node.attachedTo);
    for (const throwing of linksTo(graph, node)) before.add(throwing);
  }
  return before;
}

function sourceOf(graph: ProcessGraph, flow: FlowIndex): NodeIndex {
  return graph.flows[flow]?.source ?? NO_INDEX;
}

/** The throwing links that lead to this catching one. */
function linksTo(graph: ProcessGraph, node: ProcessNode): readonly NodeIndex[] {
  if (node.trigger !== "link" || node.kind !== "intermediateCatchEvent") return [];
  return (graph.nodes[node.scope]?.children ?? []).filter((index) => {
    const other = graph.nodes[index];
    return (
      other?.trigger === "link" &&
      other.kind === "intermediateThrowEvent" &&
      linkName(other) === linkName(node)
    );
  });
}

function linkName(node: ProcessNode): string {
  return (node as ProcessNode<EventDetails<LinkDetails>>).details.definition.linkName;
}
