/** FEEL: compile once, evaluate many (DMN 1.3 §10.3). What decisions need of its inside is named in within.ts. */
export { compile, type Compiled } from "./compile.ts";
export { evaluate, type Evaluation, type Lookup } from "./evaluate.ts";
export type { EvaluationContext } from "./program/run.ts";
