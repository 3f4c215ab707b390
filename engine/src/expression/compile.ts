/**
 * FEEL, compiled once and evaluated many times, on top of feelin.
 *
 * feelin parses at each call of `evaluate`. We let it evaluate a *function definition* once, whose parameters are the
 * variables that the expression refers to; the function it returns is the compiled expression. That also spares copying all
 * variables of a scope into a context: only what is referred to is looked up.
 */
import { evaluate as evaluateFeel, type FeelFunction, isFunction, type Warning } from "feelin";
import { extensionFunctions } from "./extension-functions.ts";
import { DIALECT, namesIn } from "./names.ts";
import type { ExpressionProblem } from "./problem.ts";

/** An expression ready to be evaluated; immutable for everyone outside this folder. */
export interface Compiled {
  readonly source: string;
  /** Names that are looked up when it is evaluated. */
  readonly variables: readonly string[];
  /** @internal */
  readonly program: Program;
}

/** What feelin made of the source. */
export interface Program {
  readonly run: FeelFunction;
  /** Positional arguments: the variables, then `now` and `today` when the expression calls them. */
  readonly usesClock: boolean;
  /** feelin adds to this list while it evaluates; it is emptied before each evaluation. */
  readonly warnings: Warning[];
  /** Where the source begins in what feelin parsed. */
  readonly offset: number;
}

/** The compiled expression, or why it cannot be compiled. */
export type Compilation =
  | { readonly ok: true; readonly value: Compiled }
  | { readonly ok: false; readonly problem: ExpressionProblem };

/** Longest source, in UTF-16 units. */
const MAX_SOURCE_LENGTH = 20_000;
/** Deepest nesting of brackets; the parser and evaluator recurse. */
const MAX_NESTING = 100;
/** Expressions kept; a busy city has a few thousand in all its models. */
const CACHE_SIZE = 10_000;

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

function compileAnew(source: string): Compilation {
  if (source.length > MAX_SOURCE_LENGTH || nestingOf(source) > MAX_NESTING) return tooLarge();
  let head = "";
  try {
    const { variables, usesClock } = namesIn(source);
    const parameters = usesClock ? [...variables, "now", "today"] : variables;
    head = `function(${parameters.join(", ")}) `;
    const { value, warnings } = evaluateFeel(
      `${head}${source}`,
      { ...extensionFunctions },
      DIALECT,
    );
    if (!isFunction(value) || source.trim() === "") return syntaxProblem("", undefined);
    const program = { run: value, usesClock, warnings, offset: head.length };
    return { ok: true, value: { source, variables, program } };
  } catch (error) {
    return syntaxProblem(messageOf(error), positionOf(error, head.length, source.length));
  }
}

/** Deepest nesting of brackets outside string literals. */
function nestingOf(source: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of source.replaceAll(/"(?:[^"\\]|\\.)*"/gs, "")) {
    if ("([{".includes(character)) deepest = Math.max(deepest, (depth += 1));
    else if (")]}".includes(character)) depth -= 1;
  }
  return deepest;
}

function tooLarge(): Compilation {
  return {
    ok: false,
    problem: {
      code: "EXPRESSION_TOO_LARGE",
      message: {
        zh: `表达式过长或括号嵌套过深（上限 ${MAX_SOURCE_LENGTH} 字符、${MAX_NESTING} 层）`,
        en: `The expression is too long or nested too deeply (at most ${MAX_SOURCE_LENGTH} characters, ${MAX_NESTING} levels)`,
      },
    },
  };
}

function syntaxProblem(message: string, position: ExpressionProblem["position"]): Compilation {
  const where = position === undefined ? "" : `第 ${position.from + 1} 个字符附近`;
  const whereEn = position === undefined ? "" : ` near character ${position.from + 1}`;
  const detail = message === "" ? "" : `（${message}）`;
  return {
    ok: false,
    problem: {
      code: "EXPRESSION_SYNTAX",
      message: {
        zh: `FEEL 表达式${where}有语法错误${detail}`,
        en: `The FEEL expression has a syntax error${whereEn}${message === "" ? "" : `: ${message}`}`,
      },
      position,
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** feelin's own SyntaxError carries a position in what it parsed. */
function positionOf(error: unknown, offset: number, length: number): ExpressionProblem["position"] {
  const position = (error as { position?: { from?: unknown; to?: unknown } }).position;
  if (typeof position?.from !== "number" || typeof position.to !== "number") return undefined;
  const clamp = (at: number): number => Math.min(Math.max(at - offset, 0), length);
  return { from: clamp(position.from), to: clamp(position.to) };
}
