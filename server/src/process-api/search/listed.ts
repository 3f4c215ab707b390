/** Searches of short lists that are not in the database. */
import { ApiProblem } from "../api-problem.ts";
import { asked, isEmptyList } from "./filter.ts";
import type { SearchAnswer, SearchRequest } from "./search.ts";

/** A page of the list, filtered by texts that are equal. @throws ApiProblem INVALID_ARGUMENT for any other filter, sort or cursor */
export function listed<Item extends object>(
  all: readonly Item[],
  request: SearchRequest,
  fields: readonly (keyof Item & string)[],
): SearchAnswer<Item> {
  const { filter = {}, sort = [], page } = request ?? {};
  for (const { field } of sort) known(field, fields, "sorted");
  if (page?.after !== undefined || page?.before !== undefined)
    throw new ApiProblem("INVALID_ARGUMENT", "This list has pages by offset only.");
  let found = [...all];
  for (const [name, wanted] of Object.entries(filter)) {
    if (isEmptyList(wanted)) continue;
    const field = known(name, fields, "filtered");
    const values = valuesOf(name, wanted);
    found = found.filter((item) => values.includes(String(item[field])));
  }
  for (const { field: name, order } of sort.toReversed()) {
    const field = known(name, fields, "sorted");
    const sign = order === "DESC" ? -1 : 1;
    found.sort((a, b) => sign * String(a[field]).localeCompare(String(b[field])));
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

function known<Name extends string>(name: string, fields: readonly Name[], how: string): Name {
  const field = fields.find((one) => one === name);
  if (field === undefined)
    throw new ApiProblem("INVALID_ARGUMENT", `'${name}' cannot be ${how} by.`);
  return field;
}

function valuesOf(name: string, wanted: unknown): readonly string[] {
  if (typeof wanted === "string") return [wanted];
  const { $eq, $in, ...others } = asked((wanted ?? {}) as Record<string, unknown>);
  const values = $in ?? [$eq];
  if (
    Object.keys(others).length > 0 ||
    !Array.isArray(values) ||
    !values.every((value) => typeof value === "string")
  )
    throw new ApiProblem("INVALID_ARGUMENT", `'${name}' is compared by $eq and $in only.`);
  return values;
}
