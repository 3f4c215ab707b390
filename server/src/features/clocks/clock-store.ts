/**
 * The database side of clocks: each change is an entry of the ledger, and the derived due date is written beside it so that lists
 * can sort. Call within the transaction of what makes the clock start, pause or stop.
 */
import type { Database, Prisma } from "@tongban/prisma";
import { type ClockLedger, dueAt } from "../../domain/clock/clock-ledger.ts";
import type { WorkingCalendar } from "../../domain/working-calendar/working-calendar.ts";

/** What a clock measures. */
export type ClockPurpose = "acceptance" | "decision" | "node" | "delivery" | "correction";

/** A clock with its ledger, as stored. */
export type StoredClock = Prisma.CaseClockGetPayload<{ include: { segments: true } }>;

/** A clock to start; instants in epoch ms. */
export interface NewClock {
  readonly caseId: string;
  readonly purpose: ClockPurpose;
  readonly label: string;
  readonly budgetDays: number;
  readonly startedAt: number;
  readonly workItemId?: string | undefined;
}

/** Far future: sorts behind everything that has a due date. */
const NEVER = new Date("9999-12-31T00:00:00Z");

/** The ledger of a stored clock, for the pure functions of the domain. */
export function ledgerOf(clock: StoredClock): ClockLedger {
  return {
    budgetDays: clock.budgetDays,
    extensionDays: clock.extensionDays,
    startedAt: clock.startedAt.getTime(),
    stoppedAt: clock.stoppedAt?.getTime() ?? null,
    pauses: clock.segments
      .filter(({ kind }) => kind === "pause")
      .toSorted((a, b) => a.position - b.position)
      .map(({ fromAt, toAt }) => ({ from: fromAt.getTime(), to: toAt?.getTime() ?? null })),
  };
}

/** Starts a clock; answers when it is due (epoch ms). */
export async function startClock(
  database: Database,
  calendar: WorkingCalendar,
  clock: NewClock,
): Promise<number> {
  const ledger: ClockLedger = {
    budgetDays: clock.budgetDays,
    extensionDays: 0,
    startedAt: clock.startedAt,
    stoppedAt: null,
    pauses: [],
  };
  const due = dueAt(ledger, calendar);
  if (due === null) throw new Error("A clock without a pause has a due date.");
  const startedAt = new Date(clock.startedAt);
  await database.caseClock.create({
    data: {
      caseId: clock.caseId,
      purpose: clock.purpose,
      label: clock.label,
      workItemId: clock.workItemId ?? null,
      budgetDays: clock.budgetDays,
      calendarId: calendar.id,
      calendarVersion: calendar.version,
      startedAt,
      dueAt: new Date(due),
      segments: { create: { position: 0, kind: "run", fromAt: startedAt } },
    },
  });
  await sortByClocks(database, clock.caseId);
  return due;
}

/** Pauses the running clock of a purpose, for a reason that stands in a document; nothing happens when none runs. */
export async function pauseClock(
  database: Database,
  which: { readonly caseId: string; readonly purpose: ClockPurpose },
  pause: { readonly at: number; readonly reason: string; readonly documentNumber: string },
): Promise<void> {
  const clock = await running(database, which);
  if (clock === null) return;
  const at = new Date(pause.at);
  const next = await closeLast(database, clock, at);
  await database.clockSegment.create({
    data: {
      clockId: clock.id,
      position: next,
      kind: "pause",
      fromAt: at,
      reason: pause.reason,
      documentNumber: pause.documentNumber,
    },
  });
  await database.caseClock.update({ where: { id: clock.id }, data: { dueAt: null } });
  await sortByClocks(database, which.caseId);
}

/** Lets a paused clock run again; answers when it is due now (epoch ms), null when no such clock is open. */
export async function resumeClock(
  database: Database,
  calendar: WorkingCalendar,
  which: { readonly caseId: string; readonly purpose: ClockPurpose },
  now: number,
): Promise<number | null> {
  const clock = await running(database, which);
  if (clock === null) return null;
  const at = new Date(now);
  const next = await closeLast(database, clock, at);
  await database.clockSegment.create({
    data: { clockId: clock.id, position: next, kind: "run", fromAt: at },
  });
  const resumed = await database.caseClock.findUniqueOrThrow({
    where: { id: clock.id },
    include: { segments: true },
  });
  const due = dueAt(ledgerOf(resumed), calendar);
  await database.caseClock.update({
    where: { id: clock.id },
    data: { dueAt: due === null ? null : new Date(due) },
  });
  await sortByClocks(database, which.caseId);
  return due;
}

/** Stops the open clocks of a purpose (or of a task, or all of the case). */
export async function stopClocks(
  database: Database,
  which: { readonly caseId: string; readonly purpose?: ClockPurpose; readonly workItemId?: string },
  now: number,
): Promise<void> {
  const at = new Date(now);
  const clocks = await database.caseClock.findMany({
    where: { ...which, stoppedAt: null },
    include: { segments: true },
  });
  for (const clock of clocks) {
    await closeLast(database, clock, at);
    await database.caseClock.update({ where: { id: clock.id }, data: { stoppedAt: at } });
  }
  await sortByClocks(database, which.caseId);
}

function running(
  database: Database,
  { caseId, purpose }: { readonly caseId: string; readonly purpose: ClockPurpose },
): Promise<StoredClock | null> {
  return database.caseClock.findFirst({
    where: { caseId, purpose, stoppedAt: null },
    include: { segments: true },
    orderBy: { startedAt: "desc" },
  });
}

/** Ends the open segment; answers the position of the next. */
async function closeLast(database: Database, clock: StoredClock, at: Date): Promise<number> {
  const last = clock.segments.toSorted((a, b) => a.position - b.position).at(-1);
  if (last === undefined) return 0;
  if (last.toAt === null) {
    await database.clockSegment.update({
      where: { clockId_position: { clockId: clock.id, position: last.position } },
      data: { toAt: at },
    });
  }
  return last.position + 1;
}

/** Lists sort by the earliest due date among the office's open clocks of the case; the applicant's own time does not count. */
async function sortByClocks(database: Database, caseId: string): Promise<void> {
  const earliest = await database.caseClock.findFirst({
    where: {
      caseId,
      stoppedAt: null,
      dueAt: { not: null },
      purpose: { in: ["acceptance", "decision", "delivery"] },
    },
    orderBy: { dueAt: "asc" },
    select: { dueAt: true },
  });
  await database.case.update({
    where: { id: caseId },
    data: { dueSortAt: earliest?.dueAt ?? NEVER },
  });
}
