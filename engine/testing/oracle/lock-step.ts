/** Runs a model under a schedule in engine and oracle at once, and tells the first step after which they differ. */
import type { ProcessGraph } from "../../src/model/process-graph.ts";
import { EngineRun } from "./engine-run.ts";
import type { State } from "./instances.ts";
import { conditionalFlows, type Scope, type Truths } from "./model.ts";
import { act, type Action, begin, waits } from "./oracle.ts";
import { type Picture, pictureOf } from "./picture.ts";

/** What happens in one step from outside; numbers are taken for what fits. */
export interface ScheduledStep {
  /** Which of all that is waited for. */
  readonly pick: number;
  /** Bits: whose conditions hold. */
  readonly truths: number;
  /** What a worker throws, if it is a job. */
  readonly error: string | undefined;
}

/** How an instance may stand when nothing more is done. */
export type Outcome = "completed" | "incident" | "stuck" | "waiting";

/** After these steps the engine shows what the oracle does not allow. */
export interface Difference {
  readonly kind: "differs";
  readonly steps: readonly string[];
  readonly engine: Picture;
  readonly oracle: readonly Picture[];
}

/** How a pair has ended. Given up: the oracle would have had to look at too many states. */
export type Verdict =
  | { readonly kind: "agreed"; readonly outcome: Outcome }
  | { readonly kind: "given up" }
  | Difference;

/** Moves of what runs in parallel, in any order: beyond that many states a pair is given up. */
const maxStates = 1_000;

/** The engine's run and all states of the oracle that look the same: none, and the two differ. */
export interface Together {
  readonly engine: EngineRun;
  readonly seen: Picture;
  readonly states: readonly State[];
  /** What the oracle would allow. */
  readonly allowed: readonly State[];
  readonly steps: readonly string[];
}

/** Both at their first rest; undefined when given up. */
export function beginBoth(model: Scope, graph: ProcessGraph, truths: Truths): Together | undefined {
  const engine = EngineRun.begin(graph, variablesOf(model, truths));
  return compared(engine, begin(model, truths, maxStates), []);
}

/** Both after the action; `from` is as it was. Undefined when given up. */
export function actBoth(
  from: Together,
  model: Scope,
  action: Action,
  truths: Truths,
): Together | undefined {
  const engine = from.engine.copy();
  engine.act(action.at, action.error, variablesOf(model, truths));
  const error = action.error === undefined ? "" : ` throws ${action.error}`;
  const step = `${action.at}${error} [${[...truths].join(" ")}]`;
  return compared(engine, act(from.states, action, truths, maxStates), [...from.steps, step]);
}

/** Undefined: they look the same. */
export function differenceOf({ engine, states, allowed, steps }: Together): Difference | undefined {
  if (states.length > 0) return undefined;
  return { kind: "differs", steps, engine: engine.picture(), oracle: allowed.map(pictureOf) };
}

/** See the file's head. The first step of the schedule only says whose conditions hold at the beginning. */
export function runBoth(
  model: Scope,
  graph: ProcessGraph,
  [first, ...schedule]: readonly ScheduledStep[],
): Verdict {
  let both = beginBoth(model, graph, truthsOf(model, first?.truths ?? 0));
  for (const step of [...schedule, undefined]) {
    if (both === undefined) return { kind: "given up" };
    const [state] = both.states;
    if (state === undefined) return differenceOf(both) ?? { kind: "given up" };
    const possible = waits(state);
    const at = step === undefined ? undefined : possible[step.pick % possible.length];
    if (step === undefined || at === undefined) break;
    const error = at.endsWith(" job") ? step.error : undefined;
    both = actBoth(both, model, { at, error }, truthsOf(model, step.truths));
  }
  return both === undefined
    ? { kind: "given up" }
    : (differenceOf(both) ?? { kind: "agreed", outcome: outcomeOf(both.seen) });
}

/** How what is seen would be called. */
function outcomeOf({ hasEnded, running, waits: possible }: Picture): Outcome {
  if (hasEnded) return "completed";
  if (running.some((path) => path.endsWith("!"))) return "incident";
  return possible.length === 0 ? "stuck" : "waiting";
}

function compared(
  engine: EngineRun,
  allowed: readonly State[] | undefined,
  steps: readonly string[],
): Together | undefined {
  if (allowed === undefined) return undefined;
  const seen = engine.picture();
  const text = JSON.stringify(seen);
  const states = allowed.filter((state) => JSON.stringify(pictureOf(state)) === text);
  return { engine, seen, states, allowed, steps };
}

function truthsOf(model: Scope, bits: number): Truths {
  const chosen = conditionalFlows(model).filter((_, index) => ((bits >> (index % 16)) & 1) === 1);
  return new Set(chosen.map(({ id }) => id));
}

/** Every condition is a variable of the flow's name; `key` is the key of all messages. */
function variablesOf(model: Scope, truths: Truths): Record<string, boolean | string> {
  const conditions = conditionalFlows(model).map(({ id }) => [id, truths.has(id)] as const);
  return { key: "k", ...Object.fromEntries(conditions) };
}
