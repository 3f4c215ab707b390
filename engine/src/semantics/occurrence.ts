/**
 * What is waited for has happened: which event of the model that is, whether it may happen again, and for a parallel
 * multiple event whether all of its parts have happened now.
 */
import { isBody } from "../model/element-kind.ts";
import type { EventDetails } from "../event-definitions/event-definition.ts";
import { partsOf } from "../event-definitions/multiple.ts";
import type { SubscriptionId } from "../ids.ts";
import type { Variables } from "../json.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { AwaitedRecord, ElementRecord } from "../state/records.ts";
import type { Run } from "./run.ts";

/** The owner waits for the event, or for the part of an event that the node stands for. */
export function waitingFor(node: ProcessNode, { elementInstanceId }: ElementRecord): AwaitedRecord {
  const { part } = node.details as Partial<EventDetails>;
  const { elementId } = node;
  return { elementInstanceId, elementId, ...(part === undefined ? undefined : { part }) };
}

/** The node that is waited for; for a part of a multiple event the node of that part. */
export function waitingNode(run: Run, { elementId, part }: AwaitedRecord): ProcessNode {
  const node = run.nodeById(elementId);
  // A repeated receive task waits in its members, not in the body that shares its id.
  if (isBody(node.kind)) return run.nodeAt(node.children[0] ?? -1);
  if (part === undefined) return node;
  const partNode = partsOf(node)[part];
  if (partNode === undefined) throw new Error(`${elementId} has no part ${String(part)}`);
  return partNode;
}

/** True for an event that leaves its activity or scope running. */
export function isRepeatable(node: ProcessNode): boolean {
  return (
    (node.kind === "boundaryEvent" || node.kind === "startEvent") &&
    !(node as ProcessNode<EventDetails>).details.isInterrupting
  );
}

/** A signal has reached who waits for it; an event that does not interrupt goes on waiting. */
export function receiveSignal(
  run: Run,
  subscriptionId: SubscriptionId,
  subscription: AwaitedRecord,
  variables: Variables,
): void {
  const { elementInstanceId, elementId } = subscription;
  run.emit({ type: "signalReceived", subscriptionId, elementInstanceId, elementId, variables });
  if (!isRepeatable(waitingNode(run, subscription))) {
    run.emit({ type: "signalSubscriptionClosed", subscriptionId, elementInstanceId, elementId });
  }
  occurred(run, subscription, variables);
}

/** A signal is heard by all that wait for it in this instance at this moment, oldest first; one may take another away. */
export function publishHere(run: Run, signalName: string, variables: Variables): void {
  const waiting = [...run.tables.signal.entries()].filter(
    ([, subscription]) => subscription.signalName === signalName,
  );
  for (const [subscriptionId, subscription] of waiting) {
    if (run.tables.signal.get(subscriptionId) !== undefined)
      receiveSignal(run, subscriptionId as SubscriptionId, subscription, variables);
  }
}

/** It has happened: the event's element is told, unless it is still waiting for other parts of the event. */
export function occurred(run: Run, waiting: AwaitedRecord, variables: Variables): void {
  const { elementInstanceId, elementId, part } = waiting;
  const owner = run.living(elementInstanceId);
  const node = part === undefined ? waitingNode(run, waiting) : run.nodeById(elementId);
  if (part === undefined || node.trigger !== "parallelMultiple") {
    run.behaviorOf(node).triggered?.(run, node, owner, variables);
    return;
  }
  run.emit({ type: "eventPartOccurred", elementInstanceId, elementId, part, variables });
  const brought = owner.occurred?.[elementId] ?? {};
  const parts = partsOf(node);
  if (!parts.every((_, index) => Object.hasOwn(brought, index))) return;
  const merged = Object.assign({}, ...parts.map((_, index) => brought[index])) as Variables;
  run.emit({ type: "eventPartsConsumed", elementInstanceId, elementId });
  run.behaviorOf(node).triggered?.(run, node, owner, merged);
}
