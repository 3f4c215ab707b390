import { describe, expect, test } from "vitest";
import type { Json } from "../../json.ts";
import { compile, evaluate } from "../index.ts";

function value(source: string, variables: Readonly<Record<string, Json>> = {}): unknown {
  const compiled = compile(source);
  if (!compiled.ok) return compiled.problem.message.en;
  const evaluation = evaluate(compiled.value, (name) => variables[name], { now: 0 });
  return evaluation.ok ? evaluation.value : evaluation.problem.code;
}

describe("precedence and notation", () => {
  test.each<[string, Json]>([
    ["1 + 2 * 3 ** 2", 19],
    ["2 ** 3 ** 2", 64],
    ["-2 ** 2", 4],
    ["10 - 4 - 3", 3],
    ["1 < 2 and 2 < 3 or false", true],
    ["5 between 1 and 10 and true", true],
    ["5 in (1, [4..6], > 100)", true],
    ["5 in ]5..9[", false],
    ["[1..10[.end included", false],
    ["(> 5).start included", false],
    ["7 in (> 5)", true],
    ["1 instance of number", true],
    ["[1, 2] instance of list<number>", true],
    ["{a: 1, b: a + 1}.b", 2],
    ["{fac: function(n) if n < 2 then 1 else n * fac(n - 1), r: fac(5)}.r", 120],
    ["for i in 3..1 return i", [3, 2, 1]],
    ["for i in 1..2, j in [i, 10] return i * j", [1, 10, 4, 20]],
    ["for i in 1..4 return if i < 3 then 1 else partial[-1] + partial[-2]", [1, 1, 2, 3]],
    ["some x in [1, 2], y in [2, 3] satisfies x = y", true],
    ["[{a: 1, b: 2}, {a: 3}][a > 1].a", [3]],
    ["[1, 2, 3][item > 1]", [2, 3]],
    ["[1, 2, 3][-1]", 3],
    ['"\\u4e2d\\n\\"q\\"\\d"', '中\n"q"\\d'],
    [".5 + 1.5e1 // comment", 15.5],
    ["/* a */ 1 /* b */", 1],
    ['@"P1D" + @"PT12H"', "P1DT12H"],
    ["(function(a: number, b) a - b)(b: 1, a: 5)", 4],
    ["not(true) or not(false)", true],
    ["null = 1", false],
    ["true and null", null],
    ["false and null", false],
  ])("%s is %j", (source, result) => {
    expect(value(source)).toEqual(result);
  });

  test("words that follow each other are one name, known or not", () => {
    expect(value("date of birth + 1", { "date of birth": 1 })).toBe(2);
    expect(value('string length("abc")')).toBe(3);
    expect(value("{full name: 1}.full name")).toBe(1);
  });

  test.each([
    ["1 +", "near character 4: unexpected the end"],
    ["[1, 2", 'near character 6: unexpected the end, expected ","'],
    ["a b c)", 'near character 6: unexpected ")"'],
    ["if a then b", 'unexpected the end, expected "else"'],
    ['"abc', "near character 1: the quotation never ends"],
    ["for x in y", 'expected "return"'],
  ])("%s is refused with its place", (source, message) => {
    expect(value(source)).toContain(message);
  });
});
