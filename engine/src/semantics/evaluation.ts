/** Evaluating what the model states, in a scope; a failure becomes the cause of an incident. */
import type { Evaluated } from "../elements/element-behavior.ts";
import { type Compiled, evaluate } from "../expression/index.ts";
import type { ElementInstanceId } from "../ids.ts";
import { type Json, jsonProblem } from "../json.ts";
import type { ValueSource } from "../model/value-source.ts";
import { failed } from "./incidents.ts";
import type { Run } from "./run.ts";
import { type Lookup, lookupFrom } from "./variables.ts";

/** Longest name or key, in UTF-16 code units: what is looked for by it must fit into an index of the host. */
export const LONGEST_NAME = 500;

/** The value of the expression as seen from the scope, with `more` hiding variables of the same name. */
export function evaluateIn(
  run: Run,
  scopeId: ElementInstanceId,
  expression: Compiled,
  more?: Readonly<Record<string, Json>>,
): Evaluated<Json> {
  const outer = lookupFrom(run, scopeId);
  const lookup: Lookup =
    more === undefined ? outer : (name) => (Object.hasOwn(more, name) ? more[name] : outer(name));
  const evaluated = evaluate(expression, lookup, run.evaluation);
  if (!evaluated.ok)
    return { ok: false, cause: { code: "EXPRESSION_FAILED", message: evaluated.problem.message } };
  const problem = jsonProblem(evaluated.value, expression.source, run.limits);
  if (problem === undefined) return { ok: true, value: evaluated.value };
  return failed(
    "VALUE_INVALID",
    `表达式的结果过大或不能保存：${problem.path}`,
    `The result of the expression is too large or cannot be stored: ${problem.path}`,
  );
}

/** The text itself, or the value of the expression. */
export function valueIn(
  run: Run,
  scopeId: ElementInstanceId,
  source: ValueSource,
  more?: Readonly<Record<string, Json>>,
): Evaluated<Json> {
  if (source.kind === "text") return { ok: true, value: source.text };
  return evaluateIn(run, scopeId, source.expression, more);
}

/** Like {@link valueIn}, but only a non-empty text will do that is no longer than a name may be. `what` names it in the message. */
export function textIn(
  run: Run,
  scopeId: ElementInstanceId,
  source: ValueSource,
  what: string,
): Evaluated<string> {
  const evaluated = valueIn(run, scopeId, source);
  if (!evaluated.ok) return evaluated;
  const { value } = evaluated;
  if (typeof value !== "string" || value === "")
    return failed("VALUE_INVALID", `${what} 必须是非空文本`, `${what} must be a non-empty text`);
  if (value.length <= LONGEST_NAME) return { ok: true, value };
  return failed(
    "VALUE_INVALID",
    `${what} 超过 ${String(LONGEST_NAME)} 个字符`,
    `${what} is longer than ${String(LONGEST_NAME)} characters`,
  );
}

/** A condition: true or false; null and everything else is an error, not false. */
export function conditionIn(
  run: Run,
  scopeId: ElementInstanceId,
  condition: Compiled,
  more?: Readonly<Record<string, Json>>,
): Evaluated<boolean> {
  const evaluated = evaluateIn(run, scopeId, condition, more);
  if (!evaluated.ok) return evaluated;
  if (typeof evaluated.value === "boolean") return { ok: true, value: evaluated.value };
  const got = evaluated.value === null ? "null" : typeof evaluated.value;
  // A variable that is not there is another mistake than one that is null.
  const lookup = lookupFrom(run, scopeId);
  const missing = condition.variables.filter(
    (name) => lookup(name) === undefined && !(more !== undefined && Object.hasOwn(more, name)),
  );
  const [zh, en] =
    missing.length === 0
      ? ["", ""]
      : [`；变量不存在：${missing.join("、")}`, `; no such variable: ${missing.join(", ")}`];
  return failed(
    "CONDITION_NOT_BOOLEAN",
    `条件“${condition.source}”的结果是 ${got}，应为 true 或 false${zh}`,
    `The condition "${condition.source}" is ${got} instead of true or false${en}`,
  );
}
