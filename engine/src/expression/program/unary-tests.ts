/** Code of the tests of a decision table's cell (DMN 1.3 §7.3.10). Their input is `?`. */
import type { Generator, Node, NodeOf } from "../syntax/ast.ts";
import { anyPassed, isAmong, type Test, test } from "./operators.ts";
import type { Code, Scope } from "./scope.ts";

/** The name under which the tests of a cell see their input. */
export const INPUT_NAME = "?";

/** The tests of a cell: true, false, or null when it cannot be told. The input is `?`. */
export function unaryTests(node: NodeOf<"unary tests">, generator: Generator, scope: Scope): Code {
  if (node.tests === null) return () => true;
  const input = scope.access(INPUT_NAME);
  const tests = node.tests.map((one) => cellTest(one, generator, scope));
  const { isNegated } = node;
  return (env) => {
    const value = input(env) ?? null;
    const passed = anyPassed(tests.map((one) => () => one(value, env)));
    return isNegated && passed !== null ? !passed : passed;
  };
}

/**
 * A test that speaks of `?` is a condition of its own. So is any other that gives true or false while the input is neither;
 * else it gives what the input is to be.
 */
function cellTest(node: Node, generator: Generator, scope: Scope): Test {
  if (node.kind === "test") return test(node, generator, scope);
  const spy = inputSpy(scope);
  const code = generator.code(node, spy);
  return (value, env) => {
    const result = code(env);
    if (spy.isAsked)
      return typeof result === "boolean" ? result : isAmong(value, result, env.run, node);
    if (typeof result === "boolean" && typeof value !== "boolean") return result;
    return isAmong(value, result, env.run, node);
  };
}

/** A scope that notices whether the input is asked for. */
function inputSpy(scope: Scope): Scope & { isAsked: boolean } {
  const spy = {
    isAsked: false,
    access: (name: string): ReturnType<Scope["access"]> => {
      if (name === INPUT_NAME) spy.isAsked = true;
      return scope.access(name);
    },
    declares: scope.declares,
  };
  return spy;
}
