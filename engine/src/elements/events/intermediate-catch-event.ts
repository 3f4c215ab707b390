/**
 * Intermediate catch event (BPMN 2.0.2 §10.5.4, §13.5.2): the token waits until what it is for has happened. The target
 * of a link does not wait: the token comes from the link's source.
 */
import type { EventDetails } from "../../event-definitions/event-definition.ts";
import { beginsAlone } from "../../model/beginnings.ts";
import { happened } from "../../semantics/event-choice.ts";
import { evaluateWait, readEvent, waitForEvent } from "../../semantics/events.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const intermediateCatchEvent: ElementBehavior<EventDetails> = {
  clause: "§10.5.4",
  read: (reader) => readEvent(reader, beginsAlone(reader.element) ? "start" : "catch"),
  evaluate: (run, node, element) => evaluateWait(run, node, element.elementInstanceId),
  activate: (run, node, element, prepared) => waitForEvent(run, node, element, prepared),
  triggered: happened,
};
