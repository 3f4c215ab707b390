/** Which fields of a form are there, and what is wrong with what was typed. The server checks the same again. */
import { isHidden } from "./condition.ts";
import { addressOf, isGroup, isList, pathOf, readAt, writeAt, type FormPath } from "./form-path.ts";
import type { FormData, FormField, FormOption, FormSchema, FormValue } from "./form-schema.ts";

/** What is wrong with one field; the texts of `shared:form` put it into words. */
export interface FieldFault {
  readonly code:
    | "required"
    | "requiredChoice"
    | "requiredCheck"
    | "minLength"
    | "maxLength"
    | "min"
    | "max"
    | "number"
    | "pattern"
    | "option";
  readonly label: string;
  /** The limit that was passed, where there is one. */
  readonly n?: number;
}

/** Faults by the address of the field (`items.0.note`), in the order of the form. */
export type FormFaults = ReadonlyMap<string, FieldFault>;

/** A field as it stands on the screen, with the place of its value. */
export interface PlacedField {
  readonly field: FormField;
  readonly path: FormPath;
}

const CHOICES: ReadonlySet<string> = new Set(["select", "radio", "checklist"]);

/** The choices of a field: its own, or those that the form's data carries. */
export function optionsOf(field: FormField, data: FormData): readonly FormOption[] {
  const key = field.valuesKey ?? field.valuesExpression?.replace(/^\s*=\s*/, "");
  if (key === undefined) return field.values ?? [];
  const given = readAt(data, pathOf(key));
  return isList(given) ? given.flatMap(toOption) : [];
}

function toOption(value: FormValue): readonly FormOption[] {
  if (isGroup(value)) {
    const { label, value: own } = value;
    return isScalar(own)
      ? [{ label: typeof label === "string" ? label : String(own), value: own }]
      : [];
  }
  return isScalar(value) ? [{ label: String(value), value }] : [];
}

function isScalar(value: FormValue | undefined): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** The input fields that are shown now, with rows of lists laid out. */
export function shownFields(
  components: readonly FormField[],
  data: FormData,
  base: FormPath = [],
): readonly PlacedField[] {
  return components.flatMap((field): readonly PlacedField[] => {
    if (isHidden(field.conditional?.hide, data)) return [];
    if (field.type === "group") {
      return shownFields(field.components ?? [], data, groupPath(field, base));
    }
    if (field.type === "dynamiclist") {
      const path = groupPath(field, base);
      return rowsAt(data, path).flatMap((_, index) =>
        shownFields(field.components ?? [], data, [...path, index]),
      );
    }
    return field.key === undefined ? [] : [{ field, path: [...base, ...pathOf(field.key)] }];
  });
}

/** Where the fields inside a group or list have their values. */
export function groupPath(field: FormField, base: FormPath): FormPath {
  const own = field.path ?? (field.type === "dynamiclist" ? field.key : undefined);
  return own ? [...base, ...pathOf(own)] : base;
}

/** Rows of a dynamic list. */
export function rowsAt(data: FormData, path: FormPath): readonly FormValue[] {
  const rows = readAt(data, path);
  return isList(rows) ? rows : [];
}

/** Everything that is wrong, at once. */
export function checkForm(schema: FormSchema, data: FormData): FormFaults {
  const faults = new Map<string, FieldFault>();
  for (const { field, path } of shownFields(schema.components, data)) {
    const fault = checkField(field, readAt(data, path), data);
    if (fault !== undefined) faults.set(addressOf(path), fault);
  }
  return faults;
}

function checkField(
  field: FormField,
  value: FormValue | undefined,
  data: FormData,
): FieldFault | undefined {
  const label = field.label ?? field.dateLabel ?? field.key ?? "";
  const rules = field.validate ?? {};
  if (isBlank(value) || (field.type === "checkbox" && value !== true)) {
    return rules.required === true ? { code: requiredCode(field), label } : undefined;
  }
  if (field.type === "number") return checkNumber(field, value, label);
  if (CHOICES.has(field.type)) {
    const known = new Set<FormValue>(optionsOf(field, data).map((option) => option.value));
    const chosen = isList(value) ? value : [value ?? null];
    return chosen.every((one) => known.has(one)) ? undefined : { code: "option", label };
  }
  return typeof value === "string" ? checkText(field, value, label) : undefined;
}

function requiredCode(field: FormField): FieldFault["code"] {
  if (field.type === "checkbox") return "requiredCheck";
  return CHOICES.has(field.type) || field.type === "datetime" ? "requiredChoice" : "required";
}

function isBlank(value: FormValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return value.trim() === "";
  return Array.isArray(value) && value.length === 0;
}

function checkNumber(
  field: FormField,
  value: FormValue | undefined,
  label: string,
): FieldFault | undefined {
  const { min, max } = field.validate ?? {};
  if (typeof value !== "number" || !Number.isFinite(value)) return { code: "number", label };
  if (min !== undefined && value < min) return { code: "min", label, n: min };
  if (max !== undefined && value > max) return { code: "max", label, n: max };
  return undefined;
}

function checkText(field: FormField, value: string, label: string): FieldFault | undefined {
  const { minLength, maxLength, pattern } = field.validate ?? {};
  const length = Array.from(value).length; // characters as people count them
  if (minLength !== undefined && length < minLength)
    return { code: "minLength", label, n: minLength };
  if (maxLength !== undefined && length > maxLength)
    return { code: "maxLength", label, n: maxLength };
  if (pattern !== undefined && !new RegExp(pattern, "u").test(value))
    return { code: "pattern", label };
  return undefined;
}

/** Gives every field without a value its default. */
export function withDefaults(schema: FormSchema, data: FormData): FormData {
  let filled = data;
  for (const { field, path } of shownFields(schema.components, data)) {
    if (field.defaultValue !== undefined && readAt(filled, path) === undefined) {
      filled = writeAt(filled, path, field.defaultValue);
    }
  }
  return filled;
}

/** What is sent: the values of the fields that are shown, without those hidden by a condition and without blanks. */
export function submittedData(schema: FormSchema, data: FormData): FormData {
  let sent: FormData = {};
  for (const { field, path } of shownFields(schema.components, data)) {
    const value = readAt(data, path);
    const isInput = field.disabled !== true && field.type !== "text";
    if (isInput && !isBlank(value)) sent = writeAt(sent, path, value);
  }
  return sent;
}
