import { expect, it } from "vitest";
import { rankMatters, type SearchEntry } from "./matter-search.ts";

function entry(id: string, name: string, ...citizenNames: string[]): SearchEntry {
  const rest = { resultName: `${name}证`, topics: [], officeName: "市场监督管理局" };
  return { id, name, citizenNames, handledOnline: false, ...rest };
}
const entries = [
  entry("M01", "个体工商户设立登记", "开个体户", "办营业执照"),
  entry("M02", "食品经营许可（餐饮服务）新办", "开饭店", "餐饮许可证"),
  entry("M05", "城镇污水排入排水管网许可", "排水证"),
];

it.each([
  ["开饭店", "M02"],
  ["我想开饭店怎么办", "M02"],
  ["餐饮 许可", "M02"],
  ["食品经营许可（餐饮服务）新办", "M02"],
  ["食品经营许可餐饮", "M02"],
  ["营业执照", "M01"],
  ["排水", "M05"],
])("finds %s", (query, id) => {
  expect(rankMatters(query, entries)[0]?.entry.id).toBe(id);
});

it.each(["护照", "x", "，。"])("finds nothing by chance: %s", (query) => {
  expect(rankMatters(query, entries).map((hit) => hit.entry.id)).toEqual(
    query === "，。" ? ["M01", "M02", "M05"] : [],
  );
});

it("says which words matched", () => {
  expect(rankMatters("开饭馆", entries)[0]).toMatchObject({
    entry: { id: "M02" },
    matchedBy: { kind: "citizenName", text: "开饭店" },
  });
});
