/** What carries a command out: checks it first, and changes nothing when it refuses. */
import type { Command } from "../commands.ts";
import { type Rejection, rejection } from "../errors.ts";
import { variablesProblem, type Variables } from "../json.ts";
import type { Run } from "../semantics/run.ts";

/** One handler for each of these commands; a returned rejection means that nothing was emitted. */
export type Handlers<Type extends Command["type"]> = {
  readonly [T in Type]: (run: Run, command: Extract<Command, { type: T }>) => Rejection | undefined;
};

/** Refuses variables that are not JSON or too large. */
export function refuseVariables(run: Run, variables: Variables): Rejection | undefined {
  const problem = variablesProblem(variables, run.limits);
  return problem === undefined ? undefined : rejection(problem.code, problem.path);
}
