/**
 * Cancel: an end event in a transaction that cancels it. All that still runs in it is given up, all that has completed in
 * it is undone, and then its cancel boundary event happens (BPMN 2.0.2 §10.3.6, §13.3.4). See
 * elements/activities/transaction.ts.
 */
import { cancelTransaction } from "../elements/activities/transaction.ts";
import type { EventDefinition } from "./event-definition.ts";

/** See the file's head. */
export const cancel: EventDefinition<null> = {
  bpmnType: "bpmn:CancelEventDefinition",
  positions: ["boundary", "end"],
  read: () => null,
  throw: (run, node, element) => {
    cancelTransaction(run, run.living(element.scopeId), node.elementId);
    // Not reached by its own completion: it is given up with the rest.
    return "waits";
  },
};
