/** The part of the event vocabulary (events.ts) about what instances wait for: timers, messages, signals, conditions. */
import type { ElementInstanceId, SubscriptionId, TimerId } from "./ids.ts";
import type { Variables } from "./json.ts";

/** What every event about one element instance says. */
export interface OfElement {
  readonly elementInstanceId: ElementInstanceId;
  /** The id in the model. A multi-instance body and its members share it; `elementKind` tells them apart. */
  readonly elementId: string;
}

/** Who waits, and for which event. */
interface OfAwaitedEvent extends OfElement {
  /** Of a multiple event, the part that is waited for, from 0. */
  readonly part?: number | undefined;
}

/**
 * A timer was armed. `elementInstanceId` waits on it and `elementId` is the event it belongs to: for a boundary event
 * the activity that it is attached to waits, for an event after an event-based gateway the gateway.
 */
export interface TimerCreated extends OfAwaitedEvent {
  readonly type: "timerCreated";
  readonly timerId: TimerId;
  /** Epoch ms; may lie in the past, then it is due at once. */
  readonly dueAt: number;
  /** Present when it fires again. */
  readonly cycle?: TimerCycle | undefined;
}

/** How a timer goes on when it has fired. */
export type TimerCycle = RepeatingInterval | CronCycle;

/** A cron pattern: without end, and due at each instant that it matches. */
export interface CronCycle {
  readonly cron: string;
  readonly timeZone: string;
  /** Epoch ms of the armed occurrence. */
  readonly at: number;
}

/** Where a timer stands in its ISO 8601 repetition; occurrence n is due at `start` + n × `interval`. */
export interface RepeatingInterval {
  /** ISO 8601 instant with its offset or zone. */
  readonly start: string;
  /** ISO 8601 duration. */
  readonly interval: string;
  /** n of the armed occurrence. */
  readonly occurrence: number;
  /** How often it fires after this time; null: without end. */
  readonly repetitionsLeft: number | null;
}

/** The timer fired and is gone. A cycle arms the next one with a `timerCreated` of its own. */
export interface TimerTriggered extends OfElement {
  readonly type: "timerTriggered";
  readonly timerId: TimerId;
}

/** Nobody waits for the timer any more. */
export interface TimerCanceled extends OfElement {
  readonly type: "timerCanceled";
  readonly timerId: TimerId;
}

/** A message is waited for. Who waits: as for {@link TimerCreated}. */
export interface MessageSubscriptionOpened extends OfAwaitedEvent {
  readonly type: "messageSubscriptionOpened";
  readonly subscriptionId: SubscriptionId;
  readonly messageName: string;
  readonly correlationKey: string;
}

/** A message arrived. The subscription stays open until a `messageSubscriptionClosed`. */
export interface MessageCorrelated extends OfElement {
  readonly type: "messageCorrelated";
  readonly subscriptionId: SubscriptionId;
  readonly messageId?: string | undefined;
  readonly variables: Variables;
}

/** Nobody waits for the message any more. */
export interface MessageSubscriptionClosed extends OfElement {
  readonly type: "messageSubscriptionClosed";
  readonly subscriptionId: SubscriptionId;
}

/** A signal is waited for. Who waits: as for {@link TimerCreated}. */
export interface SignalSubscriptionOpened extends OfAwaitedEvent {
  readonly type: "signalSubscriptionOpened";
  readonly subscriptionId: SubscriptionId;
  readonly signalName: string;
}

/** A message was sent from here without a worker; whom it reaches is told by their own events. */
export interface MessageThrown extends OfElement {
  readonly type: "messageThrown";
  readonly messageName: string;
  /** Empty without one. */
  readonly correlationKey: string;
  readonly variables: Variables;
}

/** The signal was heard. The subscription stays open until a `signalSubscriptionClosed`. */
export interface SignalReceived extends OfElement {
  readonly type: "signalReceived";
  readonly subscriptionId: SubscriptionId;
  readonly variables: Variables;
}

/** Nobody waits for the signal any more. */
export interface SignalSubscriptionClosed extends OfElement {
  readonly type: "signalSubscriptionClosed";
  readonly subscriptionId: SubscriptionId;
}

/** A signal was thrown here; whom it reaches is told by their own events. */
export interface SignalThrown extends OfElement {
  readonly type: "signalThrown";
  readonly signalName: string;
  readonly variables: Variables;
}

/** A condition is waited for. Who waits: as for {@link TimerCreated}. */
export interface ConditionSubscriptionOpened extends OfAwaitedEvent {
  readonly type: "conditionSubscriptionOpened";
  readonly subscriptionId: SubscriptionId;
  /** Variables whose change may make it true; unique. */
  readonly variableNames: readonly string[];
}

/** The condition has become true, or false again. It stays open until a `conditionSubscriptionClosed`. */
export interface ConditionEvaluated extends OfElement {
  readonly type: "conditionEvaluated";
  readonly subscriptionId: SubscriptionId;
  readonly isTrue: boolean;
}

/** Nobody waits for the condition any more. */
export interface ConditionSubscriptionClosed extends OfElement {
  readonly type: "conditionSubscriptionClosed";
  readonly subscriptionId: SubscriptionId;
}

/** One part of a parallel multiple event has happened; the event waits for the others. */
export interface EventPartOccurred extends OfElement {
  readonly type: "eventPartOccurred";
  /** From 0, in the order of the model. */
  readonly part: number;
  readonly variables: Variables;
}

/**
 * All parts of the parallel multiple event have happened: so it has, and begins anew if it may happen again; or a migration has
 * given the event up.
 */
export interface EventPartsConsumed extends OfElement {
  readonly type: "eventPartsConsumed";
}

/** Every event of this file. */
export type WaitEvent =
  | TimerCreated
  | TimerTriggered
  | TimerCanceled
  | MessageSubscriptionOpened
  | MessageCorrelated
  | MessageSubscriptionClosed
  | SignalSubscriptionOpened
  | SignalReceived
  | SignalSubscriptionClosed
  | SignalThrown
  | MessageThrown
  | ConditionSubscriptionOpened
  | ConditionEvaluated
  | ConditionSubscriptionClosed
  | EventPartOccurred
  | EventPartsConsumed;
