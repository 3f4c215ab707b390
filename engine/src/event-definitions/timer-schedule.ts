/**
 * From ISO 8601 text to instants.
 *
 * - date: `2026-11-23`, `2026-11-23T09:00`, with seconds, with `Z` or `+08:00`, with a zone as `[Asia/Shanghai]` or FEEL's
 *   `@Asia/Shanghai`; without any the zone of the context;
 * - duration: `PT15M`, `P10D`, `P1M`, counted on the calendar of that zone, so `P1D` over a change to summer time is a
 *   day and not 24 hours;
 * - cycle: `R3/PT10M`, `R/P1D`, `R/2026-01-01T09:00[Asia/Shanghai]/P1M`. Occurrence n is at start + n × interval, reckoned
 *   from the start each time: monthly from 31 January is the 28th in February and the 31st again in March. Without a
 *   start the cycle starts now and first fires after one interval; with a start it first fires at the start.
 *   Occurrences before the moment of arming have passed: they do not fire and count as used. Or a cron pattern (cron.ts).
 */
import { DateTime, Duration } from "luxon";
import type { TimerCycle } from "../events.ts";
import { cronAfter, isCron } from "./cron.ts";
import type { TimerDefinition } from "./timer-definition.ts";

/** A timer that can be armed. */
export interface ArmedTimer {
  /** Epoch ms; in the past when it is due at once. */
  readonly dueAt: number;
  /** Present when it fires again. */
  readonly cycle?: TimerCycle | undefined;
}

const datePattern =
  /^(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?)(?:@([\w/+-]+)|\[([\w/+-]+)\])?$/u;
const cyclePattern = /^R(\d{0,6})\/(?:([^/]+(?:\/[A-Z][\w/+-]+\]?)?)\/)?(P[^/]+)$/u;

/**
 * @returns when the timer is due; null when all occurrences of its cycle have passed; undefined when the text is not a
 *   valid date, duration or cycle
 */
export function scheduleTimer(
  kind: TimerDefinition["kind"],
  text: string,
  now: number,
  timeZone: string,
): ArmedTimer | null | undefined {
  switch (kind) {
    case "date": {
      const date = parseDate(text, timeZone);
      return date === undefined ? undefined : { dueAt: date.toMillis() };
    }
    case "duration": {
      const duration = parseDuration(text);
      const due =
        duration === undefined
          ? undefined
          : DateTime.fromMillis(now, { zone: timeZone }).plus(duration);
      return due?.isValid === true ? { dueAt: due.toMillis() } : undefined;
    }
    case "cycle":
      return scheduleCycle(text, now, timeZone);
  }
}

/** The occurrence after the one that has just fired, or undefined after the last. */
export function nextOccurrence(cycle: TimerCycle): ArmedTimer | undefined {
  if ("cron" in cycle) return cronAfter(cycle.cron, cycle.at, cycle.timeZone) ?? undefined;
  if (cycle.repetitionsLeft === 0) return undefined;
  const start = DateTime.fromISO(cycle.start, { setZone: true });
  const interval = Duration.fromISO(cycle.interval);
  const repetitionsLeft = cycle.repetitionsLeft === null ? null : cycle.repetitionsLeft - 1;
  const occurrence = cycle.occurrence + 1;
  return {
    dueAt: occurrenceAt(start, interval, occurrence),
    cycle: { ...cycle, occurrence, repetitionsLeft },
  };
}

function scheduleCycle(text: string, now: number, timeZone: string): ArmedTimer | null | undefined {
  if (isCron(text)) return cronAfter(text, now, timeZone);
  const [, count, startText, intervalText] = cyclePattern.exec(text) ?? [];
  const interval = parseDuration(intervalText ?? "");
  if (
    interval === undefined ||
    interval.toMillis() <= 0 ||
    count === undefined ||
    Number(count || "1") === 0
  ) {
    return undefined;
  }
  const start =
    startText === undefined
      ? DateTime.fromMillis(now, { zone: timeZone })
      : parseDate(startText, timeZone);
  if (start?.isValid !== true) return undefined;
  const first = startText === undefined ? 1 : 0;
  const occurrence = Math.max(first, firstFrom(start, interval, now));
  const repetitionsLeft = count === "" ? null : Number(count) - 1 - (occurrence - first);
  if (repetitionsLeft !== null && repetitionsLeft < 0) return null;
  const dueAt = occurrenceAt(start, interval, occurrence);
  if (repetitionsLeft === 0) return { dueAt };
  const cycle = {
    start: isoWithZone(start),
    interval: interval.toISO(),
    occurrence,
    repetitionsLeft,
  };
  return { dueAt, cycle };
}

/** The first n ≥ 0 whose occurrence is not before `now`. */
function firstFrom(start: DateTime<true>, interval: Duration<true>, now: number): number {
  // Months differ in length, so the quotient is only near; the loops correct it by a few.
  let n = Math.max(0, Math.floor((now - start.toMillis()) / interval.toMillis()));
  while (n > 0 && occurrenceAt(start, interval, n - 1) >= now) n -= 1;
  while (occurrenceAt(start, interval, n) < now) n += 1;
  return n;
}

function occurrenceAt(start: DateTime, interval: Duration, n: number): number {
  return start.plus(interval.mapUnits((amount) => amount * n)).toMillis();
}

function parseDate(text: string, timeZone: string): DateTime<true> | undefined {
  const [, local, feelZone, bracketZone] = datePattern.exec(text) ?? [];
  if (local === undefined) return undefined;
  const zone = feelZone ?? bracketZone;
  const isOffsetGiven = /T.*(?:Z|[+-]\d{2}:\d{2})$/u.test(local);
  const date = DateTime.fromISO(
    local,
    isOffsetGiven && zone === undefined ? { setZone: true } : { zone: zone ?? timeZone },
  );
  return date.isValid ? date : undefined;
}

function parseDuration(text: string): Duration<true> | undefined {
  // Luxon also takes fractions and mixed signs; what is meant by "P1.5M" nobody knows.
  if (
    !/^-?P(?!$)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/u.test(
      text,
    )
  ) {
    return undefined;
  }
  const duration = Duration.fromISO(text);
  return duration.isValid ? duration : undefined;
}

function isoWithZone(date: DateTime<true>): string {
  return date.zone.isUniversal ? date.toISO() : date.toISO({ extendedZone: true });
}
