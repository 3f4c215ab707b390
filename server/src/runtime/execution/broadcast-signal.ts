/**
 * Broadcasting a signal: to every instance that waits for it when it is thrown, and to signal start events of the latest
 * versions (BPMN 2.0.2 §10.5.5). All of it happens in the transaction of the command that threw it, or not at all.
 */
import type { SubscriptionId, Variables } from "@tongban/engine";
import { findSignalStarts, findSignalSubscriptions } from "../store/signal-store.ts";
import { asInstanceId } from "../snowflake.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** How many heard it. */
export interface Broadcast {
  /** Subscriptions of instances; one instance may wait in several places. */
  readonly received: number;
  readonly started: number;
}

/** Broadcasts in the unit's transaction; the instance that threw it has heard it already. */
export async function broadcast(
  unit: UnitOfWork,
  signalName: string,
  variables: Variables,
  throwerId?: string,
): Promise<Broadcast> {
  const { tx, context } = unit;
  const stored = await findSignalSubscriptions(tx, signalName);
  // All at once and in the order of their ids, so that two broadcasts do not wait for each other.
  await unit.lock(stored.map(({ process_instance_id: instance }) => instance));
  const waiting = new Map(stored.map((row) => [row.id, row.process_instance_id]));
  // What this transaction has opened is not stored yet; what it has closed is refused by the engine.
  for (const { subscriptionId, processInstanceId } of unit.openSignals(signalName)) {
    waiting.set(subscriptionId, processInstanceId);
  }
  let received = 0;
  for (const [id, processInstanceId] of waiting) {
    if (processInstanceId === throwerId) continue;
    const subscriptionId = id as SubscriptionId;
    const command = { type: "receiveSignal", subscriptionId, variables } as const;
    if ((await unit.apply(processInstanceId, command)) === null) received += 1;
  }
  let started = 0;
  for (const start of await findSignalStarts(tx, signalName)) {
    const deployed = await unit.definitions.byId(tx, start.definition_id);
    const processInstanceId = asInstanceId(context.newId());
    const rejection = await unit.create(deployed, {
      processInstanceId,
      variables,
      startElementId: start.element_id,
      rootProcessInstanceId: processInstanceId,
    });
    if (rejection === null) started += 1;
  }
  return { received, started };
}
