/**
 * Start event (BPMN 2.0.2 §10.5.2, §13.5.1): where a process or sub-process begins. A message or timer that starts a
 * process is waited for by the host, which then creates the instance at this event; the one of an event sub-process by
 * the scope that this lies in.
 */
import { startEventSubProcess } from "../../semantics/event-sub-processes.ts";
import { evaluateWait, nothing, readEvent, waitForEvent } from "../../semantics/events.ts";
import { complete } from "../../semantics/tokens.ts";
import type { ProcessNode } from "../../model/process-graph.ts";
import type { EventDetails } from "../../event-definitions/event-definition.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const startEvent: ElementBehavior<EventDetails> = {
  clause: "§10.5.2",
  read: (reader) => readEvent(reader, "start"),
  // All parts of a parallel multiple one must happen, the first of which has created the instance.
  evaluate: (run, node, element) =>
    isAwaited(node) ? evaluateWait(run, node, element.elementInstanceId) : nothing,
  activate: (run, node, element, prepared) =>
    isAwaited(node) ? waitForEvent(run, node, element, prepared) : "completes",
  triggered: (run, node, owner, variables) => {
    if (owner.elementId === node.elementId) complete(run, owner, variables);
    else startEventSubProcess(run, node, owner, variables);
  },
};

function isAwaited(node: ProcessNode): boolean {
  return node.trigger === "parallelMultiple" && node.scope === 0;
}
