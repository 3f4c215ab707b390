/**
 * Everything that can happen in an instance, as one union, in the past tense. Events are the only thing that changes
 * state (state/appliers.ts), they are kept as history, and folding them from the first gives the live state.
 *
 * An event holds what happened and no more than it needs to be read alone: ids, the element, and for work items all
 * that an inbox or a worker shows. The instant and the position in the instance's history are added by the host.
 */
import type { CompensationEvent } from "./compensation-events.ts";
import type { AdHocActivity, CallingElement, CalledProcessResult } from "./commands.ts";
import type { IncidentCode, LocalisedText } from "./errors.ts";
import type { ElementInstanceId, IncidentId, JobId, ProcessInstanceId } from "./ids.ts";
import type { Json, Variables } from "./json.ts";
import type { ElementKind } from "./model/element-kind.ts";
import type { TaskEvent, UserTaskEvent } from "./user-task-events.ts";
import type { OfElement, WaitEvent } from "./wait-events.ts";

export type * from "./compensation-events.ts";
export type * from "./user-task-events.ts";
export type * from "./wait-events.ts";

/** The instance exists; its root scope is being activated. */
export interface ProcessInstanceCreated {
  readonly type: "processInstanceCreated";
  readonly processInstanceId: ProcessInstanceId;
  readonly definitionId: string;
  readonly processId: string;
  readonly version: number;
  readonly businessKey?: string | undefined;
  readonly parent?: CallingElement | undefined;
  readonly rootProcessInstanceId: ProcessInstanceId;
  /** Elements whose end terminates the instance. */
  readonly terminateAfter?: readonly string[] | undefined;
}

/**
 * The instance goes on as one of another definition: wherever an id of `elements` or `flows` stands in its state, it is
 * replaced by the other. Only ids that stand there and differ are named.
 */
export interface ProcessInstanceMigrated {
  readonly type: "processInstanceMigrated";
  readonly definitionId: string;
  readonly processId: string;
  readonly version: number;
  readonly elements: Readonly<Record<string, string>>;
  readonly flows: Readonly<Record<string, string>>;
}

/** The element instance goes on in a scope that a migration has put around it. */
export interface ElementMoved extends OfElement {
  readonly type: "elementMoved";
  readonly scopeId: ElementInstanceId;
}

/** The last token was consumed. */
export interface ProcessInstanceCompleted {
  readonly type: "processInstanceCompleted";
  /** The variables of the root scope at the end. */
  readonly variables: Variables;
}

/** The instance was cancelled, or ended by an error that its caller catches. */
export interface ProcessInstanceTerminated {
  readonly type: "processInstanceTerminated";
}

/** The parts of an element instance's life, in legal order: see lifecycle.ts. */
export type LifecycleEventType =
  | "elementActivating"
  | "elementActivated"
  | "elementCompleting"
  | "elementCompleted"
  | "elementTerminating"
  | "elementTerminated";

/** An element instance has come to the named point of its life. */
export interface ElementLifecycleEvent extends OfElement {
  readonly type: LifecycleEventType;
  readonly elementKind: ElementKind;
  /** The scope it runs in: a sub-process, a multi-instance body, or the root scope. The root scope is its own scope. */
  readonly scopeId: ElementInstanceId;
  /** Its place among the members of a multi-instance body, from 1. */
  readonly loopCounter?: number | undefined;
  /** The element's `zeebe:properties`, when it has any. */
  readonly properties?: Readonly<Record<string, string>> | undefined;
}

/** A token left an element over a sequence flow. */
export interface SequenceFlowTaken {
  readonly type: "sequenceFlowTaken";
  readonly flowId: string;
  readonly scopeId: ElementInstanceId;
}

/** A token waits at a joining gateway. */
export interface JoinTokenArrived {
  readonly type: "joinTokenArrived";
  readonly scopeId: ElementInstanceId;
  readonly elementId: string;
  readonly flowId: string;
}

/** The gateway took one waiting token from each of these flows and goes on; or a modification or migration has taken them away. */
export interface JoinTokensConsumed {
  readonly type: "joinTokensConsumed";
  readonly scopeId: ElementInstanceId;
  readonly elementId: string;
  readonly flowIds: readonly string[];
}

