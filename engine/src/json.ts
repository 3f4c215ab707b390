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
  const measure: Measure = { bounds, remainingLength: bounds.maxVariableLength };
  return measured(value, path, 0, measure);
}

interface Measure {
  readonly bounds: JsonBounds;
  remainingLength: number;
}

function measured(
  value: unknown,
  path: string,
  depth: number,
  measure: Measure,
): JsonProblem | undefined {
  switch (typeof value) {
    case "string":
      return spend(value.length + 2, path, measure);
    case "number":
      return Number.isFinite(value)
        ? spend(8, path, measure)
        : { code: "VARIABLE_NOT_SERIALISABLE", path };
    case "boolean":
      return spend(5, path, measure);
    case "object":
      if (value === null) return spend(4, path, measure);
      // A cyclic value also ends here, as one that is nested without end.
      if (depth >= measure.bounds.maxVariableDepth) return { code: "VARIABLE_TOO_LARGE", path };
      return Array.isArray(value)
        ? measuredList(value, path, depth, measure)
        : measuredContext(value, path, depth, measure);
    default:
      return { code: "VARIABLE_NOT_SERIALISABLE", path };
  }
}

function measuredList(
  list: readonly unknown[],
  path: string,
  depth: number,
  measure: Measure,
): JsonProblem | undefined {
  for (let index = 0; index < list.length; index += 1) {
    const problem = measured(list[index], `${path}[${String(index)}]`, depth + 1, measure);
    if (problem !== undefined) return problem;
  }
  return spend(list.length + 2, path, measure);
}

function measuredContext(
  value: object,
  path: string,
  depth: number,
  measure: Measure,
): JsonProblem | undefined {
  if (!isPlainObject(value)) return { code: "VARIABLE_NOT_SERIALISABLE", path };
  for (const [name, member] of Object.entries(value)) {
    if (name === "__proto__") return { code: "VARIABLE_NOT_SERIALISABLE", path: `${path}.${name}` };
    const problem =
      spend(name.length + 4, path, measure) ??
      measured(member, `${path}.${name}`, depth + 1, measure);
    if (problem !== undefined) return problem;
  }
  return spend(2, path, measure);
}

function spend(length: number, path: string, measure: Measure): JsonProblem | undefined {
  measure.remainingLength -= length;
  return measure.remainingLength < 0 ? { code: "VARIABLE_TOO_LARGE", path } : undefined;
}

/** True for objects made by `{}`, `JSON.parse` or `Object.create(null)`, false for lists, null and class instances. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
