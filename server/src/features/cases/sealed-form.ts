/** Citizen numbers in a form are kept sealed; whoever may not see them gets them covered. */
import { maskCitizenNumber } from "../../domain/identifiers/citizen-number.ts";
import type { FormSchema } from "../../forms/form-schema.ts";
import type { DataProtection } from "../../infrastructure/data-protection.ts";
import { valueFields } from "../matters/prefill.ts";

/** A sealed value inside of JSON. */
interface Sealed {
  readonly sealed: string;
}

type Data = Record<string, unknown>;

/** The data as it is kept. */
export function sealForm(
  schema: FormSchema,
  data: Readonly<Data>,
  protection: DataProtection,
): Data {
  return mapPersonal(schema, data, (value) =>
    typeof value === "string"
      ? { sealed: Buffer.from(protection.seal("formField", value)).toString("base64") }
      : value,
  );
}

/** The data as the applicant sees it, or (`covered`) as others do. */
export function openForm(
  schema: FormSchema,
  data: Readonly<Data>,
  protection: DataProtection,
  covered: boolean,
): Data {
  return mapPersonal(schema, data, (value) => {
    if (!isSealed(value)) return value;
    const text = protection.open("formField", Buffer.from(value.sealed, "base64"));
    return covered ? maskCitizenNumber(text) : text;
  });
}

function mapPersonal(
  schema: FormSchema,
  data: Readonly<Data>,
  change: (value: unknown) => unknown,
): Data {
  const changed: Data = { ...data };
  for (const field of valueFields(schema.components)) {
    if (field.properties?.format === "citizenNumber" && field.key in changed) {
      changed[field.key] = change(changed[field.key]);
    }
  }
  return changed;
}

function isSealed(value: unknown): value is Sealed {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as Partial<Sealed>).sealed === "string"
  );
}
