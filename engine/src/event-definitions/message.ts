/**
 * Message: waits for a message with the name and the correlation key (BPMN 2.0.2 §10.5.5, §13.5.1;
 * `zeebe:subscription`), or throws one (semantics/message-sending.ts).
 * A start event of the process has no key: the host starts an instance for every such message.
 */
import type { Evaluated } from "../elements/element-behavior.ts";
import type { ElementInstanceId } from "../ids.ts";
import type { ElementReader } from "../model/element-reader.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { ValueSource } from "../model/value-source.ts";
import { correlationKeyIn } from "../semantics/correlation-key.ts";
import { textIn } from "../semantics/evaluation.ts";
import {
  evaluateMessageThrow,
  type MessageThrow,
  type PreparedThrow,
  readMessageThrow,
  throwMessage,
} from "../semantics/message-sending.ts";
import { waitingFor } from "../semantics/occurrence.ts";
import type { Run } from "../semantics/run.ts";
import type { ElementRecord } from "../state/records.ts";
import type { EventDefinition, EventPosition } from "./event-definition.ts";

/** What is waited for; without a key at the start of a process. */
export interface MessageCatch {
  readonly messageName: ValueSource;
  readonly correlationKey: ValueSource | null;
}

/** The message that is waited for, evaluated. */
export interface PreparedMessage {
  readonly messageName: string;
  readonly correlationKey: string;
}

type MessageDetails =
  | { readonly position: "catch"; readonly message: MessageCatch }
  | { readonly position: "throw"; readonly message: MessageThrow };

/** See the file's head. */
export const message: EventDefinition<MessageDetails, PreparedMessage | PreparedThrow> = {
  bpmnType: "bpmn:MessageEventDefinition",
  positions: ["start", "eventSubProcessStart", "catch", "boundary", "throw", "end"],
  read: (reader, position) =>
    position === "throw" || position === "end"
      ? { position: "throw", message: readMessageThrow(reader) }
      : { position: "catch", message: readMessageCatch(reader, needsOf(reader, position)) },
  evaluateWait: (run, node, scopeId) =>
    evaluateMessage(run, scopeId, catchOf(node.details.definition)),
  wait: (run, node, owner, prepared) =>
    openSubscription(run, node, owner, prepared as PreparedMessage),
  evaluateThrow: (run, node, element) =>
    evaluateMessageThrow(run, element, throwOf(node.details.definition)),
  throw: (run, node, element, prepared) =>
    throwMessage(run, node, element, throwOf(node.details.definition), prepared as PreparedThrow),
};

/** What must be stated of a message that is caught. */
interface MessageNeeds {
  /** It is correlated with an instance that is there already. */
  readonly hasKey: boolean;
  /** It is subscribed to before an instance is there, so its name cannot be an expression. */
  readonly isStatic: boolean;
}

/** What every message needs that is waited for inside an instance. */
export const awaitedMessage: MessageNeeds = { hasKey: true, isStatic: false };

/** What a message needs that begins a process by itself. */
export const beginningMessage: MessageNeeds = { hasKey: false, isStatic: true };

function needsOf(reader: ElementReader, position: EventPosition): MessageNeeds {
  if (position !== "start") return awaitedMessage;
  // The first message of a parallel multiple start begins the process, in which the others are waited for.
  return { hasKey: reader.element.flag("parallelMultiple") === true, isStatic: true };
}

/** Reads the message that an event definition or a receive task refers to. */
export function readMessageCatch(
  reader: ElementReader,
  { hasKey, isStatic }: MessageNeeds,
): MessageCatch {
  const reference = reader.definitionReference("messageRef");
  const name = reference?.text("name") ?? "";
  if (name === "") {
    reader.report(
      "MESSAGE_MISSING",
      "没有指定消息，或消息没有名称",
      "It names no message, or the message has no name",
    );
  }
  const messageName = reader.value(name, "messageName") ?? { kind: "text", text: name };
  if (isStatic && messageName.kind === "expression") {
    reader.report(
      "MESSAGE_NAME_NOT_STATIC",
      "开始事件的消息名称不能是表达式",
      "The message name of a start event cannot be an expression",
    );
  }
  if (!hasKey) return { messageName, correlationKey: null };
  const correlationKey = reader.value(
    reference?.extension("zeebe:Subscription")?.text("correlationKey"),
    "correlationKey",
  );
  if (correlationKey === undefined && reference !== undefined) {
    reader.report(
      "CORRELATION_KEY_MISSING",
      `消息“${name}”没有关联键`,
      `The message "${name}" has no correlation key`,
    );
  }
  return { messageName, correlationKey: correlationKey ?? null };
}

/** Evaluates name and key; a key must be a text or a number. */
export function evaluateMessage(
  run: Run,
  scopeId: ElementInstanceId,
  caught: MessageCatch,
): Evaluated<PreparedMessage> {
  const name = textIn(run, scopeId, caught.messageName, "messageName");
  if (!name.ok) return name;
  const messageName = name.value;
  if (caught.correlationKey === null)
    throw new Error(`Message ${messageName} is waited for without a key`);
  const key = correlationKeyIn(run, scopeId, caught.correlationKey, {
    messageName,
    mayBeEmpty: false,
  });
  if (!key.ok) return key;
  return { ok: true, value: { messageName, correlationKey: key.value } };
}

/** Waits for the message. */
export function openSubscription(
  run: Run,
  node: ProcessNode,
  owner: ElementRecord,
  prepared: PreparedMessage,
): void {
  run.emit({
    type: "messageSubscriptionOpened",
    subscriptionId: run.newId(),
    ...waitingFor(node, owner),
    messageName: prepared.messageName,
    correlationKey: prepared.correlationKey,
  });
}

/** The name of the message that starts a process; its text was checked to be no expression. */
export function startMessageName(definition: unknown): string {
  const { messageName } = caughtMessage(definition);
  return messageName.kind === "text" ? messageName.text : "";
}

/** The message that an event waits for. */
export function caughtMessage(definition: unknown): MessageCatch {
  return catchOf(definition as MessageDetails);
}

function catchOf(details: MessageDetails): MessageCatch {
  if (details.position !== "catch") throw new Error("A throwing event does not wait");
  return details.message;
}

function throwOf(details: MessageDetails): MessageThrow {
  if (details.position !== "throw") throw new Error("A catching event does not throw");
  return details.message;
}
