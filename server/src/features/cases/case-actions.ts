/** What a viewer may do with a case now: screens offer these, services check them again. */
import type { Viewer } from "../../authorisation/roles.ts";
import type { CaseView } from "./case.schema.ts";
import { type CaseStatus, isWithdrawable } from "./case-status.ts";

/** The facts that decide. */
export interface ActionFacts {
  readonly status: string;
  readonly channel: string;
  readonly applicantPersonId: string;
  readonly hasOpenCorrection: boolean;
  readonly hasEvaluation: boolean;
  readonly bookingState: string | null;
}

const DELIVERY_OPEN: ReadonlySet<string> = new Set<CaseStatus>([
  "draft",
  "submitted",
  "received",
  "correction",
  "accepted",
  "deemedAccepted",
  "review",
  "suspended",
  "granted",
  "producing",
]);

/** Whether the way of delivery may still be chosen. */
export function isDeliveryOpen(status: string): boolean {
  return DELIVERY_OPEN.has(status);
}

/** The applicant's actions; nobody else has any here, staff work through tasks. */
export function actionsFor(viewer: Viewer, facts: ActionFacts): CaseView["actions"] {
  if (viewer.personId === null || viewer.personId !== facts.applicantPersonId) return [];
  const actions: CaseView["actions"] = [];
  const status = facts.status as CaseStatus;
  if (status === "draft") actions.push("edit", "submit", "delete");
  if (facts.channel === "window" && status === "draft") actions.push("book");
  if (status === "correction" && facts.hasOpenCorrection) actions.push("correct");
  if (isDeliveryOpen(status)) actions.push("chooseDelivery");
  if (isWithdrawable(status)) actions.push("withdraw");
  if (status === "closed" && !facts.hasEvaluation) actions.push("evaluate");
  return actions;
}
