import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphsOf } from "../../../testing/scenario.ts";
import { compile, evaluate } from "../../expression/index.ts";
import { comparisonsIn } from "./comparisons.ts";
import { conditionFindings } from "./condition-findings.ts";
import { holdsAt, pointsOf } from "./points.ts";

/** Findings of a gateway `xor` whose flows have these conditions in this order; `default` for the default flow. */
async function findingsOf(...conditions: string[]): Promise<string[]> {
  const flows = conditions.map((condition, index) => {
    const arrow = condition === "default" ? "-default->" : `-[${condition}]->`;
    return `xor ${arrow} t${String(index)} -> end`;
  });
  const [graph] = await graphsOf(["start -> xor", ...flows].join("\n"));
  if (graph === undefined) throw new Error("No process");
  return conditionFindings(graph).map(
    ({ code, severity, elementId, message }) =>
      `${severity} ${code} ${elementId ?? ""}: ${message.en}`,
  );
}

describe("what is fine", () => {
  test.each([
    [["x < 5", "x >= 5"]],
    [["x < 5", "default"]],
    [["n <= 5", "n >= 6"]],
    [["done", "not(done)"]],
    [["done = true", "done = false"]],
    [["x in [1..5)", "x < 1", "x >= 5"]],
    [["x > 100", "x > 10", "x <= 10"]],
    [['kind = "a"', 'kind != "a"']],
    [['kind = "a"', 'kind = "b"']],
    [["x = null", "x != null"]],
    [['contains(name, "a")', "x > 3"]],
    [["x > y", "x < y"]],
    [['day < "2026-01-01"', 'day > "2026-12-31"']],
    [["x != null and x > 5", "default"]],
    [["a > 5", "b > 5", "default"]],
    [["order.total > 5 and not(order.isPaid)", "default"]],
  ])("%j", async (conditions) => {
    expect(await findingsOf(...conditions)).toEqual([]);
  });
});

const judged: readonly (readonly [string[], string[]])[] = [
  [
    ["x > 5 and x < 3", "default"],
    ['warning CONDITION_NEVER_HOLDS xor_t0: The condition "x > 5 and x < 3" can never hold.'],
  ],
  [
    ["false", "default"],
    ['warning CONDITION_NEVER_HOLDS xor_t0: The condition "false" can never hold.'],
  ],
  [
    ['kind = "a" and kind = "b"', "default"],
    [
      'warning CONDITION_NEVER_HOLDS xor_t0: The condition "kind = "a" and kind = "b"" can never hold.',
    ],
  ],
  [
    ["x < 5", "x > 5"],
    [
      'warning CONDITIONS_LEAVE_GAP xor: "xor" has no default flow, and no condition holds when x = 5. Add a condition or a default flow.',
    ],
  ],
  [
    ["x < 0", "x between 2.5 and 7", "x > 7"],
    [
      'warning CONDITIONS_LEAVE_GAP xor: "xor" has no default flow, and no condition holds when 0 ≤ x < 2.5. Add a condition or a default flow.',
    ],
  ],
  [
    ["x > 3", "x > 5", "default"],
    [
      "warning FLOW_NEVER_TAKEN xor_t1: This flow is never taken: whenever its condition holds, one before it holds as well.",
    ],
  ],
  [
    ["x > 3", "x < 10"],
    [
      'hint CONDITIONS_OVERLAP xor_t1: Two conditions of "xor" hold when 3 < x < 10; then "xor_t0" is taken, which comes first in the model.',
    ],
  ],
  [
    ["x > 3 and done", "x <= 3"],
    [
      'warning CONDITIONS_LEAVE_GAP xor: "xor" has no default flow, and no condition holds when x > 3 and done = false. Add a condition or a default flow.',
    ],
  ],
];

test.each(judged)("%j", async (conditions, findings) => {
  expect(await findingsOf(...conditions)).toEqual(findings);
});

const number = fc.integer({ min: -3, max: 3 });
const variable = fc.constantFrom("x", "y.z");
const atoms = fc.oneof(
  fc
    .tuple(variable, fc.constantFrom("<", "<=", "=", "!=", ">", ">="), number)
    .map(([name, sign, value]) => `${name} ${sign} ${String(value)}`),
  fc
    .tuple(number, fc.constantFrom("<", ">="), variable)
    .map(([value, sign, name]) => `${String(value)} ${sign} ${name}`),
  fc
    .tuple(variable, number, number)
    .map(([name, low, high]) => `${name} in [${String(low)}..${String(high)})`),
  fc
    .tuple(variable, number, number)
    .map(([name, low, high]) => `${name} between ${String(low)} and ${String(high)}`),
  fc
    .tuple(variable, number, number)
    .map(([name, one, other]) => `${name} in (${String(one)}, > ${String(other)})`),
);
const { condition: conditions } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    atoms,
    fc
      .tuple(tie("condition"), fc.constantFrom("and", "or"), tie("condition"))
      .map(([left, word, right]) => `(${left}) ${word} (${right})`),
    tie("condition").map((inner) => `not(${inner})`),
  ),
}));

test("samples stand for all values: a condition that holds anywhere holds on one of them", () => {
  fc.assert(
    fc.property(
      conditions,
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.double({ min: -5, max: 5, noNaN: true }),
      (source, x, z) => {
        const compiled = compile(source);
        const comparisons = comparisonsIn(source);
        if (!compiled.ok || comparisons === undefined) throw new Error(source);
        const evaluated = evaluate(compiled.value, (name) => (name === "x" ? x : { z }), {
          now: 0,
        });
        const points = pointsOf(comparisons) ?? [];
        const some = points.some((point) => holdsAt(compiled.value, point));
        expect(some || !(evaluated.ok && evaluated.value === true)).toBe(true);
        const every = points.every((point) => holdsAt(compiled.value, point));
        expect(!every || (evaluated.ok && evaluated.value === true)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
