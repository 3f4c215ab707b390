/** The ways in which a case ends early: refusal, lapse, withdrawal. Each stops all of its clocks. */
import type { Prisma } from "@tongban/prisma";
import { stopClocks } from "../../clocks/clock-store.ts";
import { issueDocument } from "../../documents/issue-document.ts";
import { moveCase } from "../case-status.ts";
import { addToTimeline } from "../case-timeline.ts";
import { documentCase } from "../document-case.ts";
import type { CaseWorker } from "./case-worker.ts";
import { lastAuthor, negativeReason, remediesOf } from "./reasons.ts";

/** case.refuse 不予受理: with reason and remedies (Art. 38 (2)). */
export const refuse: CaseWorker = async (work) => {
  const { context, database, found, matter, now } = work;
  const reason = negativeReason(work, "refusalReasonCode", "refusalReason", "refusalReasons");
  await moveCase(database, found.id, "refused", new Date(now), { decidedAt: new Date(now) });
  await stopClocks(database, { caseId: found.id }, now);
  const remedies = remediesOf(matter.content);
  const document = await issueDocument(
    database,
    documentCase(found, matter),
    { kind: "refusalNotice", reason, remedies },
    { now, publicUrl: context.platform.config.publicUrl },
  );
  await database.caseDecision.create({
    data: {
      caseId: found.id,
      outcome: "refused",
      reason,
      remedies: (matter.content.remedies ?? {}) as Prisma.InputJsonObject,
      decidedById: await lastAuthor(database, found.id, "accept"),
      decidedAt: new Date(now),
      documentId: document.id,
    },
  });
  await database.caseStage.updateMany({
    where: { caseId: found.id, state: "pending" },
    data: { state: "notNeeded" },
  });
  return {};
};

/** case.lapse: not corrected in time, treated as withdrawn (a local rule). */
export const lapse: CaseWorker = async ({ database, found, now }) => {
  await moveCase(database, found.id, "withdrawn", new Date(now));
  await stopClocks(database, { caseId: found.id }, now);
  await database.correctionNotice.updateMany({
    where: { caseId: found.id, answeredAt: null },
    data: { lapsedAt: new Date(now) },
  });
  await addToTimeline(database, {
    caseId: found.id,
    at: now,
    kind: "case.lapsed",
    title: "逾期未补正，视为撤回申请",
    titleEn: "Not corrected in time: treated as withdrawn",
  });
  return {};
};

/** case.withdraw 撤回. */
export const withdraw: CaseWorker = async ({ database, found, now }) => {
  await moveCase(database, found.id, "withdrawn", new Date(now));
  await stopClocks(database, { caseId: found.id }, now);
  await addToTimeline(database, {
    caseId: found.id,
    at: now,
    kind: "case.withdrawn",
    title: "已撤回申请",
    titleEn: "Withdrawn",
    byName: found.applicantName,
  });
  return {};
};
