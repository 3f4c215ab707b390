import { describe, expect, test } from "vitest";
import type { Json } from "../json.ts";
import { compile, evaluate, type Evaluation } from "./index.ts";

const now = Date.parse("2026-11-23T02:00:00Z");

function run(source: string, variables: Readonly<Record<string, Json>> = {}): Evaluation {
  const compiled = compile(source);
  if (!compiled.ok) throw new Error(compiled.problem.message.en);
  return evaluate(
    compiled.value,
    (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined),
    { now },
  );
}
const value = (source: string, variables?: Readonly<Record<string, Json>>): unknown => {
  const evaluation = run(source, variables);
  return evaluation.ok ? evaluation.value : evaluation.problem.code;
};

describe("FEEL expressions", () => {
  test.each<[string, Record<string, Json>, Json]>([
    ["a + b", { a: 1, b: 2 }, 3],
    ['if outcome = "accept" then 1 else 2', { outcome: "accept" }, 1],
    ["business.area > 50 and business.hasStaff", { business: { area: 86, hasStaff: true } }, true],
    ['["window@" + office]', { office: "zwj" }, ["window@zwj"]],
    ["count(items)", { items: [1, 2, 3] }, 3],
    ["for x in items return x * factor", { items: [1, 2], factor: 10 }, [10, 20]],
    ["items[price > 2]", { items: [{ price: 1 }, { price: 3 }] }, [{ price: 3 }]],
    ["some x in items satisfies x = 2", { items: [1, 2] }, true],
    ["{a: 1, b: a + z}", { z: 2 }, { a: 1, b: 3 }],
    ["count", { count: 7 }, 7],
    ["经营项目[1]", { 经营项目: ["热食"] }, "热食"],
    ["`with blank` + 1", { "with blank": 1 }, 2],
    ['date("2026-11-23") + duration("P1D")', {}, "2026-11-24"],
    ['duration("PT36H")', {}, "P1DT12H"],
    ["now()", {}, "2026-11-23T02:00:00Z"],
    ["today()", {}, "2026-11-23"],
    ["get or else(x, 3)", { x: null }, 3],
    ["is defined(x)", { x: 1 }, true],
    ['trim("  a ")', {}, "a"],
    ['last day of month(date("2026-02-10"))', {}, "2026-02-28"],
    ["partition([1,2,3], 2)", {}, [[1, 2], [3]]],
    ["duplicate values([1,2,1])", {}, [1]],
    ["x", { x: null }, null],
  ])("%s over %j is %j", (source, variables, result) => {
    expect(value(source, variables)).toEqual(result);
  });

  test("a missing variable is told from one that is null", () => {
    expect(run("x")).toEqual({ ok: true, value: null, missing: ["x"] });
    expect(run("x", { x: null })).toEqual({ ok: true, value: null, missing: [] });
  });

  test("an operation that makes no sense is an error with its place, not null", () => {
    const evaluation = run("total + fee", { total: 1 });
    expect(evaluation).toMatchObject({
      ok: false,
      problem: { code: "EXPRESSION_INVALID_OPERATION", position: { from: 6, to: 7 } },
    });
    expect(evaluation.ok || evaluation.problem.message.en).toContain("no such variable: fee");
  });

  test.each(["function(x) x", "[1..3]", "1 / 0 * 2"])(
    "%s has no result that a variable can hold",
    (source) => {
      const evaluation = run(source);
      expect(evaluation.ok && evaluation.value !== null).toBe(false);
    },
  );

  test("the same source is compiled once", () => {
    expect(compile("1 + 41")).toBe(compile("1 + 41"));
  });

  test.each(["if a then", "a +", "(a", "", "1) function() (2", "java:run()"])(
    "%j is refused",
    (source) => {
      expect(compile(source)).toMatchObject({ ok: false, problem: { code: "EXPRESSION_SYNTAX" } });
    },
  );
  test("a syntax error says where", () => {
    expect(compile("a + * b")).toMatchObject({
      ok: false,
      problem: { position: { from: 4, to: 5 } },
    });
  });

  test("size and nesting are bounded", () => {
    expect(compile("(".repeat(1000) + "1" + ")".repeat(1000))).toMatchObject({
      ok: false,
      problem: { code: "EXPRESSION_TOO_LARGE" },
    });
    expect(compile(`"${"x".repeat(30_000)}"`)).toMatchObject({
      ok: false,
      problem: { code: "EXPRESSION_TOO_LARGE" },
    });
  });

  test("names of JavaScript mean nothing", () => {
    expect(value("constructor")).toBeNull();
    expect(value("x.constructor", { x: {} })).toBeNull();
    expect(value("toString()")).toBe("EXPRESSION_INVALID_OPERATION");
  });
});
