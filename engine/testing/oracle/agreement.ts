/** Engine and oracle over many random models; the smallest that they differ on is shown, with the way to it. */
import fc from "fast-check";
import type { ProcessGraph } from "../../src/model/process-graph.ts";
import { graphsOf } from "../scenario.ts";
import { drawingOf } from "./drawing.ts";
import { explore } from "./exploration.ts";
import { type Difference, runBoth, type ScheduledStep } from "./lock-step.ts";
import type { Scope } from "./model.ts";
import { models, smallModels } from "./random-model.ts";
import { sketchOf } from "./sketch-of.ts";

/** How many pairs of model and schedule to run, and from which seed; a `path` that a failure names goes straight to it. */
export interface Extent {
  readonly pairs: number;
  readonly seed: number;
  readonly path?: string | undefined;
}

/** Outcome → number of pairs. */
export type Tally = Map<string, number>;

/** Schedules that each model is run under. */
const schedulesPerModel = 8;

const steps: fc.Arbitrary<ScheduledStep> = fc.record({
  pick: fc.nat(999),
  truths: fc.nat(65_535),
  error: fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom("A", "B") },
  ),
});
const schedules = fc.array(fc.array(steps, { maxLength: 14 }), {
  minLength: 1,
  maxLength: schedulesPerModel,
  size: "max",
});

/** In lock-step. Throws with the smallest pair, and how to see it again, when they differ. */
export async function checkAgreement({ pairs, seed, path }: Extent): Promise<Tally> {
  const tally: Tally = new Map();
  const left = (): number => [...tally.values()].reduce((sum, number) => sum - number, pairs);
  const property = fc.asyncProperty(models, schedules, async (model, list) => {
    const graph = await graphOf(model);
    for (const schedule of list) {
      const verdict = runBoth(model, graph, schedule);
      if (verdict.kind === "differs") throw new Error(explain(model, verdict));
      count(tally, verdict.kind === "agreed" ? verdict.outcome : verdict.kind);
    }
  });
  // Some models have fewer schedules than others, so it goes on until there are enough.
  for (let round = 0; left() > 0; round += 1) {
    const numRuns = Math.ceil(left() / schedulesPerModel);
    const replay = path === undefined ? undefined : { path, endOnFailure: true };
    const details = await fc.check(property, { seed: seed + round, numRuns, ...replay });
    if (!details.failed) continue;
    const again = `--seed ${String(seed + round)} --path ${details.counterexamplePath ?? ""}`;
    throw new Error(`${reasonOf(details)}\nAgain: npm run test:oracle -- ${again}`);
  }
  return tally;
}

/** Through all that can happen to small models. Throws with the smallest model that they differ on. */
export async function checkOutcomes(numRuns: number, seed: number): Promise<Tally> {
  const tally: Tally = new Map();
  const property = fc.asyncProperty(smallModels, async (model) => {
    const explored = explore(model, await graphOf(model));
    if (explored?.kind === "differs") throw new Error(explain(model, explored));
    if (explored?.kind === "outcomes differ")
      throw new Error(`${sketchOf(model)}\n${JSON.stringify(explored)}`);
    count(tally, explored === undefined ? "given up" : explored.isExact ? "equal" : "allowed");
  });
  const details = await fc.check(property, { seed, numRuns });
  if (details.failed) throw new Error(reasonOf(details));
  return tally;
}

async function graphOf(model: Scope): Promise<ProcessGraph> {
  const [graph] = await graphsOf(drawingOf(model));
  if (graph === undefined) throw new Error("A drawing is a process");
  return graph;
}

function count(tally: Tally, outcome: string): void {
  tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
}

function reasonOf({ errorInstance }: { readonly errorInstance: unknown }): string {
  return errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
}

function explain(model: Scope, { steps: done, engine, oracle }: Difference): string {
  return [
    "Engine and oracle differ on the model",
    sketchOf(model),
    `after ${done.length === 0 ? "the start" : done.join(", then ")}`,
    `engine: ${JSON.stringify(engine)}`,
    ...oracle.map((picture) => `oracle: ${JSON.stringify(picture)}`),
  ].join("\n");
}
