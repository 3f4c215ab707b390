/** What `modifyInstance` can be told, and what it then does: both are data, so that the one can be shown before the other. */
import type { Rejection } from "../errors.ts";
import type { ElementInstanceId } from "../ids.ts";
import type { Variables } from "../json.ts";
import type { ElementKind } from "../model/element-kind.ts";

/**
 * One element instance; or all instances of an element and the tokens that wait to enter it. Of a repeated activity the
 * element is the whole of it, and each repetition has an id of its own.
 */
export type ModifiedElement =
  | { readonly elementInstanceId: ElementInstanceId }
  | { readonly elementId: string };

/** Variables to be set in one scope on the way to what is activated. */
export interface ScopeVariables {
  /** The scope, or the activated element itself; the process when not given. */
  readonly scopeElementId?: string | undefined;
  readonly variables: Variables;
}

/** Where and with what an element is activated. */
interface Activation {
  readonly elementId: string;
  /** An instance of a scope around the element, needed when there are several; scopes between are created. */
  readonly scopeInstanceId?: ElementInstanceId | undefined;
  readonly variables?: readonly ScopeVariables[] | undefined;
}

/** Gives element instances up with all that is in them. */
export interface CancelInstruction {
  readonly kind: "cancel";
  readonly what: ModifiedElement;
}

/** Puts a token into an element, which begins as if a flow had led to it. */
export interface ActivateInstruction extends Activation {
  readonly kind: "activate";
}

/** Gives each of the tokens up and puts one into the element instead, in the same scope where that is possible. */
export interface MoveInstruction extends Activation {
  readonly kind: "move";
  readonly from: ModifiedElement;
}

/** See commands.ts. */
export type ModifyInstruction = CancelInstruction | ActivateInstruction | MoveInstruction;

/** An element instance that is there, by its id, or one that comes to be, by its `+1`, `+2` … in the plan. */
export type PlannedInstance = string;

/** One thing that a modification does. `isAsked`: an instruction says so; else it follows from one. */
export type ModificationStep =
  | {
      readonly change: "activated";
      readonly instance: PlannedInstance;
      readonly elementId: string;
      readonly elementKind: ElementKind;
      readonly scope: PlannedInstance;
      readonly isAsked: boolean;
    }
  | {
      readonly change: "variablesSet";
      readonly scope: PlannedInstance;
      readonly variables: Variables;
    }
  | {
      readonly change: "canceled";
      readonly elementInstanceId: ElementInstanceId;
      readonly elementId: string;
      readonly elementKind: ElementKind;
      readonly isAsked: boolean;
    }
  | {
      /** Tokens that waited at a join are gone; one for each entry. */
      readonly change: "tokensDiscarded";
      readonly scopeId: ElementInstanceId;
      readonly elementId: string;
      readonly flowIds: readonly string[];
    }
  | {
      /** The scope goes on without what was cancelled in it: the next repetition, the next thing to undo, or its end. */
      readonly change: "continued";
      readonly elementInstanceId: ElementInstanceId;
      readonly elementId: string;
    }
  | { readonly change: "instanceTerminated" };

/** All that a modification does, in order; or why it is refused. */
export type ModificationPreview =
  | { readonly ok: true; readonly steps: readonly ModificationStep[] }
  | { readonly ok: false; readonly rejection: Rejection };