/** The complex gateway took one waiting token from each of these flows and waits for its reset. */
export interface ComplexGatewayActivated extends OfElement {
  readonly type: "complexGatewayActivated";
  readonly flowIds: readonly string[];
}

/** The scope is being ended while tokens wait at joins in it: they are gone. */
export interface JoinTokensDiscarded {
  readonly type: "joinTokensDiscarded";
  readonly scopeId: ElementInstanceId;
}

/** A variable was created or changed in exactly this scope. */
export interface VariableSet {
  readonly type: "variableSet";
  readonly scopeId: ElementInstanceId;
  readonly name: string;
  readonly value: Json;
}

/** That a job is a listener's: when it is called, and which it is, from 0. */
export interface ListenerJob {
  readonly on: "start" | "end" | TaskEvent;
  readonly index: number;
}

/** A job waits for a worker. */
export interface JobCreated extends OfElement {
  readonly type: "jobCreated";
  readonly jobId: JobId;
  readonly jobType: string;
  /** Attempts, ≥ 1 */
  readonly retries: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, string>> | undefined;
  readonly listener?: ListenerJob | undefined;
}

/** A worker completed the job with these variables. */
export interface JobCompleted extends OfElement {
  readonly type: "jobCompleted";
  readonly jobId: JobId;
  readonly variables: Variables;
}

/** An attempt failed; `retries` remain, and not before `retryAt`. At 0 an incident follows. */
export interface JobFailed extends OfElement {
  readonly type: "jobFailed";
  readonly jobId: JobId;
  readonly retries: number;
  readonly message: string;
  /** Epoch ms; null: at once. */
  readonly retryAt: number | null;
}

/** The job was given other attempts. */
export interface JobRetriesUpdated extends OfElement {
  readonly type: "jobRetriesUpdated";
  readonly jobId: JobId;
  readonly retries: number;
  /** Its incident is resolved: it may be claimed again. Otherwise who has it keeps it, and what stands still does so. */
  readonly isReleased?: true;
}

/** The worker reported a BPMN error; the job must not be claimed any more, unless it is released (`jobRetriesUpdated`). */
export interface JobErrorThrown extends OfElement {
  readonly type: "jobErrorThrown";
  readonly jobId: JobId;
  readonly errorCode: string;
  readonly message: string;
  readonly variables: Variables;
}

/** The job's element was terminated, or its error was caught. */
export interface JobCanceled extends OfElement {
  readonly type: "jobCanceled";
  readonly jobId: JobId;
}

/**
 * Where an element instance goes on: input mappings, what comes after them, output mappings, what comes after those, or its
 * listeners in between; or `wait`, when it failed while it was waiting and its kind knows how to try again, or `conditions`, when one that it
 * waits for could not be evaluated.
 */
export type ResumePoint =
  | "inputs"
  | "evaluate"
  | "outputs"
  | "leave"
  | "listen"
  | "wait"
  | "conditions";

/** Execution stands still here. */
export interface IncidentRaised extends OfElement {
  readonly type: "incidentRaised";
  readonly incidentId: IncidentId;
  readonly code: IncidentCode;
  readonly message: LocalisedText;
  /** The step that is tried again when the incident is resolved. */
  readonly resumeAt: ResumePoint;
  /** The job whose retries are used up or whose error nobody catches. */
  readonly jobId?: JobId | undefined;
}

/** The step is tried again, or its element is gone. */
export interface IncidentResolved extends OfElement {
  readonly type: "incidentResolved";
  readonly incidentId: IncidentId;
}

/** A call activity waits for this new instance. */
export interface CalledProcessRequested extends OfElement {
  readonly type: "calledProcessRequested";
  readonly calledProcessInstanceId: ProcessInstanceId;
  readonly processId: string;
}

/** The called process has ended, or the call was given up ('canceled'). */
export interface CalledProcessEnded extends OfElement {
  readonly type: "calledProcessEnded";
  readonly calledProcessInstanceId: ProcessInstanceId;
  readonly result: CalledProcessResult["kind"] | "canceled";
}

/** A business rule task evaluated its decision. */
export interface DecisionEvaluated extends OfElement {
  readonly type: "decisionEvaluated";
  readonly decisionId: string;
  /** Not there when the host counts none. */
  readonly decisionVersion?: number | undefined;
  readonly output: Json;
  /** Which rules matched and why: see decision/. */
  readonly trace: Json;
}

