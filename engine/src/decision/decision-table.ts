/** Decision tables as they are evaluated (DMN 1.3 §8). */
import { type Code, contextOf, type Value } from "../expression/within.ts";
import type { Owner } from "./nodes.ts";

/** Which rules count, and how their outputs are put together. */
export type HitPolicy =
  | "UNIQUE"
  | "ANY"
  | "FIRST"
  | "PRIORITY"
  | "RULE ORDER"
  | "OUTPUT ORDER"
  | "COLLECT";

/** What COLLECT makes of the collected numbers. */
export type Aggregation = "SUM" | "MIN" | "MAX" | "COUNT";

/** A column of conditions. */
export interface TableInput {
  readonly label: string;
  readonly value: Code;
  /** What values are allowed; null for all. */
  readonly allowed: Code | null;
}

/** A column of results. */
export interface TableOutput {
  readonly name: string;
  /** Allowed values from most to least important, as a list. */
  readonly priorities: Code;
  /** The result when no rule matches. */
  readonly fallback: Code | null;
}

/** One row; a null test is always met. */
export interface TableRule {
  readonly id: string;
  readonly annotation: string;
  readonly tests: readonly (Code | null)[];
  readonly outputs: readonly Code[];
}

/** A compiled table. */
export interface Table {
  readonly hitPolicy: HitPolicy;
  readonly aggregation: Aggregation | null;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  readonly rules: readonly TableRule[];
  readonly owner: Owner;
  /** Whether it is all of a decision's logic. */
  readonly isWhole: boolean;
}

/** A rule that matched, with its outputs by column. */
export interface Hit {
  readonly row: number;
  readonly rule: TableRule;
  readonly outputs: readonly Value[];
}

/** The value of the only output column, or a context of all by name. */
export function outputOf(table: Table, outputs: readonly Value[]): Value {
  if (table.outputs.length === 1) return outputs[0] ?? null;
  return contextOf(table.outputs.map(({ name }, column) => [name, outputs[column] ?? null]));
}
