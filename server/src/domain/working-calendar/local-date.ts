/**
 * Dates and days as the offices count them: one time zone, Asia/Shanghai, which has had no daylight saving since 1991.
 * Days are counted as whole numbers, so that no library is asked twice for the same midnight.
 */

/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export type LocalDate = string & { readonly localDate: unique symbol };

/** Milliseconds of one day. */
const DAY_MS = 86_400_000;
const OFFSET_MS = 8 * 3_600_000;
const PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads a date as written in data.
 * @throws RangeError when the text is not a day of the calendar; a schema at the boundary has checked it before.
 */
export function localDate(text: string): LocalDate {
  const ms = PATTERN.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) {
    throw new RangeError(`Not a date: ${text}`);
  }
  return text as LocalDate;
}

/** The day in Asia/Shanghai on which an instant (epoch ms) falls. */
export function dateOf(instant: number): LocalDate {
  return new Date(instant + OFFSET_MS).toISOString().slice(0, 10) as LocalDate;
}

/** The first instant (epoch ms) of a day. */
export function startOfDay(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`) - OFFSET_MS;
}

/** The last instant (epoch ms) of a day: one millisecond before the next begins, so that it still shows that date. */
export function endOfDay(date: LocalDate): number {
  return startOfDay(date) + DAY_MS - 1;
}

/** The day `count` days later (earlier when negative). */
export function addDays(date: LocalDate, count: number): LocalDate {
  return dateOf(startOfDay(date) + count * DAY_MS);
}

/** Whether the day is a Saturday or Sunday. */
export function isWeekend(date: LocalDate): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}
