/** Tree → code: closures that evaluate it, made once. */
import { builtin } from "../functions/index.ts";
import type { Generator, Node, NodeOf, TypeNode } from "../syntax/ast.ts";
import { SyntaxProblem, TOO_DEEP } from "../syntax/token.ts";
import { parseTemporal } from "../temporal/literal.ts";
import { emptyContext, type Value } from "../values/value.ts";
import { FeelRange } from "../values/range.ts";
import { order } from "../values/compare.ts";
import { ANY, builtinType, isOfType, type Type } from "../values/type.ts";
import { describe } from "../values/text.ts";
import { call, functionDefinition, path } from "./calls.ts";
import { filter, forLoop, notBoolean, quantified } from "./iterations.ts";
import { arithmetic, between, comparison, logic, membership, negation } from "./operators.ts";
import { Env } from "./env.ts";
import { type Code, namedScope, type Scope } from "./scope.ts";
import { unaryTests } from "./unary-tests.ts";

/** Finds types by name; undefined for names that mean none. */
export type TypeLookup = (name: string) => Type | undefined;

/** Deepest tree: chains such as `a + b + c` count as well. */
const MAX_DEPTH = 1_000;

/** Code of an expression in a scope. @throws SyntaxProblem when it is too deep */
export function generate(node: Node, scope: Scope, types: TypeLookup = () => undefined): Code {
  return new CodeGenerator(types).code(node, scope);
}

class CodeGenerator implements Generator {
  readonly #types: TypeLookup;
  #depth = 0;
  count = 0;

  constructor(types: TypeLookup) {
    this.#types = types;
  }

  code(node: Node, scope: Scope): Code {
    this.#depth += 1;
    this.count += 1;
    if (this.#depth > MAX_DEPTH) throw new SyntaxProblem(TOO_DEEP, node, true);
    const code = this.#codeOf(node, scope);
    this.#depth -= 1;
    return code;
  }

  type(node: TypeNode): Type | undefined {
    switch (node.kind) {
      case "named":
        return this.#types(node.name) ?? builtinType(node.name);
      case "list":
      case "range": {
        const of = this.type(node.of);
        return of && { kind: node.kind, of };
      }
      case "context": {
        const entries = node.entries.map(([name, type]) => [name, this.type(type)] as const);
        if (entries.some(([, type]) => type === undefined)) return undefined;
        return { kind: "context", entries: new Map(entries as [string, Type][]) };
      }
      case "function": {
        const result = this.type(node.result);
        const parameters = node.parameters.map((parameter) => this.type(parameter) ?? ANY);
        return result && { kind: "function", parameters, result };
      }
    }
  }

  #codeOf(node: Node, scope: Scope): Code {
    switch (node.kind) {
      case "literal":
        return constant(node.value);
      case "at":
        return at(node);
      case "name":
        return variable(node, scope);
      case "negation":
        return negation(node, this, scope);
      case "arithmetic":
        return arithmetic(node, this, scope);
      case "comparison":
        return comparison(node, this, scope);
      case "logic":
        return logic(node, this, scope);
      case "between":
        return between(node, this, scope);
      case "in":
        return membership(node, this, scope);
      case "for":
        return forLoop(node, this, scope);
      case "some":
      case "every":
        return quantified(node, this, scope);
      case "filter":
        return filter(node, this, scope);
      case "call":
        return call(node, this, scope);
      case "function":
        return functionDefinition(node, this, scope);
      case "path":
        return path(node, this, scope);
      default:
        return this.#structure(node, scope);
    }
  }

  #structure(
    node: NodeOf<
      "if" | "instance of" | "list" | "context" | "range" | "test" | "unary tests" | "custom"
    >,
    scope: Scope,
  ): Code {
    switch (node.kind) {
      case "if":
        return conditional(node, this, scope);
      case "instance of":
        return instanceOf(node, this, scope);
      case "list": {
        const items = node.items.map((item) => this.code(item, scope));
        return (env) => items.map((item) => item(env));
      }
      case "context":
        return context(node, this, scope);
      case "range":
        return range(node, this, scope);
      case "test":
        return unboundedRange(node, this, scope);
      case "unary tests":
        return unaryTests(node, this, scope);
      case "custom":
        return node.generate(this, scope);
    }
  }
}

