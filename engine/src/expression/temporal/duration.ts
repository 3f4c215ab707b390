/** Texts that state a duration of either kind. */
import {
  add,
  type FeelNumber,
  multiply,
  negate,
  parseNumber,
  wholeNumber,
} from "../values/number.ts";
import { DayTimeDuration } from "./day-time-duration.ts";
import { SECONDS_PER_DAY } from "./time.ts";
import { YearMonthDuration } from "./year-month-duration.ts";

const DAYS_AND_TIME = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d*)?|\.\d+)S)?)?$/;
const YEARS_AND_MONTHS = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?$/;

/** `P1DT2H` or `P1Y2M`; null for every other text, and for a mixture of both. */
export function parseDuration(text: string): DayTimeDuration | YearMonthDuration | null {
  if (/[PT]$/.test(text)) return null;
  const [yearsMatch, yearsSign, years = "0", months = "0"] = YEARS_AND_MONTHS.exec(text) ?? [];
  if (yearsMatch !== undefined) {
    const total = wholeNumber(Number(years) * 12 + Number(months));
    return total === undefined ? null : new YearMonthDuration(yearsSign === "-" ? -total : total);
  }
  const [match, sign, days, hours, minutes, seconds] = DAYS_AND_TIME.exec(text) ?? [];
  if (match === undefined) return null;
  let total: FeelNumber | null = 0;
  for (const [part, unit] of [
    [days, SECONDS_PER_DAY],
    [hours, 3600],
    [minutes, 60],
    [seconds, 1],
  ] as const) {
    const amount = multiply(parseNumber(part ?? "0") ?? 0, unit);
    total = total === null || amount === null ? null : add(total, amount);
  }
  return DayTimeDuration.of(total !== null && sign === "-" ? negate(total) : total);
}
