/** Fills a form with what the city knows already, and says from where: nobody types what we have. */
import type { FormComponent, FormSchema, ValueField } from "../../forms/form-schema.ts";

/** What is known of the applicant. */
export interface KnownFacts {
  readonly applicant: Readonly<Record<string, string | null>>;
  /** Valid licences by type name. */
  readonly licences: ReadonlyMap<
    string,
    { readonly fields: Readonly<Record<string, unknown>>; readonly number: string | null }
  >;
}

/** Where a value came from, in both languages. */
export interface Source {
  readonly label: string;
  readonly labelEn: string;
}

/** Values and sources by field key; only fields that got a value. */
export interface Prefill {
  readonly data: Record<string, unknown>;
  readonly sources: Record<string, Source>;
}

/** Reads each field's `properties.prefill`: `applicant.<fact>` or `licence.<type>.<field>`. */
export function prefill(schema: FormSchema, facts: KnownFacts): Prefill {
  const data: Record<string, unknown> = {};
  const sources: Record<string, Source> = {};
  for (const field of valueFields(schema.components)) {
    const path = field.properties?.prefill?.split(".");
    const found = path && lookUp(path, facts);
    if (found) {
      data[field.key] = found.value;
      sources[field.key] = found.source;
    }
  }
  return { data, sources };
}

/** All fields that hold one value, those of groups among them; rows of lists are not prefilled. */
export function* valueFields(components: readonly FormComponent[]): Generator<ValueField> {
  for (const component of components) {
    if (component.type === "group") yield* valueFields(component.components);
    else if (component.type !== "text" && component.type !== "dynamiclist") yield component;
  }
}

function lookUp(
  [kind, ...rest]: readonly string[],
  facts: KnownFacts,
): { value: unknown; source: Source } | null {
  if (kind === "applicant") {
    const value = facts.applicant[rest[0] ?? ""] ?? null;
    const source = { label: "实名信息", labelEn: "your verified identity" };
    return value === null ? null : { value, source };
  }
  if (kind === "licence") {
    const [typeName = "", fieldName = ""] = rest;
    const licence = facts.licences.get(typeName);
    const value = licence?.fields[fieldName] ?? null;
    const source = { label: `电子证照：${typeName}`, labelEn: `electronic licence ${typeName}` };
    return value === null ? null : { value, source };
  }
  return null;
}
