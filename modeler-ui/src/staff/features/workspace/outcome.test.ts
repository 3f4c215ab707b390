import { expect, it } from "vitest";
import { countOf, hasField, isAdverse, outcomeOf } from "./outcome.ts";

it.each([
  [{ outcome: "refuse" }, "refuse", true],
  [{ outcome: "accept" }, "accept", false],
  [{ result: "rectify" }, "rectify", false],
  [{ outcome: "unheard of" }, undefined, false],
  [{}, undefined, false],
])("%j decides %s", (data, outcome, adverse) => {
  expect(outcomeOf(data)).toBe(outcome);
  expect(isAdverse(outcomeOf(data))).toBe(adverse);
});

it("counts list fields and finds nested fields", () => {
  expect(countOf({ items: [1, 2] }, "items")).toBe(2);
  expect(countOf({}, "items")).toBe(0);
  const schema = {
    components: [{ type: "group", components: [{ type: "textarea", key: "opinion" }] }],
  };
  expect(hasField(schema, "opinion")).toBe(true);
  expect(hasField(schema, "photos")).toBe(false);
});
