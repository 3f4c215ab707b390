/**
 * Implicit throw event (BPMN 2.0.2 §13.3.7, `behavior`): what a multi-instance activity throws when members complete. It
 * runs in the body beside the members, so what it throws is caught on the boundary of the activity first.
 */
import type { EventDetails } from "../../event-definitions/event-definition.ts";
import type { ElementBehavior } from "../element-behavior.ts";
import { intermediateThrowEvent } from "./intermediate-throw-event.ts";

/** See the file's head. */
export const implicitThrowEvent: ElementBehavior<EventDetails> = {
  ...intermediateThrowEvent,
  clause: "§13.3.7",
};
