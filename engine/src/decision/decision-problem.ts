/** What keeps a decision from having a result. */
import type { LocalisedText } from "../errors.ts";

/** Why there is no result. */
export interface DecisionProblem {
  readonly code:
    | "DECISION_NOT_IN_MODEL"
    | "EXPRESSION_FAILED"
    | "EXPRESSION_LIMIT"
    | "RESULT_NOT_JSON"
    | "INPUT_NOT_ALLOWED"
    | "SEVERAL_RULES_MATCH"
    | "RULES_DISAGREE"
    | "AGGREGATION_NOT_NUMERIC";
  readonly message: LocalisedText;
}

/** Ends a strict evaluation; caught where evaluations begin. */
export class DecisionFailure extends Error {
  override readonly name = "DecisionFailure";
  readonly problem: DecisionProblem;

  constructor(problem: DecisionProblem) {
    super(problem.message.en);
    this.problem = problem;
  }
}
