/** An application as label and value: the form's own labels and the choices' own words where the form is known. */
import { optionsOf, shownFields } from "../../../forms/check-form.ts";
import { addressOf, isGroup, isList, readAt } from "../../../forms/form-path.ts";
import type { FormData, FormOption, FormSchema, FormValue } from "../../../forms/form-schema.ts";

/** One line of the application. */
export interface ApplicationRow {
  readonly key: string;
  readonly label: string;
  readonly value: FormValue | undefined;
}

/** Lines in the order of the form; without a form, of the data. */
export function applicationRows(
  data: FormData,
  schema: FormSchema | undefined,
): readonly ApplicationRow[] {
  if (schema === undefined) return flatRows(data);
  return shownFields(schema.components, data).map(({ field, path }) => ({
    key: addressOf(path),
    label: field.label ?? field.dateLabel ?? addressOf(path),
    value: inWords(readAt(data, path), optionsOf(field, data)),
  }));
}

function inWords(
  value: FormValue | undefined,
  options: readonly FormOption[],
): FormValue | undefined {
  if (isList(value)) return value.map((one) => inWords(one, options) ?? null);
  return options.find((option) => option.value === value)?.label ?? value;
}

function flatRows(data: FormData, prefix = ""): readonly ApplicationRow[] {
  return Object.entries(data).flatMap(([key, value]) =>
    isGroup(value)
      ? flatRows(value, `${prefix}${key}.`)
      : [{ key: prefix + key, label: prefix + key, value }],
  );
}
