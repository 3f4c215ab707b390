/** Numeric functions (DMN 1.3 §10.3.4.5; 1.4 adds the roundings). */
import { Decimal as Decimals } from "decimal.js";
import { type FeelNumber, decimalOf, negate, numberOf, wholeNumber } from "../values/number.ts";
import { DayTimeDuration } from "../temporal/day-time-duration.ts";
import { YearMonthDuration } from "../temporal/year-month-duration.ts";
import { compareNumbers } from "../values/number.ts";
import type { Value } from "../values/value.ts";
import { define } from "./define.ts";
import { dayTime, number, whole, yearMonth } from "./parameters.ts";

type Rounding = Parameters<Decimals["toDecimalPlaces"]>[1];

/** Scales that DMN allows. */
const MIN_SCALE = -6111;
const MAX_SCALE = 6176;

/** Rounds to a number of decimal places; tens and hundreds when it is negative. */
function rounded(value: FeelNumber, scale: number, rounding: Rounding): Value {
  if (scale < MIN_SCALE || scale > MAX_SCALE) return null;
  const exact = decimalOf(value);
  // More places than the number has change nothing.
  if (scale >= 0) return numberOf(exact.toDecimalPlaces(scale, rounding));
  const unit = decimalOf(10).pow(-scale);
  return numberOf(exact.div(unit).toDecimalPlaces(0, rounding).times(unit));
}

function roundings(name: string, rounding: Rounding): ReturnType<typeof define>[] {
  return [
    define(name, [number("n"), whole("scale")], (_call, n, scale) => rounded(n, scale, rounding)),
  ];
}

const isWhole = (value: FeelNumber): boolean => decimalOf(value).isInteger();
const isEven = (value: FeelNumber): boolean => decimalOf(value).mod(2).isZero();

function modulo(dividend: FeelNumber, divisor: FeelNumber): Value {
  if (divisor === 0) return null;
  const [a, b] = [wholeNumber(dividend), wholeNumber(divisor)];
  if (a !== undefined && b !== undefined) return (((a % b) + b) % b) + 0;
  const quotient = decimalOf(dividend).div(divisor).floor();
  return numberOf(decimalOf(dividend).minus(quotient.times(divisor)));
}

/** Writes down a function of one number that takes as long as so many steps. */
function costly(
  name: string,
  steps: number,
  body: (n: FeelNumber) => Value,
): ReturnType<typeof define> {
  return define(name, [number("number")], ({ run }, n) => {
    run.spend(steps);
    return body(n);
  });
}

/** See the file's head. */
export const numericFunctions = [
  define("decimal", [number("n"), whole("scale")], (_call, n, scale) =>
    rounded(n, scale, Decimals.ROUND_HALF_EVEN),
  ),
  define("floor", [number("n")], (_call, n) => rounded(n, 0, Decimals.ROUND_FLOOR)),
  define("ceiling", [number("n")], (_call, n) => rounded(n, 0, Decimals.ROUND_CEIL)),
  ...roundings("floor", Decimals.ROUND_FLOOR),
  ...roundings("ceiling", Decimals.ROUND_CEIL),
  ...roundings("round up", Decimals.ROUND_UP),
  ...roundings("round down", Decimals.ROUND_DOWN),
  ...roundings("round half up", Decimals.ROUND_HALF_UP),
  ...roundings("round half down", Decimals.ROUND_HALF_DOWN),
  ...roundings("round half even", Decimals.ROUND_HALF_EVEN),
  define("abs", [number("n")], (_call, n) => (compareNumbers(n, 0) < 0 ? negate(n) : n)),
  define("abs", [dayTime("n")], (_call, { seconds }) =>
    DayTimeDuration.of(compareNumbers(seconds, 0) < 0 ? negate(seconds) : seconds),
  ),
  define("abs", [yearMonth("n")], (_call, { months }) => new YearMonthDuration(Math.abs(months))),
  define("modulo", [number("dividend"), number("divisor")], ({ run }, dividend, divisor) => {
    run.spend(wholeNumber(dividend) === undefined ? 500 : 1);
    return modulo(dividend, divisor);
  }),
  costly("sqrt", 300, (n) => numberOf(decimalOf(n).sqrt())),
  costly("log", 2000, (n) => numberOf(decimalOf(n).ln())),
  costly("exp", 2000, (n) => numberOf(decimalOf(n).exp())),
  define("odd", [number("number")], (_call, n) => isWhole(n) && !isEven(n)),
  define("even", [number("number")], (_call, n) => isWhole(n) && isEven(n)),
];