/** A multi-instance body knows its members. */
export interface MultiInstanceStarted extends OfElement {
  readonly type: "multiInstanceStarted";
  readonly total: number;
  /** The elements of the input collection in order, when the members are started one after the other. */
  readonly pendingItems?: readonly Json[] | undefined;
}

/** A member of a multi-instance body has completed, with its output element if the body collects one. */
export interface MultiInstanceMemberEnded extends OfElement {
  readonly type: "multiInstanceMemberEnded";
  /** From 1. */
  readonly loopCounter: number;
  readonly output?: Json | undefined;
  /** True when the completion condition holds now: the members that are left are given up. */
  readonly isConditionMet?: boolean | undefined;
}

/** A member of a multi-instance body is given up by itself; the others go on. */
export interface MultiInstanceMemberCanceled extends OfElement {
  readonly type: "multiInstanceMemberCanceled";
  /** From 1. */
  readonly loopCounter: number;
}

/** A round of a standard loop has ended. */
export interface LoopRoundEnded extends OfElement {
  readonly type: "loopRoundEnded";
  /** From 1. */
  readonly loopCounter: number;
  /** Whether another round follows. */
  readonly isContinued: boolean;
}

/** Activities of an ad-hoc sub-process are to be begun, after those that were asked for before. */
export interface AdHocActivitiesRequested extends OfElement {
  readonly type: "adHocActivitiesRequested";
  readonly activities: readonly AdHocActivity[];
}

/** The activity that was asked for first begins. */
export interface AdHocActivityBegun extends OfElement {
  readonly type: "adHocActivityBegun";
  readonly activityId: string;
}

/** The output element of an activity that has completed in an ad-hoc sub-process. */
export interface AdHocOutputCollected extends OfElement {
  readonly type: "adHocOutputCollected";
  readonly output: Json;
}

/** The completion condition of an ad-hoc sub-process holds: nothing else is begun in it. */
export interface AdHocCompletionReached extends OfElement {
  readonly type: "adHocCompletionReached";
  /** Whether what still runs is given up, or waited for. */
  readonly isCancelingRemaining: boolean;
}

/** An interrupting event sub-process begins: all that runs in the scope is given up, and nothing else begins in it. */
export interface ScopeInterrupted extends OfElement {
  readonly type: "scopeInterrupted";
  /** The start event that happened. */
  readonly by: string;
}

/** An error was thrown inside the scope and is caught by the event `caughtBy`. */
export interface ErrorCaught extends OfElement {
  readonly type: "errorCaught";
  readonly errorCode: string;
  readonly caughtBy: string;
}

/** An escalation was thrown here; `isCaught`: by an event of this instance (`caughtBy`), or by a caller. */
export interface EscalationThrown extends OfElement {
  readonly type: "escalationThrown";
  readonly escalationCode: string;
  readonly isCaught: boolean;
  readonly caughtBy?: string | undefined;
}

/** Every event. */
export type EngineEvent =
  | ProcessInstanceCreated
  | ProcessInstanceMigrated
  | ElementMoved
  | ProcessInstanceCompleted
  | ProcessInstanceTerminated
  | ElementLifecycleEvent
  | SequenceFlowTaken
  | JoinTokenArrived
  | JoinTokensConsumed
  | JoinTokensDiscarded
  | ComplexGatewayActivated
  | VariableSet
  | JobCreated
  | JobCompleted
  | JobFailed
  | JobRetriesUpdated
  | JobErrorThrown
  | JobCanceled
  | UserTaskEvent
  | IncidentRaised
  | IncidentResolved
  | CalledProcessRequested
  | CalledProcessEnded
  | DecisionEvaluated
  | MultiInstanceStarted
  | MultiInstanceMemberEnded
  | MultiInstanceMemberCanceled
  | LoopRoundEnded
  | AdHocActivitiesRequested
  | AdHocActivityBegun
  | AdHocOutputCollected
  | AdHocCompletionReached
  | ScopeInterrupted
  | WaitEvent
  | CompensationEvent
  | ErrorCaught
  | EscalationThrown;

/** The `type` of an event. */
export type EngineEventType = EngineEvent["type"];
