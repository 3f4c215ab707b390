import { expect, test } from "vitest";
import { checkAgreement, checkOutcomes } from "./agreement.ts";

test("engine and oracle agree on 2,000 random pairs of model and schedule, step after step", async () => {
  const tally = await checkAgreement({ pairs: 2_000, seed: 20_260_101 });
  for (const outcome of ["completed", "incident", "stuck", "waiting"])
    expect(tally.get(outcome)).toBeGreaterThan(10);
  expect(tally.get("given up") ?? 0).toBeLessThan(60);
}, 120_000);

test("engine and oracle agree on all that can become of small models", async () => {
  const tally = await checkOutcomes(100, 20_260_102);
  expect(tally.get("equal")).toBeGreaterThan(50);
}, 120_000);
