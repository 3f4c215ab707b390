/** Functions on dates and times (DMN 1.3 §10.3.4.8), the clock, and Camunda's `last day of month`. */
import { dayOfYearOf, daysInMonth, weekdayOf, weekOfYearOf } from "../temporal/calendar.ts";
import { FeelDate } from "../temporal/date.ts";
import { FeelDateTime } from "../temporal/date-time.ts";
import { regionZone, UTC } from "../temporal/zone.ts";
import type { Call } from "../values/function.ts";
import { define } from "./define.ts";
import { day } from "./parameters.ts";

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** Steps of asking for the time. */
const CLOCK_STEPS = 100;

function today({ run: { context } }: Call): FeelDate | null {
  const now = FeelDateTime.ofEpochMs(context.now);
  const zone = regionZone(context.timeZone ?? "UTC") ?? UTC;
  return now && (FeelDateTime.ofEpoch(now.epochSeconds, 0, zone)?.date ?? null);
}

/** See the file's head. */
export const temporalFunctions = [
  define("now", [], ({ run }) => {
    run.spend(CLOCK_STEPS);
    return FeelDateTime.ofEpochMs(run.context.now);
  }),
  define("today", [], (call) => {
    call.run.spend(CLOCK_STEPS);
    return today(call);
  }),
  define("day of week", [day("date")], (_call, date) => DAYS[weekdayOf(date.epochDay) - 1]),
  define("month of year", [day("date")], (_call, date) => MONTHS[date.month - 1]),
  define("day of year", [day("date")], (_call, date) =>
    dayOfYearOf(date.year, date.month, date.day),
  ),
  define("week of year", [day("date")], (_call, date) => weekOfYearOf(date.epochDay)),
  define("last day of month", [day("date")], (_call, { year, month }) =>
    FeelDate.of(year, month, daysInMonth(year, month)),
  ),
];
