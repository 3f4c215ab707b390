/** Context functions (DMN 1.3 §10.3.4.9), the boolean `not`, and Camunda's handling of what may be missing. */
import { equal } from "../values/compare.ts";
import type { Run } from "../program/run.ts";
import { textOf } from "../values/text.ts";
import { FeelTime } from "../temporal/time.ts";
import { FeelDateTime } from "../temporal/date-time.ts";
import { type Context, contextOf, isContext, kindOf, type Value } from "../values/value.ts";
import { define } from "./define.ts";
import { any, context, list, lists, optional, text } from "./parameters.ts";

/** The value behind a path of names; null when there is none. */
function valueAt(of: Context, names: readonly Value[]): Value {
  if (names.length === 0) return null;
  let value: Value = of;
  for (const name of names) {
    if (typeof name !== "string" || !isContext(value) || !Object.hasOwn(value, name)) return null;
    value = value[name] ?? null;
  }
  return value;
}

/** The context with a value put behind a path of names; undefined when the path leads through something else. */
function put(into: Context, names: readonly Value[], value: Value): Context | undefined {
  const [name, ...rest] = names;
  if (typeof name !== "string") return undefined;
  const inner = rest.length === 0 ? value : putInside(into, name, rest, value);
  return inner === undefined ? undefined : contextOf([...Object.entries(into), [name, inner]]);
}

function putInside(
  into: Context,
  name: string,
  rest: readonly Value[],
  value: Value,
): Value | undefined {
  const inside = Object.hasOwn(into, name) ? (into[name] ?? null) : contextOf([]);
  return isContext(inside) ? put(inside, rest, value) : undefined;
}

function fromEntries(entries: readonly Value[]): Context | undefined {
  const pairs = new Map<string, Value>();
  for (const entry of entries) {
    if (!isContext(entry) || !Object.hasOwn(entry, "value")) return undefined;
    const key = Object.hasOwn(entry, "key") ? entry["key"] : null;
    if (typeof key !== "string" || pairs.has(key)) return undefined;
    pairs.set(key, entry["value"] ?? null);
  }
  return contextOf(pairs);
}

function merged(all: readonly (readonly Value[])[]): Context | undefined {
  const contexts = all.flat();
  if (!contexts.every((one) => isContext(one))) return undefined;
  return contextOf(contexts.flatMap((one) => Object.entries(one)));
}

/** Same kind, same value, and for times the same zone. */
function isSame(left: Value, right: Value, run: Run): boolean {
  if (kindOf(left) !== kindOf(right)) return false;
  const isZoned = left instanceof FeelTime || left instanceof FeelDateTime;
  return isZoned ? textOf(left, run) === textOf(right, run) : equal(left, right, run) === true;
}

/** See the file's head. */
export const contextFunctions = [
  define("not", [any("negand")], (_call, value) => (typeof value === "boolean" ? !value : null)),
  define("is", [optional(any("value1")), optional(any("value2"))], ({ run }, left, right) =>
    isSame(left ?? null, right ?? null, run),
  ),
  define("get value", [context("m"), text("key")], (_call, of, key) => valueAt(of, [key])),
  define("get value", [context("context"), text("key")], (_call, of, key) => valueAt(of, [key])),
  define("get value", [context("context"), list("keys")], (_call, of, keys) => valueAt(of, keys)),
  define("get entries", [context("m")], (_call, of) =>
    Object.entries(of).map(([key, value]) =>
      contextOf([
        ["key", key],
        ["value", value],
      ]),
    ),
  ),
  define("get entries", [context("context")], (_call, of) =>
    Object.entries(of).map(([key, value]) =>
      contextOf([
        ["key", key],
        ["value", value],
      ]),
    ),
  ),
  define("context", [list("entries")], (_call, entries) => fromEntries(entries)),
  define(
    "context put",
    [context("context"), text("key"), any("value")],
    (_call, into, key, value) => put(into, [key], value),
  ),
  define(
    "context put",
    [context("context"), list("keys"), any("value")],
    (_call, into, keys, value) => put(into, keys, value),
  ),
  define("context merge", [lists("contexts")], (_call, all) => merged(all)),
  // The names of the same in older versions of Camunda.
  define("put", [context("context"), text("key"), any("value")], (_call, into, key, value) =>
    put(into, [key], value),
  ),
  define("put all", [lists("contexts")], (_call, all) => merged(all)),
  define("is defined", [any("value")], (_call, value) => value !== null),
  define("get or else", [any("value"), any("default")], (_call, value, other) => value ?? other),
  define(
    "assert",
    [any("value"), any("condition"), optional(text("cause"))],
    ({ run, place }, value, condition, cause) =>
      condition === true
        ? value
        : run.refuse(place, cause ?? "断言不成立", cause ?? "the assertion does not hold"),
  ),
  define(
    "fromAi",
    [
      any("value"),
      optional(text("description")),
      optional(text("type")),
      optional(any("schema")),
      optional(any("options")),
    ],
    (_call, value) => value,
  ),
  define("random number", [], ({ run, place }) => notDeterministic(run, place)),
  define("uuid", [], ({ run, place }) => notDeterministic(run, place)),
];

function notDeterministic(run: Run, place: Parameters<Run["refuse"]>[0]): null {
  return run.refuse(
    place,
    "流程必须可重放，表达式中不能取随机数；请由任务产生",
    "a process must be replayable, so that an expression cannot be random: let a job produce it",
  );
}
