/**
 * What decisions need of FEEL's inside. Boxed expressions (DMN 1.3 §7.3) are another notation of the same tree: read from XML,
 * they become nodes, and one generator makes code of all.
 */
export {
  compileTree,
  type Failed,
  parse,
  type Parsed,
  parseTests,
  STANDARD_NAMES,
} from "./compile.ts";
export { isLimit, limitReached } from "./evaluate.ts";
export { lambda } from "./program/calls.ts";
export type { TypeLookup } from "./program/generate.ts";
export { INPUT_NAME } from "./program/unary-tests.ts";
export { type EvaluationContext, type Failure, Run } from "./program/run.ts";
export { Env, rootEnv } from "./program/env.ts";
export { type Code, namedScope, type Scope } from "./program/scope.ts";
export type { Generator, Node } from "./syntax/ast.ts";
export { KnownNames } from "./syntax/names.ts";
export { equal, order } from "./values/compare.ts";
export { FeelFunction } from "./values/function.ts";
export { jsonOf } from "./values/json.ts";
export { add, type FeelNumber, isNumber } from "./values/number.ts";
export { describe, textOf } from "./values/text.ts";
export { ANY, builtinType, conform, type Type } from "./values/type.ts";
export { contextOf, isList, type Value } from "./values/value.ts";
