/**
 * Cron patterns as cycles of timers, as Camunda 8 takes them: six fields from the seconds to the day of the week (Sunday is
 * 0 or 7), names, `L`, `W` and `#`, an optional seventh for the year, and nicknames (`@daily`).
 */
import { Cron } from "croner";
import type { ArmedTimer } from "./timer-schedule.ts";

/** True for a text that is meant as a cron pattern and not as an ISO 8601 cycle. */
export function isCron(text: string): boolean {
  return text.startsWith("@") || /^\S+(?:\s+\S+){5,6}$/u.test(text);
}

/**
 * The first occurrence after the instant (epoch ms).
 *
 * @returns null when there is none any more; undefined when the text is no cron pattern
 */
export function cronAfter(
  cron: string,
  after: number,
  timeZone: string,
): ArmedTimer | null | undefined {
  try {
    const next = new Cron(cron, { timezone: timeZone, paused: true }).nextRun(new Date(after));
    if (next === null) return null;
    const at = next.getTime();
    return { dueAt: at, cycle: { cron, timeZone, at } };
  } catch {
    return undefined;
  }
}
