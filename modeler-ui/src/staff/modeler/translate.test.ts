import { expect, it } from "vitest";
import { translateText } from "./translate.ts";

it.each([
  ["Append task", "添加任务"],
  ["Task definition", "任务定义"],
  ["Select an element to edit its properties.", "选择一个元素以编辑它的属性。"],
])("%s is %s", (template, text) => {
  expect(translateText("zh-CN", template)).toBe(text);
});

it("keeps English as it is, and what has no translation", () => {
  expect(translateText("en", "Append task")).toBe("Append task");
  expect(translateText("zh-CN", "Something new")).toBe("Something new");
});

it("fills places and leaves unknown ones", () => {
  expect(translateText("en", "{a} and {b}", { a: 1 })).toBe("1 and {b}");
});
