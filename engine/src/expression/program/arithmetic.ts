/** Arithmetic on numbers, texts, dates, times and durations (DMN 1.3 §10.3.2.12, tables 56 to 60). */
import type { ArithmeticOperator } from "../syntax/ast.ts";
import { FeelDate } from "../temporal/date.ts";
import { FeelDateTime } from "../temporal/date-time.ts";
import { DayTimeDuration } from "../temporal/day-time-duration.ts";
import { YearMonthDuration } from "../temporal/year-month-duration.ts";
import { FeelTime, NANOS_PER_SECOND, SECONDS_PER_DAY } from "../temporal/time.ts";
import { UTC } from "../temporal/zone.ts";
import {
  add,
  decimalOf,
  divide,
  type FeelNumber,
  isNumber,
  multiply,
  negate,
  numberOf,
  power,
  subtract,
  toDouble,
  wholeNumber,
} from "../values/number.ts";
import type { Value } from "../values/value.ts";

/** The result; null when the operator does not apply to these operands. */
export function calculate(operator: ArithmeticOperator, left: Value, right: Value): Value {
  if (isNumber(left) && isNumber(right)) return onNumbers(operator, left, right);
  switch (operator) {
    case "+":
      return plus(left, right);
    case "-":
      return minus(left, right);
    case "*":
      return isNumber(left) ? times(right, left) : isNumber(right) ? times(left, right) : null;
    case "/":
      return dividedBy(left, right);
    case "**":
      return null;
  }
}

function onNumbers(operator: ArithmeticOperator, left: FeelNumber, right: FeelNumber): Value {
  switch (operator) {
    case "+":
      return add(left, right);
    case "-":
      return subtract(left, right);
    case "*":
      return multiply(left, right);
    case "/":
      return divide(left, right);
    case "**":
      return power(left, right);
  }
}

/** The operand with the other sign; null for what has none. */
export function negated(value: Value): Value {
  if (isNumber(value)) return negate(value);
  if (value instanceof DayTimeDuration) return DayTimeDuration.of(negate(value.seconds));
  if (value instanceof YearMonthDuration) return new YearMonthDuration(-value.months);
  return null;
}

function plus(left: Value, right: Value): Value {
  if (typeof left === "string" && typeof right === "string") return left + right;
  if (left instanceof DayTimeDuration) {
    if (right instanceof DayTimeDuration) return days(add(left.seconds, right.seconds));
    return laterBySeconds(right, left);
  }
  if (left instanceof YearMonthDuration) {
    if (right instanceof YearMonthDuration) return months(left.months + right.months);
    return laterByMonths(right, left.months);
  }
  if (right instanceof DayTimeDuration) return laterBySeconds(left, right);
  return right instanceof YearMonthDuration ? laterByMonths(left, right.months) : null;
}

function minus(left: Value, right: Value): Value {
  if (right instanceof DayTimeDuration) {
    if (left instanceof DayTimeDuration) return days(subtract(left.seconds, right.seconds));
    return laterBySeconds(left, negated(right) as DayTimeDuration);
  }
  if (right instanceof YearMonthDuration) {
    if (left instanceof YearMonthDuration) return months(left.months - right.months);
    return laterByMonths(left, -right.months);
  }
  if (left instanceof FeelTime && right instanceof FeelTime) return betweenTimes(left, right);
  return betweenDates(left, right);
}

function times(duration: Value, factor: FeelNumber): Value {
  if (duration instanceof DayTimeDuration) return days(multiply(duration.seconds, factor));
  if (!(duration instanceof YearMonthDuration)) return null;
  const product = multiply(duration.months, factor);
  return product === null ? null : months(Math.trunc(toDouble(product)));
}

function dividedBy(left: Value, right: Value): Value {
  if (left instanceof DayTimeDuration) {
    if (right instanceof DayTimeDuration) return divide(left.seconds, right.seconds);
    return isNumber(right) ? days(divide(left.seconds, right)) : null;
  }
  if (!(left instanceof YearMonthDuration)) return null;
  if (right instanceof YearMonthDuration) return divide(left.months, right.months);
  const quotient = isNumber(right) ? divide(left.months, right) : null;
  return quotient === null ? null : months(Math.trunc(toDouble(quotient)));
}

function days(seconds: FeelNumber | null): Value {
  return DayTimeDuration.of(seconds);
}

function months(count: number): Value {
  return wholeNumber(count) === undefined ? null : new YearMonthDuration(count);
}

function laterByMonths(value: Value, count: number): Value {
  return value instanceof FeelDate || value instanceof FeelDateTime
    ? value.plusMonths(count)
    : null;
}

/** Far more than all years that a date can have. */
const MAX_SECONDS = 1e17;

function laterBySeconds(value: Value, duration: DayTimeDuration): Value {
  const { seconds, nanos } = duration.split;
  if (Math.abs(seconds) > MAX_SECONDS) return null;
  if (value instanceof FeelDateTime) return value.plus(seconds, nanos);
  if (value instanceof FeelDate) {
    const midnight = new FeelDateTime(value, new FeelTime(0, 0, UTC));
    return midnight.plus(seconds, nanos)?.date ?? null;
  }
  if (!(value instanceof FeelTime)) return null;
  const sum = value.nano + nanos;
  const carry = Math.floor(sum / NANOS_PER_SECOND);
  const total =
    (((value.secondOfDay + seconds + carry) % SECONDS_PER_DAY) + SECONDS_PER_DAY) % SECONDS_PER_DAY;
  return new FeelTime(total, sum - carry * NANOS_PER_SECOND, value.zone);
}

function betweenTimes(left: FeelTime, right: FeelTime): Value {
  if ((left.zone === null) !== (right.zone === null)) return null;
  const seconds = left.secondOfDay - (left.offset ?? 0) - (right.secondOfDay - (right.offset ?? 0));
  return span(seconds, left.nano - right.nano);
}

/** A date counts as its midnight in UTC. */
function betweenDates(left: Value, right: Value): Value {
  const asDateTime = (value: Value): FeelDateTime | null =>
    value instanceof FeelDate
      ? new FeelDateTime(value, new FeelTime(0, 0, UTC))
      : value instanceof FeelDateTime
        ? value
        : null;
  const [from, to] = [asDateTime(right), asDateTime(left)];
  if (from === null || to === null || (from.zone === null) !== (to.zone === null)) return null;
  return span(to.epochSeconds - from.epochSeconds, to.time.nano - from.time.nano);
}

function span(seconds: number, nanos: number): Value {
  const fraction = numberOf(decimalOf(nanos).div(NANOS_PER_SECOND)) ?? 0;
  return days(add(seconds, fraction));
}
