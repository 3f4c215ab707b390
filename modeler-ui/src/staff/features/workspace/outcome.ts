/** What a filled form decides, so that the confirmation can say what will happen. */
import { isList } from "../../../forms/form-path.ts";
import type { FormData, FormSchema } from "../../../forms/form-schema.ts";

/** Decisions that have a sentence of their own in `workspace:confirm`. */
export const OUTCOMES = [
  "accept",
  "correct",
  "refuse",
  "grant",
  "deny",
  "return",
  "pass",
  "rectify",
  "fail",
  "reinspect",
] as const;

/** One of OUTCOMES. */
export type Outcome = (typeof OUTCOMES)[number];

/** The decision of a form: its `outcome` (acceptance, review, approval) or `result` (inspection). */
export function outcomeOf(data: FormData): Outcome | undefined {
  const value = data["outcome"] ?? data["result"];
  return OUTCOMES.find((one) => one === value);
}

/** Outcomes against the applicant: they carry remedies and the confirmation is red. */
export function isAdverse(outcome: Outcome | undefined): boolean {
  return outcome === "refuse" || outcome === "deny";
}

/** How many things a list field holds. */
export function countOf(data: FormData, key: string): number {
  const value = data[key];
  return isList(value) ? value.length : 0;
}

/** Whether a form has a field of this key anywhere. */
export function hasField(schema: FormSchema, key: string): boolean {
  const within = (components: FormSchema["components"]): boolean =>
    components.some(
      (field) => field.key === key || field.path === key || within(field.components ?? []),
    );
  return within(schema.components);
}
