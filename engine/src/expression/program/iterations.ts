/** Code of `for`, `some`, `every` and filters (DMN 1.3 §10.3.2.14). */
import type { Generator, Iterator, Node, NodeOf } from "../syntax/ast.ts";
import type { Place } from "../problem.ts";
import { FeelDate } from "../temporal/date.ts";
import { order } from "../values/compare.ts";
import { FeelRange } from "../values/range.ts";
import { describe } from "../values/text.ts";
import { wholeNumber } from "../values/number.ts";
import { isList, type Value } from "../values/value.ts";
import type { Run } from "./run.ts";
import { Env } from "./env.ts";
import { type Code, itemScope, namedScope, partialScope, type Scope } from "./scope.ts";

/** What an iterator runs over; null when it is nothing that can be run over. */
type Domain = (env: Env) => Iterable<Value> | null;

/** Runs over all combinations; the body says whether to go on, and each time costs the nodes of the body. */
type Loop = (env: Env, body: (env: Env) => boolean) => boolean | null;

/** `for i in list, j in 1..3 return …`; `partial` is what has been returned so far. */
export function forLoop(node: NodeOf<"for">, generator: Generator, scope: Scope): Code {
  const outer = partialScope(scope);
  const { loop, inner } = loopOf(node.iterators, generator, outer);
  const { body, cost } = bodyOf(node.body, generator, inner);
  return (env) => {
    const results: Value[] = [];
    const withPartial = new Env(env.run, env, [results]);
    const isDone = loop(withPartial, (each) => {
      each.run.spend(cost);
      results.push(body(each));
      return true;
    });
    return isDone === null ? null : results;
  };
}

/** `some x in list satisfies …`, `every …`. Null when neither is certain. */
export function quantified(
  node: NodeOf<"some" | "every">,
  generator: Generator,
  scope: Scope,
): Code {
  const { loop, inner } = loopOf(node.iterators, generator, scope);
  const { body, cost } = bodyOf(node.body, generator, inner);
  const decisive = node.kind === "some";
  return (env) => {
    let result: boolean | null = !decisive;
    const isDone = loop(env, (each) => {
      each.run.spend(cost);
      const value = body(each);
      if (value === decisive) {
        result = decisive;
        return false;
      }
      if (value === null) result = null;
      if (value === null || typeof value === "boolean") return true;
      result = notBoolean(env.run, node.body, value);
      return false;
    });
    return isDone === null ? null : result;
  };
}

/** Code that runs many times, and the steps it costs each time. */
export function bodyOf(
  node: Node,
  generator: Generator,
  scope: Scope,
): { body: Code; cost: number } {
  const before = generator.count;
  const body = generator.code(node, scope);
  return { body, cost: generator.count - before };
}

/** `list[condition]`, `list[number]`. A value that is no list is a list of one, null is an empty one. */
export function filter(node: NodeOf<"filter">, generator: Generator, scope: Scope): Code {
  const list = generator.code(node.list, scope);
  const { body: condition, cost } = bodyOf(node.condition, generator, itemScope(scope));
  const isPosition = isNumeral(node.condition);
  return (env) => {
    const value = list(env);
    const items: readonly Value[] = isList(value) ? value : value === null ? [] : [value];
    const kept: Value[] = [];
    const each = (item: Value): Value => condition(new Env(env.run, env, [item]));
    if (items.length === 0) return isPosition ? null : kept;
    for (const [index, item] of items.entries()) {
      env.run.spend(cost);
      const result = each(item);
      if (result === true) kept.push(item);
      else if (typeof result === "number" && index === 0) return itemAt(items, result);
      else if (result !== null && result !== false)
        return notBoolean(env.run, node.condition, result);
    }
    return kept;
  };
}

/** A number as it is written, which is a position even in a list without items. */
function isNumeral(node: Node): boolean {
  if (node.kind === "negation") return isNumeral(node.operand);
  return node.kind === "literal" && typeof node.value === "number";
}

/** The item at a position from 1, or from the end when it is negative; null when there is none. */
function itemAt(items: readonly Value[], position: number): Value {
  return position === 0 ? null : (items.at(position > 0 ? position - 1 : position) ?? null);
}

function loopOf(
  iterators: readonly Iterator[],
  generator: Generator,
  scope: Scope,
): { loop: Loop; inner: Scope } {
  const [first, ...rest] = iterators;
  if (first === undefined) return { loop: (env, body) => body(env), inner: scope };
  const domain = domainOf(first, generator, scope);
  const { loop: next, inner } = loopOf(rest, generator, namedScope(scope, [first.name]));
  const loop: Loop = (env, body) => {
    const items = domain(env);
    if (items === null) return null;
    for (const item of items) {
      env.run.spend(1);
      const goesOn = next(new Env(env.run, env, [item]), body);
      if (goesOn !== true) return goesOn;
    }
    return true;
  };
  return { loop, inner };
}

function domainOf({ start, end }: Iterator, generator: Generator, scope: Scope): Domain {
  const from = generator.code(start, scope);
  if (end === null) {
    return (env) => {
      const value = from(env);
      if (isList(value)) return value;
      if (value instanceof FeelRange) {
        const { start: low, end: high } = value;
        const isDescending = (order(low.value, high.value) ?? 0) > 0;
        return isDescending
          ? null
          : steps(low.value, high.value, low.included, high.included, env.run, start);
      }
      return value === null ? null : [value];
    };
  }
  const to = generator.code(end, scope);
  return (env) => steps(from(env), to(env), true, true, env.run, start);
}

/** Whole numbers or days from one to the other, upwards or downwards. */
function steps(
  from: Value,
  to: Value,
  withFirst: boolean,
  withLast: boolean,
  run: Run,
  place: Place,
): Iterable<Value> | null {
  const isDates = from instanceof FeelDate && to instanceof FeelDate;
  const low = isDates ? from.epochDay : wholeNumber(from);
  const high = isDates ? to.epochDay : wholeNumber(to);
  if (low === undefined || high === undefined) {
    const [a, b] = [describe(from), describe(to)];
    return run.fail(place, `不能从 ${a} 数到 ${b}`, `cannot count from ${a} to ${b}`);
  }
  const direction = low <= high ? 1 : -1;
  const first = withFirst ? low : low + direction;
  const last = withLast ? high : high - direction;
  return count(first, last, direction, isDates);
}

function* count(first: number, last: number, direction: number, isDates: boolean): Iterable<Value> {
  for (let at = first; (last - at) * direction >= 0; at += direction) {
    yield isDates ? FeelDate.ofEpochDay(at) : at;
  }
}

/** A condition is neither true nor false. */
export function notBoolean(run: Run, place: Place, value: Value): null {
  const described = describe(value);
  return run.fail(
    place,
    `条件应为 true 或 false，而不是 ${described}`,
    `the condition should be true or false, not ${described}`,
  );
}
