/**
 * Evaluation of a compiled expression. FEEL turns what it cannot do into null; here a null that comes from an operation that
 * made no sense is an error with its place, so that it becomes an incident instead of a quiet wrong turn.
 */
import type { Json } from "../json.ts";
import type { Compiled } from "./compile.ts";
import type { ExpressionProblem } from "./problem.ts";
import { LimitReached } from "./program/limit.ts";
import { type EvaluationContext, type Failure, Run } from "./program/run.ts";
import { rootEnv, sourceOf } from "./program/env.ts";
import { jsonOf } from "./values/json.ts";

/** Gives the value of a variable; undefined when there is none of that name. */
export type Lookup = (name: string) => Json | undefined;

/** The value, with the names that were looked up in vain; or what went wrong. */
export type Evaluation =
  | { readonly ok: true; readonly value: Json; readonly missing: readonly string[] }
  | { readonly ok: false; readonly problem: ExpressionProblem };

/** Evaluates a compiled expression; never throws for what the expression or its variables are. */
export function evaluate(
  compiled: Compiled,
  lookup: Lookup,
  context: EvaluationContext,
): Evaluation {
  const run = new Run(context);
  const env = rootEnv(run, lookup);
  const { missing } = sourceOf(env);
  try {
    const result = compiled.code(env);
    const failure = run.fatal ?? (result === null ? run.failures[0] : undefined);
    if (failure !== undefined) return failed(compiled, failure, missing);
    const value = jsonOf(result, run);
    return value === undefined ? notJson(compiled) : { ok: true, value, missing };
  } catch (error) {
    if (isLimit(error)) return { ok: false, problem: limitReached(compiled.source) };
    throw error;
  }
}

/** True for what ends an evaluation at its bound; the stack of calls is one as well. */
export function isLimit(error: unknown): boolean {
  return error instanceof LimitReached || error instanceof RangeError;
}

/** The problem of an evaluation that was ended at its bound. */
export function limitReached(source: string): ExpressionProblem {
  const shown = source.length > 60 ? `${source.slice(0, 60)}…` : source;
  return {
    code: "EXPRESSION_LIMIT",
    message: {
      zh: `表达式“${shown}”的计算量超过上限，请减少循环、列表或文本的长度`,
      en: `The expression "${shown}" takes more work than is allowed. Use fewer iterations, or shorter lists and texts`,
    },
  };
}

function failed(compiled: Compiled, failure: Failure, missing: readonly string[]): Evaluation {
  const hint = missing.length === 0 ? "" : `；变量不存在：${missing.join("、")}`;
  const hintEn = missing.length === 0 ? "" : `; no such variable: ${missing.join(", ")}`;
  return {
    ok: false,
    problem: {
      code: "EXPRESSION_INVALID_OPERATION",
      message: {
        zh: `表达式“${compiled.source}”无法计算：${failure.message.zh}${hint}`,
        en: `The expression "${compiled.source}" cannot be evaluated: ${failure.message.en}${hintEn}`,
      },
      position: failure.place,
    },
  };
}

function notJson(compiled: Compiled): Evaluation {
  return {
    ok: false,
    problem: {
      code: "EXPRESSION_RESULT_NOT_JSON",
      message: {
        zh: `表达式“${compiled.source}”的结果是函数、区间或非数，不能保存为变量`,
        en: `The result of the expression "${compiled.source}" is a function, a range or not a number, which no variable can hold`,
      },
    },
  };
}
