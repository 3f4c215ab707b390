/** Runs a model under a schedule in engine and oracle at once, and tells the first step after which they differ. */
import type { ProcessGraph } from "../../src/model/process-graph.ts";
import { EngineRun } from "./engine-run.ts";
import type { State } from "./instances.ts";
import { conditionalFlows, type Flow, type Scope } from "./model.ts";
import { act, begin, waits } from "./oracle.ts";
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

/** How a pair has ended. */
export type Verdict =
  | { readonly kind: "agreed"; readonly outcome: "completed" | "incident" | "stuck" | "waiting" }
  /** The oracle would have had to look at too many states. */
  | { readonly kind: "given up" }
  | {
      readonly kind: "differs";
      readonly steps: readonly string[];
      readonly engine: Picture;
      readonly oracle: readonly Picture[];
    };

/** Moves of what runs in parallel, in any order: beyond that many states a pair is given up. */
const maxStates = 1_000;

/** See the file's head. The first step of the schedule only says whose conditions hold at the beginning. */
export function runBoth(
  model: Scope,
  graph: ProcessGraph,
  [first, ...schedule]: readonly ScheduledStep[],
): Verdict {
  const conditional = conditionalFlows(model);
  const steps: string[] = [];
  const chosen = chooseFlows(conditional, first?.truths ?? 0);
  let states = begin(model, chosen.truths, maxStates);
  const engine = new EngineRun(graph, chosen.variables);
  for (let next = 0; ; next += 1) {
    if (states === undefined) return { kind: "given up" };
    const seen = engine.picture();
    const text = JSON.stringify(seen);
    const same: readonly State[] = states.filter(
      (state) => JSON.stringify(pictureOf(state)) === text,
    );
    const [state] = same;
    if (state === undefined)
      return { kind: "differs", steps, engine: seen, oracle: states.map(pictureOf) };
    if (seen.hasEnded) return { kind: "agreed", outcome: "completed" };
    const possible = waits(state);
    const step = schedule[next];
    if (possible.length === 0 || step === undefined) {
      const isIncident = seen.running.some((path) => path.endsWith("!"));
      const waiting = possible.length === 0 ? "stuck" : "waiting";
      return { kind: "agreed", outcome: isIncident ? "incident" : waiting };
    }
    const at = possible[step.pick % possible.length] ?? "";
    const error = at.endsWith(" job") ? step.error : undefined;
    const { truths, variables } = chooseFlows(conditional, step.truths);
    steps.push(`${at}${error === undefined ? "" : ` throws ${error}`} [${[...truths].join(" ")}]`);
    states = act(same, { at, error }, truths, maxStates);
    engine.act(at, error, variables);
  }
}

function chooseFlows(
  conditional: readonly Flow[],
  bits: number,
): { readonly truths: ReadonlySet<string>; readonly variables: Record<string, boolean | string> } {
  const ids = conditional.map(({ id }) => id);
  const isTrue = (index: number): boolean => ((bits >> (index % 16)) & 1) === 1;
  return {
    truths: new Set(ids.filter((_, index) => isTrue(index))),
    variables: {
      key: "k",
      ...Object.fromEntries(ids.map((id, index) => [id, isTrue(index)])),
    },
  };
}
