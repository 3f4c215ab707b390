/**
 * The working-day calendar: Monday to Friday without the announced days off, with the announced working weekends 调休
 * (State Council General Office, each autumn for the next year). Administrative Licensing Law Art. 82: periods of the
 * agency are working days without holidays.
 *
 * A year whose schedule is not announced yet counts Monday to Friday; clocks are re-projected when it is.
 */
import { addDays, isWeekend, type LocalDate, localDate } from "./local-date.ts";

/** What was announced for one year. */
export interface CalendarYear {
  /** Days off that would otherwise be worked, and weekends inside a holiday. */
  readonly off: readonly string[];
  /** Weekend days that are worked. */
  readonly work: readonly string[];
}

/** One version of a calendar; a new announcement makes a new version. */
export interface WorkingCalendar {
  readonly id: string;
  readonly version: number;
  readonly isWorkingDay: (date: LocalDate) => boolean;
  /** Whether the schedule of a year (`"2026"`) has been announced. */
  readonly isAnnounced: (year: string) => boolean;
}

/** Builds a calendar from announced years (keys `"2026"`). */
export function workingCalendar(
  id: string,
  version: number,
  years: Readonly<Record<string, CalendarYear>>,
): WorkingCalendar {
  const off = new Set<string>(Object.values(years).flatMap((year) => year.off.map(localDate)));
  const work = new Set<string>(Object.values(years).flatMap((year) => year.work.map(localDate)));
  return {
    id,
    version,
    isWorkingDay: (date) => work.has(date) || (!isWeekend(date) && !off.has(date)),
    isAnnounced: (year) => Object.hasOwn(years, year),
  };
}

/**
 * The `count`-th working day after `start`; the start day itself is not counted.
 * With `count` 0: the start day, or the next working day when it is none.
 *
 * @param count whole number of working days, 0 to 1000
 * @example 2026-09-24 + 5 → 2026-10-09 (Mid-Autumn 25–27 Sept, National Day 1–7 Oct)
 */
export function addWorkingDays(
  calendar: WorkingCalendar,
  start: LocalDate,
  count: number,
): LocalDate {
  if (!Number.isInteger(count) || count < 0 || count > 1000) {
    throw new RangeError(`Working days must be a whole number from 0 to 1000, not ${count}`);
  }
  let date = start;
  if (count === 0) {
    while (!calendar.isWorkingDay(date)) date = addDays(date, 1);
    return date;
  }
  for (let left = count; left > 0;) {
    date = addDays(date, 1);
    if (calendar.isWorkingDay(date)) left -= 1;
  }
  return date;
}
