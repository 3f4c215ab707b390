/** What documents state of a case. */
import type { DocumentCase } from "../documents/issue-document.ts";
import type { PublishedMatter } from "../matters/matters.repository.ts";

/** @throws Error before the submission, when a case has no number yet */
export function documentCase(
  found: {
    readonly id: string;
    readonly caseNumber: string | null;
    readonly officeKey: string;
    readonly applicantName: string;
  },
  matter: PublishedMatter,
): DocumentCase {
  const { id, caseNumber, officeKey, applicantName } = found;
  if (caseNumber === null) throw new Error("A draft has no documents");
  return {
    id,
    caseNumber,
    officeKey,
    officeName: matter.officeName,
    applicantName,
    matterName: matter.content.name,
  };
}
