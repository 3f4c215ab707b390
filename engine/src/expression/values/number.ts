/**
 * FEEL numbers: decimals of 34 significant digits (DMN 1.3 §10.3.2.3.1).
 *
 * A JavaScript number stands for the decimal that it is written as, so `0.1` is a tenth. What does not fit into one exactly
 * is a {@link Decimal}. Sums and products of whole numbers stay on doubles as long as they are exact, which they nearly always are.
 */
import { Decimal as Decimals } from "decimal.js";

/** A decimal of 34 digits, rounded half to even, as IEEE 754's decimal128. */
const Decimal = Decimals.clone({
  precision: 34,
  rounding: Decimals.ROUND_HALF_EVEN,
  minE: -6143,
  maxE: 6144,
  toExpNeg: -6200,
  toExpPos: 6200,
});

/** See the file's head. */
export type FeelNumber = number | Decimals;

/** True for both forms of a number. */
export function isNumber(value: unknown): value is FeelNumber {
  return typeof value === "number" || value instanceof Decimals;
}

/** The decimal of a number. */
export function decimalOf(value: FeelNumber): Decimals {
  return new Decimal(value);
}

/** The shorter form where it is exact; null for infinities and what is not a number. */
export function numberOf(value: Decimals): FeelNumber | null {
  if (!value.isFinite()) return null;
  const short = value.toNumber();
  if (short === 0) return value.isZero() ? 0 : value;
  return Number.isFinite(short) && value.eq(short) ? short : value;
}

/** The number that a text states in FEEL's or JSON's notation; null when it states none. */
export function parseNumber(text: string): FeelNumber | null {
  if (!/^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,5})?$/.test(text)) return null;
  const short = Number(text);
  if (Number.isSafeInteger(short)) return short === 0 ? 0 : short;
  return numberOf(new Decimal(text).toSignificantDigits(34));
}

const exact = Number.isSafeInteger;

const TENS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6] as const;
/** Below it, decimals and the doubles nearest to them stand for each other. */
const FIFTEEN_DIGITS = 1e15;

/** How many of at most six decimal places a number has; -1 when it has more, or more than 15 digits. */
function placesOf(value: number): number {
  for (const [places, ten] of TENS.entries()) {
    const scaled = Math.round(value * ten);
    if (Math.abs(scaled) >= FIFTEEN_DIGITS) return -1;
    if (scaled / ten === value) return places;
  }
  return -1;
}

/** Sum in whole numbers of the smallest place, which is exact within 15 digits; undefined beyond. */
function addScaled(left: number, right: number): number | undefined {
  const [a, b] = [placesOf(left), placesOf(right)];
  if (a === -1 || b === -1) return undefined;
  const ten = TENS[Math.max(a, b)] ?? 1;
  const sum = Math.round(left * ten) + Math.round(right * ten);
  return Math.abs(sum) < FIFTEEN_DIGITS ? sum / ten : undefined;
}

/** Product likewise. */
function multiplyScaled(left: number, right: number): number | undefined {
  const [a, b] = [placesOf(left), placesOf(right)];
  const ten = TENS[a + b];
  if (a === -1 || b === -1 || ten === undefined) return undefined;
  const product = Math.round(left * (TENS[a] ?? 1)) * Math.round(right * (TENS[b] ?? 1));
  return Math.abs(product) < FIFTEEN_DIGITS ? product / ten + 0 : undefined;
}

/** Sum. */
export function add(left: FeelNumber, right: FeelNumber): FeelNumber | null {
  if (typeof left === "number" && typeof right === "number") {
    const sum = left + right;
    if (exact(sum) && exact(left) && exact(right)) return sum;
    const scaled = addScaled(left, right);
    if (scaled !== undefined) return scaled;
  }
  return numberOf(decimalOf(left).plus(right));
}

/** Difference. */
export function subtract(left: FeelNumber, right: FeelNumber): FeelNumber | null {
  if (typeof left === "number" && typeof right === "number") {
    const difference = left - right;
    if (exact(difference) && exact(left) && exact(right)) return difference;
    const scaled = addScaled(left, -right);
    if (scaled !== undefined) return scaled + 0;
  }
  return numberOf(decimalOf(left).minus(right));
}

/** Product. */
export function multiply(left: FeelNumber, right: FeelNumber): FeelNumber | null {
  if (typeof left === "number" && typeof right === "number") {
    const product = left * right;
    if (exact(product) && exact(left) && exact(right)) return product === 0 ? 0 : product;
    const scaled = multiplyScaled(left, right);
    if (scaled !== undefined) return scaled;
  }
  return numberOf(decimalOf(left).times(right));
}

/** Quotient; null for a division by zero. */
export function divide(left: FeelNumber, right: FeelNumber): FeelNumber | null {
  if (right === 0) return null;
  if (typeof left === "number" && typeof right === "number" && exact(left) && exact(right)) {
    const quotient = left / right;
    if (left % right === 0) return quotient === 0 ? 0 : quotient;
  }
  return numberOf(decimalOf(left).div(right));
}

/** Power; null where it is infinite or not real. */
export function power(base: FeelNumber, exponent: FeelNumber): FeelNumber | null {
  return numberOf(decimalOf(base).pow(exponent));
}

/** The number with the other sign. */
export function negate(value: FeelNumber): FeelNumber {
  if (typeof value === "number") return value === 0 ? 0 : -value;
  return value.neg();
}

/** Below zero, zero or above zero, as `left` is smaller, equal or greater. */
export function compareNumbers(left: FeelNumber, right: FeelNumber): number {
  if (typeof left === "number" && typeof right === "number") {
    // Doubles order like the decimals they are written as.
    return left < right ? -1 : left > right ? 1 : 0;
  }
  return decimalOf(left).cmp(right);
}

/** A whole number that a double holds exactly; undefined for every other value. */
export function wholeNumber(value: unknown): number | undefined {
  return typeof value === "number" && exact(value) ? value : undefined;
}

/** The nearest double. */
export function toDouble(value: FeelNumber): number {
  return typeof value === "number" ? value : value.toNumber();
}

/** Largest whole number that is not above. */
export function floorOf(value: FeelNumber): FeelNumber {
  return numberOf(decimalOf(value).floor()) ?? 0;
}

/** As FEEL writes a number: without an exponent. */
export function numberText(value: FeelNumber): string {
  return exact(value) ? String(value) : decimalOf(value).toString();
}
