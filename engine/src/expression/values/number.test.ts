import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  compareNumbers,
  decimalOf,
  divide,
  type FeelNumber,
  multiply,
  numberOf,
  parseNumber,
  subtract,
} from "./number.ts";

/** Numbers as people write them: up to 17 digits, some of them behind the point. */
const written = fc
  .tuple(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fc.integer({ min: 0, max: 8 }))
  .map(([digits, places]): FeelNumber => parseNumber(`${digits}e-${places}`) ?? 0);

const isSame = (a: FeelNumber | null, b: FeelNumber | null): boolean =>
  a === null || b === null ? a === b : compareNumbers(a, b) === 0;

describe("numbers", () => {
  test("are exact: short cuts over doubles give what 34 digits give", () => {
    fc.assert(
      fc.property(written, written, (a, b) => {
        const [x, y] = [decimalOf(a), decimalOf(b)];
        expect(isSame(add(a, b), numberOf(x.plus(y)))).toBe(true);
        expect(isSame(subtract(a, b), numberOf(x.minus(y)))).toBe(true);
        expect(isSame(multiply(a, b), numberOf(x.times(y)))).toBe(true);
        expect(isSame(divide(a, b), b === 0 ? null : numberOf(x.div(y)))).toBe(true);
        expect(Math.sign(compareNumbers(a, b))).toBe(x.cmp(y));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    [add(0.1, 0.2), 0.3],
    [multiply(1.1, 1.1), 1.21],
    [subtract(0.3, 0.1), 0.2],
    [add(9_007_199_254_740_991, 1), parseNumber("9007199254740992")],
    [divide(1, 3), parseNumber(`0.${"3".repeat(34)}`)],
    [multiply(0, -5), 0],
  ])("%s is %s", (actual, expected) => {
    expect(isSame(actual, expected)).toBe(true);
    expect(Object.is(actual, -0)).toBe(false);
  });
});