function constant(value: Value): Code {
  return () => value;
}

function at(node: NodeOf<"at">): Code {
  const value = parseTemporal(node.text);
  if (value !== null) return constant(value);
  const { text } = node;
  return ({ run }) =>
    run.fail(node, `“${text}”不是日期、时间或时长`, `"${text}" is no date, time or duration`);
}

function variable(node: NodeOf<"name">, scope: Scope): Code {
  const known = builtin(node.name);
  if (known !== undefined && !scope.declares(node.name)) {
    const access = scope.access(node.name);
    return (env) => access(env) ?? known;
  }
  const access = scope.access(node.name);
  return (env) => access(env) ?? null;
}

function conditional(node: NodeOf<"if">, generator: Generator, scope: Scope): Code {
  const condition = generator.code(node.condition, scope);
  const then = generator.code(node.consequent, scope);
  const otherwise = generator.code(node.alternative, scope);
  return (env) => {
    const { run } = env;
    const before = run.failureCount;
    const value = condition(env);
    if (value === true) return then(env);
    // A condition that made no sense decides nothing.
    if (value === null && run.failureCount > before) run.fatal ??= run.failures.at(-1) ?? null;
    if (value === false || value === null) return otherwise(env);
    return notBoolean(run, node.condition, value);
  };
}

function instanceOf(node: NodeOf<"instance of">, generator: Generator, scope: Scope): Code {
  const value = generator.code(node.value, scope);
  const type = generator.type(node.type);
  if (type === undefined) {
    return ({ run }) => run.fail(node, "没有这个类型", "there is no such type");
  }
  return (env) => {
    const v = value(env);
    return (v !== null || type.kind !== "Any") && isOfType(v, type, env.run, "ignored");
  };
}

function context(node: NodeOf<"context">, generator: Generator, outer: Scope): Code {
  const scope = namedScope(outer, []);
  const entries = node.entries.map(([key, value]) => {
    // A function may call itself by the name of its entry; every other entry sees what was there before.
    if (value.kind === "function") scope.declare(key);
    const code = generator.code(value, scope);
    if (value.kind !== "function") scope.declare(key);
    return [key, code] as const;
  });
  const isAmbiguous = new Set(node.entries.map(([key]) => key)).size < entries.length;
  return (env) => {
    if (isAmbiguous) return env.run.fail(node, "上下文的名称重复", "an entry's name occurs twice");
    const inner = new Env(env.run, env, []);
    const result = emptyContext();
    for (const [key, code] of entries) {
      const value = code(inner);
      inner.slots.push(value);
      result[key] = value;
    }
    return result;
  };
}

function range(node: NodeOf<"range">, generator: Generator, scope: Scope): Code {
  const start = generator.code(node.start, scope);
  const end = generator.code(node.end, scope);
  const { startIncluded, endIncluded } = node;
  return (env) => {
    const [low, high] = [start(env), end(env)];
    if (order(low, high) === undefined) {
      const [a, b] = [describe(low), describe(high)];
      return env.run.fail(node, `${a} 到 ${b} 不是区间`, `from ${a} to ${b} is no range`);
    }
    return new FeelRange(
      { value: low, included: startIncluded },
      { value: high, included: endIncluded },
    );
  };
}

function unboundedRange(node: NodeOf<"test">, generator: Generator, scope: Scope): Code {
  const operand = generator.code(node.operand, scope);
  const { operator } = node;
  const open = { value: null, included: false };
  return (env) => {
    const value = operand(env);
    const end = { value, included: operator !== "<" && operator !== ">" };
    if (value === null || operator === "!=") {
      return env.run.fail(node, "不是区间", "this is no range");
    }
    if (operator === "=") return new FeelRange(end, end);
    return operator.startsWith("<") ? new FeelRange(open, end) : new FeelRange(end, open);
  };
}
