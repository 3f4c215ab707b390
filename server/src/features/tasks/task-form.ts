/** The form of a task, as deployed. */
import type { Database } from "@tongban/prisma";
import { type FormSchema, formSchema } from "../../forms/form-schema.ts";

/**
 * The version that the task is bound to; null for a task without a form, or with one that is kept elsewhere
 * (`externalReference`).
 * @throws Error when a version that a task is bound to is gone
 */
export async function readForm(
  database: Database,
  { formId, formVersion }: { readonly formId: string | null; readonly formVersion: number | null },
): Promise<FormSchema | null> {
  if (formId === null) return null;
  const row = await database.formDefinition.findFirst({
    where: { formId, ...(formVersion !== null && { version: formVersion }) },
    orderBy: { version: "desc" },
  });
  if (row === null && formVersion === null) return null;
  if (row === null) throw new Error(`The form ${formId} is not deployed`);
  return formSchema.parse(row.schema);
}
