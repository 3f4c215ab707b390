import { expect, it } from "vitest";
import { correctionRows, replaceRow, toggleMaterial } from "./correction-rows.ts";

const health = { materialCode: "M02-6", reasonCode: "expired" };
const rules = { materialCode: "M02-4", reasonCode: "missing" };

it("reads rows and leaves out what is none", () => {
  expect(correctionRows([health, null, "x", { note: "no material" }])).toEqual([health]);
  expect(correctionRows(undefined)).toEqual([]);
});

it("ticking adds an empty reason, unticking removes all reasons of the material", () => {
  expect(toggleMaterial([health], "M02-4", true)).toEqual([health, { materialCode: "M02-4" }]);
  expect(toggleMaterial([health, rules, health], "M02-6", false)).toEqual([rules]);
});

it("replaces and removes a row in place", () => {
  const other = { ...rules, note: "第 3 页缺签名" };
  expect(replaceRow([health, rules], 1, other)).toEqual([health, other]);
  expect(replaceRow([health, rules], 0, undefined)).toEqual([rules]);
});
