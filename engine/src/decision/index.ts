/** DMN: decisions compiled once, evaluated with a trace. */
export type { Decision, DecisionModel } from "./decision-model.ts";
export {
  type DecisionEvaluation,
  type DecisionProblem,
  type DecisionTrace,
  evaluateDecision,
  type MatchedRule,
} from "./evaluate-decision.ts";
export { parseDecisions, type ParsedDecisions } from "./parse-decisions.ts";
