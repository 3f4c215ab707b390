/**
 * FEEL, compiled once and evaluated many times (DMN 1.3 §10.3): parsed into a tree, and the tree made into closures.
 * Only the variables that an evaluation comes across are looked up.
 */
import { BUILTIN_NAMES } from "./functions/index.ts";
import type { ExpressionProblem, Place } from "./problem.ts";
import { generate, type TypeLookup } from "./program/generate.ts";
import { type Code, rootScope } from "./program/scope.ts";
import type { Node } from "./syntax/ast.ts";
import { KnownNames } from "./syntax/names.ts";
import { MAX_NESTING } from "./syntax/operand-parser.ts";
import { parseExpression, parseUnaryTests } from "./syntax/parser.ts";
import { SyntaxProblem } from "./syntax/token.ts";
import { PROPERTY_NAMES } from "./temporal/properties.ts";
import { TYPE_NAMES } from "./values/type.ts";

/** An expression ready to be evaluated; immutable for everyone outside this folder. */
export interface Compiled {
  readonly source: string;
  /** Names that may be looked up when it is evaluated. */
  readonly variables: readonly string[];
  /** @internal */
  readonly code: Code;
}

/** The compiled expression, or why it cannot be compiled. */
export type Compilation = { readonly ok: true; readonly value: Compiled } | Failed;

/** The tree of an expression, or why it has none. */
export type Parsed = { readonly ok: true; readonly value: Node } | Failed;

/** Why a source is no expression. */
export interface Failed {
  readonly ok: false;
  readonly problem: ExpressionProblem;
}

/** Longest source, in UTF-16 units. */
const MAX_SOURCE_LENGTH = 20_000;
/** Expressions kept; a busy city has a few thousand in all its models. */
const CACHE_SIZE = 10_000;
/** Names with blanks that every expression may contain. */
export const STANDARD_NAMES = new KnownNames([...BUILTIN_NAMES, ...PROPERTY_NAMES, ...TYPE_NAMES]);

const cache = new Map<string, Compilation>();

/** Compiles an expression (without a leading `=`); the same source is compiled once. */
export function compile(source: string): Compilation {
  const cached = cache.get(source);
  if (cached !== undefined) {
    // Re-inserted, so that the oldest in the map is the one unused for longest.
    cache.delete(source);
    cache.set(source, cached);
    return cached;
  }
  const compilation = compileAnew(source);
  cache.set(source, compilation);
  const oldest = cache.keys().next();
  if (cache.size > CACHE_SIZE && !oldest.done) cache.delete(oldest.value);
  return compilation;
}

/** Parses an expression among these names, which may contain blanks and signs. */
export function parse(source: string, known: KnownNames = STANDARD_NAMES): Parsed {
  return attempt(source, () => parseExpression(source, known));
}

/** Parses the unary tests of a decision's cell, whose input is `?`. */
export function parseTests(source: string, known: KnownNames = STANDARD_NAMES): Parsed {
  return attempt(source, () => parseUnaryTests(source, known));
}

/** Makes code of a tree. Names in `known` hide built-in functions. */
export function compileTree(
  tree: Node,
  known: ReadonlySet<string>,
  types: TypeLookup,
): { readonly ok: true; readonly value: Code } | Failed {
  return attempt("", () => generate(tree, rootScope(known), types));
}

function compileAnew(source: string): Compilation {
  const parsed = parse(source);
  if (!parsed.ok) return parsed;
  const scope = rootScope();
  const generated = attempt(source, () => generate(parsed.value, scope));
  if (!generated.ok) return generated;
  return { ok: true, value: { source, variables: scope.names(), code: generated.value } };
}

function attempt<T>(
  source: string,
  work: () => T,
): { readonly ok: true; readonly value: T } | Failed {
  if (source.length > MAX_SOURCE_LENGTH) return tooLarge(undefined);
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    return error.isTooLarge ? tooLarge(error.place) : syntaxProblem(error);
  }
}

function tooLarge(position: Place | undefined): Failed {
  return {
    ok: false,
    problem: {
      code: "EXPRESSION_TOO_LARGE",
      message: {
        zh: `表达式过长或嵌套过深（上限 ${MAX_SOURCE_LENGTH} 字符、${MAX_NESTING} 层）`,
        en: `The expression is too long or nested too deeply (at most ${MAX_SOURCE_LENGTH} characters, ${MAX_NESTING} levels)`,
      },
      position,
    },
  };
}

function syntaxProblem({ text, place }: SyntaxProblem): Failed {
  return {
    ok: false,
    problem: {
      code: "EXPRESSION_SYNTAX",
      message: {
        zh: `FEEL 表达式第 ${place.from + 1} 个字符附近有语法错误：${text.zh}`,
        en: `The FEEL expression has a syntax error near character ${place.from + 1}: ${text.en}`,
      },
      position: place,
    },
  };
}
