/**
 * case.requestCorrection 一次性告知: one notice with everything that must be corrected (Art. 32 (1) no. 4). The acceptance clock
 * pauses, the applicant's own clock starts.
 */
import { dateOf } from "../../../domain/working-calendar/local-date.ts";
import { pauseClock, startClock } from "../../clocks/clock-store.ts";
import { issueDocument } from "../../documents/issue-document.ts";
import type { MatterContent } from "../../matters/matter-content.ts";
import { moveCase } from "../case-status.ts";
import type { CorrectionReason } from "../case.schema.ts";
import { documentCase } from "../document-case.ts";
import type { CaseWorker } from "./case-worker.ts";

/** Where a matter states no limit (a local rule, DOMAIN §3). */
const DEFAULT_LIMIT_DAYS = 10;

/** → correctionDeadlineAt */
export const requestCorrection: CaseWorker = async ({
  context,
  job,
  database,
  sql,
  found,
  matter,
  now,
}) => {
  const at = new Date(now);
  const reasons = reasonsOf(matter.content, job.variables["correctionItems"]);
  await moveCase(database, found.id, "correction", at, { correctionUsed: true });
  const calendar = await context.calendars.current(sql);
  const deadline = await startClock(database, calendar, {
    caseId: found.id,
    purpose: "correction",
    label: "补正期限",
    budgetDays: matter.content.correctionLimitWorkdays ?? DEFAULT_LIMIT_DAYS,
    startedAt: now,
  });
  const document = await issueDocument(
    database,
    documentCase(found, matter),
    {
      kind: "correctionNotice",
      deadlineDate: dateOf(deadline),
      points: reasons.map(({ materialCode, reason, howToFix }) => ({
        subject: found.materials.find(({ code }) => code === materialCode)?.name ?? "申请表",
        reason,
        howToFix,
      })),
    },
    { now, publicUrl: context.platform.config.publicUrl },
  );
  await database.correctionNotice.create({
    data: {
      caseId: found.id,
      documentId: document.id,
      number: document.number,
      reasons: reasons.map((reason) => ({ ...reason })),
      issuedAt: at,
      deadlineAt: new Date(deadline),
    },
  });
  for (const { materialCode, fieldKey, reason } of reasons) {
    if (materialCode === null) continue;
    await database.caseMaterial.updateMany({
      where: { caseId: found.id, code: materialCode },
      // A reason about a field of the form asks for no new file.
      data: { correctionReason: reason, ...(fieldKey === null && { status: "toCorrect" }) },
    });
  }
  await pauseClock(
    database,
    { caseId: found.id, purpose: "acceptance" },
    { at: now, reason: "等待申请人补正", documentNumber: document.number },
  );
  return { correctionDeadlineAt: new Date(deadline).toISOString() };
};

interface CorrectionItem {
  readonly materialCode?: unknown;
  readonly reasonCode?: unknown;
  readonly note?: unknown;
}

/** The clerk's choices in the words of the matter's catalogue; a note is added to what must be done. */
function reasonsOf(content: MatterContent, items: unknown): CorrectionReason[] {
  if (!Array.isArray(items)) return [];
  return items.map(({ materialCode, reasonCode, note }: CorrectionItem) => {
    const known = content.correctionReasons?.find(({ code }) => code === reasonCode);
    const howToFix = known?.howToFix.zh ?? "";
    return {
      materialCode: typeof materialCode === "string" ? materialCode : null,
      fieldKey: known?.fieldKey ?? null,
      reasonCode: String(reasonCode),
      reason: known?.reason.zh ?? String(reasonCode),
      howToFix: typeof note === "string" && note !== "" ? `${howToFix}（${note}）` : howToFix,
    };
  });
}
