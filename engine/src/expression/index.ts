/** FEEL: compile once, evaluate many (DMN 1.3 §10.3). */
export { compile, type Compiled } from "./compile.ts";
export { evaluate, type Evaluation, type EvaluationContext, type Lookup } from "./evaluate.ts";
