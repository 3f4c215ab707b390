/** Evaluates a decision with everything it requires, and says which rules fired (DMN 1.3 §8.2, §10.4). */
import type { LocalisedText } from "../errors.ts";
import type { EvaluationContext, Lookup } from "../expression/index.ts";
import { isLimit, jsonOf, limitReached, type Value } from "../expression/within.ts";
import type { Json } from "../json.ts";
import type { DecisionModel, DrgElement } from "./decision-model.ts";
import { DecisionFailure, type DecisionProblem } from "./decision-problem.ts";
import { DecisionRun, type DecisionTrace, type NullMode } from "./decision-run.ts";
import { GraphEvaluation } from "./graph-evaluation.ts";

/** The result with its trace, required decisions first; or the problem. */
export type DecisionEvaluation =
  | { readonly ok: true; readonly output: Json; readonly trace: readonly DecisionTrace[] }
  | { readonly ok: false; readonly problem: DecisionProblem };

/** A result as FEEL has it, for whoever compares values and not their JSON. */
export type ValueEvaluation =
  | { readonly ok: true; readonly value: Value; readonly run: DecisionRun }
  | { readonly ok: false; readonly problem: DecisionProblem };

/** Evaluates `decisionId`; the variables come from `lookup`, results of required decisions hide them. */
export function evaluateDecision(
  model: DecisionModel,
  decisionId: string,
  lookup: Lookup,
  context: EvaluationContext,
): DecisionEvaluation {
  const element = model.decisions.get(decisionId);
  if (element === undefined) return { ok: false, problem: notInModel(decisionId) };
  const evaluated = evaluateElement(model, element, lookup, context, "strict");
  if (!evaluated.ok) return evaluated;
  const { value, run } = evaluated;
  const output = jsonOf(value, run);
  if (output === undefined) return { ok: false, problem: notJson(element.name) };
  return { ok: true, output, trace: run.trace };
}

/** Evaluates a decision, or a decision service on inputs of its names. Values of `lookup` may be any of FEEL's. */
export function evaluateElement(
  model: DecisionModel,
  element: DrgElement,
  lookup: (name: string) => Value | undefined,
  context: EvaluationContext,
  mode: NullMode,
): ValueEvaluation {
  const run = new DecisionRun(context, mode);
  try {
    const value = new GraphEvaluation(model, run, lookup).valueOf(element.key);
    if (run.fatal !== null && mode === "strict") {
      return { ok: false, problem: { code: "EXPRESSION_FAILED", message: run.fatal.message } };
    }
    return { ok: true, value, run };
  } catch (error) {
    if (error instanceof DecisionFailure) return { ok: false, problem: error.problem };
    if (isLimit(error)) return { ok: false, problem: limit(element.name) };
    throw error;
  }
}

function limit(name: string): DecisionProblem {
  return { code: "EXPRESSION_LIMIT", message: limitReached(name).message };
}

function notInModel(id: string): DecisionProblem {
  const message: LocalisedText = {
    zh: `模型中没有决策「${id}」。`,
    en: `The model has no decision "${id}".`,
  };
  return { code: "DECISION_NOT_IN_MODEL", message };
}

function notJson(name: string): DecisionProblem {
  return {
    code: "RESULT_NOT_JSON",
    message: {
      zh: `决策「${name}」的结果是函数或区间，不能保存为变量。`,
      en: `The result of the decision "${name}" is a function or a range, which no variable can hold.`,
    },
  };
}
