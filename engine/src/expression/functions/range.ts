/** Allen's relations of ranges and points (DMN 1.3 §10.3.4.6), and `range` from a text. */
import { parseNumber } from "../values/number.ts";
import { order } from "../values/compare.ts";
import { FeelRange } from "../values/range.ts";
import { parseTemporal } from "../temporal/literal.ts";
import type { Value } from "../values/value.ts";
import { define, type Definition } from "./define.ts";
import { any, text } from "./parameters.ts";

/** Thrown inside this file when two points have no order. */
class NoOrder extends Error {
  override readonly name = "NoOrder";
}

/** Order of two points; null counts as endless, towards the side it stands on. */
function compare(left: Value, right: Value): number {
  const ordered = order(left, right);
  if (ordered === undefined) throw new NoOrder();
  return ordered;
}

type Ranges = (a: FeelRange, b: FeelRange) => boolean;

const startOrder: (a: FeelRange, b: FeelRange) => number = (a, b) =>
  compare(a.start.value, b.start.value) || Number(b.start.included) - Number(a.start.included);
const endOrder: (a: FeelRange, b: FeelRange) => number = (a, b) =>
  compare(a.end.value, b.end.value) || Number(a.end.included) - Number(b.end.included);

const isBefore: Ranges = (a, b) => {
  const ordered = compare(a.end.value, b.start.value);
  return ordered < 0 || (ordered === 0 && !(a.end.included && b.start.included));
};
const meets: Ranges = (a, b) =>
  a.end.included && b.start.included && compare(a.end.value, b.start.value) === 0;
const overlaps: Ranges = (a, b) => !isBefore(a, b) && !isBefore(b, a);
const includesRange: Ranges = (a, b) => startOrder(a, b) <= 0 && endOrder(a, b) >= 0;
const startsRange: Ranges = (a, b) => startOrder(a, b) === 0 && endOrder(a, b) <= 0;
const finishesRange: Ranges = (a, b) => endOrder(a, b) === 0 && startOrder(a, b) >= 0;
const coincides: Ranges = (a, b) => startOrder(a, b) === 0 && endOrder(a, b) === 0;
const overlapsBefore: Ranges = (a, b) =>
  startOrder(a, b) < 0 && !isBefore(a, b) && endOrder(a, b) <= 0;

/** A point as the range of only itself. */
function pointRange(point: Value): FeelRange {
  return point instanceof FeelRange
    ? point
    : new FeelRange({ value: point, included: true }, { value: point, included: true });
}

const isPoint = (value: Value): boolean => value !== null && !(value instanceof FeelRange);

type Shape = "point" | "range";

/** Writes down a relation for pairs of points and ranges. */
function relation(
  name: string,
  pairs: readonly (readonly [Shape, Shape, readonly [string, string]])[],
  holds: Ranges,
): Definition[] {
  return pairs.map(([left, right, [first, second]]) =>
    define(name, [any(first), any(second)], (_call, a, b) => {
      if (isPoint(a) !== (left === "point") || isPoint(b) !== (right === "point")) return undefined;
      if (a === null || b === null) return undefined;
      try {
        return holds(pointRange(a), pointRange(b));
      } catch (error) {
        if (error instanceof NoOrder) return undefined;
        throw error;
      }
    }),
  );
}

const points = ["point", "point", ["point1", "point2"]] as const;
const pointInRange = ["point", "range", ["point", "range"]] as const;
const rangeOfPoint = ["range", "point", ["range", "point"]] as const;
const ranges = ["range", "range", ["range1", "range2"]] as const;

const END = String.raw`("(?:[^"\\]|\\.)*"|@"[^"]*"|[a-z ]+\("[^"]*"\)|-?[\d.]+(?:[eE][+-]?\d+)?|)`;
const RANGE = new RegExp(`^\\s*([\\[(\\]])\\s*${END}\\s*\\.\\.\\s*${END}\\s*([\\])\\[])\\s*$`);

/** The value of one end of a range that is a text. */
function endOf(source: string): Value | undefined {
  if (source === "") return null;
  const quoted = /^(@|[a-z ]+\()?"([^"]*)"\)?$/.exec(source);
  if (quoted === null) return parseNumber(source) ?? undefined;
  const [, prefix, inner = ""] = quoted;
  return prefix === undefined ? inner : (parseTemporal(inner) ?? undefined);
}

function rangeFrom(source: string): FeelRange | undefined {
  const [match, open, low = "", high = "", close] = RANGE.exec(source) ?? [];
  if (match === undefined) return undefined;
  const [start, end] = [endOf(low), endOf(high)];
  if (start === undefined || end === undefined || (start === null && end === null))
    return undefined;
  const ordered = start === null || end === null ? 0 : order(start, end);
  if (ordered === undefined || ordered > 0) return undefined;
  if ((start === null && open === "[") || (end === null && close === "]")) return undefined;
  return new FeelRange(
    { value: start, included: open === "[" },
    { value: end, included: close === "]" },
  );
}

/** See the file's head. */
export const rangeFunctions = [
  ...relation("before", [points, pointInRange, rangeOfPoint, ranges], isBefore),
  ...relation("after", [points, pointInRange, rangeOfPoint, ranges], (a, b) => isBefore(b, a)),
  ...relation("meets", [ranges], meets),
  ...relation("met by", [ranges], (a, b) => meets(b, a)),
  ...relation("overlaps", [ranges], overlaps),
  ...relation("overlaps before", [ranges], overlapsBefore),
  ...relation("overlaps after", [ranges], (a, b) => overlapsBefore(b, a)),
  ...relation("finishes", [pointInRange, ranges], finishesRange),
  ...relation("finished by", [rangeOfPoint, ranges], (a, b) => finishesRange(b, a)),
  ...relation("includes", [rangeOfPoint, ranges], includesRange),
  ...relation("during", [pointInRange, ranges], (a, b) => includesRange(b, a)),
  ...relation("starts", [pointInRange, ranges], startsRange),
  ...relation("started by", [rangeOfPoint, ranges], (a, b) => startsRange(b, a)),
  ...relation("coincides", [points, ranges], coincides),
  define("range", [text("from")], (_call, from) => rangeFrom(from)),
];
