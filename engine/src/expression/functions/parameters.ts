/** The kinds of parameters that built-in functions have. Where a list of one stands for its item, DMN says so (§10.3.2.9.4). */
import { FeelDate } from "../temporal/date.ts";
import { FeelDateTime } from "../temporal/date-time.ts";
import { DayTimeDuration } from "../temporal/day-time-duration.ts";
import { YearMonthDuration } from "../temporal/year-month-duration.ts";
import { FeelTime } from "../temporal/time.ts";
import { FeelFunction } from "../values/function.ts";
import { type FeelNumber, isNumber, toDouble, wholeNumber } from "../values/number.ts";
import { type Context, isContext, isList, type Value } from "../values/value.ts";
import type { Param } from "./define.ts";

function param<T extends Value>(name: string, fits: (value: Value) => value is T): Param<T> {
  const accept = (value: Value): T | undefined => {
    if (fits(value)) return value;
    // A list of one stands for its item.
    const [only = null] = isList(value) && value.length === 1 ? value : [];
    return only !== null && fits(only) ? only : undefined;
  };
  return { name, isOptional: false, isVariadic: false, accept };
}

/** A parameter that may be left out or null. */
export function optional<T>(parameter: Param<T>): Param<T | undefined> {
  return { ...parameter, isOptional: true };
}

/** Anything, null as well. */
export const any = (name: string): Param<Value> => ({
  name,
  isOptional: false,
  isVariadic: false,
  accept: (value) => value,
});

/** A list; any other value is a list of one. */
export const list = (name: string): Param<readonly Value[]> => ({
  name,
  isOptional: false,
  isVariadic: false,
  accept: (value) => (isList(value) ? value : value === null ? undefined : [value]),
});

/** All remaining arguments, or the items of the only one if that is a list. */
export const items = (name: string): Param<readonly Value[]> => ({
  name,
  isOptional: false,
  isVariadic: true,
  accept: (value) => {
    const given = value as readonly Value[];
    const [only = null] = given;
    if (given.length !== 1) return given;
    return isList(only) ? only : only === null ? undefined : given;
  },
});

/** All remaining arguments, as they are. */
export const rest = (name: string): Param<readonly Value[]> => ({
  ...items(name),
  accept: (value) => value as readonly Value[],
});

/** All remaining arguments, each a list; any other value is a list of one. */
export const lists = (name: string): Param<readonly (readonly Value[])[]> => ({
  name,
  isOptional: false,
  isVariadic: true,
  accept: (value) => (value as readonly Value[]).map((one) => (isList(one) ? one : [one])),
});

/** A whole number; a fraction is cut off. */
export const whole = (name: string): Param<number> => ({
  name,
  isOptional: false,
  isVariadic: false,
  accept: (value) => {
    const [only = null] = isList(value) && value.length === 1 ? value : [value];
    return isNumber(only) ? wholeNumber(Math.trunc(toDouble(only))) : undefined;
  },
});

/** A number. */
export const number = (name: string): Param<FeelNumber> => param(name, isNumber);
/** A text. */
export const text = (name: string): Param<string> =>
  param(name, (value): value is string => typeof value === "string");
/** A context. */
export const context = (name: string): Param<Context> => param(name, isContext);
/** A date. */
export const date = (name: string): Param<FeelDate> =>
  param(name, (value): value is FeelDate => value instanceof FeelDate);
/** A time of day. */
export const time = (name: string): Param<FeelTime> =>
  param(name, (value): value is FeelTime => value instanceof FeelTime);
/** A date and time. */
export const dateTime = (name: string): Param<FeelDateTime> =>
  param(name, (value): value is FeelDateTime => value instanceof FeelDateTime);
/** A duration of days and time. */
export const dayTime = (name: string): Param<DayTimeDuration> =>
  param(name, (value): value is DayTimeDuration => value instanceof DayTimeDuration);
/** A duration of years and months. */
export const yearMonth = (name: string): Param<YearMonthDuration> =>
  param(name, (value): value is YearMonthDuration => value instanceof YearMonthDuration);
/** A function. */
export const callable = (name: string): Param<FeelFunction> =>
  param(name, (value): value is FeelFunction => value instanceof FeelFunction);

/** A date, or the date of a date and time. */
export const day = (name: string): Param<FeelDate> => ({
  ...any(name),
  accept: (value) =>
    value instanceof FeelDate ? value : value instanceof FeelDateTime ? value.date : undefined,
});
