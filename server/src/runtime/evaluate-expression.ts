/** FEEL for the features (conditions of forms and materials), with the engine's own semantics. */
import { compileExpression, evaluateCompiled, type Json, type Variables } from "@tongban/engine";
import { failure, type Result, success } from "./result.ts";

/** Evaluates `expression` (with or without its leading `=`) over `data`; null where it cannot be evaluated. */
export type EvaluateExpression = (
  expression: string,
  data: Readonly<Record<string, unknown>>,
) => Json;

/** @param now epoch ms; the value of `now()` and `today()`, in Asia/Shanghai */
export function expressionEvaluator(now: () => number): EvaluateExpression {
  return (expression, data) => {
    const compiled = compileExpression(expression.replace(/^\s*=/, ""));
    if (!compiled.ok) return null;
    const evaluation = evaluateCompiled(
      compiled.value,
      (name) => (Object.hasOwn(data, name) ? (data[name] as Json) : undefined),
      { now: now(), timeZone: "Asia/Shanghai" },
    );
    return evaluation.ok ? evaluation.value : null;
  };
}

/** Evaluates FEEL for whoever wants to know what is wrong with it. @param context epoch ms and zone of `now()` and `today()` */
export function evaluateFeel(
  expression: string,
  variables: Variables,
  context: { readonly now: number; readonly timeZone: string },
): Result<Json> {
  const compiled = compileExpression(expression);
  const evaluated = compiled.ok
    ? evaluateCompiled(
        compiled.value,
        (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined),
        context,
      )
    : compiled;
  if (evaluated.ok) return success(evaluated.value);
  const { code, message } = evaluated.problem;
  return failure("EXPRESSION_FAILED", message.zh, message.en, code);
}
