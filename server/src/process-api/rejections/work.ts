/** Jobs, tasks of people, and incidents. */
import { type Asked, invalidArgument, invalidState, notFound, refusal } from "./rejection.ts";
import type { ApiProblem } from "../api-problem.ts";

// Camunda: JobCommandPreconditionValidator, JobUpdateBehaviour, JobThrowErrorProcessor.
function ofJob(intent: string, to: string, key: string): Asked {
  const what = `${to} job with key '${key}'`;
  const none = notFound(`Expected to ${what}, but no such job was found`);
  return {
    intent,
    what,
    words: {
      JOB_NOT_FOUND: none,
      INSTANCE_ENDED: none,
      JOB_IN_STATE: invalidState((state) => `Expected to ${what}, but it is in state '${state}'`),
      JOB_NOT_ACTIVE: invalidArgument(
        () => `Expected to update the timeout of job with key '${key}', but it is not active`,
      ),
      JOB_RETRIES_INVALID: invalidArgument(
        (given) =>
          `Expected to update retries for job with key '${key}' with a positive amount of retries, but the amount given was '${given}'`,
      ),
    },
  };
}

/** What is asked for with a job. */
export const jobAsked = {
  complete: (key: string) => ofJob("COMPLETE", "complete", key),
  fail: (key: string) => ofJob("FAIL", "fail", key),
  throwError: (key: string) => ofJob("THROW_ERROR", "throw an error for", key),
  update: (key: string) => ofJob("UPDATE", "update", key),
} as const;

/** Jobs of this type are the platform's own. */
export function jobsOfPlatform(type: string): ApiProblem {
  const en = "they are done by the platform.";
  return refusal(
    { intent: "ACTIVATE", what: `activate jobs of type '${type}'`, words: {} },
    { code: "JOBS_OF_PLATFORM", message: { en } },
  );
}

// Camunda: UserTaskCommandPreconditionValidator, UserTaskClaimProcessor.
function ofTask(intent: string, to: string, key: string): Asked {
  const what = `${to} user task with key '${key}'`;
  const none = notFound(`Expected to ${what}, but no such user task was found`);
  return {
    intent,
    what,
    words: {
      USER_TASK_NOT_FOUND: none,
      INSTANCE_ENDED: none,
      USER_TASK_ALREADY_ASSIGNED: invalidState(
        () => `Expected to ${what}, but it has already been assigned`,
      ),
      USER_TASK_IN_TRANSITION: invalidState(
        (state) => `Expected to ${what}, but it is in state '${state.toUpperCase()}'`,
      ),
    },
  };
}

/** What is asked for with a task. To take it back is to assign it to nobody. */
export const taskAsked = {
  assign: (key: string) => ofTask("ASSIGN", "assign", key),
  claim: (key: string) => ofTask("CLAIM", "claim", key),
  complete: (key: string) => ofTask("COMPLETE", "complete", key),
  update: (key: string) => ofTask("UPDATE", "update", key),
} as const;

/** Camunda: IncidentResolveProcessor. */
export function resolutionAsked(key: string): Asked {
  const what = `resolve incident with key '${key}'`;
  const none = notFound(`Expected to ${what}, but no such incident was found`);
  return {
    intent: "RESOLVE",
    what,
    words: {
      INCIDENT_NOT_FOUND: none,
      INSTANCE_ENDED: none,
      JOB_WITHOUT_RETRIES: invalidState(
        (jobKey) =>
          `Expected to ${what}, but job with key '${jobKey}' has no retries left. Please update the job retries and retry resolving the incident`,
      ),
    },
  };
}
