/** The tie between a call activity and the process that it called. */
import type { CalledProcessResult } from "../commands.ts";
import type { ElementRecord } from "../state/records.ts";
import type { Run } from "./run.ts";

/** The call activity no longer waits for the process that it called. */
export function forgetCalledProcess(
  run: Run,
  element: ElementRecord,
  result: CalledProcessResult["kind"] | "canceled",
): void {
  const { elementInstanceId, elementId, calledProcessInstanceId } = element;
  if (calledProcessInstanceId === undefined) return;
  run.emit({
    type: "calledProcessEnded",
    elementInstanceId,
    elementId,
    calledProcessInstanceId,
    result,
  });
}
