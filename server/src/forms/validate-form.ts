/**
 * Checks what a person filled in against the form's schema; the same rules that the browser applies, applied once more where
 * they count. A field that the form does not have is refused; a field that the form hides is dropped.
 */
import { validateField } from "./validate-field.ts";
import type { DynamicList, FormComponent, FormSchema } from "./form-schema.ts";

/** What is wrong with one field; `path` is dotted, rows by index: `correctionItems.0.note`. */
export interface FieldError {
  readonly path: string;
  readonly code: string;
  readonly detail: string;
  readonly detailEn: string;
}

/** The data as it may be kept, or everything that is wrong with it at once. */
export type FormValidation =
  | { readonly ok: true; readonly data: Record<string, unknown> }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Evaluates a FEEL condition (with its leading `=`) over the data; only `true` hides. */
export type EvaluateCondition = (expression: string, data: Record<string, unknown>) => boolean;

/** Most rows that a list may have. */
const MAX_ROWS = 100;

/**
 * Validates `data` against `schema`.
 * @param evaluate decides the `conditional.hide` expressions; it sees the data as sent
 */
export function validateForm(
  schema: FormSchema,
  data: Readonly<Record<string, unknown>>,
  evaluate: EvaluateCondition,
): FormValidation {
  const errors: FieldError[] = [];
  const kept = readComponents(schema.components, { ...data }, "", errors, evaluate);
  return errors.length === 0 ? { ok: true, data: kept } : { ok: false, errors };
}

function readComponents(
  components: readonly FormComponent[],
  data: Record<string, unknown>,
  prefix: string,
  errors: FieldError[],
  evaluate: EvaluateCondition,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const component of visible(components, data, evaluate)) {
    if (component.type === "dynamiclist") {
      const rows = readRows(component, data[component.path], prefix, errors, evaluate);
      if (rows !== undefined) kept[component.path] = rows;
    } else {
      const value = normalised(data[component.key]);
      const error = validateField(component, value, `${prefix}${component.key}`);
      if (error !== null) errors.push(error);
      else if (value !== undefined) kept[component.key] = value;
    }
  }
  const known = new Set(keysOf(components));
  for (const key of Object.keys(data)) {
    if (!known.has(key)) errors.push(unknownField(`${prefix}${key}`));
  }
  return kept;
}

type DataComponent = Exclude<FormComponent, { type: "text" | "group" }>;

/** The components that hold data and are shown, those of shown groups among them. */
function* visible(
  components: readonly FormComponent[],
  data: Record<string, unknown>,
  evaluate: EvaluateCondition,
): Generator<DataComponent> {
  for (const component of components) {
    if (component.type === "text") continue;
    if (component.conditional && evaluate(component.conditional.hide, data)) continue;
    if (component.type === "group") yield* visible(component.components, data, evaluate);
    else yield component;
  }
}

function keysOf(components: readonly FormComponent[]): string[] {
  return components.flatMap((component) => {
    switch (component.type) {
      case "text":
        return [];
      case "group":
        return keysOf(component.components);
      case "dynamiclist":
        return [component.path];
      default:
        return [component.key];
    }
  });
}

function readRows(
  list: DynamicList,
  value: unknown,
  prefix: string,
  errors: FieldError[],
  evaluate: EvaluateCondition,
): Record<string, unknown>[] | undefined {
  if (value === undefined || value === null) return undefined;
  const path = `${prefix}${list.path}`;
  if (!Array.isArray(value) || value.length > MAX_ROWS) {
    errors.push({
      path,
      code: "FORM_FIELD_TYPE",
      detail: `「${list.label ?? list.path}」应为不超过 ${MAX_ROWS} 行的列表。`,
      detailEn: `"${list.label ?? list.path}" must be a list of at most ${MAX_ROWS} rows.`,
    });
    return undefined;
  }
  return value.map((row: unknown, index) =>
    readComponents(list.components, asRow(row), `${path}.${index}.`, errors, evaluate),
  );
}

function asRow(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? { ...(value as Record<string, unknown>) }
    : { "": value };
}

/** An emptied input is the same as one never filled in. */
function normalised(value: unknown): unknown {
  if (typeof value === "string") {
    const trimmed = value.trim();
    return trimmed === "" ? undefined : trimmed;
  }
  return value === null || (Array.isArray(value) && value.length === 0) ? undefined : value;
}

function unknownField(path: string): FieldError {
  return {
    path,
    code: "FORM_FIELD_UNKNOWN",
    detail: `表单没有字段「${path}」，请刷新页面后重新填写。`,
    detailEn: `The form has no field "${path}". Reload the page and fill it in again.`,
  };
}
