/** Properties of temporal values and ranges, read with a dot (DMN 1.3 §10.3.2.5, table 65). */
import type { FeelRange } from "../values/range.ts";
import type { Value } from "../values/value.ts";
import { weekdayOf } from "./calendar.ts";
import { FeelDate } from "./date.ts";
import { FeelDateTime } from "./date-time.ts";
import { DayTimeDuration } from "./day-time-duration.ts";
import { YearMonthDuration } from "./year-month-duration.ts";
import { FeelTime } from "./time.ts";

type Properties<T> = Readonly<Record<string, (value: T) => Value>>;

const date: Properties<FeelDate> = {
  year: ({ year }) => year,
  month: ({ month }) => month,
  day: ({ day }) => day,
  weekday: ({ epochDay }) => weekdayOf(epochDay),
};

const time: Properties<FeelTime> = {
  hour: ({ hour }) => hour,
  minute: ({ minute }) => minute,
  second: ({ second }) => second,
  "time offset": ({ offset }) => (offset === null ? null : DayTimeDuration.ofSeconds(offset)),
  timezone: ({ zone }) => (zone?.kind === "region" ? zone.id : null),
};

const days: Properties<DayTimeDuration> = {
  days: ({ parts }) => parts.days,
  hours: ({ parts }) => parts.hours,
  minutes: ({ parts }) => parts.minutes,
  seconds: ({ parts }) => parts.seconds,
};

const months: Properties<YearMonthDuration> = {
  years: ({ years }) => years,
  months: (value) => value.months % 12 || 0,
};

const range: Properties<FeelRange> = {
  start: ({ start }) => start.value,
  end: ({ end }) => end.value,
  "start included": ({ start }) => start.included,
  "end included": ({ end }) => end.included,
};

/** Names of properties that contain blanks. */
export const PROPERTY_NAMES: readonly string[] = ["time offset", "start included", "end included"];

/** The property of this name; undefined when values of this kind have none. */
export function propertyOf(value: Value, name: string): Value | undefined {
  if (value instanceof FeelDateTime) {
    if (name === "time offset") {
      return value.offset === null ? null : DayTimeDuration.ofSeconds(value.offset);
    }
    return own(date, name)?.(value.date) ?? own(time, name)?.(value.time);
  }
  if (value instanceof FeelDate) return own(date, name)?.(value);
  if (value instanceof FeelTime) return own(time, name)?.(value);
  if (value instanceof DayTimeDuration) return own(days, name)?.(value);
  if (value instanceof YearMonthDuration) return own(months, name)?.(value);
  return own(range, name)?.(value as FeelRange);
}

function own<T>(properties: Properties<T>, name: string): ((value: T) => Value) | undefined {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}
