/**
 * Small models through everything that can happen to them: each thing that is waited for, each error of a worker, each
 * outcome of the conditions. Engine and oracle go together, so they agree on every trace; and what the oracle can reach
 * by itself must hold all that the engine reaches, and nothing else where the standard leaves no order open.
 */
import type { ProcessGraph } from "../../src/model/process-graph.ts";
import { keyOf, type State } from "./instances.ts";
import { actBoth, beginBoth, type Difference, differenceOf, type Together } from "./lock-step.ts";
import { conditionalFlows, type Scope, type Truths } from "./model.ts";
import { act, type Action, begin, waits } from "./oracle.ts";
import { type Picture, pictureOf } from "./picture.ts";

/** What was found; undefined where there is more to explore than allowed. */
export type Exploration =
  | { readonly kind: "agreed"; readonly states: number; readonly isExact: boolean }
  | { readonly kind: "outcomes differ"; readonly engine: string[]; readonly oracle: string[] }
  | Difference;

/** States of one model. */
const maxReached = 250;
/** Conditions of one model; all their outcomes are tried. */
const maxConditions = 2;
/** States on the way from one rest to the next. */
const maxMoves = 500;

/** See the file's head. */
export function explore(model: Scope, graph: ProcessGraph): Exploration | undefined {
  const truths = assignmentsOf(model);
  if (truths === undefined) return undefined;
  const together = new Map<string, Together>();
  const ends = new Set<string>();
  const reach = (both: Together | undefined): "too many" | Difference | undefined => {
    if (both === undefined) return "too many";
    together.set(`${looksOf(both.seen)} ${both.states.map(restKey).toSorted().join(" ")}`, both);
    if (both.seen.waits.length === 0) ends.add(looksOf(both.seen));
    return together.size > maxReached ? "too many" : differenceOf(both);
  };
  for (const start of truths) {
    const problem = reach(beginBoth(model, graph, start));
    if (problem !== undefined) return problem === "too many" ? undefined : problem;
  }
  for (const [, from] of together) {
    for (const action of actionsOf(from.seen.waits)) {
      for (const chosen of truths) {
        const problem = reach(actBoth(from, model, action, chosen));
        if (problem !== undefined) return problem === "too many" ? undefined : problem;
      }
    }
  }
  const byOracle = exploreOracle(model, truths);
  if (byOracle === undefined) return undefined;
  const isContained = [...ends].every((end) => byOracle.ends.has(end));
  const isExact = !byOracle.hasChoice;
  return isContained && (!isExact || ends.size === byOracle.ends.size)
    ? { kind: "agreed", states: together.size, isExact }
    : { kind: "outcomes differ", engine: [...ends], oracle: [...byOracle.ends] };
}

interface Reached {
  readonly ends: ReadonlySet<string>;
  /** Somewhere the order of what runs in parallel makes a difference. */
  readonly hasChoice: boolean;
}

function exploreOracle(model: Scope, truths: readonly Truths[]): Reached | undefined {
  const reached = new Map<string, State>();
  const ends = new Set<string>();
  let hasChoice = false;
  const reach = (states: readonly State[] | undefined): boolean => {
    for (const state of states ?? []) {
      reached.set(restKey(state), state);
      if (waits(state).length === 0) ends.add(looksOf(pictureOf(state)));
    }
    hasChoice ||= (states?.length ?? 0) > 1;
    return states !== undefined && reached.size <= maxReached * 4;
  };
  for (const start of truths) if (!reach(begin(model, start, maxMoves))) return undefined;
  for (const [, state] of reached) {
    for (const action of actionsOf(waits(state))) {
      for (const chosen of truths)
        if (!reach(act([state], action, chosen, maxMoves))) return undefined;
    }
  }
  return { ends, hasChoice };
}

function actionsOf(possible: readonly string[]): Action[] {
  return [...new Set(possible)].flatMap((at) =>
    at.endsWith(" job") ? [{ at }, { at, error: "A" }] : [{ at }],
  );
}

/** Every way to decide all conditions; undefined when there are too many. */
function assignmentsOf(model: Scope): Truths[] | undefined {
  const ids = conditionalFlows(model).map(({ id }) => id);
  if (ids.length > maxConditions) return undefined;
  return Array.from(
    { length: 2 ** ids.length },
    (_, bits) => new Set(ids.filter((__, index) => ((bits >> index) & 1) === 1)),
  );
}

/** Without what has just completed, which is another thing on each way to the same state. */
function restKey(state: State): string {
  return keyOf({ ...state, completed: [] });
}

function looksOf(picture: Picture): string {
  return JSON.stringify({ ...picture, completed: [] });
}
