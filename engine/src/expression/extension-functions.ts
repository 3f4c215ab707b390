/**
 * Functions that Camunda 8 offers and feelin does not have. They are part of every expression's context, so that their
 * names, which contain blanks, are parsed as one name.
 *
 * Source: Camunda 8 docs, FEEL built-in functions. Those of randomness (`random number`, `uuid`) are left out: the engine
 * is deterministic.
 */
import { type FeelDate, FeelFunction, parseDate } from "feelin";

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** The last day of the month of a date or date and time. */
function lastDayOfMonth(value: unknown): FeelDate | null {
  const match = /^(-?\d{4,9})-(\d{2})/.exec(String(value));
  if (match === null) return null;
  const [, year = "", month = ""] = match;
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return parseDate(`${year}-${month}-${String(days).padStart(2, "0")}`);
}

/** Cuts a list into lists of `size`; null when the size is no positive whole number. */
function partition(list: unknown, size: unknown): unknown[][] | null {
  if (!Array.isArray(list) || typeof size !== "number" || size < 1) return null;
  const parts: unknown[][] = [];
  for (let start = 0; start < list.length; start += Math.floor(size)) {
    parts.push(list.slice(start, start + Math.floor(size)));
  }
  return parts;
}

/** The values that occur more than once, each once, in order of appearance. */
function duplicateValues(list: unknown): unknown[] | null {
  if (!Array.isArray(list)) return null;
  const items: readonly unknown[] = list;
  const keys = items.map((item) => JSON.stringify(item));
  return items.filter((_item, index) => {
    const key = keys[index] ?? "";
    return keys.indexOf(key) === index && keys.includes(key, index + 1);
  });
}

/** Name → function, as given to feelin. */
export const extensionFunctions: Readonly<Record<string, FeelFunction>> = {
  "is defined": new FeelFunction(
    (value: unknown) => value !== null && value !== undefined,
    ["value"],
  ),
  "get or else": new FeelFunction(
    (value: unknown, other: unknown) => value ?? other,
    ["value", "default"],
  ),
  trim: new FeelFunction(
    (text: unknown) => (typeof text === "string" ? text.trim() : null),
    ["string"],
  ),
  "is blank": new FeelFunction(
    (text: unknown) => (typeof text === "string" ? text.trim() === "" : null),
    ["string"],
  ),
  "is empty": new FeelFunction((list: unknown) => isEmptyList(list), ["list"]),
  "last day of month": new FeelFunction(lastDayOfMonth, ["date"]),
  partition: new FeelFunction(partition, ["list", "size"]),
  "duplicate values": new FeelFunction(duplicateValues, ["list"]),
};
