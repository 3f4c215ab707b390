import { expect, it } from "vitest";
import { unreadable } from "./readable-input.ts";

it.each([
  ["a NUL character", { reason: "a\0b" }, { path: "reason", code: "REQUEST_TEXT" }],
  ["half of a surrogate pair", { form: { name: "a\uD800" } }, { path: "form.name" }],
  ["a NUL in a name", { form: { "a\0": 1 } }, { path: "form", code: "REQUEST_TEXT" }],
  ["a NUL in a row", { rows: [{ a: 1 }, { a: "\0" }] }, { path: "rows.1.a" }],
])("refuses %s", (_what, input, fault) => {
  expect(unreadable(input)).toMatchObject(fault);
});

it("refuses what is nested deeper than any form, however deep", () => {
  const nested = (depth: number): unknown =>
    JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`) as unknown;
  expect(unreadable(nested(32))).toBeNull();
  expect(unreadable(nested(33))).toMatchObject({ code: "REQUEST_DEPTH" });
  expect(unreadable(nested(100_000))).toMatchObject({ code: "REQUEST_DEPTH" });
});

it("lets everything else through", () => {
  expect(unreadable({ name: "𠮷野家", list: [1, null, true, ""] })).toBeNull();
  expect(unreadable(undefined)).toBeNull();
});
