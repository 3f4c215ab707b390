/** Engine and oracle over many random pairs of model and schedule; the smallest pair that they differ on is shown. */
import fc from "fast-check";
import { graphsOf } from "../scenario.ts";
import { drawingOf } from "./drawing.ts";
import { runBoth, type ScheduledStep, type Verdict } from "./lock-step.ts";
import type { Scope } from "./model.ts";
import { models } from "./random-model.ts";
import { sketchOf } from "./sketch-of.ts";

/** Schedules that each model is run under. */
const schedulesPerModel = 4;

/** How many pairs to run, and from which seed; a `path` that a failure names goes straight to it. */
export interface Extent {
  readonly pairs: number;
  readonly seed: number;
  readonly path?: string | undefined;
}

/** Outcome → number of pairs. */
export type Tally = ReadonlyMap<string, number>;

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

/** Throws with the smallest pair, its seed and path when they differ. */
export async function checkAgreement({ pairs, seed, path }: Extent): Promise<Tally> {
  const tally = new Map<string, number>();
  const count = (outcome: string): void => {
    tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
  };
  const left = (): number => [...tally.values()].reduce((sum, number) => sum - number, pairs);
  const property = fc.asyncProperty(models, schedules, async (model, list) => {
    const [graph] = await graphsOf(drawingOf(model));
    if (graph === undefined) throw new Error("A drawing is a process");
    for (const schedule of list) {
      const verdict = runBoth(model, graph, schedule);
      if (verdict.kind === "differs") throw new Error(explain(model, verdict));
      count(verdict.kind === "agreed" ? verdict.outcome : verdict.kind);
    }
  });
  for (let round = 0; left() > 0; round += 1) {
    // Some models have fewer schedules than others, so it goes on until there are enough.
    const numRuns = Math.ceil(left() / schedulesPerModel);
    const details = await fc.check(property, {
      seed: seed + round,
      numRuns,
      ...(path === undefined ? undefined : { path, endOnFailure: true }),
    });
    if (details.failed) {
      const { errorInstance, counterexamplePath } = details;
      const reason = errorInstance instanceof Error ? errorInstance.message : "";
      const replay = `--seed ${String(seed + round)} --path ${counterexamplePath ?? ""}`;
      throw new Error(`${reason}\nAgain: npm run test:oracle -- ${replay}`);
    }
  }
  return tally;
}

function explain(model: Scope, verdict: Extract<Verdict, { kind: "differs" }>): string {
  const { steps: done, engine, oracle } = verdict;
  return [
    "Engine and oracle differ on the model",
    sketchOf(model),
    `after ${done.length === 0 ? "the start" : done.join(", then ")}`,
    `engine: ${JSON.stringify(engine)}`,
    ...oracle.map((picture) => `oracle: ${JSON.stringify(picture)}`),
  ].join("\n");
}
