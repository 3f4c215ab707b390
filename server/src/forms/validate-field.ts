/** The rules for one value of a form field. */
import { citizenNumberFault } from "../domain/identifiers/citizen-number.ts";
import { isUnifiedSocialCreditCode } from "../domain/identifiers/unified-social-credit-code.ts";
import type { TextFormat, ValueField } from "./form-schema.ts";
import type { FieldError } from "./validate-form.ts";

/** Longest text where a field states no limit. */
const MAX_TEXT = 2000;
const MOBILE = /^1[3-9]\d{9}$/;
const DATE_TIME: Readonly<Record<"date" | "time" | "datetime", RegExp>> = {
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  time: /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/,
  datetime:
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?$/,
};

type Fault = readonly [code: string, zh: string, en: string];

/**
 * Checks one value; `undefined` means not filled in.
 * @returns null when the value may be kept
 */
export function validateField(field: ValueField, value: unknown, path: string): FieldError | null {
  const fault = value === undefined ? missing(field) : faultOf(field, value);
  if (fault === null) return null;
  const name = field.label ?? field.key;
  const [code, zh, en] = fault;
  return { path, code, detail: `「${name}」${zh}`, detailEn: `"${name}" ${en}` };
}

function missing(field: ValueField): Fault | null {
  return field.validate?.required === true
    ? ["FORM_FIELD_REQUIRED", "为必填项，请填写。", "is required."]
    : null;
}

function faultOf(field: ValueField, value: unknown): Fault | null {
  switch (field.type) {
    case "textfield":
    case "textarea":
      return textFault(field, value);
    case "number":
      return numberFault(field, value);
    case "select":
    case "radio":
      return field.values.some((option) => option.value === value) ? null : NOT_AN_OPTION;
    case "checklist":
      return checklistFault(field, value);
    case "checkbox":
      return checkboxFault(field, value);
    case "datetime":
      return typeof value === "string" && DATE_TIME[field.subtype].test(value)
        ? null
        : ["FORM_FIELD_TYPE", "不是有效的日期或时间。", "is not a valid date or time."];
  }
}

const NOT_AN_OPTION: Fault = [
  "FORM_FIELD_OPTION",
  "请从给出的选项中选择。",
  "must be one of the options.",
];

function textFault(
  field: Extract<ValueField, { type: "textfield" | "textarea" }>,
  value: unknown,
): Fault | null {
  if (typeof value !== "string") return ["FORM_FIELD_TYPE", "应为文字。", "must be text."];
  const { minLength = 0, maxLength = MAX_TEXT, pattern } = field.validate ?? {};
  if (value.length < minLength) {
    return [
      "FORM_FIELD_LENGTH",
      `至少 ${minLength} 个字。`,
      `needs at least ${minLength} characters.`,
    ];
  }
  if (value.length > maxLength) {
    return [
      "FORM_FIELD_LENGTH",
      `最多 ${maxLength} 个字。`,
      `may have at most ${maxLength} characters.`,
    ];
  }
  if (pattern !== undefined && !new RegExp(pattern, "u").test(value)) {
    return ["FORM_FIELD_FORMAT", "格式不正确。", "has the wrong format."];
  }
  const format = field.properties?.format;
  return format === undefined ? null : formatFault(format, value);
}

function formatFault(format: TextFormat, value: string): Fault | null {
  switch (format) {
    case "citizenNumber": {
      const fault = citizenNumberFault(value.toUpperCase());
      return fault === null ? null : CITIZEN_NUMBER_FAULTS[fault];
    }
    case "uscc":
      return isUnifiedSocialCreditCode(value)
        ? null
        : [
            "FORM_USCC",
            "校验未通过，请核对统一社会信用代码。",
            "is not a valid Unified Social Credit Code.",
          ];
    case "mobile":
      return MOBILE.test(value)
        ? null
        : ["FORM_MOBILE", "应为 11 位手机号。", "must be a mobile number of 11 digits."];
  }
}

const CITIZEN_NUMBER_FAULTS = {
  format: [
    "CITIZEN_NUMBER_FORMAT",
    "应为 18 位公民身份号码。",
    "must be a citizen number of 18 characters.",
  ],
  birthDate: [
    "CITIZEN_NUMBER_BIRTH_DATE",
    "中的出生日期不存在，请核对。",
    "states a birth date that does not exist.",
  ],
  checkDigit: [
    "CITIZEN_NUMBER_CHECK_DIGIT",
    "校验码不正确，请核对公民身份号码。",
    "has a wrong check digit.",
  ],
} as const satisfies Record<string, Fault>;

function numberFault(field: Extract<ValueField, { type: "number" }>, value: unknown): Fault | null {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    return ["FORM_FIELD_TYPE", "应为数字。", "must be a number."];
  }
  const { min, max } = field.validate ?? {};
  if (min !== undefined && value < min) {
    return ["FORM_FIELD_RANGE", `不能小于 ${min}。`, `must be at least ${min}.`];
  }
  if (max !== undefined && value > max) {
    return ["FORM_FIELD_RANGE", `不能大于 ${max}。`, `must be at most ${max}.`];
  }
  const digits = field.decimalDigits;
  if (digits !== undefined && Number(value.toFixed(digits)) !== value) {
    return ["FORM_FIELD_RANGE", `最多 ${digits} 位小数。`, `may have at most ${digits} decimals.`];
  }
  return null;
}

function checklistFault(
  field: Extract<ValueField, { type: "checklist" }>,
  value: unknown,
): Fault | null {
  if (!Array.isArray(value) || new Set(value).size !== value.length) {
    return ["FORM_FIELD_TYPE", "应为不重复的选项列表。", "must be a list of different options."];
  }
  const known = new Set<unknown>(field.values.map((option) => option.value));
  return value.every((item) => known.has(item)) ? null : NOT_AN_OPTION;
}

function checkboxFault(
  field: Extract<ValueField, { type: "checkbox" }>,
  value: unknown,
): Fault | null {
  if (typeof value !== "boolean") return ["FORM_FIELD_TYPE", "应为是或否。", "must be yes or no."];
  return field.validate?.required === true && !value
    ? ["FORM_FIELD_REQUIRED", "须勾选后才能继续。", "must be ticked."]
    : null;
}
