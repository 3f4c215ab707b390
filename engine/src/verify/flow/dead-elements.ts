/** Elements of a scope that can never happen, as far as its exploration was complete and found nothing else wrong. */
import { NO_INDEX, type ProcessGraph, type ProcessNode } from "../../model/process-graph.ts";
import { elementFlows } from "./element-flow.ts";
import type { ExploredScope } from "./explored-scope.ts";

/** In the order of the model; of those behind one another only the first. */
export function deadElements(graph: ProcessGraph, explored: ExploredScope): ProcessNode[] {
  const { scope, limitations, exploration } = explored;
  const isCertain =
    exploration.isComplete && limitations.length === 0 && exploration.troubles.length === 0;
  if (!isCertain) return [];
  const alive = aliveElements(graph, explored);
  return scope.children
    .flatMap((index) => graph.nodes[index] ?? [])
    .filter(({ index }) => !alive.has(index))
    .filter(({ incoming }) =>
      incoming.some((flow) => alive.has(graph.flows[flow]?.source ?? NO_INDEX)),
    );
}

function aliveElements(
  graph: ProcessGraph,
  { net, exploration }: ExploredScope,
): ReadonlySet<number> {
  const alive = new Set<number>();
  for (const { node, flows, takes, gives } of exploration.happened) {
    alive.add(node);
    for (const flow of flows) {
      const { source = node, target = node } = graph.flows[flow] ?? {};
      alive.add(source);
      if (!isJoin(graph.nodes[target])) alive.add(target);
    }
    for (const index of [...takes, ...gives]) {
      const place = net.places[index];
      // A token that waits at a join has not passed it.
      if (place?.flow === NO_INDEX) alive.add(place.node);
    }
  }
  return alive;
}

function isJoin(node: ProcessNode | undefined): boolean {
  return node !== undefined && elementFlows[node.kind].isJoin?.(node) === true;
}
