import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../json.ts";
import { compile, evaluate } from "./index.ts";

/** A code of problems, or the result. Throwing fails the test. */
function outcome(source: string, variables: Readonly<Record<string, Json>> = {}): unknown {
  const compiled = compile(source);
  if (!compiled.ok) return compiled.problem.code;
  const result = evaluate(compiled.value, (name) => variables[name], { now: 0 });
  return result.ok ? result.value : result.problem.code;
}

/** Sources with names that fit into a line. */
function shown(...sources: string[]): [name: string, source: string][] {
  return sources.map((source) => [source.length > 60 ? `${source.slice(0, 59)}…` : source, source]);
}

describe("every evaluation ends", () => {
  test.each(
    shown(
      "for i in 1..1000000000 return i",
      "every i in [1..1000000000] satisfies i > 0",
      "some i in 1..100000, j in 1..100000 satisfies i + j < 0",
      'for i in 1..60 return if i = 1 then "x" else partial[-1] + partial[-1]',
      "for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]]",
      "count(for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1]))",
      "string(for i in 1..60 return if i = 1 then [1] else {a: partial[-1], b: partial[-1]})",
      "{f: function(n) f(n + 1), r: f(1)}.r",
      "{f: function(n) if n = 0 then 0 else 1 + f(n - 1), r: f(100000)}.r",
      `replace(string join(for i in 1..50000 return "a", ""), "a", "${"x".repeat(1000)}")`,
      "distinct values(for i in 1..100000 return i)",
      "sort(for i in 1..200000 return -i, function(a, b) a < b)",
      'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+\\1b$")',
    ),
  )("%s ends at the bound", (_name, source) => {
    expect(outcome(source)).toBe("EXPRESSION_LIMIT");
  });

  test("the bound counts work, not time: the same work ends the same way", () => {
    const many = 'count(for i in 1..400000 return date("2026-11-23"))';
    expect([outcome(many), outcome(many)]).toEqual([400_000, 400_000]);
    expect(outcome("count(for i in 1..1100000 return i)")).toBe("EXPRESSION_LIMIT");
  });

  test.each(
    shown(
      `[${"i + 1, ".repeat(2000)}1]`,
      "exp(i / 7)",
      "1.23456789 ** (i / 7)",
      '@"2020-01-01T00:00:00@Asia/Shanghai" < @"2020-01-01T00:00:00@America/New_York"',
      'date and time("2020-01-01T00:00:00@Asia/Shang" + string(i))',
      "today()",
      'matches("abc" + string(i), "(a|b)*c" + string(i))',
      `split("${"a,".repeat(3000)}", ",")`,
    ),
  )("what takes long counts more: a million times %s", (_name, body) => {
    expect(outcome(`for i in 1..1000000 return ${body}`)).toBe("EXPRESSION_LIMIT");
  });

  test.each(
    shown(
      `1${"+1".repeat(9000)}`,
      `${"-".repeat(9000)}1`,
      `a${".b".repeat(9000)}`,
      `a${"[1]".repeat(6000)}`,
      "if a then ".repeat(1000),
      "{a:".repeat(4000),
      "function(a) ".repeat(1000),
      `${"x in (".repeat(500)}1${")".repeat(500)}`,
    ),
  )("%s is too large", (_name, source) => {
    expect(outcome(source)).toBe("EXPRESSION_TOO_LARGE");
  });

  test.each(shown("/*".repeat(9000), '"'.repeat(9999), "`".repeat(9999), "[".repeat(90), "((((1"))(
    "%s is no expression",
    (_name, source) => {
      expect(outcome(source)).toBe("EXPRESSION_SYNTAX");
    },
  );

  test.each(
    shown(
      "9 ** 9 ** 9",
      "exp(100000)",
      "log(0)",
      "10 ** -6143 / 10 ** 100",
      "decimal(1 / 3, 6000)",
      'duration("PT1S") * 10 ** 6000',
      'date("2020-01-01") + duration("P999999999999D")',
      'date("2020-01-01") + duration("P99999999999999Y")',
      "[1, 2, 3][10 ** 20]",
      "time(10 ** 9, 1, 1)",
      `number("${"1".repeat(15_000)}")`,
      `from json("${"[".repeat(9000)}")`,
    ),
  )("%s has an answer", (_name, source) => {
    expect(() => outcome(source)).not.toThrow();
  });
});

const words =
  'for some every in return satisfies if then else and or not between instance of function external ( ) [ ] { } , : . .. + - * / ** < <= > >= = != @ "a" "2026-11-23" "P1D" 1 0 2.5 null true false x y item partial count sum list number string date duration "(a+)+" matches ? ` // /* " \\ é 办 🐎'.split(
    " ",
  );
const soup = fc
  .array(fc.constantFrom(...words), { maxLength: 25 })
  .map((tokens) => tokens.join(" "));

/** Expressions that parse, of operands that seldom fit. */
const { expression } = fc.letrec<{ expression: string; operand: string }>((tie) => ({
  operand: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(
      "1",
      "0.1",
      "x",
      "y.z",
      '"a"',
      "null",
      "true",
      '@"P1D"',
      '@"2026-11-23"',
      "[1..3]",
    ),
    tie("expression").map((inner) => `(${inner})`),
    tie("expression").map((inner) => `[${inner}]`),
    tie("expression").map((inner) => `{a: ${inner}}`),
  ),
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("operand"),
    fc
      .tuple(
        tie("operand"),
        fc.constantFrom("+", "-", "*", "/", "**", "<", "=", "and", "or", "in"),
        tie("operand"),
      )
      .map((parts) => parts.join(" ")),
    fc.tuple(tie("operand"), tie("expression")).map(([list, filter]) => `${list}[${filter}]`),
    fc
      .tuple(tie("operand"), tie("expression"))
      .map(([list, body]) => `for i in ${list} return ${body}`),
    fc
      .tuple(
        fc.constantFrom("count", "sum", "string", "min", "flatten", "not", "abs", "date", "sort"),
        tie("expression"),
      )
      .map(([name, argument]) => `${name}(${argument})`),
    fc
      .tuple(tie("expression"), tie("operand"), tie("operand"))
      .map(([condition, a, b]) => `if ${condition} then ${a} else ${b}`),
  ),
}));

describe("random sources", () => {
  const variables = { x: [1, "a", null, { z: 2 }], y: { z: 0.1 } };
  test("never throw, and give the same twice", () => {
    fc.assert(
      fc.property(fc.oneof(soup, expression, fc.string({ unit: "grapheme" })), (source) => {
        expect(outcome(source, variables)).toEqual(outcome(source, variables));
      }),
      { numRuns: 1000 },
    );
  });
  test("that follow the grammar parse", () => {
    fc.assert(
      fc.property(expression, (source) => {
        expect(outcome(source, variables)).not.toBe("EXPRESSION_SYNTAX");
      }),
      { numRuns: 1000 },
    );
  });
});
