/** A mix is as even as it says. */
import { expect, test } from "vitest";
import { inTurns } from "./in-turns.ts";

test("every kind comes as often, and in every kind both ways of a choice", () => {
  const next = inTurns(["A", "B"]);
  const cases = Array.from({ length: 6 }, () => {
    const { key, choice } = next();
    return `${key}${choice}`;
  });
  expect(cases).toEqual(["A1", "B1", "A2", "B2", "A1", "B1"]);
});
