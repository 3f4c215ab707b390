/**
 * Which cases a viewer reaches. The scope is data, so that a query (`caseWhere`) and a check of one case (`coversCase`)
 * cannot disagree. A case outside the scope does not exist for the viewer: 404, never 403.
 */
import type { Prisma } from "@tongban/prisma";
import type { Role, Viewer } from "./roles.ts";

/** What is asked: the case itself, or where it stands in its process (no personal data). */
export type CaseSight = "read" | "diagram";

/** The facts of a case that decide who reaches it. */
export interface CaseFacts {
  readonly status: string;
  readonly applicantPersonId: string;
  readonly officeKey: string;
  readonly windowOfficeKey: string;
  readonly regionCode: string;
}

/** One way to reach cases: all of its conditions hold. */
type Reach =
  | { readonly by: "applicant"; readonly personId: string }
  | { readonly by: "office" | "window"; readonly officeKey: string }
  | { readonly by: "region"; readonly regionCode: string }
  | { readonly by: "platform" };

const OFFICE_ROLES = new Set<Role>(["inspector", "reviewer", "approver"]);

function reaches(viewer: Viewer, sight: CaseSight): Reach[] {
  return viewer.grants.flatMap(({ role, officeKey, regionCode }): Reach[] => {
    if (role === "citizen") {
      return viewer.personId === null ? [] : [{ by: "applicant", personId: viewer.personId }];
    }
    if (role === "window" && officeKey !== null) return [{ by: "window", officeKey }];
    if (OFFICE_ROLES.has(role) && officeKey !== null) return [{ by: "office", officeKey }];
    if (role === "supervisor" && regionCode !== null) return [{ by: "region", regionCode }];
    if (sight === "diagram" && role === "analyst" && regionCode !== null) {
      return [{ by: "region", regionCode }];
    }
    // Whoever looks after the platform finds the process behind an incident, wherever it is.
    if (sight === "diagram" && role === "admin") return [{ by: "platform" }];
    return [];
  });
}

/** The rows that the viewer reaches; nothing where no grant gives anything. */
export function caseWhere(viewer: Viewer, sight: CaseSight = "read"): Prisma.CaseWhereInput {
  const reached = reaches(viewer, sight);
  // Prisma drops an empty OR inside of an AND: no reach would then be every row.
  return reached.length === 0 ? { id: { in: [] } } : { OR: reached.map(whereOf) };
}

function whereOf(reach: Reach): Prisma.CaseWhereInput {
  switch (reach.by) {
    case "applicant":
      return { applicantPersonId: reach.personId };
    case "office":
      return { officeKey: reach.officeKey, status: { not: "draft" } };
    case "window":
      return { windowOfficeKey: reach.officeKey, status: { not: "draft" } };
    case "region":
      return { regionCode: { startsWith: reach.regionCode }, status: { not: "draft" } };
    case "platform":
      return { status: { not: "draft" } };
  }
}

/** Whether the viewer reaches this case. */
export function coversCase(viewer: Viewer, facts: CaseFacts, sight: CaseSight = "read"): boolean {
  return reaches(viewer, sight).some((reach) => covers(reach, facts));
}

function covers(reach: Reach, facts: CaseFacts): boolean {
  if (reach.by === "applicant") return facts.applicantPersonId === reach.personId;
  if (facts.status === "draft") return false;
  switch (reach.by) {
    case "office":
      return facts.officeKey === reach.officeKey;
    case "window":
      return facts.windowOfficeKey === reach.officeKey;
    case "region":
      return facts.regionCode.startsWith(reach.regionCode);
    case "platform":
      return true;
  }
}
