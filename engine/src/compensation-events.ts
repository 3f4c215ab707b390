/** The part of the event vocabulary (events.ts) about undoing what has completed: compensation and cancelled transactions. */
import type { CompensationId, ElementInstanceId } from "./ids.ts";
import type { Variables } from "./json.ts";
import type { ElementKind } from "./model/element-kind.ts";
import type { OfElement } from "./wait-events.ts";

/** The element instance is completing and can be undone from now on. */
export interface CompensationRecorded extends OfElement {
  readonly type: "compensationRecorded";
  readonly compensationId: CompensationId;
  readonly elementKind: ElementKind;
  readonly scopeId: ElementInstanceId;
  readonly loopCounter?: number | undefined;
  /** The variables of its own that what undoes it will see; undefined when it has none. */
  readonly variables?: Variables | undefined;
}

/** What has completed in the scope cannot be undone any more, nor what had completed inside of that. */
export interface CompensationsDiscarded {
  readonly type: "compensationsDiscarded";
  readonly scopeId: ElementInstanceId;
}

/**
 * An activity that had completed is being undone; what undoes it runs in this new element instance. Or, with `upTo`, a
 * scope that is running begins to undo what has completed in it.
 */
export interface ElementCompensating extends OfElement {
  readonly type: "elementCompensating";
  readonly elementKind: ElementKind;
  readonly scopeId: ElementInstanceId;
  readonly loopCounter?: number | undefined;
  /** The element instance that had completed, or the scope that is running. */
  readonly compensates: ElementInstanceId;
  /** What was recorded when it had completed. */
  readonly compensationId?: CompensationId | undefined;
  /** The latest that is undone. */
  readonly upTo?: CompensationId | undefined;
  /** The only activity that is undone; undefined for all. */
  readonly target?: string | undefined;
  /** The event that waits until it is done. */
  readonly thrownBy?: ElementInstanceId | undefined;
}

/** It is undone. */
export interface ElementCompensated extends OfElement {
  readonly type: "elementCompensated";
  readonly elementKind: ElementKind;
  readonly scopeId: ElementInstanceId;
}

/** The transaction is being cancelled: nothing of it goes on, and what had completed in it is undone. */
export interface TransactionCanceled extends OfElement {
  readonly type: "transactionCanceled";
  /** The cancel end event. */
  readonly by: string;
}

/** All of them. */
export type CompensationEvent =
  | CompensationRecorded
  | CompensationsDiscarded
  | ElementCompensating
  | ElementCompensated
  | TransactionCanceled;
