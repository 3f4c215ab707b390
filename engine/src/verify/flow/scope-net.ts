/** The net of one scope: where its tokens begin, and what its elements do with them. */
import type { LocalisedText } from "../../errors.ts";
import type { ProcessGraph, ProcessNode } from "../../model/process-graph.ts";
import { elementFlows } from "./element-flow.ts";
import type { Net } from "./net.ts";
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
    if (node.kind === "startEvent") {
      for (const sends of waysOut(builder, node)) {
        builder.add({ node: node.index, takes: [begin], sends });
      }
    } else if (elementFlows[node.kind].passes?.(builder, node) === undefined) {
      elementFlows[node.kind].moves?.(builder, node);
    }
  }
  const starts = children.filter(({ kind }) => kind === "startEvent");
  return { net: builder.net([begin]), limitations: builder.limitations, starts };
}
