/** FEEL for the features (conditions of forms and materials), with the engine's own semantics. */
import { compileExpression, evaluateCompiled, type Json } from "@tongban/engine";

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
