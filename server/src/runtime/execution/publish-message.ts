/** Publishing a message: to who waits for it, to message start events, and into the buffer (BPMN 2.0.2 §8.3.12). */
import { startEvents, type SubscriptionId } from "@tongban/engine";
import { failure, type Result, success } from "../result.ts";
import type { PublishMessage } from "../runtime-command.ts";
import { keepMessage, type Waiting, type WaitingStart } from "../store/message-store.ts";
import { asInstanceId } from "../snowflake.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** A message that reached somebody is remembered at least so long, so that a repetition is recognised. */
const REMEMBER_MS = 3_600_000;

/** Publishes in the unit's transaction, which holds the lock of name and key; see {@link PublishMessage}. */
export async function publish(unit: UnitOfWork, command: PublishMessage): Promise<Result<unknown>> {
  const { name, correlationKey: key, variables, timeToLiveMs, messageId = null } = command;
  const { tx, context, messages } = unit;
  if (await messages.isKnown(command)) {
    return success({ messageKey: context.newId(), correlated: 0, duplicate: true, reached: [] });
  }
  const messageKey = context.newId();
  const correlatedTo: string[] = [];
  const reached: string[] = [];
  /** `process/element` of the subscriptions that got it. */
  const received = new Set<string>();
  const note = (
    { id, process_id: processId, element_id: elementId }: Omit<Waiting, "process_instance_id">,
    processInstanceId: string,
  ): void => {
    const reachedThere = { processInstanceId, processId, elementId, subscriptionId: id };
    unit.records.correlated({
      ...reachedThere,
      messageKey,
      messageName: name,
      correlationKey: key,
    });
  };
  for (const waiting of await messages.waiting(name, key)) {
    if (correlatedTo.includes(waiting.process_id)) continue;
    // Refused when the subscription has been used up in this transaction, or closed before the instance was locked: the
    // next one of the process gets the message.
    const rejection = await unit.apply(waiting.process_instance_id, {
      type: "correlateMessage",
      subscriptionId: waiting.id as SubscriptionId,
      messageId: messageId ?? undefined,
      variables,
    });
    if (rejection !== null) continue;
    correlatedTo.push(waiting.process_id);
    reached.push(waiting.process_instance_id);
    received.add(`${waiting.process_id}/${waiting.element_id}`);
    note(waiting, waiting.process_instance_id);
  }
  for (const { start, processInstanceId } of await startWaiting(unit, command, received)) {
    correlatedTo.push(start.process_id);
    reached.push(processInstanceId);
    note(start, processInstanceId);
  }
  if (correlatedTo.length === 0 && timeToLiveMs <= 0) {
    return failure(
      "MESSAGE_NOT_CORRELATED",
      `没有流程在等待消息「${name}」（关联键 ${key}）。`,
      `Nobody waits for the message "${name}" with the key ${key}.`,
    );
  }
  const keepMs = Math.max(
    timeToLiveMs,
    correlatedTo.length > 0 && messageId !== null ? REMEMBER_MS : 0,
  );
  if (keepMs > 0) {
    if (messageId !== null) messages.isKept(name, key, messageId);
    await keepMessage(tx, {
      id: messageKey,
      name,
      key,
      messageId,
      variables,
      publishedAt: context.now,
      expiresAt: context.now + keepMs,
      correlatedTo,
    });
  }
  return success({ messageKey, correlated: correlatedTo.length, duplicate: false, reached });
}

/** Starts instances at the message start events; where one that waited has `received` it, none is begun beside it. */
async function startWaiting(
  unit: UnitOfWork,
  { name, variables }: PublishMessage,
  received: ReadonlySet<string>,
): Promise<{ readonly start: WaitingStart; readonly processInstanceId: string }[]> {
  const { tx, context } = unit;
  const begun: { start: WaitingStart; processInstanceId: string }[] = [];
  for (const start of await unit.messages.starts(name)) {
    const deployed = await unit.definitions.byId(tx, start.definition_id);
    const processInstanceId = asInstanceId(context.newId());
    const event = startEvents(deployed.graph).find(
      (candidate) =>
        candidate.trigger === "message" &&
        candidate.elementId === start.element_id &&
        candidate.messageName === name,
    );
    const startPart = event?.part;
    // An instance that waited at this very start event has got what would begin another.
    const isAwaited = received.has(`${start.process_id}/${start.element_id}`);
    if (startPart !== undefined && isAwaited) continue;
    const rejection = await unit.create(deployed, {
      processInstanceId,
      startPart,
      variables,
      startElementId: start.element_id,
      rootProcessInstanceId: processInstanceId,
    });
    if (rejection === null) begun.push({ start, processInstanceId });
  }
  return begun;
}
