import { expect, it } from "vitest";
import { inboxMove, movedRow } from "./inbox-keys.ts";

it.each([
  ["j", "next"],
  ["k", "previous"],
  ["Enter", "open"],
  ["c", "claim"],
  ["x", undefined],
])("the key %s means %s", (key, move) => {
  expect(inboxMove({ key, isModified: false, isTaken: false })).toBe(move);
});

it("leaves keys alone that belong to a field or a shortcut of the browser", () => {
  expect(inboxMove({ key: "c", isModified: true, isTaken: false })).toBeUndefined();
  expect(inboxMove({ key: "j", isModified: false, isTaken: true })).toBeUndefined();
});

it.each([
  [-1, "next", 3, 0],
  [2, "next", 3, 2],
  [0, "previous", 3, 0],
  [-1, "previous", 3, 0],
  [0, "next", 0, -1],
] as const)("from row %d %s of %d is %d", (from, move, rows, to) => {
  expect(movedRow(from, move, rows)).toBe(to);
});
