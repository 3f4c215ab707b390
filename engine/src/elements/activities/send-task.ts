/** Send task (BPMN 2.0.2 §13.3.3): sends a message, by a worker or by itself: see semantics/message-sending.ts. */
import {
  evaluateMessageThrow,
  type MessageThrow,
  type PreparedThrow,
  readMessageThrow,
  throwMessage,
} from "../../semantics/message-sending.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const sendTask: ElementBehavior<MessageThrow, PreparedThrow> = {
  clause: "§13.3.3 Send Task",
  read: readMessageThrow,
  evaluate: (run, node, element) => evaluateMessageThrow(run, element, node.details),
  activate: (run, node, element, prepared) =>
    throwMessage(run, node, element, node.details, prepared),
};
