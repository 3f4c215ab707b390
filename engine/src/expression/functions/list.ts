/** List functions (DMN 1.3 §10.3.4.4), and those that Camunda adds. Positions count from 1, or from the end when negative. */
import type { Run } from "../program/run.ts";
import { equal } from "../values/compare.ts";
import type { Call, FeelFunction } from "../values/function.ts";
import { isList, type Value } from "../values/value.ts";
import { define } from "./define.ts";
import { any, callable, list, lists, optional, rest, whole } from "./parameters.ts";

function indexOf(position: number, length: number): number {
  return position > 0 ? position - 1 : length + position;
}

function sublist(values: readonly Value[], start: number, length: number | undefined): Value {
  const from = indexOf(start, values.length);
  if (start === 0 || from < 0 || from >= values.length) return null;
  if (length !== undefined && (length < 0 || from + length > values.length)) return null;
  return values.slice(from, length === undefined ? undefined : from + length);
}

/** The list with `change` made at a position; null when there is no such position. */
function changedAt(
  values: readonly Value[],
  position: number,
  change: (copy: Value[], index: number) => void,
): Value {
  const index = indexOf(position, values.length);
  if (position === 0 || index < 0 || index >= values.length) return null;
  const copy = [...values];
  change(copy, index);
  return copy;
}

function includes(values: readonly Value[], value: Value, run: Run): boolean {
  run.spend(values.length);
  return values.some((item) => equal(item, value, run) === true);
}

function distinct(values: readonly Value[], run: Run): Value[] {
  const kept: Value[] = [];
  for (const value of values) if (!includes(kept, value, run)) kept.push(value);
  return kept;
}

function duplicates(values: readonly Value[], run: Run): Value[] {
  const [seen, twice]: [Value[], Value[]] = [[], []];
  for (const value of values) {
    if (!includes(seen, value, run)) seen.push(value);
    else if (!includes(twice, value, run)) twice.push(value);
  }
  return twice;
}

function flattened(values: readonly Value[], run: Run): Value[] {
  run.spend(values.length);
  return values.flatMap((item) => (isList(item) ? flattened(item, run) : [item]));
}

/** Merge sort, so that any function is a safe order. Undefined when it gives neither true nor false. */
function sorted(values: readonly Value[], precedes: FeelFunction, call: Call): Value[] | undefined {
  if (values.length < 2) return [...values];
  const middle = values.length >> 1;
  const left = sorted(values.slice(0, middle), precedes, call);
  const right = sorted(values.slice(middle), precedes, call);
  if (left === undefined || right === undefined) return undefined;
  const merged: Value[] = [];
  let at = 0;
  for (const value of right) {
    for (; at < left.length; at += 1) {
      const isBefore = precedes.invoke([value, left[at] ?? null], call);
      if (typeof isBefore !== "boolean") return undefined;
      if (isBefore) break;
      merged.push(left[at] ?? null);
    }
    merged.push(value);
  }
  return [...merged, ...left.slice(at)];
}

function replacedWhere(
  values: readonly Value[],
  match: FeelFunction,
  newItem: Value,
  call: Call,
): Value {
  const results = values.map((item) => match.invoke([item, newItem], call));
  if (!results.every((result) => typeof result === "boolean")) return null;
  return values.map((item, index) => (results[index] === true ? newItem : item));
}

function partition(values: readonly Value[], size: number): Value {
  if (size < 1) return null;
  const parts: Value[] = [];
  for (let start = 0; start < values.length; start += size) {
    parts.push(values.slice(start, start + size));
  }
  return parts;
}

/** See the file's head. */
export const listFunctions = [
  define("list contains", [list("list"), any("element")], ({ run }, values, element) =>
    includes(values, element, run),
  ),
  define("count", [list("list")], (_call, values) => values.length),
  define(
    "sublist",
    [list("list"), whole("start position"), optional(whole("length"))],
    (_call, values, start, length) => sublist(values, start, length),
  ),
  define("append", [list("list"), rest("item")], (_call, values, more) => [...values, ...more]),
  define("concatenate", [lists("list")], (_call, all) => all.flat()),
  define("union", [lists("list")], ({ run }, all) => distinct(all.flat(), run)),
  define(
    "insert before",
    [list("list"), whole("position"), any("newItem")],
    (_call, values, position, item) =>
      changedAt(values, position, (copy, index) => copy.splice(index, 0, item)),
  ),
  define("remove", [list("list"), whole("position")], (_call, values, position) =>
    changedAt(values, position, (copy, index) => copy.splice(index, 1)),
  ),
  define(
    "list replace",
    [list("list"), whole("position"), any("newItem")],
    (_call, values, position, item) =>
      changedAt(values, position, (copy, index) => copy.splice(index, 1, item)),
  ),
  define(
    "list replace",
    [list("list"), callable("match"), any("newItem")],
    (call, values, match, item) => replacedWhere(values, match, item, call),
  ),
  define("reverse", [list("list")], (_call, values) => values.toReversed()),
  define("index of", [list("list"), any("match")], ({ run }, values, match) =>
    values.flatMap((item, index) => (equal(item, match, run) === true ? [index + 1] : [])),
  ),
  define("distinct values", [list("list")], ({ run }, values) => distinct(values, run)),
  define("duplicate values", [list("list")], ({ run }, values) => duplicates(values, run)),
  define("flatten", [list("list")], ({ run }, values) => flattened(values, run)),
  define("sort", [list("list"), callable("precedes")], (call, values, precedes) =>
    sorted(values, precedes, call),
  ),
  define("partition", [list("list"), whole("size")], (_call, values, size) =>
    partition(values, size),
  ),
  define("is empty", [list("list")], (_call, values) => values.length === 0),
];
