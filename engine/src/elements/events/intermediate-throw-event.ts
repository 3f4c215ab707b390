/** Intermediate throw event (BPMN 2.0.2 §10.5.4, §13.5.2): throws what it is for and lets the token go on. */
import type { EventDetails } from "../../event-definitions/event-definition.ts";
import { evaluateThrow, readEvent, throwEvent } from "../../semantics/events.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const intermediateThrowEvent: ElementBehavior<EventDetails> = {
  clause: "§10.5.4",
  read: (reader) => readEvent(reader, "throw"),
  evaluate: evaluateThrow,
  activate: throwEvent,
  completed: (run, node, element) =>
    run.eventDefinitions[node.trigger].thrown?.(run, node, element),
};
