/**
 * What an instance consists of at run time. Every record is a plain JSON object that is stored and loaded by itself, so
 * that writing costs what changed; therefore no record grows with the number of its siblings: a scope keeps a *count* of
 * its children, and the outputs of multi-instance members are records of their own until the body collects them.
 */
import type { CallingElement, TaskCorrections } from "../commands.ts";
import type { IncidentCode } from "../errors.ts";
import type { ListenerJob, ResumePoint, TimerCycle } from "../events.ts";
import type {
  CompensationId,
  ElementInstanceId,
  JobId,
  ProcessInstanceId,
  UserTaskId,
} from "../ids.ts";
import type { Json, Variables } from "../json.ts";
import type { ElementState } from "../lifecycle.ts";
import type { ElementKind } from "../model/element-kind.ts";

/** The instance itself. Key: empty. */
export interface InstanceRecord {
  readonly processInstanceId: ProcessInstanceId;
  readonly definitionId: string;
  readonly processId: string;
  readonly version: number;
  readonly rootProcessInstanceId: ProcessInstanceId;
  readonly businessKey?: string | undefined;
  readonly parent?: CallingElement | undefined;
  /** Elements whose end terminates the instance; none when not given. */
  readonly terminateAfter?: readonly string[] | undefined;
  state: "active" | "completed" | "terminated";
}

/** How far a multi-instance body is; replaced, never changed in place. */
export interface Members {
  readonly total: number;
  readonly started: number;
  readonly completed: number;
  /** Given up one by one, by modification; none when not given. */
  readonly canceled?: number | undefined;
  /** Set once the completion condition holds. */
  readonly isConditionMet?: boolean | undefined;
}

/** What is being undone; as the event `elementCompensating` says it. */
export interface Compensating {
  readonly compensates: ElementInstanceId;
  readonly upTo?: CompensationId | undefined;
  readonly target?: string | undefined;
  readonly thrownBy?: ElementInstanceId | undefined;
}

/** A completed element instance that can be undone; gone when that begins, or with its scope. Key: its id. */
export interface CompensationRecord {
  readonly elementInstanceId: ElementInstanceId;
  readonly elementId: string;
  readonly kind: ElementKind;
  /** The element instance that it ran in, which may have completed and be recorded itself. */
  readonly scopeId: ElementInstanceId;
  readonly loopCounter?: number | undefined;
  readonly variables?: Variables | undefined;
}

/** What a user task is about to become while its listeners are called; replaced, never changed in place. */
export type TaskTransition = { readonly corrections?: TaskCorrections | undefined } & (
  | {
      readonly event: "creating";
      /** As the model states it, evaluated. */
      readonly task: Pick<
        UserTaskRecord,
        "assignee" | "candidateGroups" | "candidateUsers" | "dueAt" | "followUpAt" | "priority"
      > & {
        readonly formId: string | null;
        readonly formVersion?: number | undefined;
        readonly headers: Readonly<Record<string, string>>;
      };
    }
  | {
      readonly event: "assigning";
      readonly userTaskId: UserTaskId;
      readonly assignee: string | null;
    }
  | {
      readonly event: "updating";
      readonly userTaskId: UserTaskId;
      readonly changes: Omit<TaskCorrections, "assignee">;
    }
  | {
      readonly event: "completing";
      readonly userTaskId: UserTaskId;
      readonly assignee: string | null;
      readonly variables: Variables;
    }
);

