/** What was filled in, to read: labels and values, options by their words. */
import type { FormData, FormField, FormSchema, FormValue } from "../../forms/form-schema.ts";
import type { CaseView } from "./use-case.ts";

/** See file head. */
export function FormSummary({ found }: { readonly found: CaseView }) {
  const schema = found.formSchema as FormSchema | null;
  if (schema === null) return null;
  const data = found.form as FormData;
  return (
    <dl className="c-summary c-card">
      {fieldsOf(schema.components).map((field) => (
        <div key={field.key}>
          <dt>{field.label ?? field.dateLabel}</dt>
          <dd>{shown(field, data[field.key ?? ""]) || "—"}</dd>
        </div>
      ))}
    </dl>
  );
}

function fieldsOf(components: readonly FormField[]): FormField[] {
  return components.flatMap((field) =>
    field.type === "group"
      ? fieldsOf(field.components ?? [])
      : field.type === "text" || field.key === undefined
        ? []
        : [field],
  );
}

function shown(field: FormField, value: FormValue | undefined): string {
  const word = (one: unknown): string =>
    field.values?.find((option) => option.value === one)?.label ?? String(one);
  if (value === undefined || value === null) return "";
  return Array.isArray(value) ? value.map(word).join("、") : word(value);
}
