/** Decisions for whoever asks from outside of a process. */
import {
  type DecisionEvaluation,
  type DecisionModel,
  evaluateDecision,
  type Variables,
} from "@tongban/engine";
import { failure, type Result, success } from "./result.ts";

/** What a decision says, and how it and what it requires came to that. */
export type DecisionAnswer = Extract<DecisionEvaluation, { ok: true }>;

/** Evaluates a deployed decision over variables. @param context epoch ms and zone of `now()` and `today()` */
export function evaluateDeployed(
  model: DecisionModel | undefined,
  decisionId: string,
  variables: Variables,
  context: { readonly now: number; readonly timeZone: string },
): Result<DecisionAnswer> {
  if (model === undefined)
    return failure("DECISION_NOT_FOUND", "没有部署该决策。", "The decision is not deployed.");
  const evaluated = evaluateDecision(
    model,
    decisionId,
    (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined),
    context,
  );
  if (evaluated.ok) return success(evaluated);
  const { zh, en } = evaluated.problem.message;
  return failure("DECISION_FAILED", zh, en);
}
