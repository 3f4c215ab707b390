/**
 * Receive task (BPMN 2.0.2 §13.3.3): waits for its message, like a message catch event, but may have boundary events. One
 * that instantiates begins the process with its message and does not wait.
 */
import {
  awaitedMessage,
  beginningMessage,
  evaluateMessage,
  type MessageCatch,
  openSubscription,
  type PreparedMessage,
  readMessageCatch,
} from "../../event-definitions/message.ts";
import { beginsAlone, type Instantiation, readInstantiation } from "../../model/beginnings.ts";
import { happened } from "../../semantics/event-choice.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const receiveTask: ElementBehavior<MessageCatch & Instantiation, PreparedMessage> = {
  clause: "§13.3.3 Receive Task",
  read: (reader) => {
    const instantiation = readInstantiation(reader);
    const isBeginning = instantiation.isInstantiating || beginsAlone(reader.element);
    const needs = isBeginning ? beginningMessage : awaitedMessage;
    return { ...readMessageCatch(reader, needs), ...instantiation };
  },
  evaluate: (run, node, element) => evaluateMessage(run, element.elementInstanceId, node.details),
  activate: (run, node, owner, prepared) => {
    openSubscription(run, node, owner, prepared);
    return "waits";
  },
  triggered: happened,
};
