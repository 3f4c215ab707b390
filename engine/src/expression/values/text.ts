/** Values as text: FEEL's `string()`, and descriptions for messages. */
import type { Run } from "../program/run.ts";
import { isNumber, numberText } from "./number.ts";
import { FeelRange } from "./range.ts";
import { FeelObject, isList, kindOf, type Value } from "./value.ts";

/** FEEL's own notation of a value; texts inside lists and contexts are quoted. */
export function textOf(value: Value, run: Run, isInside = false): string {
  run.spend(1);
  if (typeof value === "string") {
    run.spendText(value.length);
    return isInside ? `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"` : value;
  }
  if (value === null || typeof value === "boolean") return String(value);
  if (isNumber(value)) return numberText(value);
  if (isList(value)) return `[${value.map((item) => textOf(item, run, true)).join(", ")}]`;
  if (value instanceof FeelRange) return rangeText(value, run);
  if (value instanceof FeelObject) return value.kind === "function" ? "function" : String(value);
  const context = value;
  const entries = Object.keys(context).map(
    (name) => `${keyText(name)}: ${textOf(context[name] ?? null, run, true)}`,
  );
  return `{${entries.join(", ")}}`;
}

function keyText(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name) ? name : JSON.stringify(name);
}

function rangeText({ start, end }: FeelRange, run: Run): string {
  if (start.value === null) return `(${end.included ? "<=" : "<"} ${textOf(end.value, run, true)})`;
  if (end.value === null)
    return `(${start.included ? ">=" : ">"} ${textOf(start.value, run, true)})`;
  const ends = `${textOf(start.value, run, true)}..${textOf(end.value, run, true)}`;
  return `${start.included ? "[" : "("}${ends}${end.included ? "]" : ")"}`;
}

/** The value's kind, and the value itself when it is short, for messages. */
export function describe(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "string") return `"${shortened(value)}"`;
  if (typeof value === "boolean" || isNumber(value)) return shortened(String(value));
  const kind = kindOf(value);
  return value instanceof FeelObject && kind !== "function" && kind !== "range"
    ? shortened(`${kind} ${String(value)}`)
    : `a ${kind}`;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
