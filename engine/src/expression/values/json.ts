/** FEEL values as variables hold them: dates, times and durations become their ISO 8601 text, decimals the nearest double. */
import type { Json } from "../../json.ts";
import type { Run } from "../program/run.ts";
import { isNumber, toDouble } from "./number.ts";
import { type Context, FeelObject, isList, type Value } from "./value.ts";

/** Copies take longer than looks. */
const STEPS_PER_VALUE = 3;

/** The JSON of a FEEL value; undefined when it has none (functions, ranges, numbers beyond doubles). */
export function jsonOf(value: Value, run: Run): Json | undefined {
  run.spend(STEPS_PER_VALUE);
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (isNumber(value)) {
    const double = toDouble(value);
    return Number.isFinite(double) ? double : undefined;
  }
  if (isList(value)) return listOf(value, run);
  if (value instanceof FeelObject) {
    return value.kind === "function" || value.kind === "range" ? undefined : String(value);
  }
  return objectOf(value, run);
}

function listOf(list: readonly Value[], run: Run): Json | undefined {
  const items: Json[] = [];
  for (const item of list) {
    const json = jsonOf(item, run);
    if (json === undefined) return undefined;
    items.push(json);
  }
  return items;
}

function objectOf(context: Context, run: Run): Json | undefined {
  const object: Record<string, Json> = {};
  for (const name of Object.keys(context)) {
    const json = jsonOf(context[name] ?? null, run);
    if (json === undefined) return undefined;
    // An assignment would change the prototype, and lose the entry.
    if (name === "__proto__")
      Object.defineProperty(object, name, { value: json, enumerable: true });
    else object[name] = json;
  }
  return object;
}
