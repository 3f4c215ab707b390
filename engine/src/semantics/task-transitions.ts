/**
 * Task listeners (`zeebe:taskListeners`): jobs that are done before a user task is created, assigned, updated or completed,
 * one after the other. The task is in transition meanwhile and takes no other command. A listener may correct what the
 * task will be, and deny an assignment, an update or the completion; then the task stays as it was.
 */
import type { TaskCorrections } from "../commands.ts";
import type { TaskEvent } from "../events.ts";
import type { UserTaskId } from "../ids.ts";
import type { Variables } from "../json.ts";
import type { ElementReader } from "../model/element-reader.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { ElementRecord, TaskTransition } from "../state/records.ts";
import { raiseIncident } from "./incidents.ts";
import { createJob, evaluateJob, type JobDetails, readJobOf } from "./job-work.ts";
import type { Run } from "./run.ts";
import { complete } from "./tokens.ts";

/** The listeners of a user task by what they listen to, in the order of the model. */
export type TaskListeners = Readonly<Record<TaskEvent, readonly JobDetails[]>>;

/** What a user task with listeners has of them; see semantics/user-work-reading.ts. */
interface Listening {
  readonly listeners: TaskListeners | undefined;
}

/** Reads them; undefined when there are none. */
export function readTaskListeners(reader: ElementReader): TaskListeners | undefined {
  const listeners = reader.element.extension("zeebe:TaskListeners")?.many("listeners") ?? [];
  if (listeners.length === 0) return undefined;
  const on = (event: TaskEvent): JobDetails[] =>
    listeners
      .filter((listener) => (listener.text("eventType") ?? "") === event)
      .map((listener) => readJobOf(reader, listener, reader.headers()));
  const read = {
    creating: on("creating"),
    assigning: on("assigning"),
    updating: on("updating"),
    completing: on("completing"),
  };
  const known = Object.values(read).reduce((sum, { length }) => sum + length, 0);
  if (known < listeners.length) {
    reader.report(
      "LISTENER_NOT_ALLOWED",
      "任务监听器的事件只能是 creating、assigning、updating 或 completing",
      "A task listener is called at creating, assigning, updating or completing",
    );
  }
  return read;
}

/** Lets the transition happen, after its listeners if there are any. */
export function beginTransition(
  run: Run,
  node: ProcessNode,
  element: ElementRecord,
  transition: TaskTransition,
): void {
  const { elementInstanceId, elementId } = element;
  if (listenersOf(node, transition.event).length === 0) {
    finish(run, node, element, transition);
    return;
  }
  run.emit({ type: "userTaskTransitionBegun", elementInstanceId, elementId, transition });
  continueTransition(run, node, element);
}

/** Calls the next listener; when there is none left, what they were called for happens. */
export function continueTransition(run: Run, node: ProcessNode, element: ElementRecord): void {
  const { transition, listened: index = 0 } = element;
  if (transition === undefined) return;
  const { event } = transition;
  const job = listenersOf(node, event)[index];
  if (job === undefined) {
    finish(run, node, element, transition);
    return;
  }
  const prepared = evaluateJob(run, element, job);
  if (prepared.ok) createJob(run, node, element, prepared.value, job, { on: event, index });
  else raiseIncident(run, element, "listen", prepared.cause);
}

/** The listener has denied the transition: the task stays as it was. */
export function denyTransition(run: Run, element: ElementRecord, reason: string): void {
  const { elementInstanceId, elementId, transition } = element;
  if (transition === undefined) throw new Error(`${elementId} is in no transition`);
  const { event } = transition;
  run.emit({ type: "userTaskTransitionDenied", elementInstanceId, elementId, event, reason });
}

function finish(
  run: Run,
  node: ProcessNode,
  element: ElementRecord,
  transition: TaskTransition,
): void {
  const { elementInstanceId, elementId } = element;
  const of = { elementInstanceId, elementId };
  const { corrections = {} } = transition;
  if (transition.event === "creating") {
    const { task } = transition;
    const created = { ...task, ...corrections };
    // Who has it is said by an assignment of its own when that is listened to.
    const isListened = created.assignee !== null && listenersOf(node, "assigning").length > 0;
    const userTaskId = run.newId<UserTaskId>();
    run.emit({
      type: "userTaskCreated",
      userTaskId,
      ...of,
      name: node.name,
      ...created,
      ...(isListened ? { assignee: null } : undefined),
      ...(node.properties === undefined ? undefined : { properties: node.properties }),
    });
    const { assignee } = created;
    if (isListened)
      beginTransition(run, node, element, { event: "assigning", userTaskId, assignee });
    return;
  }
  const { userTaskId } = transition;
  const { assignee: corrected, ...others } = corrections;
  const updates = transition.event === "updating" ? { ...transition.changes, ...others } : others;
  if (transition.event === "updating" || Object.keys(others).length > 0)
    update(run, of, userTaskId, updates);
  switch (transition.event) {
    case "assigning": {
      const assignee = corrected === undefined ? transition.assignee : corrected;
      run.emit({ type: "userTaskAssigned", userTaskId, ...of, assignee });
      break;
    }
    case "updating":
      if (corrected !== undefined)
        run.emit({ type: "userTaskAssigned", userTaskId, ...of, assignee: corrected });
      break;
    case "completing":
      completeTask(
        run,
        element,
        userTaskId,
        corrected ?? transition.assignee,
        transition.variables,
      );
  }
}

function completeTask(
  run: Run,
  element: ElementRecord,
  userTaskId: UserTaskId,
  assignee: string | null,
  variables: Variables,
): void {
  const { elementInstanceId, elementId } = element;
  const of = { userTaskId, elementInstanceId, elementId };
  run.emit({ type: "userTaskCompleted", ...of, assignee, variables });
  complete(run, element, variables);
}

function update(
  run: Run,
  of: Pick<ElementRecord, "elementInstanceId" | "elementId">,
  userTaskId: UserTaskId,
  changes: Omit<TaskCorrections, "assignee">,
): void {
  const task = run.tables.userTask.get(userTaskId);
  if (task === undefined) throw new Error(`User task ${userTaskId} is gone`);
  const { candidateGroups, candidateUsers, dueAt, followUpAt, priority } = task;
  const now = { candidateGroups, candidateUsers, dueAt, followUpAt, priority };
  run.emit({ type: "userTaskUpdated", userTaskId, ...of, ...now, ...changes });
}

function listenersOf(node: ProcessNode, event: TaskEvent): readonly JobDetails[] {
  return (node as ProcessNode<Listening>).details.listeners?.[event] ?? [];
}
