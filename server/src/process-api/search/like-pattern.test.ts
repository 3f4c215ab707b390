import { describe, expect, it } from "vitest";
import { isLikePattern } from "./like-pattern.ts";

describe("a pattern", () => {
  it.each([
    ["", "", true],
    ["", "*", true],
    ["", "?", false],
    ["order", "order", true],
    ["order", "ord", false],
    ["ord", "order", false],
    ["order", "o*r", true],
    ["order", "*d*", true],
    ["order", "o*d", false],
    ["order", "?rde?", true],
    ["order", "**", true],
    ["aab", "*ab", true],
    ["审批甲", "审?甲", true],
    ["😀!", "?!", true],
    ["a*b", String.raw`a\*b`, true],
    ["axb", String.raw`a\*b`, false],
    ["a?b", String.raw`a\?b`, true],
    ["a+b", "a+b", true],
    ["a\nb", "a*b", true],
  ])("%j is like %j: %s", (text, pattern, expected) => {
    expect(isLikePattern(text, pattern)).toBe(expected);
  });

  it("with many stars takes no longer than its length", () => {
    expect(isLikePattern("a".repeat(2000), `${"*a".repeat(500)}*b`)).toBe(false);
  });
});
