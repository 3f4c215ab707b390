/** Functions with patterns (DMN 1.3 §10.3.4.3): `matches`, `replace`, `split`, and Camunda's `extract`. */
import { compilePattern, type Pattern } from "../pattern/compile.ts";
import { type Match, Matcher } from "../pattern/match.ts";
import { PatternProblem } from "../pattern/pattern-problem.ts";
import { MAX_TEXT_LENGTH } from "../program/limit.ts";
import { LimitReached } from "../program/limit.ts";
import type { Run } from "../program/run.ts";
import type { Call } from "../values/function.ts";
import type { Value } from "../values/value.ts";
import { define } from "./define.ts";
import { optional, text } from "./parameters.ts";

/** Patterns kept; a model has a handful. */
const CACHE_SIZE = 1_000;
/** Steps of compiling an instruction. */
const STEPS_PER_INSTRUCTION = 10;
const cache = new Map<string, Pattern>();

function patternOf(source: string, flags: string): Pattern {
  const key = `${flags}/${source}`;
  const cached = cache.get(key);
  if (cached !== undefined) return cached;
  const pattern = compilePattern(source, flags);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(key, pattern);
  return pattern;
}

/** Does something with a pattern; null with a finding when it is none. */
function withPattern(
  { run, place }: Call,
  source: string,
  flags: string,
  use: (pattern: Pattern) => Value,
): Value {
  try {
    const pattern = patternOf(source, flags);
    // Whether it was compiled before must not change what an evaluation costs.
    run.spend(pattern.program.length * STEPS_PER_INSTRUCTION);
    return use(pattern);
  } catch (error) {
    if (!(error instanceof PatternProblem)) throw error;
    return run.fail(
      place,
      `“${source}”不是正则表达式：${error.message}`,
      `"${source}" is no pattern: ${error.message}`,
    );
  }
}

const pointsOf = (string: string): number[] =>
  Array.from(string, (point) => point.codePointAt(0) ?? 0);

/** As `String.fromCodePoint`, whose arguments are limited in number. */
function stringOf(points: readonly number[]): string {
  return points.map((point) => String.fromCodePoint(point)).join("");
}

/** All matches from left to right; after an empty one the search goes on one further. */
function allMatches(pattern: Pattern, points: readonly number[], run: Run): Match[] {
  const matches: Match[] = [];
  const matcher = new Matcher(pattern, points, run);
  for (let from = 0; from <= points.length;) {
    const match = matcher.next(from);
    if (match === null) break;
    matches.push(match);
    const [start = 0, end = 0] = match;
    from = end > start ? end : end + 1;
  }
  return matches;
}

/** The text between matches, and what stands for each match. */
function pieces(
  points: readonly number[],
  matches: readonly Match[],
): { between: string[]; rest: string } {
  let from = 0;
  const between = matches.map(([start = 0, end = 0]) => {
    const piece = stringOf(points.slice(from, start));
    from = end;
    return piece;
  });
  return { between, rest: stringOf(points.slice(from)) };
}

/** `$1` is the first group, `\$` a dollar sign. */
function filledIn(replacement: string, points: readonly number[], match: Match): string {
  return replacement.replaceAll(/\\([\\$])|\$(\d)/g, (_whole, sign?: string, digit?: string) => {
    if (sign !== undefined) return sign;
    const group = Number(digit);
    return stringOf(points.slice(match[group * 2] ?? 0, match[group * 2 + 1] ?? 0));
  });
}

function replaced(
  call: Call,
  input: string,
  source: string,
  replacement: string,
  flags: string,
): Value {
  return withPattern(call, source, flags, (pattern) => {
    const isLiteral = flags.includes("q");
    if (!isLiteral && /(?:^|[^\\])(?:\\\\)*(?:\$(?!\d)|\\(?![\\$]))/.test(replacement)) {
      throw new PatternProblem(`invalid replacement "${replacement}"`);
    }
    const points = pointsOf(input);
    const matches = allMatches(pattern, points, call.run);
    const { between, rest } = pieces(points, matches);
    let result = "";
    for (const [index, match] of matches.entries()) {
      const filling = isLiteral ? replacement : filledIn(replacement, points, match);
      result += (between[index] ?? "") + filling;
      if (result.length > MAX_TEXT_LENGTH) throw new LimitReached();
    }
    return result + rest;
  });
}

/** See the file's head. */
export const patternFunctions = [
  define(
    "matches",
    [text("input"), text("pattern"), optional(text("flags"))],
    (call, input, source, flags) =>
      withPattern(
        call,
        source,
        flags ?? "",
        (pattern) => new Matcher(pattern, pointsOf(input), call.run).next(0) !== null,
      ),
  ),
  define(
    "replace",
    [text("input"), text("pattern"), text("replacement"), optional(text("flags"))],
    (call, input, source, replacement, flags) =>
      replaced(call, input, source, replacement, flags ?? ""),
  ),
  define("split", [text("string"), text("delimiter")], (call, input, source) =>
    withPattern(call, source, "", (pattern) => {
      const points = pointsOf(input);
      const { between, rest } = pieces(points, allMatches(pattern, points, call.run));
      return [...between, rest];
    }),
  ),
  define("extract", [text("string"), text("pattern")], (call, input, source) =>
    withPattern(call, source, "", (pattern) => {
      const points = pointsOf(input);
      return allMatches(pattern, points, call.run).map(([start, end]) =>
        stringOf(points.slice(start, end)),
      );
    }),
  ),
];
