/** Equality and order of values (DMN 1.3 §10.3.2.13, tables 53 and 54). */
import type { Run } from "../program/run.ts";
import type { FeelDate } from "../temporal/date.ts";
import type { FeelDateTime } from "../temporal/date-time.ts";
import type { DayTimeDuration } from "../temporal/day-time-duration.ts";
import type { YearMonthDuration } from "../temporal/year-month-duration.ts";
import type { FeelTime } from "../temporal/time.ts";
import { compareNumbers, type FeelNumber } from "./number.ts";

import { type Context, type FeelObject, kindOf, type Value } from "./value.ts";

/**
 * Whether two values are equal; undefined when their kinds cannot be compared. Null equals only null. Times are equal when
 * their properties are, and `second` is a whole number (table 53): fractions order times, but do not make them unequal.
 */
export function equal(left: Value, right: Value, run: Run): boolean | undefined {
  if (left === right) return kindOf(left) === "function" ? undefined : true;
  if (left === null || right === null) return false;
  const kind = kindOf(left);
  if (kind !== kindOf(right)) return undefined;
  switch (kind) {
    case "list":
      return equalLists(left as readonly Value[], right as readonly Value[], run);
    case "context":
      return equalContexts(left as Context, right as Context, run);
    case "range":
      return equalRanges(left as Ends, right as Ends, run);
    case "function":
      return undefined;
    case "boolean":
    case "string":
      return false;
    case "time":
      return utcSecond(left as FeelTime) === utcSecond(right as FeelTime);
    case "date and time":
      return (left as FeelDateTime).epochSeconds === (right as FeelDateTime).epochSeconds;
    default:
      return order(left, right) === 0;
  }
}

/**
 * Below zero, zero or above zero, as `left` comes before `right`; undefined when they have no order. Times without a zone
 * are compared as if in UTC.
 */
export function order(left: Value, right: Value): number | undefined {
  if (typeof left === "number" && typeof right === "number") return compareNumbers(left, right);
  const kind = kindOf(left);
  if (kind !== kindOf(right)) return undefined;
  switch (kind) {
    case "number":
      return compareNumbers(left as FeelNumber, right as FeelNumber);
    case "string":
      return (left as string) < (right as string) ? -1 : left === right ? 0 : 1;
    case "date":
      return (left as FeelDate).epochDay - (right as FeelDate).epochDay;
    case "time":
      return orderTimes(left as FeelTime, right as FeelTime);
    case "date and time":
      return orderDateTimes(left as FeelDateTime, right as FeelDateTime);
    case "days and time duration":
      return compareNumbers((left as DayTimeDuration).seconds, (right as DayTimeDuration).seconds);
    case "years and months duration":
      return (left as YearMonthDuration).months - (right as YearMonthDuration).months;
    default:
      return undefined;
  }
}

function orderTimes(left: FeelTime, right: FeelTime): number {
  return utcSecond(left) - utcSecond(right) || left.nano - right.nano;
}

function utcSecond({ secondOfDay, offset }: FeelTime): number {
  return secondOfDay - (offset ?? 0);
}

function orderDateTimes(left: FeelDateTime, right: FeelDateTime): number {
  return left.epochSeconds - right.epochSeconds || left.time.nano - right.time.nano;
}

function equalLists(left: readonly Value[], right: readonly Value[], run: Run): boolean {
  run.spend(1);
  return (
    left.length === right.length &&
    left.every((item, index) => {
      run.spend(1);
      return equal(item, right[index] ?? null, run) === true;
    })
  );
}

function equalContexts(left: Context, right: Context, run: Run): boolean {
  const names = Object.keys(left);
  run.spend(names.length + 1);
  return (
    names.length === Object.keys(right).length &&
    names.every(
      (name) =>
        Object.hasOwn(right, name) && equal(left[name] ?? null, right[name] ?? null, run) === true,
    )
  );
}

/** What of a range is compared. */
interface Ends extends FeelObject {
  readonly start: { readonly value: Value; readonly included: boolean };
  readonly end: { readonly value: Value; readonly included: boolean };
}

function equalRanges(left: Ends, right: Ends, run: Run): boolean {
  return (
    left.start.included === right.start.included &&
    left.end.included === right.end.included &&
    equal(left.start.value, right.start.value, run) === true &&
    equal(left.end.value, right.end.value, run) === true
  );
}
