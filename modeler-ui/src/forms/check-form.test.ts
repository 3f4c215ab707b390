import { describe, expect, it } from "vitest";
import { checkForm, optionsOf, submittedData, withDefaults } from "./check-form.ts";
import type { FormField, FormSchema } from "./form-schema.ts";

const schema = (...components: FormField[]): FormSchema => ({ components });
const codes = (components: FormField[], data: object): unknown =>
  [...checkForm(schema(...components), data as never)].map(([at, fault]) => [at, fault.code]);

describe("a single field", () => {
  it.each<[string, FormField, unknown, unknown]>([
    [
      "asks for required text",
      { type: "textfield", key: "a", validate: { required: true } },
      "  ",
      "required",
    ],
    [
      "asks for a choice",
      { type: "radio", key: "a", validate: { required: true } },
      undefined,
      "requiredChoice",
    ],
    [
      "asks for a tick",
      { type: "checkbox", key: "a", validate: { required: true } },
      false,
      "requiredCheck",
    ],
    [
      "leaves optional blanks alone",
      { type: "textfield", key: "a", validate: { minLength: 5 } },
      "",
      undefined,
    ],
    [
      "counts characters, not code units",
      { type: "textfield", key: "a", validate: { maxLength: 2 } },
      "𠮷野",
      undefined,
    ],
    [
      "limits length",
      { type: "textarea", key: "a", validate: { maxLength: 2 } },
      "三个字",
      "maxLength",
    ],
    ["wants numbers", { type: "number", key: "a" }, "12", "number"],
    ["limits numbers", { type: "number", key: "a", validate: { min: 1 } }, 0, "min"],
    [
      "checks patterns",
      { type: "textfield", key: "a", validate: { pattern: "^\\d+$" } },
      "x",
      "pattern",
    ],
    [
      "refuses what is not a choice",
      { type: "select", key: "a", values: [{ label: "A", value: "a" }] },
      "b",
      "option",
    ],
    [
      "accepts several choices",
      { type: "checklist", key: "a", values: [{ label: "A", value: "a" }] },
      ["a"],
      undefined,
    ],
  ])("%s", (_name, field, value, code) => {
    expect(codes([field], { a: value })).toEqual(code === undefined ? [] : [["a", code]]);
  });
});

it("does not check what is hidden, nor sends it", () => {
  const form = schema(
    { type: "radio", key: "outcome", values: [{ label: "受理", value: "accept" }] },
    {
      type: "textarea",
      key: "reason",
      conditional: { hide: '=outcome != "refuse"' },
      validate: { required: true },
    },
  );
  const data = { outcome: "accept", reason: "left over" };
  expect(checkForm(form, data).size).toBe(0);
  expect(submittedData(form, data)).toEqual({ outcome: "accept" });
});

it("lays groups and rows of lists out by their paths", () => {
  const list: FormField = {
    type: "dynamiclist",
    path: "items",
    components: [{ type: "textfield", key: "note", validate: { required: true } }],
  };
  const group: FormField = {
    type: "group",
    path: "shop",
    components: [{ type: "number", key: "area", validate: { min: 1 } }],
  };
  const data = { items: [{ note: "x" }, {}], shop: { area: 0 } };
  expect(codes([list, group], data)).toEqual([
    ["items.1.note", "required"],
    ["shop.area", "min"],
  ]);
  expect(submittedData(schema(list, group), { items: [{ note: "x" }], shop: { area: 3 } })).toEqual(
    {
      items: [{ note: "x" }],
      shop: { area: 3 },
    },
  );
});

it("takes choices from the form's data", () => {
  const field: FormField = { type: "select", key: "m", valuesKey: "materials" };
  const data = { materials: [{ label: "营业执照", value: "M02-2" }, "M02-3"] };
  expect(optionsOf(field, data)).toEqual([
    { label: "营业执照", value: "M02-2" },
    { label: "M02-3", value: "M02-3" },
  ]);
});

it("fills defaults without replacing what is there", () => {
  const form = schema(
    { type: "textfield", key: "a", defaultValue: "x" },
    { type: "textfield", key: "b", defaultValue: "y" },
  );
  expect(withDefaults(form, { a: "mine" })).toEqual({ a: "mine", b: "y" });
});
