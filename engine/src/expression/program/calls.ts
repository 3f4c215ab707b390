/** Code of function calls and definitions, and of paths (DMN 1.3 §10.3.2.5, .13). */
import type { Place } from "../problem.ts";
import { builtin } from "../functions/index.ts";
import type { Generator, Node, NodeOf } from "../syntax/ast.ts";
import { propertyOf } from "../temporal/properties.ts";
import { type Call, FeelFunction } from "../values/function.ts";
import { describe } from "../values/text.ts";
import { ANY, conform, type Type } from "../values/type.ts";
import { isContext, isList, type Value } from "../values/value.ts";
import { bodyOf } from "./iterations.ts";
import { Run } from "./run.ts";
import { Env } from "./env.ts";
import { type Code, namedScope, type Scope } from "./scope.ts";

/** `f(a, b)`, `f(x: a, y: b)`. */
export function call(node: NodeOf<"call">, generator: Generator, scope: Scope): Code {
  const callee = calleeOf(node.callee, generator, scope);
  const name = node.callee.kind === "name" ? node.callee.name : "";
  const args = node.arguments.map((argument) => generator.code(argument.value, scope));
  const names = node.arguments.map((argument) => argument.name);
  const isNamed = names.some((one) => one !== null);
  const code: Code = (env) => {
    const called = callee(env);
    if (!(called instanceof FeelFunction)) return noFunction(env.run, node.callee, name);
    const values = args.map((arg) => arg(env));
    const how: Call = { run: env.run, place: node };
    const result = isNamed ? invokeNamed(called, names, values, how) : called.invoke(values, how);
    return result === undefined ? noSignature(env.run, node, name, values) : result;
  };
  return isConstant(node, scope) ? evaluatedOnce(code) : code;
}

/** A built-in function of literals, such as `date("2026-11-23")`; not those without arguments, which ask for the time. */
function isConstant({ callee, arguments: args }: NodeOf<"call">, scope: Scope): boolean {
  return (
    callee.kind === "name" &&
    builtin(callee.name) !== undefined &&
    !scope.declares(callee.name) &&
    args.length > 0 &&
    args.every(({ value }) => value.kind === "literal")
  );
}

/**
 * Keeps a value. It is evaluated at no cost of the run, so that every evaluation costs the same; null is evaluated again,
 * for the sake of the failures behind it.
 */
function evaluatedOnce(code: Code): Code {
  let known: Value = null;
  return (env) => {
    known ??= code(new Env(new Run(env.run.context), null, []));
    return known ?? code(env);
  };
}

/** A built-in function, unless the expression or the decision gives its name another meaning; or a value. */
function calleeOf(node: Node, generator: Generator, scope: Scope): Code {
  const known = node.kind === "name" ? builtin(node.name) : undefined;
  if (node.kind !== "name" || known === undefined || scope.declares(node.name)) {
    return generator.code(node, scope);
  }
  return () => known;
}

function invokeNamed(
  called: FeelFunction,
  names: readonly (string | null)[],
  values: readonly Value[],
  how: Call,
): Value | undefined {
  const args = new Map<string, Value>();
  for (const [index, value] of values.entries()) {
    const name = names[index] ?? null;
    if (name === null || args.has(name)) return undefined;
    args.set(name, value);
  }
  return called.invokeNamed(args, how);
}

/** `function(a, b: number) …`. */
export function functionDefinition(
  node: NodeOf<"function">,
  generator: Generator,
  scope: Scope,
): Code {
  const names = node.parameters.map(({ name }) => name);
  const types = node.parameters.map(({ type }) => (type === null ? ANY : generator.type(type)));
  if (node.isExternal) return () => externalFunction(names);
  const { body, cost } = bodyOf(node.body, generator, namedScope(scope, names));
  return (env) =>
    lambda(names, types, (args, { run }) => {
      run.spend(cost);
      return body(new Env(run, env, [...args]));
    });
}

/** A function of exactly these parameters; undefined types are those that do not exist. */
export function lambda(
  parameters: readonly string[],
  types: readonly (Type | undefined)[],
  body: (args: readonly Value[], call: Call) => Value,
): FeelFunction {
  const apply = (args: readonly (Value | undefined)[], how: Call): Value | undefined => {
    const values: Value[] = [];
    for (const [index, type] of types.entries()) {
      const value = type && conform(args[index] ?? null, type, how.run);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return body(values, how);
  };
  return new FeelFunction([{ parameters, required: parameters.length, isVariadic: false, apply }]);
}

function externalFunction(names: readonly string[]): Value {
  return lambda(
    names,
    names.map(() => ANY),
    (_args, { run, place }) =>
      run.fail(
        place,
        "不支持外部函数（Java、PMML）",
        "external functions (Java, PMML) are not supported",
      ),
  );
}

/** `a.b`. What is not there is null; a list gives the entries of its items. */
export function path(node: NodeOf<"path">, generator: Generator, scope: Scope): Code {
  const of = generator.code(node.of, scope);
  const { name } = node;
  return (env) => member(of(env), name, env.run, node);
}

function member(value: Value, name: string, run: Run, place: Place): Value {
  if (value === null) return null;
  if (isContext(value)) return Object.hasOwn(value, name) ? (value[name] ?? null) : null;
  if (isList(value)) {
    run.spend(value.length);
    return value.map((item) => (isList(item) ? null : member(item, name, run, place)));
  }
  const property = propertyOf(value, name);
  if (property !== undefined) return property;
  const described = describe(value);
  return run.fail(place, `${described} 没有“${name}”`, `${described} has no "${name}"`);
}

function noFunction(run: Run, place: Place, name: string): null {
  return run.fail(place, `没有函数“${name}”`, `there is no function "${name}"`);
}

function noSignature(run: Run, place: Place, name: string, values: readonly Value[]): null {
  const given = values.map(describe).join(", ");
  return run.fail(
    place,
    `函数“${name}”不接受这些参数：${given}`,
    `the function "${name}" does not accept these arguments: ${given}`,
  );
}
