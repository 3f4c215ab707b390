/** How instances of one version of a process become instances of another: said as data, checked and shown before it happens. */
import type { CompensationId, ElementInstanceId, UserTaskId } from "../ids.ts";
import type { ElementKind } from "../model/element-kind.ts";
import type { Finding } from "../model/finding.ts";

/** An element becomes another. What stands there or has completed there goes on as that. */
export interface ElementMapping {
  readonly source: string;
  readonly target: string;
  /**
   * What is waited for is evaluated anew: timers begin again, subscriptions are opened anew, a user task gets the
   * particulars of the target. Without it they stay as they are.
   */
  readonly isUpdated?: boolean | undefined;
}

/** Tokens that wait at a join on one flow wait on another. */
export interface FlowMapping {
  readonly source: string;
  readonly target: string;
}

/**
 * Elements that are not in it do not exist in the target: nothing may stand there, and events of theirs are not waited for
 * any more. The process itself needs no mapping.
 */
export interface MigrationPlan {
  readonly elements: readonly ElementMapping[];
  /** Only for flows that do not keep their id or the elements they join. */
  readonly flows?: readonly FlowMapping[] | undefined;
}

/** A living element instance. */
export interface MigratedElement {
  readonly elementInstanceId: ElementInstanceId;
  readonly elementId: string;
  readonly targetElementId: string;
  readonly elementKind: ElementKind;
}

/** Tokens that wait at a join. */
export interface MigratedTokens {
  readonly scopeId: ElementInstanceId;
  readonly flowId: string;
  readonly targetFlowId: string;
  readonly count: number;
}

/** What has completed and can be undone. */
export interface MigratedCompensation {
  readonly compensationId: CompensationId;
  readonly elementId: string;
  readonly targetElementId: string;
}

/** What is waited for: an event of the model, by its id in the target (when removed, in the source). */
export interface MigratedWait {
  /** What is updated is removed and added. */
  readonly change: "kept" | "removed" | "added";
  readonly elementInstanceId: ElementInstanceId;
  readonly elementId: string;
  readonly waitsFor: "timer" | "message" | "signal" | "condition";
  /** Of a timer, epoch ms. */
  readonly dueAt?: number | undefined;
}

/** What `migrateInstance` would do, or all that keeps it from being done. */
export type MigrationPreview =
  | {
      readonly ok: true;
      readonly elements: readonly MigratedElement[];
      readonly tokens: readonly MigratedTokens[];
      readonly compensations: readonly MigratedCompensation[];
      readonly waits: readonly MigratedWait[];
      /** Sub-processes of the target that are put around what lives, outermost first. */
      readonly addedScopes: readonly {
        readonly elementId: string;
        readonly around: readonly string[];
      }[];
      /** User tasks that get the particulars of the target. */
      readonly updatedUserTasks: readonly UserTaskId[];
    }
  | { readonly ok: false; readonly findings: readonly Finding[] };
