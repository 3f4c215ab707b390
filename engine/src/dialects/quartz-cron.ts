/**
 * Quartz cron in our own dialect of cron (event-definitions/cron.ts): they differ in how days of the week are counted
 * (Quartz: Sunday is 1) and in the last one of a month (Quartz: `6L`). Fixed steps are ISO 8601 cycles, which everybody reads.
 */
import { cronAfter } from "../event-definitions/cron.ts";

const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** The cycle, or undefined when the text is no Quartz cron. */
export function cycleOfCron(cron: string): string | undefined {
  const fields = cron.trim().split(/\s+/u);
  const [second = "", minute = "", hour = "", day = "", month = "", weekday = "", year] = fields;
  if (fields.length < 6 || fields.length > 7) return undefined;
  const isEveryDay = [day, month, weekday, year ?? "*"].every(isAny);
  const step = isEveryDay ? fixedStep(second, minute, hour) : undefined;
  if (step !== undefined) return step;
  const translated = [second, minute, hour, day, month, weekdays(weekday)];
  if (year !== undefined && year !== "*") translated.push(year);
  const text = translated.join(" ");
  return cronAfter(text, 0, "UTC") === undefined ? undefined : text;
}

function fixedStep(second: string, minute: string, hour: string): string | undefined {
  const everySeconds = stepOf(second);
  if (everySeconds !== undefined && isAny(minute) && isAny(hour)) return `R/PT${everySeconds}S`;
  if (!isNumber(second)) return undefined;
  const everyMinutes = stepOf(minute);
  if (everyMinutes !== undefined && isAny(hour)) return `R/PT${everyMinutes}M`;
  if (!isNumber(minute)) return undefined;
  const everyHours = stepOf(hour);
  return everyHours === undefined ? undefined : `R/PT${everyHours}H`;
}

/** Days by their names, which mean the same everywhere; a step or the number of a week stays a number. */
function weekdays(field: string): string {
  return field.replaceAll(/(?<![/#\d])[1-7](?<isLast>L)?/gu, (number, isLast?: string) => {
    const name = days[Number(number[0]) - 1] ?? number;
    return isLast === undefined ? name : `${name}#L`;
  });
}

function isAny(field: string): boolean {
  return field === "*" || field === "?";
}

function isNumber(field: string): boolean {
  return /^\d+$/u.test(field);
}

/** n of an n-th part of the whole: a step that does not divide it would jump at its end. */
function stepOf(field: string): string | undefined {
  if (field === "*") return "1";
  const step = /^(?:\*|0)\/(?<step>\d+)$/u.exec(field)?.groups?.["step"];
  return step !== undefined && Number(step) > 0 ? step : undefined;
}
