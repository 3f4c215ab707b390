/** Receive task (BPMN 2.0.2 §13.3.3): waits for its message, like a message catch event, but may have boundary events. */
import {
  awaitedMessage,
  evaluateMessage,
  type MessageCatch,
  openSubscription,
  type PreparedMessage,
  readMessageCatch,
} from "../../event-definitions/message.ts";
import { happened } from "../../semantics/event-choice.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const receiveTask: ElementBehavior<MessageCatch, PreparedMessage> = {
  clause: "§13.3.3 Receive Task",
  read: (reader) => {
    if (reader.element.flag("instantiate") === true) {
      reader.report(
        "NOT_SUPPORTED",
        "暂不支持启动流程的接收任务",
        "An instantiating receive task is not supported",
      );
    }
    return readMessageCatch(reader, awaitedMessage);
  },
  evaluate: (run, node, element) => evaluateMessage(run, element.elementInstanceId, node.details),
  activate: (run, node, owner, prepared) => {
    openSubscription(run, node, owner, prepared);
    return "waits";
  },
  triggered: happened,
};
