/**
 * Start event (BPMN 2.0.2 §10.5.2, §13.5.1): where a process or sub-process begins. A message or timer that starts a
 * process is waited for by the host, which then creates the instance at this event; the one of an event sub-process by
 * the scope that this lies in.
 */
import { startEventSubProcess } from "../../semantics/event-sub-processes.ts";
import { readEvent } from "../../semantics/events.ts";
import type { EventDetails } from "../../event-definitions/event-definition.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const startEvent: ElementBehavior<EventDetails> = {
  clause: "§10.5.2",
  read: (reader) => readEvent(reader, "start"),
  triggered: startEventSubProcess,
};
