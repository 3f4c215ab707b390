/** What can be wrong with an expression, before and while it is evaluated. */
import type { LocalisedText } from "../errors.ts";

/** Stable codes of expression problems. */
export type ExpressionProblemCode =
  | "EXPRESSION_SYNTAX"
  | "EXPRESSION_TOO_LARGE"
  | "EXPRESSION_INVALID_OPERATION"
  | "EXPRESSION_LIMIT"
  | "EXPRESSION_RESULT_NOT_JSON";

/** A place in the source: offsets in UTF-16 units, `to` exclusive. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** A problem with its place in the source. */
export interface ExpressionProblem {
  readonly code: ExpressionProblemCode;
  readonly message: LocalisedText;
  readonly position?: Place | undefined;
}
