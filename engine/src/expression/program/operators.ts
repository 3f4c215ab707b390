/** Code of operators: arithmetic, comparison, logic, tests (DMN 1.3 §10.3.2.10 to .14). */
import type { Generator, Comparison, Node, NodeOf } from "../syntax/ast.ts";
import type { Place } from "../problem.ts";
import { equal, order } from "../values/compare.ts";
import { add } from "../values/number.ts";
import { FeelRange } from "../values/range.ts";
import { describe } from "../values/text.ts";
import { FeelObject, isList, type Value } from "../values/value.ts";
import { calculate, negated } from "./arithmetic.ts";
import { LimitReached, MAX_TEXT_LENGTH } from "./limit.ts";
import type { Run } from "./run.ts";
import type { Code, Scope } from "./scope.ts";

/** Steps of operations on dates and times, which may have to ask a region for its offset. */
const TEMPORAL_STEPS = 100;
/** Steps of operations on decimals, by the time they take. */
const COSTS = { "+": 20, "-": 20, "*": 20, "/": 50, "**": 2000 } as const;

/** `a + b` and its like. */
export function arithmetic(node: NodeOf<"arithmetic">, generator: Generator, scope: Scope): Code {
  const left = generator.code(node.left, scope);
  const right = generator.code(node.right, scope);
  const { operator, at } = node;
  return (env) => {
    const [a, b] = [left(env), right(env)];
    if (operator === "+" && typeof a === "number" && typeof b === "number") return add(a, b);
    const result = calculate(operator, a, b);
    if (result instanceof FeelObject) env.run.spend(TEMPORAL_STEPS);
    else if (!Number.isSafeInteger(result)) env.run.spend(COSTS[operator]);
    if (result === null) return inapplicable(env.run, at, operator, a, b);
    if (typeof result === "string") {
      if (result.length > MAX_TEXT_LENGTH) throw new LimitReached();
      env.run.spendText(result.length);
    }
    return result;
  };
}

/** `-a`. */
export function negation(node: NodeOf<"negation">, generator: Generator, scope: Scope): Code {
  const operand = generator.code(node.operand, scope);
  return (env) => {
    const value = operand(env);
    return negated(value) ?? notOfKind(env.run, node, "-", value);
  };
}

/** `a < b` and its like. */
export function comparison(node: NodeOf<"comparison">, generator: Generator, scope: Scope): Code {
  const left = generator.code(node.left, scope);
  const right = generator.code(node.right, scope);
  const { operator, at } = node;
  return (env) => compare(operator, left(env), right(env), env.run, at);
}

/** The truth of a comparison; null when the values cannot be compared. */
function compare(
  operator: Comparison,
  left: Value,
  right: Value,
  run: Run,
  place: Place,
): boolean | null {
  if (left instanceof FeelObject) run.spend(TEMPORAL_STEPS);
  if (operator === "=" || operator === "!=") {
    const isEqual = equal(left, right, run);
    if (isEqual === undefined) return inapplicable(run, place, operator, left, right);
    return isEqual === (operator === "=");
  }
  const ordered = order(left, right);
  if (ordered === undefined) return inapplicable(run, place, operator, left, right);
  switch (operator) {
    case "<":
      return ordered < 0;
    case "<=":
      return ordered <= 0;
    case ">":
      return ordered > 0;
    case ">=":
      return ordered >= 0;
  }
}

/** `a and b`, `a or b`: what one operand decides, the other does not change. */
export function logic(node: NodeOf<"logic">, generator: Generator, scope: Scope): Code {
  const left = generator.code(node.left, scope);
  const right = generator.code(node.right, scope);
  const decisive = node.operator === "or";
  return (env) => {
    const a = left(env);
    if (a === decisive) return decisive;
    const b = right(env);
    if (b === decisive) return decisive;
    if (typeof a === "boolean" && typeof b === "boolean") return !decisive;
    const odd = typeof a === "boolean" ? b : a;
    return odd === null ? null : notOfKind(env.run, node, node.operator, odd);
  };
}

/** `v between low and high`. */
export function between(node: NodeOf<"between">, generator: Generator, scope: Scope): Code {
  const value = generator.code(node.value, scope);
  const low = generator.code(node.low, scope);
  const high = generator.code(node.high, scope);
  return (env) => {
    const v = value(env);
    const isAbove = compare(">=", v, low(env), env.run, node);
    const isBelow = compare("<=", v, high(env), env.run, node);
    if (isAbove === null || isBelow === null) return null;
    return isAbove && isBelow;
  };
}

/** Whether a value passes a test; null when it cannot be told. */
export type Test = (value: Value, env: Parameters<Code>[0]) => boolean | null;

/** The code of one positive unary test (DMN 1.3 §10.3.2.8): `< 5`, a range, a list of values or tests, or a value. */
export function test(node: Node, generator: Generator, scope: Scope): Test {
  if (node.kind === "test") {
    const operand = generator.code(node.operand, scope);
    return (value, env) => compare(node.operator, value, operand(env), env.run, node);
  }
  const expected = generator.code(node, scope);
  const isRange = node.kind === "range";
  return (value, env) => {
    const among = expected(env);
    return isRange && among === null ? null : isAmong(value, among, env.run, node);
  };
}

/** Whether the value is the expected one, in the expected range, or in the expected list. */
export function isAmong(value: Value, expected: Value, run: Run, place: Place): boolean | null {
  if (expected instanceof FeelRange && !(value instanceof FeelRange)) {
    return expected.includes(value) ?? inapplicable(run, place, "in", value, expected);
  }
  if (isList(expected)) {
    run.spend(expected.length);
    const isWhole = isList(value) && equal(value, expected, run) === true;
    return isWhole || expected.some((item) => isItem(value, item, run));
  }
  return equal(value, expected, run) ?? inapplicable(run, place, "in", value, expected);
}

function isItem(value: Value, item: Value, run: Run): boolean {
  if (item instanceof FeelRange && !(value instanceof FeelRange))
    return item.includes(value) === true;
  return equal(value, item, run) === true;
}

/** `v in (tests)`. */
export function membership(node: NodeOf<"in">, generator: Generator, scope: Scope): Code {
  const value = generator.code(node.value, scope);
  const tests = node.tests.map((one) => test(one, generator, scope));
  return (env) => {
    const v = value(env);
    return anyPassed(tests.map((one) => () => one(v, env)));
  };
}

/** True when one passes, else null when one cannot be told, else false. */
export function anyPassed(tests: readonly (() => boolean | null)[]): boolean | null {
  let result: boolean | null = false;
  for (const passes of tests) {
    const passed = passes();
    if (passed === true) return true;
    result = passed === null ? null : result;
  }
  return result;
}

function inapplicable(run: Run, place: Place, operator: string, left: Value, right: Value): null {
  const [a, b] = [describe(left), describe(right)];
  return run.fail(
    place,
    `“${operator}”不能用于 ${a} 和 ${b}`,
    `"${operator}" does not apply to ${a} and ${b}`,
  );
}

function notOfKind(run: Run, place: Place, operator: string, value: Value): null {
  const described = describe(value);
  return run.fail(
    place,
    `“${operator}”不能用于 ${described}`,
    `"${operator}" does not apply to ${described}`,
  );
}
