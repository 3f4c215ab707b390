import { expect, it } from "vitest";
import { correctionRows, reasonsFor, replaceRow, toggleMaterial } from "./correction-rows.ts";

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

it("offers the matter's reasons for the material, in the language of the screen", () => {
  const inForm = [
    { value: "M02-6-EXPIRED", label: "从业人员健康证明：健康证明已过期" },
    { value: "M02-4-MISSING", label: "食品安全规章制度目录清单：没有提交" },
  ];
  const catalogue = [
    {
      code: "M02-6-EXPIRED",
      materialCode: "M02-6",
      fieldKey: null,
      reason: { zh: "健康证明已过期", en: "Expired" },
      howToFix: { zh: "换新的", en: "Renew it" },
    },
  ];
  expect(reasonsFor("M02-6", catalogue, inForm, "en")).toEqual([
    { code: "M02-6-EXPIRED", label: "Expired", howToFix: "Renew it" },
  ]);
  expect(reasonsFor("M02-1", catalogue, inForm, "zh-CN")).toEqual([
    { code: "M02-6-EXPIRED", label: "从业人员健康证明：健康证明已过期" },
    { code: "M02-4-MISSING", label: "食品安全规章制度目录清单：没有提交" },
  ]);
});
