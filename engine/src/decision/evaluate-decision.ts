/** Evaluates a decision with everything it requires, and says which rules fired (DMN 1.3 §8.2). */
import { evaluate, type EvaluationContext, type Lookup } from "../expression/index.ts";
import type { LocalisedText } from "../errors.ts";
import type { Json } from "../json.ts";
import type { Decision, DecisionModel } from "./decision-model.ts";
import { evaluateTable } from "./evaluate-table.ts";

/** A rule that fired. */
export type MatchedRule = {
  readonly id: string;
  /** Row in the table, from 1. */
  readonly row: number;
  readonly annotation: string;
  readonly output: Json;
};

/** How one decision came to its result. */
export type DecisionTrace = {
  readonly decisionId: string;
  readonly name: string;
  readonly inputs: readonly { readonly label: string; readonly value: Json }[];
  readonly matchedRules: readonly MatchedRule[];
  readonly output: Json;
};

/** Why there is no result. */
export interface DecisionProblem {
  readonly code:
    | "DECISION_NOT_IN_MODEL"
    | "EXPRESSION_FAILED"
    | "SEVERAL_RULES_MATCH"
    | "RULES_DISAGREE"
    | "AGGREGATION_NOT_NUMERIC";
  readonly message: LocalisedText;
}

/** The result with its trace, required decisions first; or the problem. */
export type DecisionEvaluation =
  | { readonly ok: true; readonly output: Json; readonly trace: readonly DecisionTrace[] }
  | { readonly ok: false; readonly problem: DecisionProblem };

/** Evaluates `decisionId`; the variables come from `lookup`, results of required decisions hide them. */
export function evaluateDecision(
  model: DecisionModel,
  decisionId: string,
  lookup: Lookup,
  context: EvaluationContext,
): DecisionEvaluation {
  const results = new Map<string, Json>();
  const trace: DecisionTrace[] = [];
  const withResults: Lookup = (name) => (results.has(name) ? results.get(name) : lookup(name));

  for (const id of inOrder(model, decisionId)) {
    const decision = model.decisions.get(id);
    if (decision === undefined) return notInModel(id);
    const traced = evaluateOne(decision, withResults, context);
    if (!traced.ok) return traced;
    trace.push(traced.trace);
    results.set(decision.resultName, traced.trace.output);
    results.set(decision.id, traced.trace.output);
  }
  return { ok: true, output: trace.at(-1)?.output ?? null, trace };
}

/** The decision behind all that it requires. Circles were refused at deployment. */
function inOrder(model: DecisionModel, decisionId: string): string[] {
  const ordered = new Set<string>();
  const visit = (id: string): void => {
    for (const required of model.decisions.get(id)?.requires ?? []) visit(required);
    ordered.add(id);
  };
  visit(decisionId);
  return [...ordered];
}

function evaluateOne(
  decision: Decision,
  lookup: Lookup,
  context: EvaluationContext,
): { ok: true; trace: DecisionTrace } | { ok: false; problem: DecisionProblem } {
  const { id: decisionId, name, logic } = decision;
  if (logic.kind === "table") {
    const result = evaluateTable(decision, logic, lookup, context);
    return result.ok ? { ok: true, trace: { decisionId, name, ...result.result } } : result;
  }
  const evaluated = evaluate(logic.expression, lookup, context);
  if (!evaluated.ok) return expressionFailed(evaluated.problem.message);
  return {
    ok: true,
    trace: { decisionId, name, inputs: [], matchedRules: [], output: evaluated.value },
  };
}

function expressionFailed(message: LocalisedText): { ok: false; problem: DecisionProblem } {
  return { ok: false, problem: { code: "EXPRESSION_FAILED", message } };
}

function notInModel(id: string): { ok: false; problem: DecisionProblem } {
  return {
    ok: false,
    problem: {
      code: "DECISION_NOT_IN_MODEL",
      message: { zh: `模型中没有决策「${id}」。`, en: `The model has no decision "${id}".` },
    },
  };
}
