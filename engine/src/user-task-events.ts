/** The part of the event vocabulary (events.ts) about user tasks and their listeners. */
import type { TaskCorrections } from "./commands.ts";
import type { UserTaskId } from "./ids.ts";
import type { Variables } from "./json.ts";
import type { TaskTransition } from "./state/records.ts";
import type { OfElement } from "./wait-events.ts";

/** What task listeners listen to. */
export type TaskEvent = "creating" | "assigning" | "updating" | "completing";

/** A piece of work for a person. */
export interface UserTaskCreated extends OfElement {
  readonly type: "userTaskCreated";
  readonly userTaskId: UserTaskId;
  readonly name: string;
  readonly assignee: string | null;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  /** Id of the form, or null. */
  readonly formId: string | null;
  /** The deployed version of the form, as it was bound when the task was created; absent when the host keeps no forms. */
  readonly formVersion?: number | undefined;
  /** Epoch ms, or null. */
  readonly dueAt: number | null;
  /** Epoch ms, or null. */
  readonly followUpAt: number | null;
  /** 0 to 100, 50 unless the model says otherwise. */
  readonly priority: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, string>> | undefined;
}

/** The task was claimed, reassigned or (null) released. */
export interface UserTaskAssigned extends OfElement {
  readonly type: "userTaskAssigned";
  readonly userTaskId: UserTaskId;
  readonly assignee: string | null;
}

/** What the inbox shows of the task was changed; all fields as they are now. */
export interface UserTaskUpdated extends OfElement {
  readonly type: "userTaskUpdated";
  readonly userTaskId: UserTaskId;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly dueAt: number | null;
  readonly followUpAt: number | null;
  readonly priority: number;
}

/** A person completed the task. */
export interface UserTaskCompleted extends OfElement {
  readonly type: "userTaskCompleted";
  readonly userTaskId: UserTaskId;
  readonly assignee: string | null;
  readonly variables: Variables;
}

/** Listeners are called before the user task changes. */
export interface UserTaskTransitionBegun extends OfElement {
  readonly type: "userTaskTransitionBegun";
  readonly transition: TaskTransition;
}

/** A listener has corrected what the user task will be; all its corrections so far. */
export interface UserTaskCorrected extends OfElement {
  readonly type: "userTaskCorrected";
  readonly corrections: TaskCorrections;
}

/** A listener has denied the change: the user task stays as it was. */
export interface UserTaskTransitionDenied extends OfElement {
  readonly type: "userTaskTransitionDenied";
  readonly event: TaskEvent;
  readonly reason: string;
}

/** The task's element was terminated. */
export interface UserTaskCanceled extends OfElement {
  readonly type: "userTaskCanceled";
  readonly userTaskId: UserTaskId;
}

/** Every event of this file. */
export type UserTaskEvent =
  | UserTaskCreated
  | UserTaskAssigned
  | UserTaskUpdated
  | UserTaskCompleted
  | UserTaskTransitionBegun
  | UserTaskCorrected
  | UserTaskTransitionDenied
  | UserTaskCanceled;
