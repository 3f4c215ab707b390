import type { TaskLegal } from "../../../api/case-views.ts";

/** The sentences about review and litigation that go into a document against the applicant. */
export function remediesOf(legal: TaskLegal | null): readonly string[] {
  if (legal === null) return [];
  const given = [legal.refusalRemedy, legal.remedy, ...(legal.remedies ?? [])];
  return [...new Set(given.filter((one) => typeof one === "string" && one !== ""))] as string[];
}
