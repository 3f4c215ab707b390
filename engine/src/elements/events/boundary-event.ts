/**
 * Boundary event (BPMN 2.0.2 §10.5.4, §13.5.3): happens while the activity it is attached to is running. An
 * interrupting one gives the activity up and its token goes on from here; a non-interrupting one adds a token.
 * It is armed with its activity (semantics/boundary-events.ts) and never entered over a flow.
 */
import type { EventDetails } from "../../event-definitions/event-definition.ts";
import { readEvent } from "../../semantics/events.ts";
import { terminate } from "../../semantics/termination.ts";
import { enterHappened } from "../../semantics/tokens.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const boundaryEvent: ElementBehavior<EventDetails> = {
  clause: "§13.5.3",
  read: (reader) => readEvent(reader, "boundary"),
  triggered: (run, node, host, variables) => {
    const { scopeId } = host;
    if (node.details.isInterrupting) terminate(run, host);
    enterHappened(run, node, scopeId, variables);
  },
};
