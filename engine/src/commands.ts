/**
 * Everything an instance can be told, as one union. Commands are imperative; what they cause is told by the events
 * (events.ts). A command addresses one instance: the host loads that instance's state and graph and calls `handle`.
 */
import type { IncidentCode, LocalisedText } from "./errors.ts";
import type {
  ElementInstanceId,
  IncidentId,
  JobId,
  ProcessInstanceId,
  SubscriptionId,
  TimerId,
  UserTaskId,
} from "./ids.ts";
import type { Variables } from "./json.ts";
import type { MigrationPlan } from "./migrate/plan.ts";
import type { ModifyInstruction } from "./modify/instructions.ts";

/** Which errors somebody above would catch, so that a called process knows whether its own error is handled. */
export interface CatchableErrors {
  /** True when an error event without a code catches whatever comes. */
  readonly any: boolean;
  /** Error codes with an error event of their own; unique, in no particular order. */
  readonly codes: readonly string[];
}

/** Which escalations somebody above would catch; true: whoever catches it interrupts, and the called process ends. */
export interface CatchableEscalations {
  /** Of the nearest event that catches whatever comes; undefined when there is none. */
  readonly any?: boolean | undefined;
  /** Of the nearest event with the code. */
  readonly codes: Readonly<Record<string, boolean>>;
}

/** The call activity that waits for a called process. */
export interface CallingElement {
  readonly processInstanceId: ProcessInstanceId;
  readonly elementInstanceId: ElementInstanceId;
  /** Call activities between the root process and this called process; 1 for a process that the root calls. */
  readonly depth: number;
  readonly catchableErrors: CatchableErrors;
  /** None when not given. */
  readonly catchableEscalations?: CatchableEscalations | undefined;
}

/** Creates the instance in an empty state and runs it to its first wait. */
export interface CreateInstance {
  readonly type: "createInstance";
  readonly processInstanceId: ProcessInstanceId;
  /** The host's id of the deployed definition (process id and version); kept, not interpreted. */
  readonly definitionId: string;
  readonly version: number;
  readonly variables: Variables;
  /** The message or timer start event that triggered; without it the none start event starts. */
  readonly startElementId?: string | undefined;
  /** Elements to begin at instead of a start event; the scopes around them come to be. */
  readonly startAt?: readonly string[] | undefined;
  /** Elements of the process: once one of them has completed or is given up, the instance is terminated. */
  readonly terminateAfter?: readonly string[] | undefined;
  /** Of a parallel multiple start event, the part that has happened (model/start-events.ts). */
  readonly startPart?: number | undefined;
  /** The host's key of what the instance is about (a case); kept and told in events, not interpreted. */
  readonly businessKey?: string | undefined;
  /** Set for a called process. */
  readonly parent?: CallingElement | undefined;
  /** The top of the call tree; the instance's own id when it has no parent. */
  readonly rootProcessInstanceId: ProcessInstanceId;
}

/** A worker has done a job. */
export interface CompleteJob {
  readonly type: "completeJob";
  readonly jobId: JobId;
  readonly variables: Variables;
  /** Of the worker of an ad-hoc sub-process. */
  readonly adHocResult?: AdHocResult | undefined;
  /** Of a task listener. */
  readonly taskListenerResult?: TaskListenerResult | undefined;
}

/** An activity of an ad-hoc sub-process that is to be begun, with variables of its own. */
export interface AdHocActivity {
  readonly elementId: string;
  readonly variables: Variables;
}

/** What the worker of an ad-hoc sub-process says: what to begin next, or that it is done. */
export interface AdHocResult {
  readonly activities?: readonly AdHocActivity[] | undefined;
  readonly isCompletionConditionFulfilled?: boolean | undefined;
  /** When it is done: whether what still runs is given up, which is the default, or waited for. */
  readonly isCancelingRemaining?: boolean | undefined;
}

/** What a task listener corrects; what is not given stays. */
export interface TaskCorrections {
  readonly assignee?: string | null;
  readonly candidateGroups?: readonly string[];
  readonly candidateUsers?: readonly string[];
  /** Epoch ms, or null for none. */
  readonly dueAt?: number | null;
  readonly followUpAt?: number | null;
  /** 0 to 100 */
  readonly priority?: number;
}

/** What a task listener says: corrections, or that it denies the change (not of `creating`). */
export interface TaskListenerResult {
  readonly isDenied?: boolean | undefined;
  readonly deniedReason?: string | undefined;
  readonly corrections?: TaskCorrections | undefined;
}

/** Begins activities of an ad-hoc sub-process that runs. */
export interface ActivateAdHocActivities {
  readonly type: "activateAdHocActivities";
  readonly elementInstanceId: ElementInstanceId;
  /** At least one. */
  readonly activities: readonly AdHocActivity[];
  /** Whether what runs in it is given up first. */
  readonly isCancelingRunning?: boolean | undefined;
}

/** A worker has failed at a job; with no retries left an incident is raised. */
export interface FailJob {
  readonly type: "failJob";
  readonly jobId: JobId;
  /** Attempts that remain, ≥ 0. */
  readonly retries: number;
  readonly message: string;
  /** Epoch ms before which the job must not be tried again. */
  readonly retryAt?: number | undefined;
  /** Become variables of the element itself, for the next attempt. */
  readonly variables?: Variables | undefined;
}

/** A worker reports a BPMN error (a result the process may react to, not a technical failure). */
export interface ThrowJobError {
  readonly type: "throwJobError";
  readonly jobId: JobId;
  readonly errorCode: string;
  readonly message?: string | undefined;
  /** Become variables of the catching error event. */
  readonly variables: Variables;
}

