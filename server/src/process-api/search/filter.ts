/** Filters of searches: a value, or operators (`$eq $neq $exists $gt $gte $lt $lte $in $notIn $like`), as conditions in SQL. */
import { ApiProblem } from "../api-problem.ts";
import type { Parameters } from "./parameters.ts";

/** A field that can be asked for. */
export interface SearchField {
  /** Its expression. */
  readonly sql: string;
  readonly type: "text" | "key" | "integer" | "instant" | "boolean" | "text list";
  /** What the API calls its values, and what they are in the table. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
}

/** Fields by name; nothing else can be asked for. */
export type SearchFields = Readonly<Record<string, SearchField>>;

const SQL_TYPE = {
  text: "text",
  key: "bigint",
  integer: "bigint",
  instant: "timestamptz",
  boolean: "boolean",
  "text list": "text",
} as const;

const COMPARISONS: Readonly<Record<string, string>> = {
  $eq: "=",
  $neq: "<>",
  $gt: ">",
  $gte: ">=",
  $lt: "<",
  $lte: "<=",
};
const LONGEST_LIST = 1000;

/** The filter as one condition; TRUE when it is empty. @throws ApiProblem INVALID_ARGUMENT */
export function condition(
  fields: SearchFields,
  filter: Readonly<Record<string, unknown>>,
  parameters: Parameters,
): string {
  const conditions = Object.entries(filter).flatMap(([name, wanted]) => {
    if (isEmptyList(wanted)) return [];
    if (name === "$or") return [anyOf(fields, wanted, parameters)];
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) throw invalid(`'${name}' cannot be filtered by`);
    return fieldConditions(name, field, wanted, parameters);
  });
  return conditions.length === 0 ? "TRUE" : conditions.join(" AND ");
}

function anyOf(fields: SearchFields, wanted: unknown, parameters: Parameters): string {
  if (!Array.isArray(wanted) || wanted.length === 0 || wanted.length > 50)
    throw invalid("'$or' must be a list of 1 to 50 filters");
  const alternatives = wanted.map((filter: unknown) => {
    if (!isRecord(filter) || "$or" in filter) throw invalid("'$or' must be a list of filters");
    return `(${condition(fields, filter, parameters)})`;
  });
  return `(${alternatives.join(" OR ")})`;
}

function fieldConditions(
  name: string,
  field: SearchField,
  wanted: unknown,
  parameters: Parameters,
): string[] {
  // All of them.
  if (field.type === "text list" && Array.isArray(wanted) && wanted.length <= LONGEST_LIST)
    return wanted.map((one: unknown) => compare(name, field, "$eq", one, parameters));
  if (!isRecord(wanted)) return [compare(name, field, "$eq", wanted, parameters)];
  return Object.entries(asked(wanted)).map(([operator, value]) =>
    compare(name, field, operator, value, parameters),
  );
}

/** What the Java client sends for a list that nobody has asked for. */
export function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/**
 * The operators that mean something: the Java client sends empty lists beside those that were asked for. Alone an empty list is
 * taken at its word, so that nobody gets all who asked for none.
 */
export function asked(operators: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const said = Object.entries(operators).filter(([, value]) => !isEmptyList(value));
  return said.length === 0 ? { ...operators } : Object.fromEntries(said);
}

function compare(
  name: string,
  field: SearchField,
  operator: string,
  value: unknown,
  parameters: Parameters,
): string {
  const { sql, type } = field;
  if (operator === "$exists") {
    if (typeof value !== "boolean") throw invalid(`'${name}.$exists' must be true or false`);
    return `${sql} IS ${value ? "NOT " : ""}NULL`;
  }
  if (operator === "$in" || operator === "$notIn") {
    if (!Array.isArray(value) || value.length > LONGEST_LIST)
      throw invalid(`'${name}.${operator}' must be a list of at most ${String(LONGEST_LIST)}`);
    const list = value.flatMap((member: unknown) => stored(name, field, member));
    const among = `${sql} = ANY(${parameters.add(list, `${SQL_TYPE[type]}[]`)})`;
    return operator === "$in" ? among : `NOT coalesce(${among}, FALSE)`;
  }
  if (operator === "$like") {
    if (type !== "text" || typeof value !== "string") throw invalid(`'${name}' has no '$like'`);
    return `${sql} LIKE ${parameters.add(likeOf(value), "text")}`;
  }
  const comparison = COMPARISONS[operator];
  if (comparison === undefined) throw invalid(`'${operator}' is no operator`);
  const values = stored(name, field, value);
  const isEquality = operator === "$eq" || operator === "$neq";
  if (isEquality) {
    const isAny =
      type === "text list"
        ? `${parameters.add(values[0], "text")} = ANY(${sql})`
        : `${sql} = ANY(${parameters.add(values, `${SQL_TYPE[type]}[]`)})`;
    return operator === "$eq" ? isAny : `NOT coalesce(${isAny}, FALSE)`;
  }
  if (type === "boolean" || type === "text list" || field.values !== undefined)
    throw invalid(`'${name}' has no '${operator}'`);
  return `${sql} ${comparison} ${parameters.add(values[0], SQL_TYPE[type])}`;
}

/** What the value is in the table; several for a name that stands for several. */
function stored(name: string, { type, values }: SearchField, value: unknown): unknown[] {
  if (values !== undefined) {
    const known =
      typeof value === "string" && Object.hasOwn(values, value.toUpperCase())
        ? values[value.toUpperCase()]
        : undefined;
    if (known === undefined)
      throw invalid(`'${name}' must be one of ${Object.keys(values).join(", ")}`);
    return [...known];
  }
  switch (type) {
    case "key":
      if (typeof value !== "string" || !isKey(value)) throw invalid(`'${name}' must be a key`);
      return [value];
    case "integer":
      if (!Number.isSafeInteger(value)) throw invalid(`'${name}' must be an integer`);
      return [value];
    case "instant":
      if (typeof value !== "string" || !isInstant(value))
        throw invalid(`'${name}' must be a date and time (RFC 3339)`);
      // As JavaScript reads it: what PostgreSQL would refuse (30 February) becomes a day that there is.
      return [new Date(value).toISOString()];
    case "boolean":
      if (typeof value !== "boolean") throw invalid(`'${name}' must be true or false`);
      return [value];
    case "text":
    case "text list":
      if (typeof value !== "string") throw invalid(`'${name}' must be a text`);
      return [value];
  }
}

/** Whether the text is a key that can exist: a 63-bit number. */
export function isKey(text: string): boolean {
  return /^(?:0|[1-9]\d{0,18})$/.test(text) && BigInt(text) <= 0x7fff_ffff_ffff_ffffn;
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text));
}

/** `*` stands for anything and `?` for one character, as in Camunda; a backslash takes that away. */
function likeOf(pattern: string): string {
  return pattern.replaceAll(/\\[*?]|[*?%_\\]/g, (found) => {
    if (found === "*") return "%";
    if (found === "?") return "_";
    return found.length === 2 ? (found[1] ?? "") : `\\${found}`;
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(what: string): ApiProblem {
  return new ApiProblem("INVALID_ARGUMENT", `${what}.`);
}
