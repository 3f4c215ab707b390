import { describe, expect, test } from "vitest";
import { variablesProblem } from "./json.ts";

const bounds = { maxVariableDepth: 3, maxVariableLength: 100 };
const cyclic: Record<string, unknown> = {};
cyclic["self"] = cyclic;

describe("variables must be JSON", () => {
  test.each<[string, unknown]>([
    ["plain values", { a: null, b: true, c: 1.5, d: "x", e: [1, { f: [] }] }],
    ["nothing", {}],
    ["an object without prototype", Object.assign(Object.create(null) as object, { a: 1 })],
  ])("%s are accepted", (_title, variables) => {
    expect(variablesProblem(variables, bounds)).toBeUndefined();
  });

  test.each<[string, unknown, string, string]>([
    ["a list instead of variables", [], "VARIABLE_NOT_SERIALISABLE", ""],
    ["a function", { a: { b: [0, () => 1] } }, "VARIABLE_NOT_SERIALISABLE", "a.b[1]"],
    ["undefined", { a: undefined }, "VARIABLE_NOT_SERIALISABLE", "a"],
    ["a big integer", { a: 1n }, "VARIABLE_NOT_SERIALISABLE", "a"],
    ["not a number", { a: [Number.NaN] }, "VARIABLE_NOT_SERIALISABLE", "a[0]"],
    ["a date", { a: new Date(0) }, "VARIABLE_NOT_SERIALISABLE", "a"],
    ["a map", { a: new Map() }, "VARIABLE_NOT_SERIALISABLE", "a"],
    [
      "a name that is a trap",
      JSON.parse('{"a": {"__proto__": 1}}'),
      "VARIABLE_NOT_SERIALISABLE",
      "a.__proto__",
    ],
    ["deep nesting", { a: [[[[1]]]] }, "VARIABLE_TOO_LARGE", "a[0][0][0]"],
    ["a cycle", { a: cyclic }, "VARIABLE_TOO_LARGE", "a.self.self.self"],
    ["a long text", { a: { b: "x".repeat(200) } }, "VARIABLE_TOO_LARGE", "a.b"],
  ])("%s is refused", (_title, variables, code, path) => {
    expect(variablesProblem(variables, bounds)).toEqual({ code, path });
  });
});
