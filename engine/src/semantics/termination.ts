/** Giving an element instance up, with all that is in it (BPMN 2.0.2 §13.3.2: Terminating, Terminated). */
import type { EngineEvent } from "../events.ts";
import type {
  ElementInstanceId,
  IncidentId,
  JobId,
  SubscriptionId,
  TimerId,
  UserTaskId,
} from "../ids.ts";
import type { Owned, OwnedTable } from "../state/instance-state.ts";
import type { ElementRecord } from "../state/records.ts";
import { discardCompensations } from "./compensation.ts";
import type { Run } from "./run.ts";
import { transition } from "./tokens.ts";

type ReleaseEvent = Extract<
  EngineEvent,
  {
    readonly type:
      | "jobCanceled"
      | "userTaskCanceled"
      | "timerCanceled"
      | "messageSubscriptionClosed"
      | "signalSubscriptionClosed"
      | "conditionSubscriptionClosed"
      | "incidentResolved";
  }
>;

/** Terminates the element instance: its children first, then what it waits on. Its scope is *not* told. */
export function terminate(run: Run, element: ElementRecord): void {
  const node = run.nodeOf(element);
  transition(run, node, element, "elementTerminating");
  terminateChildren(run, element.elementInstanceId);
  releaseOwned(run, element);
  run.behaviorOf(node).terminate?.(run, node, element);
  discardCompensations(run, element);
  transition(run, node, element, "elementTerminated");
}

/** Terminates all that lives in the scope, oldest first, and the tokens that wait at joins in it. */
export function terminateChildren(run: Run, scopeId: ElementInstanceId): void {
  // Ending a child takes it out of the set, which iteration of a Set allows.
  for (const childId of run.state.children.get(scopeId) ?? []) terminate(run, run.living(childId));
  if (run.state.joins.has(scopeId)) run.emit({ type: "joinTokensDiscarded", scopeId });
}

/**
 * Gives up jobs, user tasks, timers, subscriptions and incidents of the element instance; with `isMeant` only what it
 * waits on for the events with these ids (of what is no event, the element's own).
 */
export function releaseOwned(
  run: Run,
  element: ElementRecord,
  isMeant?: (elementId: string, table: OwnedTable) => boolean,
): void {
  const all = run.state.owned.get(element.elementInstanceId);
  if (all === undefined) return;
  for (const owned of all.slice()) {
    const event = releaseEvent(run, element, owned);
    if (isMeant === undefined || isMeant(event.elementId, owned.table)) run.emit(event);
  }
}

function releaseEvent(run: Run, element: ElementRecord, { table, key }: Owned): ReleaseEvent {
  const { elementInstanceId } = element;
  // What is waited for belongs to an event that may not be the one who waits.
  const awaited = run.tables[table].get(key);
  const elementId =
    awaited !== undefined && "elementId" in awaited ? awaited.elementId : element.elementId;
  const of = { elementInstanceId, elementId };
  switch (table) {
    case "job":
      return { type: "jobCanceled", jobId: key as JobId, ...of };
    case "userTask":
      return { type: "userTaskCanceled", userTaskId: key as UserTaskId, ...of };
    case "timer":
      return { type: "timerCanceled", timerId: key as TimerId, ...of };
    case "subscription":
      return { type: "messageSubscriptionClosed", subscriptionId: key as SubscriptionId, ...of };
    case "signal":
      return { type: "signalSubscriptionClosed", subscriptionId: key as SubscriptionId, ...of };
    case "condition":
      return { type: "conditionSubscriptionClosed", subscriptionId: key as SubscriptionId, ...of };
    case "incident":
      return { type: "incidentResolved", incidentId: key as IncidentId, ...of };
  }
}
