import { expect, test } from "vitest";
import { storableText, unstorableText } from "./storable-text.ts";

test.each([
  [{ a: "文", b: [1, null, { c: "😀" }] }, undefined],
  [{ a: "x\0" }, "a"],
  [{ a: { b: ["ok", "\uD83D"] } }, "a.b.1"],
  [{ a: { "\0": 1 } }, "a"],
  [{ "\0": 1 }, "?"],
])("%j cannot be stored at %s", (value, path) => {
  expect(unstorableText(value)).toBe(path);
});

test("a message is kept without what cannot be stored", () => {
  expect(storableText("a\0b\uD83Dc")).toBe("ab�c");
});
