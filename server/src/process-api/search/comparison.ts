/** What a filter says of one field: a value, or operators (`$eq $neq $exists $gt $gte $lt $lte $in $notIn $like`), in SQL. */
import { ApiProblem } from "../api-problem.ts";
import { jsonbText } from "./jsonb-text.ts";
import { isLikePattern } from "./like-pattern.ts";
import type { Parameters } from "./parameters.ts";

/** A field that can be asked for. */
export interface SearchField {
  /** Its expression. */
  readonly sql: string;
  /** `json` is a value as jsonb writes it, in a text. */
  readonly type: "text" | "json" | "key" | "integer" | "instant" | "boolean" | "text list";
  /** What the API calls its values, and what they are in the table. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
}

const SQL_TYPE = {
  text: "text",
  json: "text",
  key: "bigint",
  integer: "bigint",
  instant: "timestamptz",
  boolean: "boolean",
  "text list": "text",
} as const;

const ORDERED: Readonly<Record<string, string>> = {
  $gt: ">",
  $gte: ">=",
  $lt: "<",
  $lte: "<=",
};
const OPERATORS: ReadonlySet<string> = new Set(
  Object.keys(ORDERED).concat("$eq", "$neq", "$exists", "$in", "$notIn", "$like"),
);
const LONGEST_LIST = 1000;

/** Conditions that must all hold. @throws ApiProblem INVALID_ARGUMENT */
export function comparison(
  name: string,
  field: SearchField,
  wanted: unknown,
  parameters: Parameters,
): string[] {
  // All of them.
  if (field.type === "text list" && Array.isArray(wanted) && wanted.length <= LONGEST_LIST) {
    const all = wanted.flatMap((one: unknown) => stored(name, field, one));
    return [`(${field.sql}) @> ${parameters.add(all, "text[]")}`];
  }
  if (typeof wanted !== "object" || wanted === null || Array.isArray(wanted))
    return [compare(name, field, "$eq", wanted, parameters)];
  return Object.entries(asked(wanted as Record<string, unknown>)).map(([operator, value]) =>
    compare(name, field, operator, value, parameters),
  );
}

/**
 * The operators that mean something: null is none, and the Java client sends empty lists beside those that were asked for. Alone an
 * empty list is taken at its word, so that nobody gets all who asked for none.
 *
 * @throws ApiProblem INVALID_ARGUMENT for what is no operator
 */
export function asked(operators: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const unknown = Object.keys(operators).find((operator) => !OPERATORS.has(operator));
  if (unknown !== undefined) throw invalid(`'${unknown}' is no operator`);
  const given = Object.entries(operators).filter(([, value]) => value !== null);
  const said = given.filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  return Object.fromEntries(said.length === 0 ? given : said);
}

function compare(
  name: string,
  field: SearchField,
  operator: string,
  value: unknown,
  parameters: Parameters,
): string {
  if (field.type === "text list") return compareMembers(name, field, operator, value, parameters);
  switch (operator) {
    case "$exists":
      if (typeof value !== "boolean") throw invalid(`'${name}.$exists' must be true or false`);
      return `${field.sql} IS ${value ? "NOT " : ""}NULL`;
    case "$neq":
    case "$notIn": {
      const opposite = operator === "$neq" ? "$eq" : "$in";
      return `NOT coalesce(${compare(name, field, opposite, value, parameters)}, FALSE)`;
    }
    case "$eq":
      return isAmong(field, stored(name, field, value), parameters);
    case "$in":
      if (!Array.isArray(value) || value.length > LONGEST_LIST)
        throw invalid(`'${name}.$in' must be a list of at most ${String(LONGEST_LIST)}`);
      return isAmong(
        field,
        value.flatMap((member: unknown) => stored(name, field, member)),
        parameters,
      );
    case "$like":
      return isLike(name, field, value, parameters);
    default:
      return isBeyond(name, field, operator, value, parameters);
  }
}

function isAmong(
  { sql, type }: SearchField,
  values: readonly unknown[],
  parameters: Parameters,
): string {
  // As itself, so that PostgreSQL may join what it looks into.
  if (type === "boolean" && values.length === 1)
    return values[0] === true ? `(${sql})` : `(NOT ${sql})`;
  return `${sql} = ANY(${parameters.add(values, `${SQL_TYPE[type]}[]`)})`;
}

function isLike(name: string, field: SearchField, value: unknown, parameters: Parameters): string {
  const { sql, type, values } = field;
  const isText = type === "text" || type === "json" || type === "key";
  if (!isText || typeof value !== "string") throw invalid(`'${name}' has no '$like'`);
  if (values === undefined) return `(${sql})::text LIKE ${parameters.add(likeOf(value), "text")}`;
  const named = Object.entries(values).filter(([word]) => isLikePattern(word, value));
  return isAmong(
    field,
    named.flatMap(([, inTable]) => inTable),
    parameters,
  );
}

function isBeyond(
  name: string,
  field: SearchField,
  operator: string,
  value: unknown,
  parameters: Parameters,
): string {
  const { sql, type, values } = field;
  const sign = Object.hasOwn(ORDERED, operator) ? ORDERED[operator] : undefined;
  if (sign === undefined) throw invalid(`'${operator}' is no operator`);
  if (type === "boolean" || type === "json" || values !== undefined)
    throw invalid(`'${name}' has no '${operator}'`);
  return `${sql} ${sign} ${parameters.add(stored(name, field, value)[0], SQL_TYPE[type])}`;
}

/** Of a list: that one of its members is so, or, where it is denied, that none is. */
function compareMembers(
  name: string,
  { sql }: SearchField,
  operator: string,
  value: unknown,
  parameters: Parameters,
): string {
  if (operator === "$exists") {
    if (typeof value !== "boolean") throw invalid(`'${name}.$exists' must be true or false`);
    return `cardinality(${sql}) ${value ? ">" : "="} 0`;
  }
  const member = { sql: "member", type: "text" } as const;
  const some = (said: string): string =>
    `EXISTS (SELECT FROM unnest(${sql}) AS member WHERE ${said})`;
  if (operator === "$neq") return `NOT ${some(compare(name, member, "$eq", value, parameters))}`;
  if (operator === "$notIn") return `NOT ${some(compare(name, member, "$in", value, parameters))}`;
  return some(compare(name, member, operator, value, parameters));
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
    case "json":
      if (typeof value !== "string") throw invalid(`'${name}' must be JSON in a text`);
      return [jsonbText(value)];
    case "text":
    case "text list":
      if (typeof value !== "string") throw invalid(`'${name}' must be a text`);
      return [value];
  }
}

/** Whether the text is written as a key: a number of 64 bits with its sign. Nothing has one below zero. */
export function isKey(text: string): boolean {
  return /^(?:0|-?[1-9]\d{0,18})$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}

/** Whether its year is one that is written in four digits; an offset may lead out of it. What is no date has none (NaN). */
export function isInstant(text: string): boolean {
  const year = new Date(text).getUTCFullYear();
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && year >= 1 && year <= 9999;
}

/** `*` stands for anything and `?` for one character, as in Camunda; a backslash takes that away. */
function likeOf(pattern: string): string {
  return pattern.replaceAll(/\\[*?]|[*?%_\\]/g, (found) => {
    if (found === "*") return "%";
    if (found === "?") return "_";
    return found.length === 2 ? (found[1] ?? "") : `\\${found}`;
  });
}

function invalid(what: string): ApiProblem {
  return new ApiProblem("INVALID_ARGUMENT", `${what}.`);
}
