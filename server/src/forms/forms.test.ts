import { describe, expect, test } from "vitest";
import { formSchema } from "./form-schema.ts";
import { validateForm } from "./validate-form.ts";

const schema = formSchema.parse({
  type: "default",
  id: "test",
  schemaVersion: 18,
  components: [
    { type: "text", text: "# 说明" },
    { type: "textfield", key: "name", label: "姓名", validate: { required: true, maxLength: 5 } },
    {
      type: "group",
      label: "食品安全管理员",
      components: [
        {
          type: "textfield",
          key: "idNumber",
          label: "身份号码",
          properties: { format: "citizenNumber" },
        },
        { type: "number", key: "area", label: "面积", decimalDigits: 1, validate: { min: 1 } },
      ],
    },
    {
      type: "radio",
      key: "outcome",
      label: "结论",
      values: [
        { value: "a", label: "甲" },
        { value: "b", label: "乙" },
      ],
    },
    {
      type: "checklist",
      key: "items",
      label: "项目",
      values: [
        { value: "hot", label: "热食" },
        { value: "cold", label: "冷食" },
      ],
    },
    {
      type: "textarea",
      key: "reason",
      label: "理由",
      validate: { required: true },
      conditional: { hide: '=outcome != "b"' },
    },
    { type: "datetime", subtype: "date", key: "day", dateLabel: "日期" },
    { type: "checkbox", key: "agreed", label: "承诺" },
    {
      type: "dynamiclist",
      path: "rows",
      label: "材料",
      components: [{ type: "textfield", key: "code", validate: { required: true } }],
    },
  ],
});
const hides = (_expression: string, data: Record<string, unknown>): boolean =>
  data["outcome"] !== "b";
const check = (data: Record<string, unknown>): unknown => {
  const result = validateForm(schema, data, hides);
  return result.ok ? result.data : result.errors.map((error) => `${error.path} ${error.code}`);
};

describe("a filled-in form", () => {
  test("is kept as the schema knows it, trimmed, without empty values", () => {
    expect(
      check({
        name: " 林小燕 ",
        items: ["hot"],
        area: 86.5,
        day: "2026-11-23",
        reason: "",
        outcome: "a",
      }),
    ).toEqual({
      name: "林小燕",
      items: ["hot"],
      area: 86.5,
      day: "2026-11-23",
      outcome: "a",
    });
  });
  test("drops what a condition hides, and requires what it shows", () => {
    expect(check({ name: "林", outcome: "a", reason: "不该保留" })).toEqual({
      name: "林",
      outcome: "a",
    });
    expect(check({ name: "林", outcome: "b" })).toEqual(["reason FORM_FIELD_REQUIRED"]);
  });
  test("reports everything that is wrong at once", () => {
    expect(
      check({
        idNumber: "110105194912310021",
        area: 0,
        outcome: "c",
        items: ["hot", "hot"],
        day: "23.11.",
        agreed: "yes",
        x: 1,
      }),
    ).toEqual([
      "name FORM_FIELD_REQUIRED",
      "idNumber CITIZEN_NUMBER_CHECK_DIGIT",
      "area FORM_FIELD_RANGE",
      "outcome FORM_FIELD_OPTION",
      "items FORM_FIELD_TYPE",
      "day FORM_FIELD_TYPE",
      "agreed FORM_FIELD_TYPE",
      "x FORM_FIELD_UNKNOWN",
    ]);
  });
  test("names the row of a list", () => {
    expect(check({ name: "林", rows: [{ code: "M02-6" }, { note: "x" }] })).toEqual([
      "rows.1.code FORM_FIELD_REQUIRED",
      "rows.1.note FORM_FIELD_UNKNOWN",
    ]);
    expect(check({ name: "林", rows: "M02-6" })).toEqual(["rows FORM_FIELD_TYPE"]);
  });
  test.each([
    [{ name: "超过五个字的名" }, "name FORM_FIELD_LENGTH"],
    [{ name: 5 }, "name FORM_FIELD_TYPE"],
    [{ name: "林", area: 1.25 }, "area FORM_FIELD_RANGE"],
    [{ name: "林", area: "86" }, "area FORM_FIELD_TYPE"],
    [{ name: "林", items: ["frozen"] }, "items FORM_FIELD_OPTION"],
  ])("%j is refused with %s", (data, error) => {
    expect(check(data)).toEqual([error]);
  });
});
