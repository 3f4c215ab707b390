/** What happens from outside: timers that are due, messages that have come, signals that are heard. */
import { rejection } from "../errors.ts";
import { nextOccurrence } from "../event-definitions/timer-schedule.ts";
import { armTimer } from "../event-definitions/timer.ts";
import { isRepeatable, occurred, receiveSignal, waitingNode } from "../semantics/occurrence.ts";
import { type Handlers, refuseVariables } from "./handler.ts";

/** See the file's head. */
export const triggerHandlers: Handlers<"triggerTimer" | "correlateMessage" | "receiveSignal"> = {
  triggerTimer: (run, { timerId }) => {
    const timer = run.tables.timer.get(timerId);
    if (timer === undefined) return rejection("TIMER_NOT_FOUND", timerId);
    const { elementInstanceId, elementId, cycle } = timer;
    run.emit({ type: "timerTriggered", timerId, elementInstanceId, elementId });
    const next = cycle === undefined ? undefined : nextOccurrence(cycle);
    if (next !== undefined) {
      armTimer(run, waitingNode(run, timer), run.living(elementInstanceId), next);
    }
    occurred(run, timer, {});
    return undefined;
  },

  correlateMessage: (run, { subscriptionId, messageId, variables }) => {
    const subscription = run.tables.subscription.get(subscriptionId);
    if (subscription === undefined) return rejection("SUBSCRIPTION_NOT_FOUND", subscriptionId);
    const refused = refuseVariables(run, variables);
    if (refused !== undefined) return refused;
    const { elementInstanceId, elementId } = subscription;
    const named = messageId === undefined ? undefined : { messageId };
    run.emit({
      type: "messageCorrelated",
      subscriptionId,
      elementInstanceId,
      elementId,
      ...named,
      variables,
    });
    // One message is enough, unless the event leaves its activity or scope running and may happen again.
    if (!isRepeatable(waitingNode(run, subscription))) {
      run.emit({ type: "messageSubscriptionClosed", subscriptionId, elementInstanceId, elementId });
    }
    occurred(run, subscription, variables);
    return undefined;
  },

  receiveSignal: (run, { subscriptionId, variables }) => {
    const subscription = run.tables.signal.get(subscriptionId);
    if (subscription === undefined) return rejection("SUBSCRIPTION_NOT_FOUND", subscriptionId);
    const refused = refuseVariables(run, variables);
    if (refused !== undefined) return refused;
    receiveSignal(run, subscriptionId, subscription, variables);
    return undefined;
  },
};
