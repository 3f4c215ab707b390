/** The tie between a call activity and the process that it called. */
import type { CalledProcessResult } from "../commands.ts";
import type { ElementRecord } from "../state/records.ts";
import type { Run } from "./run.ts";
import { terminate } from "./termination.ts";

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

/** This called process ends before its time, with what its caller is to hear. */
export function endCalledInstance(run: Run, result: CalledProcessResult): void {
  terminate(run, run.living(run.rootScopeId));
  run.emit({ type: "processInstanceTerminated" });
  tellCaller(run, result);
}

/** The instance is given up; a caller that did not ask for it hears of it. */
export function terminateInstance(run: Run, byParent = false): void {
  terminate(run, run.living(run.rootScopeId));
  run.emit({ type: "processInstanceTerminated" });
  if (run.instance.parent !== undefined && !byParent) tellCaller(run, { kind: "terminated" });
}

function tellCaller(run: Run, result: CalledProcessResult): void {
  const { processInstanceId, parent } = run.instance;
  if (parent === undefined) throw new Error("Only a called process has a caller");
  run.followUps.push({
    type: "notifyParent",
    processInstanceId: parent.processInstanceId,
    command: {
      type: "endCalledProcess",
      elementInstanceId: parent.elementInstanceId,
      calledProcessInstanceId: processInstanceId,
      result,
    },
  });
}
