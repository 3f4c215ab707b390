/** The inbox: open tasks within the viewer's scope, least remaining working time first, in keyset pages. */
import type { Prisma } from "@tongban/prisma";
import { z } from "zod";
import { taskWhere } from "../../authorisation/task-scope.ts";
import type { Viewer } from "../../authorisation/roles.ts";
import { WARNING_MINUTES } from "../../domain/clock/clock-ledger.ts";
import { workingMinutesBetween } from "../../domain/working-calendar/office-hours.ts";
import {
  addWorkingDays,
  type WorkingCalendar,
} from "../../domain/working-calendar/working-calendar.ts";
import { addDays, dateOf, endOfDay, startOfDay } from "../../domain/working-calendar/local-date.ts";
import { decodeCursor, pageOf, PAGE_SIZE } from "../../paging.ts";
import type { CaseContext } from "../cases/case-context.ts";
import type { TaskSummary } from "./tasks.schema.ts";

/** Which tasks. */
export interface InboxQuery {
  readonly filter: "mine" | "claimable" | "all";
  readonly light?: TaskSummary["light"] | undefined;
  readonly cursor?: string | undefined;
}

/** What a row of the inbox is made of. */
export type InboxRow = Prisma.WorkItemGetPayload<{
  include: { case: { include: { matterVersion: true } } };
}>;

/** One page. */
export async function readInbox(
  context: CaseContext,
  viewer: Viewer,
  query: InboxQuery,
): Promise<{ items: TaskSummary[]; nextCursor: string | null }> {
  const { database, clock } = context.platform;
  const calendar = await context.calendars.current();
  const now = clock.now();
  const from =
    query.cursor === undefined
      ? null
      : decodeCursor(query.cursor, z.tuple([z.iso.datetime(), z.string().max(40)]));
  const rows = await database.workItem.findMany({
    where: {
      AND: [
        taskWhere(viewer),
        { state: "open" },
        filterWhere(query.filter, viewer),
        query.light === undefined ? {} : lightWhere(query.light, calendar, now),
        from === null
          ? {}
          : {
              OR: [
                { sortAt: { gt: new Date(from[0]) } },
                { sortAt: new Date(from[0]), id: { gt: from[1] } },
              ],
            },
      ],
    },
    include: { case: { include: { matterVersion: true } } },
    orderBy: [{ sortAt: "asc" }, { id: "asc" }],
    take: PAGE_SIZE + 1,
  });
  const page = pageOf(rows, ({ sortAt, id }) => [sortAt.toISOString(), id]);
  return {
    items: page.items.map((row) => taskSummary(row, calendar, now)),
    nextCursor: page.nextCursor,
  };
}

/** A task as lists show it. */
export function taskSummary(row: InboxRow, calendar: WorkingCalendar, now: number): TaskSummary {
  const dueAt = row.dueAt?.getTime() ?? null;
  const remaining = dueAt === null ? null : workingMinutesBetween(calendar, now, dueAt);
  return {
    id: row.id,
    name: row.name,
    node: row.node,
    caseId: row.caseId,
    caseNumber: row.case.caseNumber ?? "",
    matterName: row.case.matterVersion.name,
    applicantName: row.case.applicantName,
    role: row.role ?? "",
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? "" },
    createdAt: row.createdAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
    light: lightOf(dueAt, remaining, now),
    remainingWorkingMinutes: remaining,
    fallback: row.isFallback,
  };
}

function lightOf(
  dueAt: number | null,
  remaining: number | null,
  now: number,
): TaskSummary["light"] {
  if (dueAt === null || remaining === null) return "grey";
  if (now > dueAt) return "red";
  return remaining <= WARNING_MINUTES ? "yellow" : "green";
}

function filterWhere(filter: InboxQuery["filter"], viewer: Viewer): Prisma.WorkItemWhereInput {
  switch (filter) {
    case "mine":
      return { assigneeId: viewer.accountId };
    case "claimable":
      return { assigneeId: null };
    case "all":
      return {};
  }
}

/** The light as a range of due dates: what is due before the end of the next working day has a working day or less left. */
function lightWhere(
  light: TaskSummary["light"],
  calendar: WorkingCalendar,
  now: number,
): Prisma.WorkItemWhereInput {
  const soon = yellowUntil(calendar, now);
  switch (light) {
    case "red":
      return { dueAt: { lt: new Date(now) } };
    case "yellow":
      return { dueAt: { gte: new Date(now), lte: new Date(soon) } };
    case "green":
      return { dueAt: { gt: new Date(soon) } };
    case "grey":
      return { dueAt: null };
  }
}

/** The last end of a day that is at most one working day of office hours away. */
export function yellowUntil(calendar: WorkingCalendar, now: number): number {
  const next = endOfDay(addWorkingDays(calendar, dateOf(now), 1));
  const last =
    workingMinutesBetween(calendar, now, next) <= WARNING_MINUTES ? next : startOfDay(dateOf(now));
  // Due dates stand at ends of days, so a whole day further is still exact.
  return Math.max(last, endOfDay(addDays(dateOf(now), 0)));
}
