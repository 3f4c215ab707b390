/** Whether a result is the expected one. */
import { equal } from "../../src/expression/values/compare.ts";
import {
  compareNumbers,
  decimalOf,
  isNumber,
  numberText,
} from "../../src/expression/values/number.ts";
import { isContext, isList, type Value } from "../../src/expression/values/value.ts";
import { Run } from "../../src/expression/program/run.ts";

/** Expected numbers of so many decimal places are rounded ones. */
const ROUNDED_PLACES = 8;

/** See the file's head. */
export function isSame(actual: Value, expected: Value): boolean {
  if (isNumber(actual) && isNumber(expected)) {
    const places = numberText(expected).split(".")[1]?.length ?? 0;
    if (places < ROUNDED_PLACES) return compareNumbers(actual, expected) === 0;
    const distance = decimalOf(actual).minus(expected).abs();
    return distance.lte(decimalOf(10).pow(-ROUNDED_PLACES));
  }
  if (isList(actual) && isList(expected)) {
    return (
      actual.length === expected.length &&
      actual.every((item, index) => isSame(item, expected[index] ?? null))
    );
  }
  if (isContext(actual) && isContext(expected)) {
    const names = Object.keys(expected);
    return (
      names.length === Object.keys(actual).length &&
      names.every((name) => name in actual && isSame(actual[name] ?? null, expected[name] ?? null))
    );
  }
  return equal(actual, expected, new Run({ now: 0 })) === true;
}
