/** The net of one scope: where its tokens begin, and what its elements do with them. */
import type { LocalisedText } from "../../errors.ts";
import {
  beginningsAt,
  implicitStarts,
  type Instantiation,
  isInstantiating,
} from "../../model/beginnings.ts";
import { NO_INDEX, type ProcessGraph, type ProcessNode } from "../../model/process-graph.ts";
import { elementFlows } from "./element-flow.ts";
import type { Net, PlaceIndex } from "./net.ts";
import { type ActivityOutcome, NetBuilder } from "./net-builder.ts";
import { waysOut } from "./ways-out.ts";

/** The net, with what it leaves out. */
export interface ScopeNet {
  readonly net: Net;
  readonly limitations: readonly LocalisedText[];
  /** Where the scope can begin. */
  readonly starts: readonly ProcessNode[];
}

/** `outcomeOf` tells how an activity in the scope can end; for a sub-process that is what its own net has shown. */
export function scopeNet(
  graph: ProcessGraph,
  scope: ProcessNode,
  outcomeOf: (node: ProcessNode) => ActivityOutcome,
): ScopeNet {
  const builder = new NetBuilder(graph, scope, ({ kind }) => elementFlows[kind], outcomeOf);
  const begin = builder.place(scope.index);
  const children = scope.children.map((index) => builder.node(index));
  for (const node of children) {
    // Only what has completed is undone, and where it happens no token goes on.
    if (node.isForCompensation) continue;
    // Each start event is a way for the scope to begin.
    if (node.kind === "startEvent" || isInstantiating(node)) addBeginning(builder, node, begin);
    else if (elementFlows[node.kind].passes?.(builder, node) === undefined) {
      elementFlows[node.kind].moves?.(builder, node);
    }
  }
  addImplicitBeginning(builder, begin);
  const starts = children.filter((node) => beginningsAt(graph, node).length > 0);
  return { net: builder.net([begin]), limitations: builder.limitations, starts };
}

/** Each start event, and each event of what instantiates, is a way for the scope to begin. */
function addBeginning(net: NetBuilder, node: ProcessNode, begin: PlaceIndex): void {
  const isAll = node.kind === "eventBasedGateway" && (node.details as Instantiation).isParallel;
  for (const event of beginningsAt(net.graph, node)) {
    const over = node.outgoing.find((flow) => net.targetOf(flow).index === event.index);
    const others = isAll ? node.outgoing.filter((flow) => flow !== over) : [];
    const happens = node === event ? undefined : { over: over ?? NO_INDEX };
    for (const sends of waysOut(net, event))
      net.add({ node: event.index, takes: [begin], ...happens, sends: [...others, ...sends] });
  }
}

/** Without a start event all elements begin that no flow leads to. */
function addImplicitBeginning(net: NetBuilder, begin: PlaceIndex): void {
  const starts = implicitStarts(net.graph.nodes, net.scope);
  if (starts.length === 0) return;
  const resting = starts.filter(
    (node) => elementFlows[node.kind].passes?.(net, node) === undefined,
  );
  const sends = starts.flatMap((node) => {
    const onward = elementFlows[node.kind].passes?.(net, node) ?? NO_INDEX;
    return onward === NO_INDEX ? [] : [onward];
  });
  const keeps = resting.map((node) => net.place(node.index));
  net.add({ node: net.scope.index, takes: [begin], keeps, sends });
}
