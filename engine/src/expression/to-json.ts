/** FEEL values as variables hold them: dates, times and durations become their ISO 8601 text. */
import { FeelDate, FeelDateTime, FeelDuration, FeelTime, isFunction, isRange } from "feelin";
import type { Json } from "../json.ts";

/** The JSON of a FEEL value; undefined when it has none (functions, ranges, infinities). */
export function toJson(value: unknown): Json | undefined {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : undefined;
    case "object":
      return objectToJson(value);
    default:
      return undefined;
  }
}

function objectToJson(value: object): Json | undefined {
  if (isFunction(value) || isRange(value)) return undefined;
  if (
    value instanceof FeelDate ||
    value instanceof FeelTime ||
    value instanceof FeelDateTime ||
    value instanceof FeelDuration
  ) {
    return value.toString();
  }
  if (Array.isArray(value)) {
    const items = value.map(toJson);
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  const entries: [string, Json][] = [];
  for (const [key, entry] of Object.entries(value)) {
    const json = toJson(entry);
    if (json === undefined) return undefined;
    entries.push([key, json]);
  }
  return Object.fromEntries(entries);
}
