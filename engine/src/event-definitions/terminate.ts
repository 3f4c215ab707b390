/**
 * Terminate: all that still runs in the scope is given up and the scope completes (BPMN 2.0.2 §13.5.6). It ends its own
 * scope only: in a sub-process the sub-process, whose flows are then taken.
 */
import { terminate } from "../semantics/termination.ts";
import type { EventDefinition } from "./event-definition.ts";

/** See the file's head. */
export const terminateAll: EventDefinition<null> = {
  bpmnType: "bpmn:TerminateEventDefinition",
  positions: ["end"],
  read: () => null,
  throw: (run, _node, element) => {
    const { scopeId, elementInstanceId } = element;
    for (const siblingId of run.state.children.get(scopeId) ?? []) {
      if (siblingId !== elementInstanceId) terminate(run, run.living(siblingId));
    }
    if (run.state.joins.has(scopeId)) run.emit({ type: "joinTokensDiscarded", scopeId });
    return "completes";
  },
};
