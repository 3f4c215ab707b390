/**
 * The values a process variable may have: JSON, nothing else. What crosses the boundary is checked once, by
 * {@link variablesProblem}, so that everything inside the engine can rely on it.
 */

/** A JSON value. Numbers are finite doubles. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };

/** Process variables by name. */
export type Variables = Readonly<Record<string, Json>>;

/** Bounds on variables that come from outside. */
export interface JsonBounds {
  /** Deepest nesting of lists and contexts that is accepted; 1 is a flat list. */
  readonly maxVariableDepth: number;
  /** Longest accepted text of one variable, in UTF-16 code units of its JSON. */
  readonly maxVariableLength: number;
}

/** Why a value cannot become a variable, with the path to the offending part (`order.lines[3].price`). */
export interface JsonProblem {
  readonly code: "VARIABLE_NOT_SERIALISABLE" | "VARIABLE_TOO_LARGE";
  readonly path: string;
}

/**
 * Checks variables that come from outside (a worker, a person, a message, an expression).
 *
 * Functions, symbols, bigints, `undefined`, NaN and infinities, class instances and names that are empty or
 * `__proto__` are not serialisable; cyclic values, nesting beyond `maxVariableDepth` and text beyond `maxVariableLength` are too large.
 *
 * @returns the first problem found, or undefined when all of it is JSON within the bounds
 */
export function variablesProblem(variables: unknown, bounds: JsonBounds): JsonProblem | undefined {
  if (!isPlainObject(variables)) return { code: "VARIABLE_NOT_SERIALISABLE", path: "" };
  for (const [name, value] of Object.entries(variables)) {
    if (name === "") return { code: "VARIABLE_NOT_SERIALISABLE", path: '""' };
    if (name === "__proto__") return { code: "VARIABLE_NOT_SERIALISABLE", path: name };
    const problem = jsonProblem(value, name, bounds);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Like {@link variablesProblem}, for the one value of the variable `path`. */
export function jsonProblem(
  value: unknown,
  path: string,
  bounds: JsonBounds,
): JsonProblem | undefined {
  const problem = measured(value, 0, { bounds, remainingLength: bounds.maxVariableLength });
  return problem === undefined ? undefined : { code: problem.code, path: path + problem.path };
}

interface Measure {
  readonly bounds: JsonBounds;
  remainingLength: number;
}

// Paths are made on the way back from what was found: hardly ever, where each member of each value would have one.
function measured(value: unknown, depth: number, measure: Measure): JsonProblem | undefined {
  switch (typeof value) {
    case "string":
      return spend(value.length + 2, measure);
    case "number":
      return Number.isFinite(value) ? spend(8, measure) : NOT_SERIALISABLE;
    case "boolean":
      return spend(5, measure);
    case "object":
      if (value === null) return spend(4, measure);
      // A cyclic value also ends here, as one that is nested without end.
      if (depth >= measure.bounds.maxVariableDepth) return TOO_LARGE;
      return Array.isArray(value)
        ? measuredList(value, depth, measure)
        : measuredContext(value, depth, measure);
    default:
      return NOT_SERIALISABLE;
  }
}

const NOT_SERIALISABLE: JsonProblem = { code: "VARIABLE_NOT_SERIALISABLE", path: "" };
const TOO_LARGE: JsonProblem = { code: "VARIABLE_TOO_LARGE", path: "" };

function within(place: string, { code, path }: JsonProblem): JsonProblem {
  return { code, path: place + path };
}

function measuredList(
  list: readonly unknown[],
  depth: number,
  measure: Measure,
): JsonProblem | undefined {
  for (let index = 0; index < list.length; index += 1) {
    const problem = measured(list[index], depth + 1, measure);
    if (problem !== undefined) return within(`[${String(index)}]`, problem);
  }
  return spend(list.length + 2, measure);
}

function measuredContext(value: object, depth: number, measure: Measure): JsonProblem | undefined {
  if (!isPlainObject(value)) return NOT_SERIALISABLE;
  for (const name of Object.keys(value)) {
    if (name === "__proto__") return within(`.${name}`, NOT_SERIALISABLE);
    const spent = spend(name.length + 4, measure);
    if (spent !== undefined) return spent;
    const problem = measured(value[name], depth + 1, measure);
    if (problem !== undefined) return within(`.${name}`, problem);
  }
  return spend(2, measure);
}

function spend(length: number, measure: Measure): JsonProblem | undefined {
  measure.remainingLength -= length;
  return measure.remainingLength < 0 ? TOO_LARGE : undefined;
}

/** True for objects made by `{}`, `JSON.parse` or `Object.create(null)`, false for lists, null and class instances. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
