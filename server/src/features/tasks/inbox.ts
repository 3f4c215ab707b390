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
import { inboxPlaces, NEVER_DUE } from "./inbox-places.ts";
import type { TaskSummary } from "./tasks.schema.ts";

/** Which tasks. */
export interface InboxQuery {
  readonly filter: "mine" | "claimable" | "all";
  readonly light?: TaskSummary["light"] | undefined;
  readonly cursor?: string | undefined;
}

/** What a row of the inbox is made of: the whole of a case or a matter is not for lists. */
const ROW = {
  id: true,
  name: true,
  node: true,
  caseId: true,
  role: true,
  assigneeId: true,
  assigneeName: true,
  createdAt: true,
  dueAt: true,
  isFallback: true,
  case: {
    select: {
      caseNumber: true,
      applicantName: true,
      matterVersion: { select: { name: true } },
    },
  },
} as const satisfies Prisma.WorkItemSelect;

/** See {@link ROW}. */
export type InboxRow = Prisma.WorkItemGetPayload<{ select: typeof ROW }>;

/** One page. */
export async function readInbox(
  context: CaseContext,
  viewer: Viewer,
  query: InboxQuery,
): Promise<{ items: TaskSummary[]; nextCursor: string | null }> {
  const { database, clock, runtime } = context.platform;
  const calendar = await context.calendars.current();
  const now = clock.now();
  const after =
    query.cursor === undefined
      ? null
      : decodeCursor(query.cursor, z.tuple([z.iso.datetime(), z.string().max(40)]));
  const places = await inboxPlaces(runtime.sql, viewer, query.filter, {
    after: after === null ? null : { sortAt: Date.parse(after[0]), id: after[1] },
    ...dueRange(query.light, calendar, now),
    limit: PAGE_SIZE + 1,
  });
  const page = pageOf(places, ({ sortAt, id }) => [new Date(sortAt).toISOString(), id]);
  const rows = await database.workItem.findMany({
    where: { AND: [{ id: { in: page.items.map(({ id }) => id) } }, taskWhere(viewer)] },
    select: ROW,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    items: page.items.flatMap(({ id }) => {
      const row = byId.get(id);
      return row === undefined ? [] : [taskSummary(row, calendar, now)];
    }),
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

/** The light as a range of due dates: what is due before the end of the next working day has a working day or less left. */
function dueRange(
  light: TaskSummary["light"] | undefined,
  calendar: WorkingCalendar,
  now: number,
): { readonly dueFrom: number | null; readonly dueBefore: number | null } {
  switch (light) {
    case "red":
      return { dueFrom: null, dueBefore: now };
    case "yellow":
      return { dueFrom: now, dueBefore: yellowUntil(calendar, now) + 1 };
    case "green":
      return { dueFrom: yellowUntil(calendar, now) + 1, dueBefore: NEVER_DUE };
    case "grey":
      return { dueFrom: NEVER_DUE, dueBefore: null };
    case undefined:
      return { dueFrom: null, dueBefore: null };
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
