/** Tracking without logging in: number and query code together, and no personal data in the answer. */
import { timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import { Problem } from "../../errors.ts";
import { attemptThrottle } from "../auth/attempt-throttle.ts";
import { WHOLE_CASE } from "./case-access.ts";
import type { CaseContext } from "./case-context.ts";
import { type CaseStatus, STATUS_TEXTS } from "./case-status.ts";
import { clockViews, holderView, stagesView } from "./case-view.ts";
import type { trackViewSchema } from "./case.schema.ts";

/** @throws Problem TRACK_NOT_FOUND for a wrong number and for a wrong code alike; TOO_MANY_REQUESTS where a code is being guessed */
export async function trackCase(
  context: CaseContext,
  asked: { readonly caseNumber: string; readonly queryCode: string },
): Promise<z.infer<typeof trackViewSchema>> {
  const { database, clock } = context.platform;
  const throttle = attemptThrottle(database, clock.machineNow);
  if (!(await throttle.isOpen("track", asked.caseNumber))) throw new Problem("TOO_MANY_REQUESTS");
  const found = await database.case.findUnique({
    where: { caseNumber: asked.caseNumber },
    include: WHOLE_CASE,
  });
  const isRight = sameText(found?.queryCode ?? "", asked.queryCode.toUpperCase());
  if (found === null || found.caseNumber === null || !isRight) {
    await throttle.failed("track", asked.caseNumber);
    throw new Problem("TRACK_NOT_FOUND");
  }
  const view = await context.viewContext(found);
  const holder = holderView(found, view.officeNames);
  const status = found.status as CaseStatus;
  return {
    caseNumber: found.caseNumber,
    matterName: view.matter.content.name,
    matterNameEn: view.matter.content.nameEn ?? null,
    office: view.matter.officeName,
    status,
    statusText: STATUS_TEXTS[status].zh,
    statusTextEn: STATUS_TEXTS[status].en,
    submittedAt: found.submittedAt?.toISOString() ?? null,
    stages: stagesView(found.stages),
    currentHolder: holder && { role: holder.role, office: holder.office, since: holder.since },
    clocks: (await clockViews(found, view)).filter(({ purpose }) => purpose !== "node"),
    timeline: found.events
      .filter(({ audience }) => audience === "everyone")
      .map(({ at, title, titleEn }) => ({ at: at.toISOString(), title, titleEn })),
  };
}

/** Compares in the same time whatever the texts are; never equal when empty. */
function sameText(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length > 0 && a.length === b.length && timingSafeEqual(a, b);
}
