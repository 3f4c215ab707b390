/** Searches: filter, sort, and pages by offset or cursor, over tables that declare what can be asked of them. */
import { noSuchOrder } from "./not-in-search.ts";
import { z } from "zod";
import type { SqlExecutor } from "../../runtime/index.ts";
import { oneOf, optionalWith } from "../api.ts";
import { ApiProblem } from "../api-problem.ts";
import type { Principal } from "../principal.ts";
import { isKey, type SearchField } from "./comparison.ts";
import { condition, type Filter, type SearchFields } from "./filter.ts";
import { Parameters } from "./parameters.ts";

/** Counting ends here; the answer says so. */
const COUNTED = 10_000;
const DEEPEST_OFFSET = 10_000;

/** What is searched. */
export interface SearchSource<Row extends { readonly key: string }, Item> {
  /** Tables and joins; a function where they take values. */
  readonly from: string | ((parameters: Parameters) => string);
  /** What is read of a row, beside its key. */
  readonly columns: string;
  /** The unique bigint that orders rows of the same rank. */
  readonly key: string;
  readonly fields: SearchFields;
  /** The process id that decides who sees the row. */
  readonly processId: string;
  readonly item: (row: Row) => Item | Promise<Item>;
}

/** What Camunda says of a number below zero, with where it stands. */
function notNegative(name: string): { error: (issue: { input?: unknown }) => string } {
  return {
    error: ({ input }) =>
      `The value for page.${name} is '${String(input)}' but must be ${input === 0 ? "greater than 0" : "a non-negative number"}`,
  };
}

/** The body of a search. */
export const searchBody = z
  .strictObject({
    filter: optionalWith(z.record(z.string(), z.unknown()), {}),
    sort: optionalWith(
      z
        .array(
          z.strictObject({ field: z.string(), order: optionalWith(oneOf("ASC", "DESC"), "ASC") }),
        )
        .max(10),
      [],
    ),
    page: optionalWith(
      z
        .strictObject({
          from: z.int().min(0, notNegative("from")).max(DEEPEST_OFFSET).nullish(),
          limit: optionalWith(z.int().min(1, notNegative("limit")).max(10_000), 100),
          after: z.string().max(4000).nullish(),
          before: z.string().max(4000).nullish(),
        })
        .refine(
          ({ from, after, before }) =>
            [from, after, before].filter((way) => (way ?? undefined) !== undefined).length <= 1,
          { error: "Only one of [from, after, before] is allowed" },
        ),
      { limit: 100 },
    ),
  })
  .nullish();

/** A read search body; without one everything is asked for. */
export type SearchRequest = z.output<typeof searchBody>;

const EVERYTHING: NonNullable<SearchRequest> = { filter: {}, sort: [], page: { limit: 100 } };

