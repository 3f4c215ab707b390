/**
 * Live cases by their lights, what is due first first. The light of a case is that of the earliest of the office's own open
 * clocks; `due_sort_at` holds that date, so that list, filter and counts agree.
 */
import type { Prisma } from "@tongban/prisma";
import { z } from "zod";
import { caseWhere } from "../../authorisation/case-scope.ts";
import type { Viewer } from "../../authorisation/roles.ts";
import { decodeCursor, PAGE_SIZE, pageOf } from "../../paging.ts";
import type { CaseContext } from "../cases/case-context.ts";
import { type CaseStatus, STATUS_TEXTS } from "../cases/case-status.ts";
import { clockView } from "../clocks/clock-view.ts";
import { yellowUntil } from "../tasks/inbox.ts";
import type { SupervisedCase, SupervisionSummary } from "./supervision.schema.ts";

type Light = SupervisedCase["light"];

const LIGHTS: readonly Light[] = ["red", "yellow", "green", "grey"];
/** What `due_sort_at` holds while no clock runs. */
const NEVER = new Date("9999-12-31T00:00:00Z");
const SHOWN = {
  matterVersion: { select: { name: true } },
  clocks: {
    where: { stoppedAt: null },
    include: { segments: true },
    orderBy: { startedAt: "asc" },
  },
} as const satisfies Prisma.CaseInclude;
type ShownCase = Prisma.CaseGetPayload<{ include: typeof SHOWN }>;

/** Which cases. */
export interface SupervisionQuery {
  readonly light?: Light | undefined;
  /** Part of the case number, or of the matter's or the applicant's name. */
  readonly q: string;
  readonly cursor?: string | undefined;
}

/** One page. */
export async function supervisedCases(
  context: CaseContext,
  viewer: Viewer,
  { light, q, cursor }: SupervisionQuery,
): Promise<{ items: SupervisedCase[]; nextCursor: string | null }> {
  const now = context.platform.clock.now();
  const soon = yellowUntil(await context.calendars.current(), now);
  const [dueAt, afterId] =
    cursor === undefined ? [null, ""] : decodeCursor(cursor, z.tuple([z.iso.datetime(), z.uuid()]));
  const rows = await context.platform.database.case.findMany({
    where: {
      AND: [
        liveWhere(viewer),
        light === undefined ? {} : { dueSortAt: dueRange(light, now, soon) },
        q === "" ? {} : wordsWhere(q),
        dueAt === null
          ? {}
          : {
              OR: [
                { dueSortAt: { gt: new Date(dueAt) } },
                { dueSortAt: new Date(dueAt), id: { gt: afterId } },
              ],
            },
      ],
    },
    include: SHOWN,
    orderBy: [{ dueSortAt: "asc" }, { id: "asc" }],
    take: PAGE_SIZE + 1,
  });
  const page = pageOf(rows, ({ dueSortAt, id }) => [dueSortAt.toISOString(), id]);
  const offices = await context.officeNames();
  const items = page.items.map((row) =>
    supervisedCase(context, row, { now, soon, officeName: offices.get(row.officeKey) ?? "" }),
  );
  return { items: await Promise.all(items), nextCursor: page.nextCursor };
}

/** Counts over all live cases. */
export async function supervisionSummary(
  context: CaseContext,
  viewer: Viewer,
): Promise<SupervisionSummary> {
  const { database, clock } = context.platform;
  const now = clock.now();
  const soon = yellowUntil(await context.calendars.current(), now);
  const where = liveWhere(viewer);
  const counts = await Promise.all(
    LIGHTS.map(async (light) => {
      const count = await database.case.count({
        where: { AND: [where, { dueSortAt: dueRange(light, now, soon) }] },
      });
      return [light, count] as const;
    }),
  );
  const stages = await database.case.groupBy({ by: ["stage"], where, _count: true });
  return {
    byLight: Object.fromEntries(counts) as SupervisionSummary["byLight"],
    byStage: Object.fromEntries(
      stages.flatMap(({ stage, _count: count }) => (stage === null ? [] : [[stage, count]])),
    ),
  };
}

async function supervisedCase(
  { calendars }: CaseContext,
  row: ShownCase,
  facts: { readonly now: number; readonly soon: number; readonly officeName: string },
): Promise<SupervisedCase> {
  const status = row.status as CaseStatus;
  return {
    caseId: row.id,
    caseNumber: row.caseNumber ?? "",
    matterName: row.matterVersion.name,
    officeName: facts.officeName,
    status,
    statusText: STATUS_TEXTS[status].zh,
    statusTextEn: STATUS_TEXTS[status].en,
    stage: row.stage as SupervisedCase["stage"],
    holder: row.holderRole === null ? null : { name: row.holderName, role: row.holderRole },
    light: lightOf(row.dueSortAt.getTime(), facts.now, facts.soon),
    clocks: await Promise.all(row.clocks.map((clock) => clockView(clock, calendars, facts.now))),
  };
}

function liveWhere(viewer: Viewer): Prisma.CaseWhereInput {
  return { AND: [caseWhere(viewer), { status: { not: "draft" }, closedAt: null }] };
}

function wordsWhere(words: string): Prisma.CaseWhereInput {
  return {
    OR: [
      { caseNumber: { contains: words.toUpperCase() } },
      { applicantName: { contains: words } },
      { matterVersion: { name: { contains: words } } },
    ],
  };
}

function dueRange(light: Light, now: number, soon: number): Prisma.DateTimeFilter {
  switch (light) {
    case "red":
      return { lt: new Date(now) };
    case "yellow":
      return { gte: new Date(now), lte: new Date(soon) };
    case "green":
      return { gt: new Date(soon), lt: NEVER };
    case "grey":
      return { gte: NEVER };
  }
}

function lightOf(dueAt: number, now: number, soon: number): Light {
  if (dueAt >= NEVER.getTime()) return "grey";
  if (dueAt < now) return "red";
  return dueAt <= soon ? "yellow" : "green";
}
