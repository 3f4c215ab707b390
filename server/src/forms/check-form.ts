/** Applies a form's rules where they count, as a problem for the person. */
import { Problem } from "../errors.ts";
import type { EvaluateExpression } from "../runtime/evaluate-expression.ts";
import type { FormSchema } from "./form-schema.ts";
import { validateForm } from "./validate-form.ts";

/**
 * The data as it may be kept: hidden fields dropped, texts trimmed.
 *
 * @throws Problem FORM_INVALID with everything that is wrong
 */
export function checkForm(
  schema: FormSchema,
  data: Readonly<Record<string, unknown>>,
  evaluate: EvaluateExpression,
): Record<string, unknown> {
  const validation = validateForm(
    schema,
    data,
    (expression, values) => evaluate(expression, values) === true,
  );
  if (validation.ok) return validation.data;
  throw new Problem("FORM_INVALID", { errors: validation.errors });
}
