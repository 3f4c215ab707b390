/** All built-in functions: DMN 1.3 to 1.5 (§10.3.4), and those that Camunda 8 adds. */
import type { FeelFunction } from "../values/function.ts";
import { aggregateFunctions } from "./aggregate.ts";
import { contextFunctions } from "./context.ts";
import { conversionFunctions } from "./conversion.ts";
import { functionsOf } from "./define.ts";
import { listFunctions } from "./list.ts";
import { numericFunctions } from "./numeric.ts";
import { patternFunctions } from "./patterns.ts";
import { rangeFunctions } from "./range.ts";
import { temporalFunctions } from "./temporal.ts";
import { textFunctions } from "./text.ts";

const functions = functionsOf([
  ...aggregateFunctions,
  ...contextFunctions,
  ...conversionFunctions,
  ...listFunctions,
  ...numericFunctions,
  ...patternFunctions,
  ...rangeFunctions,
  ...temporalFunctions,
  ...textFunctions,
]);

/** The built-in function of this name. */
export function builtin(name: string): FeelFunction | undefined {
  return functions.get(name);
}

/** Names of built-in functions that contain blanks. */
export const BUILTIN_NAMES: readonly string[] = [...functions.keys()].filter((name) =>
  name.includes(" "),
);
