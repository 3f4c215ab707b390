/** The form of a task, as deployed. */
import type { Database } from "@tongban/prisma";
import { type FormSchema, formSchema } from "../../forms/form-schema.ts";

/** The latest version of the form; null for a task without one. @throws Error when the model names a form that is not deployed */
export async function readForm(
  database: Database,
  formId: string | null,
): Promise<FormSchema | null> {
  if (formId === null) return null;
  const row = await database.formDefinition.findFirst({
    where: { formId },
    orderBy: { version: "desc" },
  });
  if (row === null) throw new Error(`The form ${formId} is not deployed`);
  return formSchema.parse(row.schema);
}
