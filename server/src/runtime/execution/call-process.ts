/** A call activity asks for another process (BPMN 2.0.2 §13.3.3): found by its binding, created, and run to its first wait. */
import type { FollowUp } from "@tongban/engine";
import { headerOf, type LockedInstance } from "../store/instance-store.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** Creates the called instance; when the process is not there, the call activity has an incident. */
export async function callProcess(
  unit: UnitOfWork,
  caller: LockedInstance,
  followUp: Extract<FollowUp, { type: "startCalledProcess" }>,
): Promise<void> {
  const { processId, binding, parent } = followUp;
  // What followed from an earlier one has ended the call before it was made.
  if (caller.state.tables.element.get(parent.elementInstanceId) === undefined) return;
  const { definitionId } = headerOf(caller.state);
  const { deploymentId } = await unit.definitions.byId(unit.tx, definitionId);
  const deployed = await unit.definitions.bound(unit.tx, processId, binding, deploymentId);
  if (deployed === null) {
    await unit.apply(caller.id, {
      type: "raiseIncident",
      elementInstanceId: parent.elementInstanceId,
      code: "CALLED_PROCESS_NOT_FOUND",
      message: {
        zh: `被调用的流程「${processId}」没有部署。请部署后重试。`,
        en: `The called process "${processId}" is not deployed. Deploy it, then try again.`,
      },
    });
    return;
  }
  const { calledProcessInstanceId, variables, rootProcessInstanceId, businessKey } = followUp;
  await unit.create(deployed, {
    processInstanceId: calledProcessInstanceId,
    variables,
    parent,
    rootProcessInstanceId,
    businessKey,
  });
}
