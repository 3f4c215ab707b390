/** Functions that make one value of a list (DMN 1.3 §10.3.4.4), which may also be given as several arguments. */
import { order } from "../values/compare.ts";
import {
  add,
  compareNumbers,
  decimalOf,
  divide,
  type FeelNumber,
  isNumber,
  multiply,
  numberOf,
  subtract,
} from "../values/number.ts";
import { calculate } from "../program/arithmetic.ts";
import type { Value } from "../values/value.ts";
import { define } from "./define.ts";
import { items } from "./parameters.ts";

/** Adding decimals takes longer than looking at items. */
const STEPS_PER_NUMBER = 20;

/** The first that no other one comes before in this direction; undefined when they have no order. */
function extreme(values: readonly Value[], direction: 1 | -1): Value | undefined {
  let best: Value | undefined;
  for (const value of values) {
    const ordered = order(value, best ?? value);
    if (ordered === undefined) return undefined;
    if (best === undefined || ordered * direction < 0) best = value;
  }
  return best ?? null;
}

function numbers(values: readonly Value[]): readonly FeelNumber[] | undefined {
  return values.every((value) => isNumber(value)) ? values : undefined;
}

/** Sum of numbers or of durations. */
function sum(values: readonly Value[]): Value | undefined {
  const [first, ...rest] = values;
  if (first === undefined) return null;
  if (typeof first === "string") return undefined;
  let total: Value = calculate("*", first, 1);
  for (const value of rest) {
    if (total === null || typeof value === "string") return undefined;
    total = calculate("+", total, value);
  }
  return total ?? undefined;
}

function mean(values: readonly Value[]): Value | undefined {
  const total = sum(values);
  return total === undefined || total === null ? total : calculate("/", total, values.length);
}

function product(values: readonly FeelNumber[]): Value {
  if (values.length === 0) return null;
  return values.reduce<FeelNumber | null>(
    (total, value) => (total === null ? null : multiply(total, value)),
    1,
  );
}

function median(values: readonly FeelNumber[]): Value {
  const ordered = values.toSorted(compareNumbers);
  const middle = ordered.length >> 1;
  const high = ordered[middle];
  const low = ordered[middle - 1];
  if (high === undefined) return null;
  if (ordered.length % 2 === 1 || low === undefined) return high;
  const total = add(low, high);
  return total === null ? null : divide(total, 2);
}

/** Standard deviation of a sample. */
function stddev(values: readonly FeelNumber[]): Value {
  const average = mean(values);
  if (values.length < 2 || !isNumber(average)) return null;
  let squares = decimalOf(0);
  for (const value of values) {
    const distance = decimalOf(subtract(value, average) ?? 0);
    squares = squares.plus(distance.times(distance));
  }
  return numberOf(squares.div(values.length - 1).sqrt());
}

/** The most frequent numbers, in ascending order. */
function mode(values: readonly FeelNumber[]): Value {
  const ordered = values.toSorted(compareNumbers);
  let best: FeelNumber[] = [];
  let bestCount = 0;
  let count = 0;
  for (const [index, value] of ordered.entries()) {
    const previous = ordered[index - 1];
    count = previous !== undefined && compareNumbers(previous, value) === 0 ? count + 1 : 1;
    if (count > bestCount) best = [value];
    else if (count === bestCount) best.push(value);
    bestCount = Math.max(bestCount, count);
  }
  return best;
}

/** False when one is false, else null when one is no boolean, else true; or the other way round. */
function allAre(values: readonly Value[], expected: boolean): boolean | null {
  if (values.includes(!expected)) return !expected;
  return values.every((value) => typeof value === "boolean") ? expected : null;
}

/** Writes down an aggregate of numbers. */
function ofNumbers(
  name: string,
  body: (values: readonly FeelNumber[]) => Value,
): ReturnType<typeof define> {
  return define(name, [items("list")], ({ run }, values) => {
    run.spend(values.length * STEPS_PER_NUMBER);
    const given = numbers(values);
    return given === undefined ? undefined : body(given);
  });
}

/** See the file's head. */
export const aggregateFunctions = [
  define("min", [items("list")], (_call, values) => extreme(values, 1)),
  define("max", [items("list")], (_call, values) => extreme(values, -1)),
  define("sum", [items("list")], ({ run }, values) => {
    run.spend(values.length * STEPS_PER_NUMBER);
    return sum(values);
  }),
  define("mean", [items("list")], ({ run }, values) => {
    run.spend(values.length * STEPS_PER_NUMBER);
    return mean(values);
  }),
  define("all", [items("list")], (_call, values) => allAre(values, true)),
  define("any", [items("list")], (_call, values) => allAre(values, false)),
  ofNumbers("product", product),
  ofNumbers("median", median),
  ofNumbers("stddev", stddev),
  ofNumbers("mode", mode),
];
