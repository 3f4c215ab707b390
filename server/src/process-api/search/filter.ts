/** Filters of searches as conditions in SQL: what is said of fields, of rows that belong to the one that is searched, and `$or`. */
import { noSuchFilter } from "./not-in-search.ts";
import { ApiProblem } from "../api-problem.ts";
import { comparison, type SearchField } from "./comparison.ts";
import type { Parameters } from "./parameters.ts";

/** A filter as it came, read by its names. */
export type Filter = Readonly<Record<string, unknown>>;

/**
 * Rows that belong to the one that is searched: a condition that there is one for which the condition holds.
 * @param filter what else is asked for beside it
 */
export type Related = (condition: string, filter: Filter, parameters: Parameters) => string;

/** A field of related rows. What a filter says of several such fields must hold of one and the same row. */
export interface RelatedField {
  readonly of: Related;
  readonly field: SearchField;
}

/** A list of filters, for each of which there must be a related row. */
export interface RelatedList {
  readonly eachOf: Related;
  readonly members: Readonly<Record<string, SearchField>>;
}

/** Fields by name; nothing else can be asked for. Only fields of the row itself can be sorted by. */
export type SearchFields = Readonly<Record<string, SearchField | RelatedField | RelatedList>>;

/** Members of a list of filters at most. */
const LONGEST_LIST = 50;

/** The filter as one condition; TRUE when it is empty. @throws ApiProblem INVALID_ARGUMENT */
export function condition(
  fields: SearchFields,
  filter: Filter,
  parameters: Parameters,
  around: Filter = {},
): string {
  const conditions: string[] = [];
  const related = new Map<Related, string[]>();
  const all = { ...around, ...filter };
  for (const [name, wanted] of Object.entries(filter)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined && name !== "$or") throw noSuchFilter(name);
    if (isUnsaid(wanted)) continue;
    if (field === undefined) conditions.push(anyOf(fields, wanted, parameters, filter));
    else if ("eachOf" in field) {
      const members = listOf(name, field, wanted, parameters);
      conditions.push(...members.map((member) => field.eachOf(member, all, parameters)));
    } else if ("of" in field) {
      const said = comparison(name, field.field, wanted, parameters);
      related.set(field.of, [...(related.get(field.of) ?? []), ...said]);
    } else conditions.push(...comparison(name, field, wanted, parameters));
  }
  for (const [rows, said] of related)
    if (said.length > 0) conditions.push(rows(said.join(" AND "), all, parameters));
  return conditions.length === 0 ? "TRUE" : conditions.join(" AND ");
}

function anyOf(
  fields: SearchFields,
  wanted: unknown,
  parameters: Parameters,
  around: Filter,
): string {
  if (!Array.isArray(wanted) || wanted.length === 0 || wanted.length > LONGEST_LIST)
    throw invalid(`'$or' must be a list of 1 to ${String(LONGEST_LIST)} filters`);
  const alternatives = wanted.map((filter: unknown) => {
    if (!isFilter(filter) || "$or" in filter) throw invalid("'$or' must be a list of filters");
    return `(${condition(fields, filter, parameters, around)})`;
  });
  return `(${alternatives.join(" OR ")})`;
}

/** A condition for each member. All of its fields must be said: without its value a name would choose all that have it. */
function listOf(
  name: string,
  { members }: RelatedList,
  wanted: unknown,
  parameters: Parameters,
): string[] {
  if (!Array.isArray(wanted) || wanted.length > LONGEST_LIST)
    throw invalid(`'${name}' must be a list of at most ${String(LONGEST_LIST)}`);
  return wanted.map((member: unknown) => {
    const fields = Object.entries(members);
    const said = fields.map(([field, its]) =>
      isFilter(member) && Object.hasOwn(member, field)
        ? comparison(field, its, member[field], parameters)
        : [],
    );
    const isWhole = isFilter(member) && Object.keys(member).length === fields.length;
    if (!isWhole || said.some((one) => one.length === 0))
      throw invalid(`Each of '${name}' must have ${Object.keys(members).join(" and ")}`);
    return said.flat().join(" AND ");
  });
}

/** Whether the filter chooses everything because nothing is said in it, or in one of its alternatives. */
export function saysNothing(filter: Filter): boolean {
  return Object.entries(filter).every(([name, wanted]) => {
    if (isUnsaid(wanted)) return true;
    if (name === "$or" && Array.isArray(wanted))
      return wanted.some((one: unknown) => isFilter(one) && saysNothing(one));
    return isFilter(wanted) && Object.values(wanted).every((operand) => operand === null);
  });
}

/** Whether it is as good as left out: clients send null, or as the Java one an empty list, for what nobody has asked for. */
export function isUnsaid(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function isFilter(value: unknown): value is Filter {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(what: string): ApiProblem {
  return new ApiProblem("INVALID_ARGUMENT", `${what}.`);
}
