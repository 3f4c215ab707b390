/**
 * Soundness of a process before it is deployed: from every state that can be reached, the end can be reached; at the end
 * nothing is left behind; no element gets a second token while it has one; every element can happen.
 *
 * Each scope is verified by itself, from the inside out: for the scope around it a sub-process is one activity that can
 * end as its own exploration has shown. What is abstracted from is said in flow/element-flow.ts: data, time and the
 * outside may turn out either way. So a model can be found unsound although its data would never let it come to that;
 * but never the other way round.
 */
import { isScope } from "../model/element-kind.ts";
import type { ProcessGraph } from "../model/process-graph.ts";
import type { ExploredScope } from "./flow/explored-scope.ts";
import { explore } from "./flow/explore.ts";
import { outcomeOf } from "./flow/outcome.ts";
import { canBegin } from "./flow/possible-events.ts";
import { problemsOf } from "./flow/problems.ts";
import { scopeNet } from "./flow/scope-net.ts";
import { Traces } from "./flow/traces.ts";
import type { LocalisedText } from "../errors.ts";
import type { Verification } from "./verification.ts";

/** Bounds of verification; counts, so that the same model always gives the same answer. */
export interface VerificationLimits {
  /** States explored in one scope. */
  readonly maxStates: number;
  /** Transitions looked at in one scope; a few million a second. */
  readonly maxLooked: number;
  /** Elements of the process: with more of them nothing is explored. */
  readonly maxElements: number;
}

const defaultLimits: VerificationLimits = {
  maxStates: 20_000,
  maxLooked: 3_000_000,
  maxElements: 5_000,
};

/** See the file's head. Compiled graphs without findings only. */
export function verify(
  graph: ProcessGraph,
  limits: VerificationLimits = defaultLimits,
): Verification {
  if (graph.nodes.length > limits.maxElements) return tooLarge(graph, limits);
  const explored = new Map<number, ExploredScope>();
  // A scope's content comes after it, so this goes from the inside out.
  for (const scope of graph.nodes.toReversed()) {
    // Of an ad-hoc sub-process people decide what happens in it: nothing in it has to.
    if (!isScope(scope.kind) || scope.kind === "adHocSubProcess") continue;
    const compiled = scopeNet(graph, scope, (node) => outcomeOf(node, explored));
    const exploration = explore(compiled.net, { ...limits, isReduced: true });
    const isPossible = scope.kind !== "eventSubProcess" || canBegin(graph, scope);
    explored.set(scope.index, { ...compiled, scope, exploration, isPossible });
  }
  const scopes = [...explored.values()].toReversed();
  const traces = new Traces(graph, explored);
  const problems = scopes.flatMap((scope) => problemsOf(graph, scope, traces));
  const limitations = scopes.flatMap(limitationsOf);
  return {
    verdict: problems.length > 0 ? "unsound" : limitations.length > 0 ? "undecided" : "sound",
    problems,
    limitations,
    exploredStates: scopes.reduce((sum, { exploration }) => sum + exploration.states.length, 0),
  };
}

function tooLarge(
  { nodes, name }: ProcessGraph,
  { maxElements }: VerificationLimits,
): Verification {
  const count = String(nodes.length);
  const limitation = {
    zh: `“${name}”有 ${count} 个元素，多于 ${String(maxElements)} 个`,
    en: `"${name}" has ${count} elements, more than ${String(maxElements)}`,
  };
  return { verdict: "undecided", problems: [], limitations: [limitation], exploredStates: 0 };
}

function limitationsOf({ scope, limitations, exploration }: ExploredScope): LocalisedText[] {
  if (exploration.isComplete) return [...limitations];
  const bound = {
    zh: `“${scope.name}”的状态太多，没有全部看完`,
    en: `"${scope.name}" has more states than are looked at`,
  };
  return [...limitations, bound];
}
