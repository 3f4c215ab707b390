import { describe, expect, test } from "vitest";
import { LimitReached } from "../program/limit.ts";
import { Run } from "../program/run.ts";
import { compilePattern } from "./compile.ts";
import { Matcher } from "./match.ts";
import { PatternProblem } from "./pattern-problem.ts";

/** The text that matches and the groups in it; null when none does. */
function found(pattern: string, text: string, flags = ""): (string | null)[] | null {
  const points = Array.from(text, (point) => point.codePointAt(0) ?? 0);
  const match = new Matcher(compilePattern(pattern, flags), points, new Run({ now: 0 })).next(0);
  if (match === null) return null;
  const slices: (string | null)[] = [];
  for (let at = 0; at < match.length; at += 2) {
    const from = match[at] ?? -1;
    slices.push(from === -1 ? null : String.fromCodePoint(...points.slice(from, match[at + 1])));
  }
  return slices;
}

describe("patterns (XPath functions §5.6.1)", () => {
  test.each<[string, string, string, (string | null)[] | null]>([
    ["a+?", "caaat", "", ["a"]],
    ["(a+)(b|c)?", "caaat", "", ["aaa", "aaa", null]],
    ["(a|ab)(c|bcd)", "abcd", "", ["abcd", "a", "bcd"]],
    ["^b$", "a\nb\nc", "m", ["b"]],
    ["^b$", "a\nb\nc", "", null],
    ["a.c", "a\nc", "", null],
    ["a.c", "a\nc", "s", ["a\nc"]],
    ["a b\\ c", "abc", "x", ["abc"]],
    ["a.c", "xa.cx", "q", ["a.c"]],
    ["[^a-c]+", "abxyc", "", ["xy"]],
    ["[a-z-[aeiou]]+", "aeixyz", "", ["xyz"]],
    ["\\p{Lu}\\p{Ll}+", "xChina", "", ["China"]],
    ["\\p{IsCJKUnifiedIdeographs}+", "a办件b", "", ["办件"]],
    ["[\\d-]+", "a1-2b", "", ["1-2"]],
    ["(.)\\1", "abccd", "", ["cc", "c"]],
    ["x{2,3}", "xxxx", "", ["xxx"]],
    ["(?:ab)*$", "xabab", "", ["abab"]],
    ["ÄB", "äb", "i", ["äb"]],
    ["𠮷.", "x𠮷野", "", ["𠮷野"]],
    ["(a*)*", "b", "", ["", null]],
  ])("%s in %j with %j finds %j", (pattern, text, flags, groups) => {
    expect(found(pattern, text, flags)).toEqual(groups);
  });

  test.each([
    "(",
    "a)",
    "[",
    "[b-a]",
    "a{2,1}",
    "*a",
    "a**",
    "\\q",
    "\\p{Nobody}",
    "(?=a)",
    "\\1(a)",
  ])("%s is no pattern", (pattern) => {
    expect(() => compilePattern(pattern, "")).toThrow(PatternProblem);
  });

  test("nested repetition takes time that grows with the text, not with its power", () => {
    expect(found("^(a+)+$", `${"a".repeat(20_000)}!`)).toBeNull();
    expect(found("^(a|a?|a*)*b$", "a".repeat(20_000))).toBeNull();
  });

  test("what grows without bound ends at the limit", () => {
    expect(() => compilePattern("((a{1000}){1000}){1000}", "")).toThrow(LimitReached);
    expect(() => found("^(a+)+\\1b$", `${"a".repeat(60)}!`)).toThrow(LimitReached);
  });
});
