/** What can be wrong with an expression, before and while it is evaluated. */
import type { LocalisedText } from "../errors.ts";

/** Stable codes of expression problems. */
export type ExpressionProblemCode =
  | "EXPRESSION_SYNTAX"
  | "EXPRESSION_TOO_LARGE"
  | "EXPRESSION_INVALID_OPERATION"
  | "EXPRESSION_RESULT_NOT_JSON";

/** A problem with its place in the source: offsets in UTF-16 units, `to` exclusive. */
export interface ExpressionProblem {
  readonly code: ExpressionProblemCode;
  readonly message: LocalisedText;
  readonly position?: { readonly from: number; readonly to: number } | undefined;
}
