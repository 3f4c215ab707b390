import { expect, it } from "vitest";
import { evaluateCondition, isHidden } from "./condition.ts";

const data = {
  outcome: "refuse",
  area: 86,
  items: ["hot", "cold"],
  agent: false,
  person: { name: "林小燕" },
  empty: null,
};

it.each([
  ['=outcome = "refuse"', true],
  ['=outcome != "refuse"', false],
  ["=area >= 86 and area < 100", true],
  ["=area > 100 or agent = false", true],
  ["=not(agent)", true],
  ['=list contains(items, "hot")', true],
  ["=count(items) = 2", true],
  ['=person.name = "林小燕"', true],
  ["=missing = null", true],
  ["=empty = null", true],
  ["=agent", false],
  ['=(outcome = "accept" or outcome = "refuse") and area = 86', true],
  ["=area > -1", true],
  ["=missing > 3", false],
])("%s", (source, expected) => {
  expect(evaluateCondition(source, data)).toBe(expected);
});

it.each(["=for x in items return x", "=area +", "=", '="unclosed', "=some(1)", "=(area"])(
  "does not pretend to understand %s",
  (source) => {
    expect(evaluateCondition(source, data)).toBeUndefined();
    expect(isHidden(source, data)).toBe(false);
  },
);

it("shows a field without a condition", () => {
  expect(isHidden(undefined, data)).toBe(false);
});
