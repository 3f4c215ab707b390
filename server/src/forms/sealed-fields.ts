/**
 * Citizen numbers in form data: sealed before the data is stored, opened for who must see them, masked for everyone else. A
 * sealed value is `{ "sealed": "<base64>" }`, so that nobody takes it for a number.
 */
import { maskCitizenNumber } from "../domain/identifiers/citizen-number.ts";
import type { DataProtection } from "../infrastructure/data-protection.ts";
import type { FormComponent, FormSchema } from "./form-schema.ts";

type Data = Record<string, unknown>;

/** The data for storage. */
export function sealFields(schema: FormSchema, data: Data, protection: DataProtection): Data {
  return mapSecrets(schema.components, data, (value) =>
    typeof value === "string" && value !== ""
      ? { sealed: Buffer.from(protection.seal("formField", value)).toString("base64") }
      : value,
  );
}

/** The data with its citizen numbers readable. */
export function openFields(schema: FormSchema, data: Data, protection: DataProtection): Data {
  return mapSecrets(schema.components, data, (value) => open(value, protection));
}

/** The data for people who need not know the numbers: `980102***********4`. */
export function maskFields(schema: FormSchema, data: Data, protection: DataProtection): Data {
  return mapSecrets(schema.components, data, (value) => {
    const number = open(value, protection);
    return typeof number === "string" && number.length === 18 ? maskCitizenNumber(number) : number;
  });
}

function open(value: unknown, protection: DataProtection): unknown {
  const sealed = (value as { sealed?: unknown } | null)?.sealed;
  return typeof sealed === "string"
    ? protection.open("formField", Buffer.from(sealed, "base64"))
    : value;
}

function isSecret(component: FormComponent): component is Extract<FormComponent, { key: string }> {
  return component.type === "textfield" && component.properties?.format === "citizenNumber";
}

function mapSecrets(
  components: readonly FormComponent[],
  data: Data,
  map: (value: unknown) => unknown,
): Data {
  const mapped: Data = { ...data };
  for (const component of components) {
    if (component.type === "group") {
      Object.assign(mapped, mapSecrets(component.components, mapped, map));
    } else if (component.type === "dynamiclist") {
      const rows = mapped[component.path];
      if (Array.isArray(rows)) {
        mapped[component.path] = rows.map((row: Data) =>
          mapSecrets(component.components, row, map),
        );
      }
    } else if (isSecret(component) && component.key in mapped) {
      mapped[component.key] = map(mapped[component.key]);
    }
  }
  return mapped;
}
