import { expect, it } from "vitest";
import { applicationRows } from "./application-rows.ts";

it("uses the form's labels and the words of its choices", () => {
  const schema = {
    components: [
      { type: "textfield", key: "name", label: "名称" },
      {
        type: "checklist",
        key: "items",
        label: "经营项目",
        values: [{ label: "热食", value: "hot" }],
      },
    ],
  };
  expect(applicationRows({ name: "燕子小馆", items: ["hot"] }, schema)).toEqual([
    { key: "name", label: "名称", value: "燕子小馆" },
    { key: "items", label: "经营项目", value: ["热食"] },
  ]);
});

it("shows the data as it is where the form is not known", () => {
  expect(applicationRows({ shop: { area: 86 } }, undefined)).toEqual([
    { key: "shop.area", label: "shop.area", value: 86 },
  ]);
});
