/**
 * End event (BPMN 2.0.2 §10.5.3, §13.5.6): consumes its token and throws what it is for. The scope completes when this
 * was its last token.
 */
import type { EventDetails } from "../../event-definitions/event-definition.ts";
import { evaluateThrow, readEvent, throwEvent } from "../../semantics/events.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const endEvent: ElementBehavior<EventDetails> = {
  clause: "§10.5.3",
  read: (reader) => readEvent(reader, "end"),
  evaluate: evaluateThrow,
  activate: throwEvent,
};
