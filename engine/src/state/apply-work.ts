/** Appliers of jobs, user tasks and called processes. */
import type { Appliers } from "./appliers.ts";
import { disown, type InstanceState, own } from "./instance-state.ts";

/** See appliers.ts. */
export const workAppliers: Appliers<
  | "jobCreated"
  | "jobCompleted"
  | "jobFailed"
  | "jobRetriesUpdated"
  | "jobErrorThrown"
  | "jobCanceled"
  | "userTaskCreated"
  | "userTaskAssigned"
  | "userTaskUpdated"
  | "userTaskCompleted"
  | "userTaskTransitionBegun"
  | "userTaskCorrected"
  | "userTaskTransitionDenied"
  | "userTaskCanceled"
  | "calledProcessRequested"
  | "calledProcessEnded"
> = {
  jobCreated: (state, { jobId, elementInstanceId, jobType, retries, listener }) => {
    const job = { elementInstanceId, jobType, retries };
    state.tables.job.set(jobId, listener === undefined ? job : { ...job, listener });
    own(state, elementInstanceId, { table: "job", key: jobId });
  },
  jobCompleted: (state, event) => {
    const listener = state.tables.job.get(event.jobId)?.listener;
    if (listener !== undefined)
      state.tables.element.change(event.elementInstanceId).listened = listener.index + 1;
    removeJob(state, event);
  },
  jobCanceled: removeJob,
  jobFailed: (state, { jobId, retries }) => {
    state.tables.job.change(jobId).retries = retries;
  },
  jobRetriesUpdated: (state, { jobId, retries, isReleased }) => {
    const job = state.tables.job.change(jobId);
    job.retries = retries;
    if (isReleased === true) job.isThrown = false;
  },
  jobErrorThrown: (state, { jobId }) => {
    state.tables.job.change(jobId).isThrown = true;
  },

  userTaskCreated: (state, event) => {
    const { userTaskId, elementInstanceId, assignee, candidateGroups, candidateUsers } = event;
    const { dueAt, followUpAt, priority } = event;
    state.tables.userTask.set(userTaskId, {
      elementInstanceId,
      assignee,
      candidateGroups,
      candidateUsers,
      dueAt,
      followUpAt,
      priority,
    });
    own(state, elementInstanceId, { table: "userTask", key: userTaskId });
    endTransition(state, { elementInstanceId });
  },
  userTaskTransitionBegun: (state, { elementInstanceId, transition }) => {
    state.tables.element.change(elementInstanceId).transition = transition;
  },
  userTaskCorrected: (state, { elementInstanceId, corrections }) => {
    const element = state.tables.element.change(elementInstanceId);
    if (element.transition !== undefined)
      element.transition = { ...element.transition, corrections };
  },
  userTaskTransitionDenied: endTransition,
  userTaskAssigned: (state, { elementInstanceId, userTaskId, assignee }) => {
    endTransition(state, { elementInstanceId });
    state.tables.userTask.change(userTaskId).assignee = assignee;
  },
  userTaskUpdated: (
    state,
    { elementInstanceId, userTaskId, candidateGroups, candidateUsers, dueAt, followUpAt, priority },
  ) => {
    endTransition(state, { elementInstanceId });
    const changes = { candidateGroups, candidateUsers, dueAt, followUpAt, priority };
    Object.assign(state.tables.userTask.change(userTaskId), changes);
  },
  userTaskCompleted: removeUserTask,
  userTaskCanceled: removeUserTask,

  calledProcessRequested: (state, { elementInstanceId, calledProcessInstanceId }) => {
    state.tables.element.change(elementInstanceId).calledProcessInstanceId =
      calledProcessInstanceId;
  },
  calledProcessEnded: (state, { elementInstanceId }) => {
    delete state.tables.element.change(elementInstanceId).calledProcessInstanceId;
  },
};

function removeJob(
  state: InstanceState,
  { jobId, elementInstanceId }: { jobId: string; elementInstanceId: string },
): void {
  state.tables.job.delete(jobId);
  disown(state, elementInstanceId, "job", jobId);
}

function removeUserTask(
  state: InstanceState,
  { userTaskId, elementInstanceId }: { userTaskId: string; elementInstanceId: string },
): void {
  state.tables.userTask.delete(userTaskId);
  disown(state, elementInstanceId, "userTask", userTaskId);
}

/** What listeners were called for has happened, or was denied. */
function endTransition(
  state: InstanceState,
  { elementInstanceId }: { readonly elementInstanceId: string },
): void {
  if (state.tables.element.get(elementInstanceId)?.transition === undefined) return;
  const element = state.tables.element.change(elementInstanceId);
  delete element.transition;
  delete element.listened;
}
