/** Appliers of timers, subscriptions to messages, signals and conditions, and incidents. */
import type { Appliers } from "./appliers.ts";
import type { AwaitedRecord } from "./records.ts";
import { addTo, disown, type InstanceState, own, removeFrom } from "./instance-state.ts";

/** See appliers.ts. */
export const waitAppliers: Appliers<
  | "timerCreated"
  | "timerTriggered"
  | "timerCanceled"
  | "messageSubscriptionOpened"
  | "messageCorrelated"
  | "messageSubscriptionClosed"
  | "signalSubscriptionOpened"
  | "signalReceived"
  | "signalSubscriptionClosed"
  | "signalThrown"
  | "messageThrown"
  | "conditionSubscriptionOpened"
  | "conditionEvaluated"
  | "conditionSubscriptionClosed"
  | "eventPartOccurred"
  | "eventPartsConsumed"
  | "incidentRaised"
  | "incidentResolved"
> = {
  timerCreated: (state, { timerId, elementInstanceId, elementId, part, dueAt, cycle }) => {
    const again = cycle === undefined ? undefined : { cycle };
    const who = awaited({ elementInstanceId, elementId, part });
    state.tables.timer.set(timerId, { ...who, dueAt, ...again });
    own(state, elementInstanceId, { table: "timer", key: timerId });
  },
  timerTriggered: removeTimer,
  timerCanceled: removeTimer,

  messageSubscriptionOpened: (state, event) => {
    const { subscriptionId, elementInstanceId, messageName, correlationKey } = event;
    const subscription = { ...awaited(event), messageName, correlationKey };
    state.tables.subscription.set(subscriptionId, subscription);
    own(state, elementInstanceId, { table: "subscription", key: subscriptionId });
  },
  // The subscription stays open: whether one message is enough is decided by the event that waits.
  messageCorrelated: () => undefined,
  messageSubscriptionClosed: (state, { subscriptionId, elementInstanceId }) => {
    state.tables.subscription.delete(subscriptionId);
    disown(state, elementInstanceId, "subscription", subscriptionId);
  },

  signalSubscriptionOpened: (state, event) => {
    const { subscriptionId, elementInstanceId, signalName } = event;
    state.tables.signal.set(subscriptionId, { ...awaited(event), signalName });
    own(state, elementInstanceId, { table: "signal", key: subscriptionId });
  },
  signalReceived: () => undefined,
  signalSubscriptionClosed: (state, { subscriptionId, elementInstanceId }) => {
    state.tables.signal.delete(subscriptionId);
    disown(state, elementInstanceId, "signal", subscriptionId);
  },
  messageThrown: () => undefined,
  signalThrown: () => undefined,

  conditionSubscriptionOpened: (state, event) => {
    const { subscriptionId, elementInstanceId, variableNames } = event;
    const condition = { ...awaited(event), variableNames, isTrue: false };
    state.tables.condition.set(subscriptionId, condition);
    for (const name of variableNames) addTo(state.conditions, name, subscriptionId);
    own(state, elementInstanceId, { table: "condition", key: subscriptionId });
  },
  conditionEvaluated: (state, { subscriptionId, isTrue }) => {
    state.tables.condition.change(subscriptionId).isTrue = isTrue;
  },
  conditionSubscriptionClosed: (state, { subscriptionId, elementInstanceId }) => {
    for (const name of state.tables.condition.get(subscriptionId)?.variableNames ?? [])
      removeFrom(state.conditions, name, subscriptionId);
    state.tables.condition.delete(subscriptionId);
    disown(state, elementInstanceId, "condition", subscriptionId);
  },

  eventPartOccurred: (state, { elementInstanceId, elementId, part, variables }) => {
    const owner = state.tables.element.change(elementInstanceId);
    const parts = { ...owner.occurred?.[elementId], [part]: variables };
    owner.occurred = { ...owner.occurred, [elementId]: parts };
  },
  eventPartsConsumed: (state, { elementInstanceId, elementId }) => {
    const owner = state.tables.element.change(elementInstanceId);
    const { [elementId]: _, ...others } = owner.occurred ?? {};
    if (Object.keys(others).length > 0) owner.occurred = others;
    else delete owner.occurred;
  },

  incidentRaised: (state, { incidentId, elementInstanceId, code, resumeAt, jobId }) => {
    const job = jobId === undefined ? undefined : { jobId };
    state.tables.incident.set(incidentId, { elementInstanceId, code, resumeAt, ...job });
    own(state, elementInstanceId, { table: "incident", key: incidentId });
  },
  incidentResolved: (state, { incidentId, elementInstanceId }) => {
    state.tables.incident.delete(incidentId);
    disown(state, elementInstanceId, "incident", incidentId);
  },
};

function removeTimer(
  state: InstanceState,
  event: { timerId: string; elementInstanceId: string },
): void {
  state.tables.timer.delete(event.timerId);
  disown(state, event.elementInstanceId, "timer", event.timerId);
}

function awaited({ elementInstanceId, elementId, part }: AwaitedRecord): AwaitedRecord {
  return { elementInstanceId, elementId, ...(part === undefined ? undefined : { part }) };
}
