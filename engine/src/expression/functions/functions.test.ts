import { describe, expect, test } from "vitest";
import type { Json } from "../../json.ts";
import { compile, evaluate } from "../index.ts";

/** 2026-11-23, 10:00 in Shanghai. */
const now = Date.parse("2026-11-23T02:00:00Z");

function value(source: string): unknown {
  const compiled = compile(source);
  if (!compiled.ok) return compiled.problem.code;
  const evaluation = evaluate(compiled.value, () => undefined, { now, timeZone: "Asia/Shanghai" });
  return evaluation.ok ? evaluation.value : evaluation.problem.code;
}
const FAILS = "EXPRESSION_INVALID_OPERATION";

describe("functions that Camunda adds", () => {
  test.each<[string, Json]>([
    ["is defined(null)", false],
    ["is defined(nobody.name)", false],
    ["get or else(null, 3)", 3],
    ["assert(4, 4 >= 0)", 4],
    ['assert(4, 4 < 0, "must be negative")', FAILS],
    ["{a: assert(4, false)}", FAILS],
    ['get value({a: {b: 3}}, ["a", "b"])', 3],
    ['get value({a: {b: 3}}, ["b"])', null],
    ['context put({x: 1}, ["y", "z"], 2)', { x: 1, y: { z: 2 } }],
    ["context merge([{x: 1, y: 0}, {y: 2}])", { x: 1, y: 2 }],
    ["put all({x: 1}, {y: 2})", { x: 1, y: 2 }],
    ["duplicate values([1, 2, 3, 2, 1])", [2, 1]],
    ['string join(["a", null, "c"], ", ", "[", "]")', "[a, c]"],
    ["is empty([])", true],
    ["partition([1, 2, 3, 4, 5], 2)", [[1, 2], [3, 4], [5]]],
    ["partition([1, 2], 0)", null],
    ['extract("references are 1234, 1256, 1378", "12[0-9]*")', ["1234", "1256"]],
    ['trim("  办件 ")', "办件"],
    ['is blank(" ")', true],
    ['to base64("食品经营")', "6aOf5ZOB57uP6JCl"],
    ['from base64("6aOf5ZOB57uP6JCl")', "食品经营"],
    ['from base64("?")', FAILS],
    ['to json({a: [1, "x"], d: date("2026-11-23")})', '{"a":[1,"x"],"d":"2026-11-23"}'],
    ['from json("{\\"a\\": [1, 2]}").a[2]', 2],
    ['from json("{")', FAILS],
    ['string(last day of month(date("2024-02-10")))', "2024-02-29"],
    [
      'date and time(@"2020-07-31T14:27:30@Europe/Berlin", "America/Los_Angeles")',
      "2020-07-31T05:27:30@America/Los_Angeles",
    ],
    ['date and time(@"2020-07-31T14:27:30", "Z")', "2020-07-31T06:27:30Z"],
    ['fromAi(3, "a number", "number")', 3],
    ["random number()", FAILS],
    ["uuid()", FAILS],
  ])("%s is %j", (source, result) => {
    expect(value(source)).toEqual(result);
  });
});

describe("functions of DMN (§10.3.4)", () => {
  test.each<[string, Json]>([
    ['number("1 234,56", " ", ",")', 1234.56],
    ["string(0.1 + 0.2)", "0.3"],
    ['string([1, "a", null, {b: true}])', '[1, "a", null, {b: true}]'],
    ['substring("办件编号", -2)', "编号"],
    ['string length("𠮷野家")', 3],
    ['replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', "[1=ab][2=]cd"],
    ['split("a1b22c", "[0-9]+")', ["a", "b", "c"]],
    ['matches("2026-11-23", "^\\d{4}-\\d{2}-\\d{2}$")', true],
    ["decimal(2.345, 2)", 2.34],
    ["round half up(2.345, 2)", 2.35],
    ["round up(-1.234, 2)", -1.24],
    ["floor(-1.5)", -2],
    ["modulo(-12, 5)", 3],
    ["stddev(2, 4, 7, 5)", 2.0816659994661326],
    ["mode([6, 3, 9, 6, 6])", [6]],
    ["median([8, 2, 5, 3, 4])", 4],
    ["mean([1, 2, 3])", 2],
    ["sum([0.1, 0.2, 0.3])", 0.6],
    ["min([1, 2, 3]) + max(4, 5)", 6],
    ["list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", [5, 5, 7, 8]],
    ["sort([3, 1, 2], function(x, y) x > y)", [3, 2, 1]],
    ["insert before([1, 3], 1, 2)", [2, 1, 3]],
    ["concatenate([1, 2], [3])", [1, 2, 3]],
    ["union([1, 2], [2, 3])", [1, 2, 3]],
    ["flatten([[1, 2], [[3]], 4])", [1, 2, 3, 4]],
    ["index of([1, 2, 3, 2], 2)", [2, 4]],
    ["sublist([4, 5, 6], -2, 1)", [5]],
    ['string(years and months duration(date("2011-12-22"), date("2013-08-24")))', "P1Y8M"],
    ['day of week(date("2026-11-23"))', "Monday"],
    ['week of year(date("2020-12-31"))', 53],
    ["now()", "2026-11-23T02:00:00Z"],
    ["today()", "2026-11-23"],
    ["before([1..5), [5..9])", true],
    ["overlaps([1..5], [5..9])", true],
    ["during(5, [1..10])", true],
    ["get entries({a: 1})", [{ key: "a", value: 1 }]],
    ['context([{key: "a", value: 1}])', { a: 1 }],
    ['substring(start position: 2, string: "abc")', "bc"],
    ["abs(nobody: 1)", FAILS],
    ["nobody(1)", FAILS],
  ])("%s is %j", (source, result) => {
    expect(value(source)).toEqual(result);
  });
});

describe("what may go wrong", () => {
  test.each([
    ['"4" < 5', FAILS],
    ['if "4" < 5 then 1 else 2', FAILS],
    ["if nobody > 5 then 1 else 2", FAILS],
    ["if nobody then 1 else 2", 2],
    ["get or else(nobody + 1, 0)", 0],
    ["count([{p: 1}, {}][p > 0])", 1],
    ["[1, 2, 3][4]", null],
    ['matches("a", "(")', FAILS],
    ["1 / 0", FAILS],
    ['date("2026-02-30")', FAILS],
    ["{a: 1, a: 2}", FAILS],
  ])("%s is %j", (source, result) => {
    expect(value(source)).toEqual(result);
  });
});