/** A page of results. */
export interface SearchAnswer<Item> {
  readonly items: readonly Item[];
  readonly page: {
    readonly totalItems: number;
    readonly hasMoreTotalItems: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** A page on which nothing was found. */
export const NOTHING = {
  items: [],
  page: { totalItems: 0, hasMoreTotalItems: false, startCursor: null, endCursor: null },
} as const;

interface Rank {
  readonly sql: string;
  readonly type: string;
  readonly isDescending: boolean;
}

/** Carries out a search; `always` is a filter that the address adds. @throws ApiProblem INVALID_ARGUMENT */
export async function search<Row extends { readonly key: string }, Item>(
  sql: SqlExecutor,
  source: SearchSource<Row, Item>,
  principal: Pick<Principal, "processes">,
  request: SearchRequest,
  always: Filter = {},
): Promise<SearchAnswer<Item>> {
  const { filter, sort, page } = request ?? EVERYTHING;
  const parameters = new Parameters();
  const from = tables(source, parameters);
  const matches = matching(source, principal, [filter, always], parameters);
  const counted = parameters.values.slice();
  const ranks = ranksOf(source, sort);
  const cursor = page.after ?? page.before ?? undefined;
  const isBackwards = typeof page.before === "string";
  const start =
    cursor === undefined
      ? "TRUE"
      : beyond(ranks, readCursor(cursor, ranks), isBackwards, parameters);
  const order = ranks
    .map(
      ({ sql: rank, isDescending }) => `${rank} ${isDescending === isBackwards ? "ASC" : "DESC"}`,
    )
    .join(", ");
  const [total] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT FROM ${from} WHERE ${matches} LIMIT ${String(COUNTED + 1)}) AS found`,
    counted,
  );
  const count = total?.count ?? 0;
  // Nothing is looked for twice that is not there.
  if (count === 0) return NOTHING;
  const rows = await sql.query<Row & { readonly cursor: string[] }>(
    `SELECT (${source.key})::text AS key, array[${ranks.map(({ sql: rank }) => `(${rank})::text`).join(", ")}] AS cursor,
            ${source.columns}
       FROM ${from} WHERE ${matches} AND ${start}
      ORDER BY ${order} LIMIT ${parameters.add(page.limit, "int")} OFFSET ${parameters.add(page.from ?? 0, "int")}`,
    parameters.values,
  );
  if (isBackwards) rows.reverse();
  return {
    items: await Promise.all(rows.map((row) => source.item(row))),
    page: {
      totalItems: Math.min(count, COUNTED),
      hasMoreTotalItems: count > COUNTED,
      startCursor: cursorOf(rows[0]),
      endCursor: cursorOf(rows.at(-1)),
    },
  };
}

/** A statement that answers the keys of all that the filters choose, with its values. @throws ApiProblem INVALID_ARGUMENT */
export function selection(
  source: Pick<SearchSource<never, unknown>, "from" | "key" | "fields" | "processId">,
  principal: Pick<Principal, "processes">,
  ...filters: readonly Filter[]
): { readonly statement: string; readonly values: readonly unknown[] } {
  const parameters = new Parameters();
  const from = tables(source, parameters);
  const matches = matching(source, principal, filters, parameters);
  return {
    statement: `SELECT ${source.key} FROM ${from} WHERE ${matches}`,
    values: parameters.values,
  };
}

function tables({ from }: Pick<SearchSource<never, unknown>, "from">, values: Parameters): string {
  return typeof from === "string" ? from : from(values);
}

function matching(
  { fields, processId }: Pick<SearchSource<never, unknown>, "fields" | "processId">,
  { processes }: Pick<Principal, "processes">,
  filters: readonly Filter[],
  parameters: Parameters,
): string {
  const conditions = filters.map((filter) => condition(fields, filter, parameters));
  if (processes !== null)
    conditions.push(`${processId} LIKE ANY(${parameters.add(processes, "text[]")})`);
  return conditions.map((one) => `(${one})`).join(" AND ");
}

/** The one row with the key. @throws ApiProblem NOT_FOUND; `what` names it */
export async function get<Row extends { readonly key: string }, Item>(
  sql: SqlExecutor,
  source: SearchSource<Row, Item>,
  principal: Pick<Principal, "processes">,
  { what, key }: { readonly what: string; readonly key: string },
): Promise<Item> {
  const { items } = await search(
    sql,
    { ...source, fields: { key: { sql: source.key, type: "key" } } },
    principal,
    { filter: { key }, sort: [], page: { limit: 1 } },
  );
  const [item] = items;
  if (item === undefined) throw new ApiProblem("NOT_FOUND", `${what} with key '${key}' not found`);
  return item;
}

/** By what rows are ordered: the fields asked for, then the key, so that no two are equal. */
function ranksOf(
  { fields, key }: Pick<SearchSource<never, unknown>, "fields" | "key">,
  sort: NonNullable<SearchRequest>["sort"],
): Rank[] {
  const ranks = sort.map(({ field: name, order }): Rank => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined || !("sql" in field) || field.type === "text list")
      throw noSuchOrder(name, Object.keys(fields));
    return { ...sortable(field), isDescending: order === "DESC" };
  });
  return [...ranks, { sql: key, type: "bigint", isDescending: false }];
}

/** Null has no place in an order, so it gets one: what has not ended ends last, and no text comes first. */
function sortable({ sql, type }: SearchField): { sql: string; type: string } {
  switch (type) {
    case "instant":
      return { sql: `coalesce(${sql}, 'infinity'::timestamptz)`, type: "timestamptz" };
    case "key":
    case "integer":
      return { sql: `coalesce((${sql})::bigint, 0)`, type: "bigint" };
    case "boolean":
      return { sql: `coalesce(${sql}, FALSE)`, type: "boolean" };
    case "text":
    case "json":
    case "text list":
      return { sql: `coalesce(${sql}, '')`, type: "text" };
  }
}

/** What comes after the cursor (or before it): greater in the first rank, or equal in that and greater in the next, and so on. */
function beyond(
  ranks: readonly Rank[],
  cursor: readonly string[],
  isBackwards: boolean,
  parameters: Parameters,
): string {
  const places = ranks.map(({ type }, index) => parameters.add(cursor[index], type));
  const alternatives = ranks.map(({ sql, isDescending }, index) => {
    const equal = ranks
      .slice(0, index)
      .map((rank, before) => `${rank.sql} = ${places[before] ?? ""}`);
    const greater = `${sql} ${isDescending === isBackwards ? ">" : "<"} ${places[index] ?? ""}`;
    return `(${[...equal, greater].join(" AND ")})`;
  });
  return `(${alternatives.join(" OR ")})`;
}

function cursorOf(row: { readonly cursor: readonly string[] } | undefined): string | null {
  return row === undefined ? null : Buffer.from(JSON.stringify(row.cursor)).toString("base64");
}

const values = z.array(z.string());

function readCursor(cursor: string, ranks: readonly Rank[]): string[] {
  try {
    const read = values.parse(JSON.parse(Buffer.from(cursor, "base64").toString()));
    if (read.length === ranks.length && read.every((value, at) => isOf(ranks[at]?.type, value)))
      return read;
  } catch {
    // Said below.
  }
  throw new ApiProblem("INVALID_ARGUMENT", "The cursor is not one of this search.");
}

// What PostgreSQL would refuse must not reach it: a cursor comes from outside.
function isOf(type: string | undefined, value: string): boolean {
  switch (type) {
    case "bigint":
      return isKey(value);
    case "boolean":
      return value === "true" || value === "false";
    case "timestamptz":
      return value === "infinity" || isWrittenInstant(value);
    default:
      return !value.includes("\0");
  }
}

/** Whether PostgreSQL may have written it: a day that there is, a time of day, and an offset that there may be. */
function isWrittenInstant(text: string): boolean {
  const [, day = "", time = "", offset = "99"] =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?)[+-](\d\d)(?::[0-5]\d)?$/.exec(text) ?? [];
  const midnight = new Date(`${day}T00:00:00Z`);
  return (
    day >= "0001" &&
    !Number.isNaN(midnight.getTime()) &&
    midnight.toISOString().startsWith(day) &&
    !Number.isNaN(Date.parse(`${day}T${time}Z`)) &&
    Number(offset) <= 15
  );
}
