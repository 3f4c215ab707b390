/**
 * The life of an element instance (BPMN 2.0.2 §13.3.2, figure 13.2).
 *
 * What has completed is gone from the state; when it is undone, a new instance of the same element is `compensating`, and
 * what undoes it runs in it. It comes to be by `elementCompensating` and ends by `elementCompensated`.
 *
 * A failure does not have a state of its own: the instance stays where it is with an incident, and resolving the
 * incident tries that same transition again.
 */
import type { LifecycleEventType } from "./events.ts";

/** States of a living instance; ended ones are gone from the state and live on in the history. */
export type ElementState =
  | "activating"
  | "activated"
  | "completing"
  | "terminating"
  | "compensating";

/** From which states a lifecycle event may happen; `none`: the instance does not exist yet. */
const legalFrom: Readonly<Record<LifecycleEventType, readonly (ElementState | "none")[]>> = {
  elementActivating: ["none"],
  elementActivated: ["activating"],
  elementCompleting: ["activated"],
  elementCompleted: ["completing"],
  elementTerminating: ["activating", "activated", "completing", "compensating"],
  elementTerminated: ["terminating"],
};

/** True when an instance in state `from` may come to `event`. */
export function isLegalTransition(from: ElementState | "none", event: LifecycleEventType): boolean {
  return legalFrom[event].includes(from);
}
