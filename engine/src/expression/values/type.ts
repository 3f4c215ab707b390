/** The types of FEEL and DMN: whether a value is of a type, and the little that may be converted (DMN 1.3 §10.3.2.9). */
import type { Run } from "../program/run.ts";
import { FeelDate } from "../temporal/date.ts";
import { FeelDateTime } from "../temporal/date-time.ts";
import { FeelTime } from "../temporal/time.ts";
import { UTC } from "../temporal/zone.ts";
import type { FeelRange } from "./range.ts";
import { isContext, isList, type Kind, kindOf, type Value } from "./value.ts";

/** A type. */
export type Type =
  | { readonly kind: "Any" }
  | { readonly kind: "plain"; readonly of: Kind }
  | { readonly kind: "list"; readonly of: Type }
  | { readonly kind: "range"; readonly of: Type }
  | { readonly kind: "context"; readonly entries: ReadonlyMap<string, Type> }
  | { readonly kind: "function"; readonly parameters: readonly Type[]; readonly result: Type }
  /** A type whose values must also pass a test (allowed values of an item definition). */
  | {
      readonly kind: "allowed";
      readonly of: Type;
      readonly allows: (value: Value, run: Run) => boolean;
    };

/** Every value is of it. */
export const ANY: Type = { kind: "Any" };

const PLAIN: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["number", "number"],
  ["string", "string"],
  ["boolean", "boolean"],
  ["date", "date"],
  ["time", "time"],
  ["date and time", "date and time"],
  ["dateTime", "date and time"],
  ["days and time duration", "days and time duration"],
  ["dayTimeDuration", "days and time duration"],
  ["years and months duration", "years and months duration"],
  ["yearMonthDuration", "years and months duration"],
  ["list", "list"],
  ["context", "context"],
  ["range", "range"],
  ["function", "function"],
  ["Null", "null"],
]);

/** Names of types that contain blanks. */
export const TYPE_NAMES: readonly string[] = [...PLAIN.keys()].filter((name) => name.includes(" "));

/** A type of FEEL itself; undefined for names of other types. */
export function builtinType(name: string): Type | undefined {
  if (name === "Any") return ANY;
  const of = PLAIN.get(name);
  return of === undefined ? undefined : { kind: "plain", of };
}

/** Whether allowed values count; `instance of` does not look at them. */
export type AllowedValues = "checked" | "ignored";

/** Whether the value is of the type. Null is of no type but `Any` and `Null`. */
export function isOfType(
  value: Value,
  type: Type,
  run: Run,
  allowed: AllowedValues = "checked",
): boolean {
  run.spend(1);
  switch (type.kind) {
    case "Any":
      return true;
    case "plain":
      return kindOf(value) === type.of;
    case "list":
      return isList(value) && value.every((item) => allows(item, type.of, run, allowed));
    case "range": {
      if (kindOf(value) !== "range") return false;
      const { start, end } = value as FeelRange;
      return allows(start.value, type.of, run, allowed) && allows(end.value, type.of, run, allowed);
    }
    case "context":
      return (
        isContext(value) &&
        [...type.entries].every(
          ([name, entry]) =>
            Object.hasOwn(value, name) && allows(value[name] ?? null, entry, run, allowed),
        )
      );
    case "function":
      return kindOf(value) === "function";
    case "allowed":
      return (
        isOfType(value, type.of, run, allowed) && (allowed === "ignored" || type.allows(value, run))
      );
  }
}

/** Inside of lists and contexts, null may stand for any value. */
function allows(value: Value, type: Type, run: Run, allowed: AllowedValues): boolean {
  return value === null || isOfType(value, type, run, allowed);
}

/** The value as one of the type: itself, the item of a list of one, a list of one, a date's midnight; undefined when it has none. */
export function conform(value: Value, type: Type, run: Run): Value | undefined {
  if (value === null || isOfType(value, type, run)) return value;
  if (isList(value) && value.length === 1 && !isListType(type)) {
    const [only = null] = value;
    return only === null || isOfType(only, type, run) ? only : undefined;
  }
  if (!isList(value) && isListType(type)) {
    const list = [value];
    return isOfType(list, type, run) ? list : undefined;
  }
  if (value instanceof FeelDate && baseOf(type) === "date and time") {
    const midnight = new FeelDateTime(value, new FeelTime(0, 0, UTC));
    return isOfType(midnight, type, run) ? midnight : undefined;
  }
  return undefined;
}

function isListType(type: Type): boolean {
  return type.kind === "allowed"
    ? isListType(type.of)
    : type.kind === "list" || baseOf(type) === "list";
}

function baseOf(type: Type): Kind | undefined {
  if (type.kind === "allowed") return baseOf(type.of);
  return type.kind === "plain" ? type.of : undefined;
}
