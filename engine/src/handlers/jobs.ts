/** What workers say about jobs. */
import type { TaskListenerResult } from "../commands.ts";
import { rejection } from "../errors.ts";
import type { JobId } from "../ids.ts";
import { findCatcher, throwError, unhandledError } from "../semantics/error-propagation.ts";
import { cause, raiseIncident } from "../semantics/incidents.ts";
import type { Run } from "../semantics/run.ts";
import { releaseOwned } from "../semantics/termination.ts";
import { denyTransition } from "../semantics/task-transitions.ts";
import { complete, takeIn } from "../semantics/tokens.ts";
import { propagateAll, setAllLocal } from "../semantics/variables.ts";
import type { ElementRecord } from "../state/records.ts";
import { refuseActivities } from "./ad-hoc.ts";
import { type Handlers, refuseVariables } from "./handler.ts";

/** See the file's head. */
export const jobHandlers: Handlers<
  "completeJob" | "failJob" | "throwJobError" | "updateJobRetries"
> = {
  completeJob: (run, { jobId, variables, adHocResult, taskListenerResult }) => {
    const element = waitingFor(run, jobId);
    if (element === undefined) return rejection("JOB_NOT_FOUND", jobId);
    const refused =
      refuseVariables(run, variables) ??
      (adHocResult?.activities && refuseActivities(run, element, adHocResult.activities));
    if (refused !== undefined) return refused;
    const { elementInstanceId, elementId, scopeId } = element;
    const listener = run.tables.job.get(jobId)?.listener;
    if (taskListenerResult?.isDenied === true && listener?.on === "creating")
      return rejection("USER_TASK_CREATION_DENIED", elementId);
    run.emit({ type: "jobCompleted", jobId, elementInstanceId, elementId, variables });
    if (listener !== undefined) {
      if (listener.on === "end") propagateAll(run, scopeId, variables);
      else setAllLocal(run, elementInstanceId, variables);
      if (listener.on !== "end" && listener.on !== "start")
        heed(run, element, taskListenerResult ?? {});
      run.queue.push({ at: "listen", elementInstanceId });
      return undefined;
    }
    const node = run.nodeOf(element);
    const behavior = run.behaviorOf(node);
    if (behavior.jobCompleted !== undefined) {
      takeIn(run, node, element, variables);
      behavior.jobCompleted(run, node, element, adHocResult);
      return undefined;
    }
    // An event that throws several messages is done with the last of them.
    if (hasJob(run, element)) takeIn(run, node, element, variables);
    else complete(run, element, variables);
    return undefined;
  },

  failJob: (run, { jobId, retries, message, retryAt = null, variables = {} }) => {
    const element = waitingFor(run, jobId);
    if (element === undefined) return rejection("JOB_NOT_FOUND", jobId);
    if (!Number.isInteger(retries) || retries < 0) return rejection("JOB_RETRIES_INVALID");
    const refused = refuseVariables(run, variables);
    if (refused !== undefined) return refused;
    const { elementInstanceId, elementId } = element;
    run.emit({ type: "jobFailed", jobId, elementInstanceId, elementId, retries, message, retryAt });
    setAllLocal(run, elementInstanceId, variables);
    if (retries > 0 || hasIncident(run, element, jobId)) return undefined;
    const { zh, en } = {
      zh: `作业重试次数用尽：${message}`,
      en: `The retries of the job are used up: ${message}`,
    };
    raiseIncident(run, element, "wait", cause("JOB_RETRIES_EXHAUSTED", zh, en), jobId);
    return undefined;
  },

  throwJobError: (run, { jobId, errorCode, message = "", variables }) => {
    const element = waitingFor(run, jobId);
    if (element === undefined) return rejection("JOB_NOT_FOUND", jobId);
    const refused = refuseVariables(run, variables);
    if (refused !== undefined) return refused;
    const { elementInstanceId, elementId } = element;
    run.emit({
      type: "jobErrorThrown",
      jobId,
      elementInstanceId,
      elementId,
      errorCode,
      message,
      variables,
    });
    const catcher = findCatcher(run, element, errorCode);
    if (catcher !== undefined) {
      releaseOwned(run, element);
      throwError(run, catcher, { errorCode, message, variables });
    } else if (!hasIncident(run, element, jobId)) {
      raiseIncident(run, element, "wait", unhandledError(errorCode, message), jobId);
    }
    return undefined;
  },

  updateJobRetries: (run, { jobId, retries }) => {
    const element = waitingFor(run, jobId);
    if (element === undefined) return rejection("JOB_NOT_FOUND", jobId);
    if (!Number.isInteger(retries) || retries < 1) return rejection("JOB_RETRIES_INVALID");
    const { elementInstanceId, elementId } = element;
    run.emit({ type: "jobRetriesUpdated", jobId, elementInstanceId, elementId, retries });
    return undefined;
  },
};

/** What a task listener has said. */
function heed(
  run: Run,
  element: ElementRecord,
  { isDenied = false, deniedReason = "", corrections }: TaskListenerResult,
): void {
  if (isDenied) {
    denyTransition(run, element, deniedReason);
    return;
  }
  if (corrections === undefined) return;
  const { elementInstanceId, elementId, transition } = element;
  run.emit({
    type: "userTaskCorrected",
    elementInstanceId,
    elementId,
    corrections: { ...transition?.corrections, ...corrections },
  });
}

function waitingFor(run: Run, jobId: JobId): ElementRecord | undefined {
  const job = run.tables.job.get(jobId);
  return job === undefined ? undefined : run.living(job.elementInstanceId);
}

function hasJob(run: Run, element: ElementRecord): boolean {
  return (run.state.owned.get(element.elementInstanceId) ?? []).some(
    (owned) => owned.table === "job",
  );
}

/** Whether trouble with this job waits for an operator already. */
function hasIncident(run: Run, element: ElementRecord, jobId: JobId): boolean {
  return (run.state.owned.get(element.elementInstanceId) ?? []).some(
    ({ table, key }) => table === "incident" && run.tables.incident.get(key)?.jobId === jobId,
  );
}
