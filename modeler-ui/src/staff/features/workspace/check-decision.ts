/** What a decision needs beyond its form: a correction notice that names nothing would be no notice. */
import { checkForm, type FormFaults } from "../../../forms/check-form.ts";
import type { FormData, FormSchema } from "../../../forms/form-schema.ts";
import { countOf, hasField, outcomeOf } from "./outcome.ts";

const ITEMS = "correctionItems";

/** Everything that is wrong with a filled task form, at once. */
export function checkDecision(schema: FormSchema, data: FormData): FormFaults {
  const faults = new Map(checkForm(schema, data));
  const isEmptyNotice = outcomeOf(data) === "correct" && countOf(data, ITEMS) === 0;
  if (isEmptyNotice && hasField(schema, ITEMS)) {
    const field = schema.components.find((one) => one.path === ITEMS || one.key === ITEMS);
    faults.set(ITEMS, { code: "requiredChoice", label: field?.label ?? ITEMS });
  }
  return faults;
}
