/** What a search is asked for and does not have, as Camunda's parser refuses it. */
import { ApiProblem } from "../api-problem.ts";
import { cannotBeParsed, unexpectedValue } from "../unreadable-request.ts";

/** A filter has no field of the name. */
export function noSuchFilter(name: string): ApiProblem {
  return new ApiProblem("Bad Request", cannotBeParsed(`filter.${name}`));
}

/** Nothing is sorted by the name. @param names what is */
export function noSuchOrder(name: string, names: readonly string[]): ApiProblem {
  return new ApiProblem("Bad Request", unexpectedValue("field", name, names));
}
