/** Searches of short lists that are not in the database. */
import { noSuchFilter, noSuchOrder } from "./not-in-search.ts";
import { ApiProblem } from "../api-problem.ts";
import { asked } from "./comparison.ts";
import { isUnsaid } from "./filter.ts";
import { isLikePattern } from "./like-pattern.ts";
import type { SearchAnswer, SearchRequest } from "./search.ts";

/** What can be asked of an item, by the names of the fields. */
export type ListedFields<Item> = Readonly<Record<string, (item: Item) => string | null>>;

/** A page of the list, filtered by texts. @throws ApiProblem INVALID_ARGUMENT for any other filter, sort or cursor */
export function listed<Item extends object>(
  all: readonly Item[],
  request: SearchRequest,
  fields: ListedFields<Item>,
): SearchAnswer<Item> {
  const { filter = {}, sort = [], page } = request ?? {};
  if (page?.after !== undefined || page?.before !== undefined)
    throw new ApiProblem("INVALID_ARGUMENT", "This list has pages by offset only.");
  let found = [...all];
  for (const [name, wanted] of Object.entries(filter)) {
    const field = known(name, fields, "filtered");
    if (isUnsaid(wanted)) continue;
    const isWanted = wantedOf(name, wanted);
    found = found.filter((item) => isWanted(field(item)));
  }
  for (const { field: name, order } of sort.toReversed()) {
    const field = known(name, fields, "sorted");
    const sign = order === "DESC" ? -1 : 1;
    found.sort((a, b) => sign * (field(a) ?? "").localeCompare(field(b) ?? ""));
  }
  const from = page?.from ?? 0;
  return {
    items: found.slice(from, from + (page?.limit ?? 100)),
    page: {
      totalItems: found.length,
      hasMoreTotalItems: false,
      startCursor: null,
      endCursor: null,
    },
  };
}

function known<Item>(
  name: string,
  fields: ListedFields<Item>,
  how: string,
): ListedFields<Item>[string] {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined)
    throw how === "sorted" ? noSuchOrder(name, Object.keys(fields)) : noSuchFilter(name);
  return field;
}

type Wanted = (value: string | null) => boolean;

/** A text, one of several, or operators. */
function wantedOf(name: string, wanted: unknown): Wanted {
  if (typeof wanted === "string") return operator(name, "$eq", wanted);
  if (Array.isArray(wanted)) return operator(name, "$in", wanted);
  if (typeof wanted !== "object" || wanted === null) throw invalid(name, "$eq");
  const all = Object.entries(asked(wanted as Record<string, unknown>)).map(([operation, operand]) =>
    operator(name, operation, operand),
  );
  return (value) => all.every((one) => one(value));
}

function operator(name: string, operation: string, operand: unknown): Wanted {
  switch (operation) {
    case "$eq":
    case "$neq": {
      if (typeof operand !== "string") throw invalid(name, operation);
      return (value) => (value === operand) === (operation === "$eq");
    }
    case "$in":
    case "$notIn": {
      if (!Array.isArray(operand) || !operand.every((one) => typeof one === "string"))
        throw invalid(name, operation);
      return (value) => (value !== null && operand.includes(value)) === (operation === "$in");
    }
    case "$exists":
      if (typeof operand !== "boolean") throw invalid(name, operation);
      return (value) => (value !== null) === operand;
    case "$like":
      if (typeof operand !== "string") throw invalid(name, operation);
      return (value) => value !== null && isLikePattern(value, operand);
    default:
      throw new ApiProblem("INVALID_ARGUMENT", `'${name}' has no '${operation}'.`);
  }
}

function invalid(name: string, operation: string): ApiProblem {
  return new ApiProblem("INVALID_ARGUMENT", `'${name}' cannot be compared so by '${operation}'.`);
}
