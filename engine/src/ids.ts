/**
 * Identifiers of things that exist at run time.
 *
 * All of them are decimal strings handed in by the host through `Context.newId()` (a 63-bit snowflake in production,
 * a counter in tests); the brands only keep one kind from being passed for another. The id of a BPMN element in a model
 * (`elementId`) is the model's own text and stays a plain string.
 */

declare const brand: unique symbol;

type Id<Name extends string> = string & { readonly [brand]: Name };

/** One running (or ended) process. Also the id of its root scope: see {@link rootScopeOf}. */
export type ProcessInstanceId = Id<"processInstance">;

/** One execution of one BPMN element; for a scope (process, sub-process, multi-instance body) also its variable scope. */
export type ElementInstanceId = Id<"elementInstance">;

/** One unit of work for a job worker. */
export type JobId = Id<"job">;

/** One piece of work for a person. */
export type UserTaskId = Id<"userTask">;

/** One armed timer. */
export type TimerId = Id<"timer">;

/** One open subscription to a message or a signal. */
export type SubscriptionId = Id<"subscription">;

/** One incident: execution stands still on an element until an operator resolves it. */
export type IncidentId = Id<"incident">;

/** What is kept of a completed element instance so that it can be undone. */
export type CompensationId = Id<"compensation">;

/** The root scope of an instance carries the instance's own id, so variables of the process are set with it. */
export function rootScopeOf(processInstanceId: ProcessInstanceId): ElementInstanceId {
  return processInstanceId as string as ElementInstanceId;
}
