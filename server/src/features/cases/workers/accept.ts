/**
 * case.accept 受理: stops the acceptance clock, starts the promised one, tolerates what may follow. Deemed acceptance (Art. 32: the
 * office was silent) counts from the day of receipt.
 */
import { addWorkingDays } from "../../../domain/working-calendar/working-calendar.ts";
import { dateOf, endOfDay } from "../../../domain/working-calendar/local-date.ts";
import { startClock, stopClocks } from "../../clocks/clock-store.ts";
import { issueDocument } from "../../documents/issue-document.ts";
import { moveCase } from "../case-status.ts";
import { documentCase } from "../document-case.ts";
import type { CaseWork, CaseWorker } from "./case-worker.ts";

/** → decisionDueAt */
export const accept: CaseWorker = async (work) => {
  const { context, job, database, sql, found, matter, now } = work;
  const isDeemed = job.headers["mode"] === "deemed";
  const from = isDeemed ? (found.receivedAt?.getTime() ?? now) : now;
  await moveCase(database, found.id, isDeemed ? "deemedAccepted" : "accepted", new Date(now), {
    acceptedAt: new Date(from),
  });
  await stopClocks(database, { caseId: found.id, purpose: "acceptance" }, now);
  const due = await startClock(database, await context.calendars.current(sql), {
    caseId: found.id,
    purpose: "decision",
    label: "承诺办理时限",
    budgetDays: matter.content.promised.value,
    startedAt: from,
  });
  const tolerated = await tolerate(work);
  await issueDocument(
    database,
    documentCase(found, matter),
    {
      kind: "acceptanceNotice",
      deemed: isDeemed,
      decisionDueDate: dateOf(due),
      promisedWorkingDays: matter.content.promised.value,
      tolerated,
    },
    { now, publicUrl: context.platform.config.publicUrl },
  );
  return { decisionDueAt: new Date(due).toISOString() };
};

/** Missing materials that may follow later get their own date. */
async function tolerate({
  context,
  job,
  database,
  sql,
  found,
  matter,
  now,
}: CaseWork): Promise<{ name: string; dueDate: string }[]> {
  const calendar = await context.calendars.current(sql);
  const chosen = job.variables["toleratedMaterials"];
  const codes = new Set<unknown>(Array.isArray(chosen) ? chosen : []);
  const tolerated: { name: string; dueDate: string }[] = [];
  for (const material of found.materials) {
    const days = matter.content.materials.find(
      ({ code }) => code === material.code,
    )?.supplementWorkdays;
    const isOpen = material.status === "missing" || material.status === "toCorrect";
    if (days === undefined || !(isOpen || codes.has(material.code))) continue;
    const dueDate = addWorkingDays(calendar, dateOf(now), days);
    await database.caseMaterial.update({
      where: { id: material.id },
      data: { status: "tolerated", dueAt: new Date(endOfDay(dueDate)) },
    });
    tolerated.push({ name: material.name, dueDate });
  }
  return tolerated;
}
