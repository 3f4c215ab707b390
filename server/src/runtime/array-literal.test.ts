/** Arrays as PostgreSQL reads them. */
import { expect, test } from "vitest";
import { arrayLiteral } from "./array-literal.ts";

test.each<[string, readonly unknown[], string]>([
  ["none", [], "{}"],
  ["ids", ["120916879920619520", "-1"], "{120916879920619520,-1}"],
  [
    "names and instants",
    ["issue_licence", "2026-11-30T08:00:00.000Z"],
    "{issue_licence,2026-11-30T08:00:00.000Z}",
  ],
  ["numbers and truths", [1, -0.5, 1e21, true, false], "{1,-0.5,1e+21,true,false}"],
  ["nothing, and the word for it", [null, "null", "NULL"], '{NULL,"null","NULL"}'],
  ["an empty text and a space", ["", " "], '{""," "}'],
  [
    "what has a meaning in an array",
    ['a"b', String.raw`c\d`, "{e,f}"],
    '{"a\\"b","c\\\\d","{e,f}"}',
  ],
  ["any writing", ["审查", "line\nbreak", "\u{1F600}"], '{"审查","line\nbreak","\u{1F600}"}'],
])("%s", (_what, values, literal) => {
  expect(arrayLiteral(values)).toBe(literal);
});

test.each<[string, unknown]>([
  ["a list", ["a"]],
  ["a date", new Date(0)],
  ["bytes", Buffer.from("a")],
  ["what is not there", undefined],
])("%s in it is left to the driver", (_what, value) => {
  expect(arrayLiteral(["a", value])).toBeUndefined();
});
