/**
 * Evaluation of a compiled expression. FEEL turns what it cannot do into null and a warning; we keep a null that comes from an
 * operation on wrong types as an error, so that it becomes an incident instead of a quiet wrong turn.
 */
import { dateAndTime, FeelFunction, parseDate } from "feelin";
import type { Warning, WarningType } from "feelin";
import type { Json } from "../json.ts";
import type { Compiled } from "./compile.ts";
import type { ExpressionProblem } from "./problem.ts";
import { toJson } from "./to-json.ts";

/** Gives the value of a variable; undefined when there is none of that name. */
export type Lookup = (name: string) => Json | undefined;

/** What an evaluation may know besides variables. */
export interface EvaluationContext {
  /** Epoch ms UTC; the value of `now()`. */
  readonly now: number;
  /** IANA zone in which `today()` is a day; UTC when not given. */
  readonly timeZone?: string | undefined;
}

/** The value, with the names that were looked up in vain; or what went wrong. */
export type Evaluation =
  | { readonly ok: true; readonly value: Json; readonly missing: readonly string[] }
  | { readonly ok: false; readonly problem: ExpressionProblem };

/** Warnings that say "this operation made no sense", as opposed to "this was not there". */
const FAILURES: ReadonlySet<WarningType> = new Set<WarningType>([
  "INVALID_TYPE",
  "INVALID_ARGUMENTS",
  "NOT_COMPARABLE",
  "NO_FUNCTION_FOUND",
  "FUNCTION_INVOCATION_FAILURE",
  "UNSUPPORTED",
]);

/** Evaluates a compiled expression; never throws for what the expression or its variables are. */
export function evaluate(
  compiled: Compiled,
  lookup: Lookup,
  context: EvaluationContext,
): Evaluation {
  const { run, usesClock, warnings } = compiled.program;
  const missing: string[] = [];
  const args: unknown[] = compiled.variables.map((name) => {
    const value = lookup(name);
    if (value === undefined) missing.push(name);
    return value ?? null;
  });
  if (usesClock) args.push(...clockFunctions(context));

  warnings.length = 0;
  let result: unknown;
  try {
    result = run.invoke(args);
  } catch (error) {
    return invalidOperation(compiled, error instanceof Error ? error.message : String(error));
  }
  const failure = warnings.find((warning) => FAILURES.has(warning.type));
  if (result === null && failure !== undefined) return failed(compiled, failure, missing);
  const value = toJson(result);
  return value === undefined ? notJson(compiled) : { ok: true, value, missing };
}

function clockFunctions({ now, timeZone = "UTC" }: EvaluationContext): FeelFunction[] {
  const instant = new Date(now);
  return [
    new FeelFunction(() => dateAndTime(instant.toISOString()), []),
    // The Swedish way to write a date is ISO 8601.
    new FeelFunction(() => parseDate(instant.toLocaleDateString("sv-SE", { timeZone })), []),
  ];
}

function failed(compiled: Compiled, warning: Warning, missing: readonly string[]): Evaluation {
  const { offset } = compiled.program;
  const hint = missing.length === 0 ? "" : `；变量不存在：${missing.join("、")}`;
  const hintEn = missing.length === 0 ? "" : `; no such variable: ${missing.join(", ")}`;
  return {
    ok: false,
    problem: {
      code: "EXPRESSION_INVALID_OPERATION",
      message: {
        zh: `表达式“${compiled.source}”无法计算：${warning.message}${hint}`,
        en: `The expression "${compiled.source}" cannot be evaluated: ${warning.message}${hintEn}`,
      },
      position: { from: warning.position.from - offset, to: warning.position.to - offset },
    },
  };
}

function invalidOperation(compiled: Compiled, reason: string): Evaluation {
  return {
    ok: false,
    problem: {
      code: "EXPRESSION_INVALID_OPERATION",
      message: {
        zh: `表达式“${compiled.source}”无法计算：${reason}`,
        en: `The expression "${compiled.source}" cannot be evaluated: ${reason}`,
      },
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
