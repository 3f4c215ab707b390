/**
 * Office hours on working days, for "how much working time is left": an inbox sorts and colours by it.
 * Limits themselves are counted in whole working days, never in hours.
 */
import { addDays, dateOf, startOfDay } from "./local-date.ts";
import type { WorkingCalendar } from "./working-calendar.ts";

const MINUTE_MS = 60_000;

/** One session of a working day, in minutes after midnight, end exclusive. */
export interface OfficeSession {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** 09:00–12:00 and 13:30–17:30, as the sample city's halls publish. */
const OFFICE_SESSIONS: readonly OfficeSession[] = [
  { fromMinute: 9 * 60, toMinute: 12 * 60 },
  { fromMinute: 13 * 60 + 30, toMinute: 17 * 60 + 30 },
];

/** Working minutes of one full working day (420). */
export const WORKING_DAY_MINUTES = OFFICE_SESSIONS.reduce(
  (sum, session) => sum + session.toMinute - session.fromMinute,
  0,
);

/**
 * Working minutes between two instants (epoch ms); negative when `to` lies before `from`.
 * Spans longer than five years are cut there: nothing in the domain runs longer, and the loop is per day.
 */
export function workingMinutesBetween(calendar: WorkingCalendar, from: number, to: number): number {
  if (to < from) return -workingMinutesBetween(calendar, to, from);
  const limit = Math.min(to, from + 5 * 366 * 86_400_000);
  let minutes = 0;
  for (let date = dateOf(from); startOfDay(date) < limit; date = addDays(date, 1)) {
    if (calendar.isWorkingDay(date)) minutes += minutesWithin(startOfDay(date), from, limit);
  }
  return Math.floor(minutes);
}

/** Working minutes of the day that begins at `midnight`, as far as they lie between the two instants. */
function minutesWithin(midnight: number, from: number, to: number): number {
  let minutes = 0;
  for (const session of OFFICE_SESSIONS) {
    const start = Math.max(from, midnight + session.fromMinute * MINUTE_MS);
    const end = Math.min(to, midnight + session.toMinute * MINUTE_MS);
    if (end > start) minutes += (end - start) / MINUTE_MS;
  }
  return minutes;
}

/** Beginnings of the visits of a working day, in minutes after midnight: whole visits only, within office hours. */
export function visitStarts(visitMinutes: number): number[] {
  return OFFICE_SESSIONS.flatMap(({ fromMinute, toMinute }) =>
    Array.from(
      { length: Math.floor((toMinute - fromMinute) / visitMinutes) },
      (_, index) => fromMinute + index * visitMinutes,
    ),
  );
}
