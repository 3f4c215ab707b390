/** A DMN document as it is evaluated: decisions with compiled logic (DMN 1.3 §6–8). Immutable. */
import type { Compiled } from "../expression/index.ts";

/** Which rules count, and how their outputs are put together (DMN 1.3 §8.2.10). */
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
  readonly expression: Compiled;
}

/** A column of results. */
export interface TableOutput {
  readonly name: string;
  /** Allowed values from most to least important; empty when none are stated. */
  readonly priorities: readonly Compiled[];
}

/** One row; a null test is always met. */
export interface TableRule {
  readonly id: string;
  readonly annotation: string;
  readonly tests: readonly (Compiled | null)[];
  readonly outputs: readonly (Compiled | null)[];
}

/** A decision table. */
export interface DecisionTable {
  readonly kind: "table";
  readonly hitPolicy: HitPolicy;
  readonly aggregation: Aggregation | null;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  readonly rules: readonly TableRule[];
}

/** A decision that is one expression. */
export interface LiteralExpression {
  readonly kind: "literal";
  readonly expression: Compiled;
}

/** One decision. */
export interface Decision {
  readonly id: string;
  readonly name: string;
  /** Name under which a decision that requires this one sees its result. */
  readonly resultName: string;
  readonly requires: readonly string[];
  readonly logic: DecisionTable | LiteralExpression;
}

/** All decisions of a document. */
export interface DecisionModel {
  readonly id: string;
  readonly name: string;
  readonly decisions: ReadonlyMap<string, Decision>;
}

/** Name by which the tests of a column see the value of its input; no variable can have it. */
export const CELL_INPUT = "cell input";
