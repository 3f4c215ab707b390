/** What a command brings from outside that cannot be kept: checked once, here, before anything is done. */
import { defaultLimits, type Variables, variablesProblem } from "@tongban/engine";
import { failure, type Result } from "../result.ts";
import type { RuntimeCommand } from "../runtime-command.ts";
import { unstorableText } from "./storable-text.ts";
import { tooLongKey } from "./too-long-key.ts";

/** The refusal of a command whose variables, texts or keys cannot be kept; null when they can. */
export function unacceptableInput(command: RuntimeCommand): Result<never> | null {
  for (const variables of variablesIn(command)) {
    const problem = variablesProblem(variables, defaultLimits);
    if (problem !== undefined) {
      return failure(
        problem.code,
        `变量「${problem.path}」不能保存：只能是 JSON 值，且不能过大或嵌套过深。`,
        `The variable "${problem.path}" cannot be stored: it must be JSON, not too large and not nested too deeply.`,
      );
    }
  }
  // The variables are bounded by now, so it can be walked through.
  const path = unstorableText(command);
  if (path !== undefined) {
    return failure(
      "VARIABLE_NOT_SERIALISABLE",
      `「${path}」含有不能保存的字符。`,
      `"${path}" contains a character that cannot be stored.`,
    );
  }
  return tooLongKey(command);
}

function variablesIn(command: RuntimeCommand): readonly Variables[] {
  if (command.type === "modifyInstance")
    return command.instructions.flatMap((instruction) =>
      instruction.kind === "cancel"
        ? []
        : (instruction.variables ?? []).map(({ variables }) => variables),
    );
  return "variables" in command && command.variables !== undefined ? [command.variables] : [];
}
