/** Whether a goal is met is told by the figures alone. */
import { expect, test } from "vitest";
import { goalLines } from "./goals.ts";
import type { Measured } from "./measure.ts";

const measured = (median: number, p99Ms = 0): Measured => ({
  rate: { median, lowest: median, highest: median },
  cpuMs: { own: 1, database: 1 },
  walBytes: 1,
  memoryMiB: 300,
  latency: { p50Ms: 0, p99Ms },
});

const results = new Map([
  [
    "userTask" as const,
    new Map([
      ["tongban", measured(1000, 30)],
      ["Camunda 7", measured(100)],
      ["bpmn-engine", measured(500)],
    ]),
  ],
]);

test("goals with figures have a line, in which the best npm contender stands for all", () => {
  expect(goalLines(results).map(({ reached, isMet }) => [reached, isMet])).toEqual([
    ["10.0 ×", true],
    ["2.0 ×", false],
    ["30.0 ms", false],
    ["300 MiB", true],
  ]);
});

test("ten times the members may take ten times as long, and a fifth more", () => {
  const cost = (thousand: number, tenThousand: number): unknown =>
    goalLines(
      new Map([
        ["multiInstance" as const, new Map([["tongban", measured(thousand)]])],
        ["multiInstance10k" as const, new Map([["tongban", measured(tenThousand)]])],
      ]),
    )
      .filter(({ goal }) => goal.includes("member"))
      .map(({ reached, isMet }) => [reached, isMet]);
  expect(cost(20, 2)).toEqual([["1.0 ×", true]]);
  expect(cost(20, 1)).toEqual([["2.0 ×", false]]);
});