/** A living element instance; gone when it has ended. Key: its id. */
export interface ElementRecord {
  readonly elementInstanceId: ElementInstanceId;
  readonly elementId: string;
  readonly kind: ElementKind;
  /** Its own id for the root scope. */
  readonly scopeId: ElementInstanceId;
  state: ElementState;
  /** For a scope: living children plus tokens that wait at joins in it. It may complete at 0. */
  tokens: number;
  /** Place among the members of a multi-instance body, from 1. */
  readonly loopCounter?: number | undefined;
  /** For a multi-instance body. */
  members?: Members | undefined;
  /** For the body of a standard loop: the rounds that have ended, and whether another follows; replaced. */
  loop?: { readonly rounds: number; readonly isContinued: boolean } | undefined;
  /**
   * What the parts of parallel multiple events have brought that it waits for, by the event's id and the part; replaced,
   * never changed in place. It grows with the model, not with what happens.
   */
  occurred?: Readonly<Record<string, Readonly<Record<string, Variables>>>> | undefined;
  /** For a scope: an interrupting event sub-process has begun, so no other may. */
  isInterrupted?: boolean | undefined;
  /** For an ad-hoc sub-process: its completion condition holds, so nothing else begins in it. */
  completion?: { readonly isCancelingRemaining: boolean } | undefined;
  /** For a transaction: it is being cancelled. */
  isCanceled?: boolean | undefined;
  /** For a complex gateway that waits for its reset: the flows whose tokens have activated it. */
  activatedBy?: readonly string[] | undefined;
  /** For one that is `compensating`. */
  readonly compensating?: Compensating | undefined;
  /** Listeners that are done, of those that are called now. */
  listened?: number | undefined;
  /** For a user task whose task listeners are called. */
  transition?: TaskTransition | undefined;
  /** For a call activity that waits. */
  calledProcessInstanceId?: ProcessInstanceId | undefined;
}

/** A job. Key: its id. */
export interface JobRecord {
  readonly elementInstanceId: ElementInstanceId;
  readonly jobType: string;
  retries: number;
  /** Of an execution listener. */
  readonly listener?: ListenerJob | undefined;
  /** True while nobody catches the error that a worker threw. */
  isThrown?: boolean | undefined;
}

/** A user task. Key: its id. */
export interface UserTaskRecord {
  readonly elementInstanceId: ElementInstanceId;
  assignee: string | null;
  candidateGroups: readonly string[];
  candidateUsers: readonly string[];
  dueAt: number | null;
  followUpAt: number | null;
  priority: number;
}

/** What records of waiting have in common: who waits, for which event of the model, and which part of a multiple one. */
export interface AwaitedRecord {
  readonly elementInstanceId: ElementInstanceId;
  readonly elementId: string;
  readonly part?: number | undefined;
}

/** An armed timer. Key: its id. */
export interface TimerRecord extends AwaitedRecord {
  readonly dueAt: number;
  readonly cycle?: TimerCycle | undefined;
}

/** An open message subscription. Key: its id. */
export interface SubscriptionRecord extends AwaitedRecord {
  readonly messageName: string;
  readonly correlationKey: string;
}

/** An open signal subscription. Key: its id. */
export interface SignalRecord extends AwaitedRecord {
  readonly signalName: string;
}

/** A condition that is waited for. Key: its id. */
export interface ConditionRecord extends AwaitedRecord {
  readonly variableNames: readonly string[];
  /** How it was when it was looked at last. */
  isTrue: boolean;
}

/** An open incident. Key: its id. */
export interface IncidentRecord {
  readonly elementInstanceId: ElementInstanceId;
  readonly code: IncidentCode;
  readonly resumeAt: ResumePoint;
  readonly jobId?: JobId | undefined;
}

/** Name of a kind of record. */
export type RecordTable =
  | "instance"
  | "element"
  | "variable"
  | "job"
  | "userTask"
  | "timer"
  | "subscription"
  | "signal"
  | "condition"
  | "incident"
  | "join"
  | "items"
  | "output"
  | "compensation";

/**
 * A record as the host stores it, keyed by (process instance, table, key).
 *
 * Keys: `instance` empty; `element`, `job`, `userTask`, `timer`, `subscription`, `signal`, `condition`,
 * `incident`, `compensation` the id; `variable`
 * `scopeId/name`; `join` `scopeId/elementId/flowId`; `items` the id of the multi-instance body (what is still to be run for)
 * or of the ad-hoc sub-process (what is still to be begun); `output` that id and the member, `bodyId/loopCounter`.
 * Values of `variable` and `output` are lists of the one value, so that a variable that is null is not a deleted one.
 */
export interface StateRecord {
  readonly table: RecordTable;
  readonly key: string;
  /** null: the record is deleted. */
  readonly value: Json;
}
