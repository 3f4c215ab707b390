/** Values of a statement on their way to PostgreSQL: never part of its text. */
import { ApiProblem } from "../api-problem.ts";

/** A list is one value. With many more PostgreSQL plans for seconds, and from 65,536 on it reads no statement at all. */
const MOST = 1000;

/** See file head. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Where the value stands in the statement, as this type. @throws ApiProblem INVALID_ARGUMENT when there are too many */
  add(value: unknown, type: string): string {
    if (this.values.length === MOST)
      throw new ApiProblem(
        "INVALID_ARGUMENT",
        `The filter compares with more than ${String(MOST)} values; '$in' takes a list as one.`,
      );
    this.values.push(value);
    return `$${String(this.values.length)}::${type}`;
  }
}
