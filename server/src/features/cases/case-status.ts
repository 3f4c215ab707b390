/**
 * The states of a case and the legal ways between them (DOMAIN §3). One table: a move that is not in it is a broken invariant,
 * because people's moves are checked before, and the model makes the others.
 */
import type { Database, Prisma } from "@tongban/prisma";

/** States in the order in which a case may pass through them. */
export const CASE_STATUSES = [
  "draft",
  "submitted",
  "received",
  "correction",
  "refused",
  "accepted",
  "deemedAccepted",
  "review",
  "suspended",
  "granted",
  "denied",
  "producing",
  "delivering",
  "closed",
  "withdrawn",
  "terminated",
] as const;

/** See {@link CASE_STATUSES}. */
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** What each state is called. */
export const STATUS_TEXTS: Readonly<
  Record<CaseStatus, { readonly zh: string; readonly en: string }>
> = {
  draft: { zh: "草稿", en: "Draft" },
  submitted: { zh: "待收件", en: "Submitted" },
  received: { zh: "已收件", en: "Received" },
  correction: { zh: "待补正", en: "Correction asked for" },
  refused: { zh: "不予受理", en: "Refused" },
  accepted: { zh: "已受理", en: "Accepted" },
  deemedAccepted: { zh: "视为受理", en: "Deemed accepted" },
  review: { zh: "审查中", en: "Under review" },
  suspended: { zh: "特别程序中", en: "Suspended" },
  granted: { zh: "准予许可", en: "Granted" },
  denied: { zh: "不予许可", en: "Denied" },
  producing: { zh: "制证中", en: "Licence being made" },
  delivering: { zh: "送达中", en: "Being delivered" },
  closed: { zh: "已办结", en: "Closed" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
  terminated: { zh: "已终止", en: "Terminated" },
};

const NEXT: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  draft: ["submitted"],
  submitted: ["received", "withdrawn"],
  received: ["correction", "refused", "accepted", "deemedAccepted", "withdrawn"],
  correction: ["received", "withdrawn"],
  refused: [],
  accepted: ["review", "granted", "denied", "withdrawn"],
  deemedAccepted: ["review", "granted", "denied", "withdrawn"],
  review: ["suspended", "granted", "denied", "withdrawn", "terminated"],
  suspended: ["review"],
  granted: ["producing"],
  denied: [],
  producing: ["delivering"],
  delivering: ["closed"],
  closed: [],
  withdrawn: [],
  terminated: [],
};

/** Whether nothing follows. */
export function isTerminal(status: CaseStatus): boolean {
  return NEXT[status].length === 0;
}

/** Whether the applicant may still withdraw: any time before the decision. */
export function isWithdrawable(status: CaseStatus): boolean {
  return NEXT[status].includes("withdrawn");
}

/** Whether one state may follow another. */
function mayFollow(from: CaseStatus, to: CaseStatus): boolean {
  return NEXT[from].includes(to);
}

/**
 * Moves a case, in the caller's transaction.
 * @param also columns that change with it
 * @throws Error when the table does not allow it
 */
export async function moveCase(
  database: Database,
  caseId: string,
  to: CaseStatus,
  at: Date,
  also: Prisma.CaseUncheckedUpdateInput = {},
): Promise<void> {
  const found = await database.case.findUniqueOrThrow({
    where: { id: caseId },
    select: { status: true },
  });
  const from = found.status as CaseStatus;
  if (!mayFollow(from, to)) throw new Error(`A case cannot go from ${from} to ${to}`);
  await database.case.update({
    where: { id: caseId },
    data: { ...also, status: to, updatedAt: at, ...(isTerminal(to) && { closedAt: at }) },
  });
}
