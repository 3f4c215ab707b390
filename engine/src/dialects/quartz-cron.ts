/**
 * Quartz cron as ISO 8601 cycles, where there is one that means the same: fixed steps of seconds, minutes and hours, and once a day.
 * Others (working days, several times a day …) have none.
 */

/** The cycle, or undefined when ISO 8601 has none for it. */
export function cycleOfCron(cron: string): string | undefined {
  const [second, minute, hour, day, month, weekday, year, ...more] = cron.trim().split(/\s+/u);
  const isEveryDay =
    isAny(day) && isAny(month) && isAny(weekday) && isAny(year ?? "*") && more.length === 0;
  if (!isEveryDay || second === undefined || minute === undefined || hour === undefined) {
    return undefined;
  }
  const everySeconds = stepOf(second);
  if (everySeconds !== undefined && isAny(minute) && isAny(hour)) return `R/PT${everySeconds}S`;
  if (!isNumber(second)) return undefined;
  const everyMinutes = stepOf(minute);
  if (everyMinutes !== undefined && isAny(hour)) return `R/PT${everyMinutes}M`;
  if (!isNumber(minute)) return undefined;
  const everyHours = stepOf(hour);
  if (everyHours !== undefined) return `R/PT${everyHours}H`;
  return undefined;
}

function isAny(field: string | undefined): boolean {
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
