/** What happens from outside: timers that are due, messages that have come, signals that are heard. */
import { rejection } from "../errors.ts";
import { nextOccurrence } from "../event-definitions/timer-schedule.ts";
import { armTimer } from "../event-definitions/timer.ts";
import { isRepeatable, waitingNode } from "../semantics/occurrence.ts";
import { type Handlers, refuseVariables } from "./handler.ts";

/** See the file's head. */
export const triggerHandlers: Handlers<"triggerTimer" | "correlateMessage" | "receiveSignal"> = {
  triggerTimer: (run, { timerId }) => {
    const timer = run.tables.timer.get(timerId);
    if (timer === undefined) return rejection("TIMER_NOT_FOUND", timerId);
    const { elementInstanceId, elementId, cycle } = timer;
    const owner = run.living(elementInstanceId);
    const node = waitingNode(run, elementId);
    run.emit({ type: "timerTriggered", timerId, elementInstanceId, elementId });
    const next = cycle === undefined ? undefined : nextOccurrence(cycle);
    if (next !== undefined) armTimer(run, owner, elementId, next);
    run.behaviorOf(node).triggered?.(run, node, owner, {});
    return undefined;
  },

  correlateMessage: (run, { subscriptionId, messageId, variables }) => {
    const subscription = run.tables.subscription.get(subscriptionId);
    if (subscription === undefined) return rejection("SUBSCRIPTION_NOT_FOUND", subscriptionId);
    const refused = refuseVariables(run, variables);
    if (refused !== undefined) return refused;
    const { elementInstanceId, elementId } = subscription;
    const owner = run.living(elementInstanceId);
    const named = messageId === undefined ? undefined : { messageId };
    run.emit({
      type: "messageCorrelated",
      subscriptionId,
      elementInstanceId,
      elementId,
      ...named,
      variables,
    });
    const node = waitingNode(run, elementId);
    // One message is enough, unless the event leaves its activity or scope running and may happen again.
    if (!isRepeatable(node)) {
      run.emit({ type: "messageSubscriptionClosed", subscriptionId, elementInstanceId, elementId });
    }
    run.behaviorOf(node).triggered?.(run, node, owner, variables);
    return undefined;
  },

  receiveSignal: (run, { subscriptionId, variables }) => {
    const subscription = run.tables.signal.get(subscriptionId);
    if (subscription === undefined) return rejection("SUBSCRIPTION_NOT_FOUND", subscriptionId);
    const refused = refuseVariables(run, variables);
    if (refused !== undefined) return refused;
    const { elementInstanceId, elementId } = subscription;
    const owner = run.living(elementInstanceId);
    const node = waitingNode(run, elementId);
    run.emit({ type: "signalReceived", subscriptionId, elementInstanceId, elementId, variables });
    if (!isRepeatable(node)) {
      run.emit({ type: "signalSubscriptionClosed", subscriptionId, elementInstanceId, elementId });
    }
    run.behaviorOf(node).triggered?.(run, node, owner, variables);
    return undefined;
  },
};
