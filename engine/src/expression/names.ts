/** Which variables an expression refers to, read off feelin's parse tree. */
import { evaluate, parseExpression } from "feelin";
import { extensionFunctions } from "./extension-functions.ts";

/** Camunda's dialect of the grammar: names with blanks may stand in backticks. */
export const DIALECT = "camunda";

/** The names in an expression. */
export interface ExpressionNames {
  /** Variables that must come from outside, in order of appearance. */
  readonly variables: readonly string[];
  /** Whether `now()` or `today()` is called: the only functions that depend on time. */
  readonly usesClock: boolean;
}

const builtins = new Map<string, boolean>();

/** Whether feelin itself knows the name as a function. */
function isBuiltin(name: string): boolean {
  const known = builtins.get(name);
  if (known !== undefined) return known;
  const builtin = Object.hasOwn(extensionFunctions, name) || evaluate(name).value !== null;
  builtins.set(name, builtin);
  return builtin;
}

/**
 * Collects the names. Names that the expression binds itself (`for x in …`) are collected too: they are hidden by the binding,
 * so handing in a value for them changes nothing.
 */
export function namesIn(source: string): ExpressionNames {
  const tree = parseExpression(source, { ...extensionFunctions }, DIALECT);
  const variables = new Set<string>();
  let usesClock = false;
  tree.iterate({
    enter(node) {
      if (node.name !== "VariableName") return;
      const name = unquoted(source.slice(node.from, node.to));
      const parent = node.node.parent;
      const isCalled =
        parent?.name === "FunctionInvocation" && parent.firstChild?.from === node.from;
      if (isCalled && (name === "now" || name === "today")) usesClock = true;
      else if (!(isCalled && isBuiltin(name))) variables.add(name);
    },
  });
  return { variables: [...variables], usesClock };
}

function unquoted(name: string): string {
  return name.startsWith("`") ? name.slice(1, -1) : name;
}