/** Gives a job more attempts, usually before the incident of used-up retries is resolved. */
export interface UpdateJobRetries {
  readonly type: "updateJobRetries";
  readonly jobId: JobId;
  /** ≥ 1 */
  readonly retries: number;
}

/** Claims, reassigns (assignee) or releases (null) a user task. */
export interface AssignUserTask {
  readonly type: "assignUserTask";
  readonly userTaskId: UserTaskId;
  readonly assignee: string | null;
  /** When given, the task is assigned only if this is who has it now (null: nobody); else `USER_TASK_ALREADY_ASSIGNED`. */
  readonly expectedAssignee?: string | null | undefined;
}

/** Changes what the inbox shows of a user task; fields that are not given stay. */
export interface UpdateUserTask {
  readonly type: "updateUserTask";
  readonly userTaskId: UserTaskId;
  readonly candidateGroups?: readonly string[] | undefined;
  readonly candidateUsers?: readonly string[] | undefined;
  /** Epoch ms, or null for none. */
  readonly dueAt?: number | null | undefined;
  readonly followUpAt?: number | null | undefined;
  /** 0 to 100 */
  readonly priority?: number | undefined;
}

/** A person has done a user task. */
export interface CompleteUserTask {
  readonly type: "completeUserTask";
  readonly userTaskId: UserTaskId;
  /** Who completes it; refused with `USER_TASK_ASSIGNED_TO_OTHER` when somebody else has it. */
  readonly assignee?: string | undefined;
  readonly variables: Variables;
}

/** An armed timer is due. */
export interface TriggerTimer {
  readonly type: "triggerTimer";
  readonly timerId: TimerId;
}

/** A message has met an open subscription. */
export interface CorrelateMessage {
  readonly type: "correlateMessage";
  readonly subscriptionId: SubscriptionId;
  readonly messageId?: string | undefined;
  readonly variables: Variables;
}

/** A signal has been broadcast that this subscription waits for. */
export interface ReceiveSignal {
  readonly type: "receiveSignal";
  readonly subscriptionId: SubscriptionId;
  readonly variables: Variables;
}

/** Sets variables from outside. */
export interface SetVariables {
  readonly type: "setVariables";
  /** The element instance whose scope is meant; the process instance id for the process. */
  readonly scopeId: ElementInstanceId;
  readonly variables: Variables;
  /** True: create in exactly this scope. False: change where it is visible, else create in the root scope. */
  readonly local: boolean;
}

/** Tries the step again that an incident stopped. */
export interface ResolveIncident {
  readonly type: "resolveIncident";
  readonly incidentId: IncidentId;
}

/** Sent by the host when a follow-up cannot be done: no such called process. */
export interface RaiseIncident {
  readonly type: "raiseIncident";
  readonly elementInstanceId: ElementInstanceId;
  readonly code: IncidentCode;
  readonly message: LocalisedText;
}

/** Terminates the instance and every process that it called. */
export interface CancelInstance {
  readonly type: "cancelInstance";
  /** True when the calling process asks; then nobody waits for the end and the parent is not told. */
  readonly byParent?: boolean | undefined;
}

/**
 * Cancels, activates and moves tokens by hand; all instructions or none. They are planned in their order and carried out
 * together: nothing goes on before all of them are done.
 */
export interface ModifyInstance {
  readonly type: "modifyInstance";
  readonly instructions: readonly ModifyInstruction[];
}

/**
 * Lets the instance go on as one of another definition, which the context must know. All of it or nothing: what keeps it from
 * being migrated is told by `previewMigration`.
 */
export interface MigrateInstance {
  readonly type: "migrateInstance";
  /** The host's id of the target, and its version. */
  readonly definitionId: string;
  readonly version: number;
  readonly plan: MigrationPlan;
}

/** How a called process ended. */
export type CalledProcessResult =
  | { readonly kind: "completed"; readonly variables: Variables }
  | { readonly kind: "terminated" }
  | {
      readonly kind: "error";
      readonly errorCode: string;
      readonly message: string;
      readonly variables: Variables;
    }
  | {
      readonly kind: "escalation";
      readonly escalationCode: string;
      readonly variables: Variables;
    };

/** A called process has ended; sent to the calling instance by the follow-up `notifyParent`. */
export interface EndCalledProcess {
  readonly type: "endCalledProcess";
  /** The call activity. */
  readonly elementInstanceId: ElementInstanceId;
  readonly calledProcessInstanceId: ProcessInstanceId;
  readonly result: CalledProcessResult;
}

/** A called process throws an escalation and goes on; sent to the calling instance by the follow-up `notifyParent`. */
export interface EscalateFromCalledProcess {
  readonly type: "escalateFromCalledProcess";
  /** The call activity. */
  readonly elementInstanceId: ElementInstanceId;
  readonly calledProcessInstanceId: ProcessInstanceId;
  readonly escalationCode: string;
  readonly variables: Variables;
}

/** Every command. */
export type Command =
  | CreateInstance
  | CompleteJob
  | ActivateAdHocActivities
  | FailJob
  | ThrowJobError
  | UpdateJobRetries
  | AssignUserTask
  | UpdateUserTask
  | CompleteUserTask
  | TriggerTimer
  | CorrelateMessage
  | ReceiveSignal
  | SetVariables
  | ResolveIncident
  | RaiseIncident
  | CancelInstance
  | ModifyInstance
  | MigrateInstance
  | EndCalledProcess
  | EscalateFromCalledProcess;
