/** DMN: decisions compiled once, evaluated with a trace. */
export type { DecisionModel } from "./decision-model.ts";
export { type DecisionEvaluation, evaluateDecision } from "./evaluate-decision.ts";
export { parseDecisions, type ParsedDecisions } from "./parse-decisions.ts";
export { parseDecisionsTogether } from "./parse-together.ts";
