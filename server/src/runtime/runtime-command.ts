/** What the runtime can be told. Commands that name a job, task, timer or incident find its instance themselves. */
import type {
  AdHocActivity,
  AdHocResult,
  LocalisedText,
  TaskListenerResult,
  MigrationPlan,
  ModifyInstruction,
  Variables,
} from "@tongban/engine";

/** Starts an instance of the latest version of a process, or of the version given. */
export interface StartInstance {
  readonly type: "startInstance";
  readonly processId: string;
  readonly version?: number | undefined;
  readonly variables: Variables;
  readonly businessKey?: string | undefined;
  /** Marks that it is found by. */
  readonly tags?: readonly string[] | undefined;
  /** Elements to begin at instead of the start event. */
  readonly startAt?: readonly string[] | undefined;
  /** Elements of the process whose end terminates the instance. */
  readonly terminateAfter?: readonly string[] | undefined;
}

/** See engine: completeJob. */
export interface CompleteJob {
  readonly type: "completeJob";
  readonly jobId: string;
  readonly variables: Variables;
  readonly adHocResult?: AdHocResult | undefined;
  readonly taskListenerResult?: TaskListenerResult | undefined;
}

/** See engine: activateAdHocActivities. */
export interface ActivateAdHocActivities {
  readonly type: "activateAdHocActivities";
  readonly processInstanceId: string;
  readonly elementInstanceId: string;
  readonly activities: readonly AdHocActivity[];
  readonly isCancelingRunning?: boolean | undefined;
}

/** See engine: failJob. */
export interface FailJob {
  readonly type: "failJob";
  readonly jobId: string;
  readonly retries: number;
  readonly message: string;
  readonly retryAt?: number | undefined;
  readonly variables?: Variables | undefined;
}

/** See engine: updateJobRetries. */
export interface UpdateJobRetries {
  readonly type: "updateJobRetries";
  readonly jobId: string;
  readonly retries: number;
}

/** See engine: throwJobError. */
export interface ThrowJobError {
  readonly type: "throwJobError";
  readonly jobId: string;
  readonly errorCode: string;
  readonly message?: string | undefined;
  readonly variables: Variables;
}

/** See engine: assignUserTask. */
export interface AssignUserTask {
  readonly type: "assignUserTask";
  readonly userTaskId: string;
  readonly assignee: string | null;
  readonly expectedAssignee?: string | null | undefined;
}

/** See engine: updateUserTask. */
export interface UpdateUserTask {
  readonly type: "updateUserTask";
  readonly userTaskId: string;
  readonly candidateGroups?: readonly string[] | undefined;
  readonly candidateUsers?: readonly string[] | undefined;
  /** Epoch ms, or null for none. */
  readonly dueAt?: number | null | undefined;
  readonly followUpAt?: number | null | undefined;
  readonly priority?: number | undefined;
}

/** See engine: completeUserTask. */
export interface CompleteUserTask {
  readonly type: "completeUserTask";
  readonly userTaskId: string;
  readonly assignee?: string | undefined;
  readonly variables: Variables;
}

/** Gives used-up jobs of the incident new attempts and tries the failed step again. */
export interface ResolveIncident {
  readonly type: "resolveIncident";
  readonly incidentId: string;
}

/**
 * See engine: setVariables. In the scope of the process, or of the element instance given: `isLocal` creates them there, without
 * it they are changed where they are visible from.
 */
export interface SetVariables {
  readonly type: "setVariables";
  readonly processInstanceId: string;
  readonly scope?: { readonly elementInstanceId: string; readonly isLocal: boolean } | undefined;
  readonly variables: Variables;
}

/** See engine: cancelInstance. */
export interface CancelInstance {
  readonly type: "cancelInstance";
  readonly processInstanceId: string;
}

/** See engine: modifyInstance. */
export interface ModifyInstance {
  readonly type: "modifyInstance";
  readonly processInstanceId: string;
  readonly instructions: readonly ModifyInstruction[];
}

/** See engine: migrateInstance. The target is the latest version of the process, or the version given. */
export interface MigrateInstance {
  readonly type: "migrateInstance";
  readonly processInstanceId: string;
  readonly processId: string;
  readonly version?: number | undefined;
  readonly plan: MigrationPlan;
}

/**
 * Correlates a message: to the oldest open subscription of each process, and to message start events. What finds nobody is
 * kept for its time to live.
 */
export interface PublishMessage {
  readonly type: "publishMessage";
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: Variables;
  /** Milliseconds; 0: now or never. */
  readonly timeToLiveMs: number;
  /** The same id (with the same name and key) counts once. */
  readonly messageId?: string | undefined;
}

/** Broadcasts a signal: to every instance that waits for it now, and to signal start events. It is not kept. */
export interface BroadcastSignal {
  readonly type: "broadcastSignal";
  readonly signalName: string;
  readonly variables: Variables;
}

/** Starts an instance for every conditional start event whose condition holds for the variables, which it gets. */
export interface EvaluateConditionals {
  readonly type: "evaluateConditionals";
  readonly variables: Variables;
  /** Only of this process. */
  readonly processId?: string | undefined;
}

/** A start event whose condition cannot be evaluated. */
export interface ConditionProblem {
  readonly processId: string;
  readonly elementId: string;
  readonly message: LocalisedText;
}

/** A claimed timer is due. */
export interface TriggerTimer {
  readonly type: "triggerTimer";
  readonly timerId: string;
}

/** A claimed timer start event is due. */
export interface TriggerStart {
  readonly type: "triggerStart";
  readonly startSubscriptionId: string;
}

/** Every command. */
export type RuntimeCommand =
  | StartInstance
  | CompleteJob
  | ActivateAdHocActivities
  | FailJob
  | UpdateJobRetries
  | ThrowJobError
  | AssignUserTask
  | UpdateUserTask
  | CompleteUserTask
  | ResolveIncident
  | SetVariables
  | CancelInstance
  | ModifyInstance
  | MigrateInstance
  | PublishMessage
  | BroadcastSignal
  | EvaluateConditionals
  | TriggerTimer
  | TriggerStart;

/** What each command answers. */
export interface RuntimeAnswers {
  readonly startInstance: { readonly processInstanceId: string; readonly version: number };
  /** How many subscriptions received it and how many instances it started. */
  readonly broadcastSignal: { readonly received: number; readonly started: number };
  /** Ids of the new instances, and the conditions that could not be evaluated. */
  readonly evaluateConditionals: {
    readonly started: readonly string[];
    readonly problems: readonly ConditionProblem[];
  };
  /** Which and how many instances received it; `duplicate` when this message id was known already. */
  readonly publishMessage: {
    readonly messageKey: string;
    readonly correlated: number;
    readonly duplicate: boolean;
    readonly reached: readonly string[];
  };
}

/** The answer to a command of type `C`. */
export type AnswerTo<C extends RuntimeCommand> = C["type"] extends keyof RuntimeAnswers
  ? RuntimeAnswers[C["type"]]
  : null;
