/**
 * case.receive 收件: starts the acceptance clock (Administrative Licensing Law Art. 32: on the spot or within five working
 * days), or lets it run again after a correction; the time of the correction does not count.
 */
import { moveCase } from "../case-status.ts";
import { addToTimeline } from "../case-timeline.ts";
import { resumeClock, startClock, stopClocks } from "../../clocks/clock-store.ts";
import type { CaseWorker } from "./case-worker.ts";

/** → acceptanceDueAt */
export const receive: CaseWorker = async ({ context, job, database, sql, found, matter, now }) => {
  const calendar = await context.calendars.current(sql);
  const at = new Date(now);
  const caseId = found.id;
  const acceptance = { caseId, purpose: "acceptance" } as const;
  if (job.headers["mode"] === "corrected") {
    await moveCase(database, caseId, "received", at);
    await stopClocks(database, { caseId, purpose: "correction" }, now);
    const due = await resumeClock(database, calendar, acceptance, now);
    await addToTimeline(database, {
      caseId,
      at: now,
      kind: "case.correctionReceived",
      title: "收到补正材料，受理时限继续计算",
      titleEn: "Correction received; the acceptance clock runs again",
    });
    return { acceptanceDueAt: new Date(due ?? now).toISOString() };
  }
  await moveCase(database, caseId, "received", at, { receivedAt: at });
  const due = await startClock(database, calendar, {
    ...acceptance,
    label: "受理时限",
    budgetDays: matter.content.acceptLimitWorkdays,
    startedAt: now,
  });
  await addToTimeline(database, {
    caseId,
    at: now,
    kind: "case.received",
    title: "收件，受理时限开始计算",
    titleEn: "Received; the acceptance clock starts",
    byName: matter.officeName,
  });
  return { acceptanceDueAt: new Date(due).toISOString() };
};
