import { expect, it } from "vitest";
import { jsonbText } from "./jsonb-text.ts";

it.each([
  ['"text"', '"text"'],
  [String.raw`"\u4e16"`, '"世"'],
  [" 5 ", "5"],
  ["12345678901234567890.10", "12345678901234567890.10"],
  ["null", "null"],
  ['{"bb":1,"a":[1,true,{"c":null}]}', '{"a": [1, true, {"c": null}], "bb": 1}'],
  ['{"b":1,"aa":2,"a":3}', '{"a": 3, "b": 1, "aa": 2}'],
  ["no JSON", "no JSON"],
])("%s is %s in jsonb", (json, expected) => {
  expect(jsonbText(json)).toBe(expected);
});
