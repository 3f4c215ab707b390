/** The values of FEEL (DMN 1.3 §10.3.2). JSON is a subset, so that variables need no conversion. */
import { type FeelNumber, isNumber } from "./number.ts";

/** Kinds of values, by FEEL's own names where it has them. */
export type Kind =
  | "null"
  | "boolean"
  | "number"
  | "string"
  | "list"
  | "context"
  | "date"
  | "time"
  | "date and time"
  | "years and months duration"
  | "days and time duration"
  | "range"
  | "function";

/** What JSON does not have: temporal values, ranges, functions. Immutable. */
export abstract class FeelObject {
  abstract readonly kind: Kind;
  /** As FEEL or ISO 8601 writes it; its kind for what cannot be written. */
  abstract toString(): string;
}

/** Entries by name. Made by FEEL it has no prototype, so that every name is just a name. */
export type Context = { readonly [name: string]: Value };

/** Any value. */
export type Value = null | boolean | string | FeelNumber | FeelObject | readonly Value[] | Context;

/** The kind of a value. */
export function kindOf(value: Value): Kind {
  switch (typeof value) {
    case "number":
      return "number";
    case "string":
      return "string";
    case "boolean":
      return "boolean";
    default:
      if (value === null) return "null";
      if (Array.isArray(value)) return "list";
      if (value instanceof FeelObject) return value.kind;
      return isNumber(value) ? "number" : "context";
  }
}

/** True for lists. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** True for contexts. */
export function isContext(value: Value): value is Context {
  return kindOf(value) === "context";
}

/** Makes objects that inherit nothing, and which the JavaScript engine lays out like instances of a class. */
const Entries = function Entries() {
  // All of it is in the prototype.
} as unknown as new () => Record<string, Value>;
Entries.prototype = Object.create(null) as object;

/** A context to be filled. */
export function emptyContext(): Record<string, Value> {
  return new Entries();
}

/** A context with these entries; later ones win. */
export function contextOf(entries: Iterable<readonly [string, Value]>): Context {
  const context = emptyContext();
  for (const [name, value] of entries) context[name] = value;
  return context;
}
