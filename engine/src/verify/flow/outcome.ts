/** How an activity can end by itself, as far as its content has shown. */
import { isBody } from "../../model/element-kind.ts";
import { NO_INDEX, type NodeIndex, type ProcessNode } from "../../model/process-graph.ts";
import type { ExploredScope } from "./explored-scope.ts";
import type { ActivityOutcome } from "./net-builder.ts";

type Explored = ReadonlyMap<number, ExploredScope>;

const completes: ActivityOutcome = { canComplete: true, endsAround: new Set() };

/** What is no scope completes; a multi-instance ends as what it repeats. */
export function outcomeOf(node: ProcessNode, explored: Explored): ActivityOutcome {
  const inner = isBody(node.kind) ? (node.children[0] ?? NO_INDEX) : node.index;
  const content = explored.get(inner);
  return content === undefined ? completes : outcomeOfScope(content, explored);
}

/** An event sub-process may take the place of what the scope does otherwise. */
function outcomeOfScope(
  { scope, exploration }: ExploredScope,
  explored: Explored,
): ActivityOutcome {
  const { canComplete, troubles, isComplete, happened } = exploration;
  const besides = scope.children
    .flatMap((index) => explored.get(index) ?? [])
    .filter((inner) => inner.scope.kind === "eventSubProcess" && inner.isPossible)
    .map((inner) => outcomeOfScope(inner, explored));
  const ended = [...happened].map(({ endsScope }) => endsScope?.upTo ?? null);
  const endsAround = new Set<NodeIndex>();
  for (const around of [...ended, ...besides.flatMap((beside) => [...beside.endsAround])]) {
    if (around !== null && around !== scope.index) endsAround.add(around);
  }
  return {
    // What is wrong inside is reported there and not once more as a consequence outside.
    canComplete:
      canComplete || troubles.length > 0 || !isComplete || besides.some((end) => end.canComplete),
    endsAround,
  };
}
