/** Jobs, for workers: activation with long polling, and what comes of them. */
import { z } from "zod";
import type { ClaimedJob, SqlExecutor, Variables } from "../../runtime/index.ts";
import {
  actorOf,
  CENTURY_MS,
  type Endpoints,
  filled,
  key,
  noTenants,
  oneOf,
  optional,
  optionalWith,
  principalOf,
  TENANT,
  givenVariables,
} from "../api.ts";
import { ApiProblem } from "../api-problem.ts";
import { type Principal, reaches } from "../principal.ts";
import { accepted, type Asked, refusal, type Refused } from "../rejections/rejection.ts";
import { jobAsked, jobsOfPlatform } from "../rejections/work.ts";
import { listenerKind } from "./jobs.ts";
import { isGiven, jobResult, resultOf } from "./job-result.ts";

const tags = ["流程接口 process API"];
const params = z.object({ jobKey: key });
const config = { right: "work" } as const;
/** How long a worker waits that does not say. */
const WAIT_MS = 10_000;
/** Who would wait longer asks again. */
const LONGEST_WAIT_MS = 600_000;
const MOST_JOBS = 1000;
const jobVariables = givenVariables.nullish();

const failureBody = z
  .strictObject({
    retries: optionalWith(z.int().min(0).max(1_000_000), 0),
    errorMessage: optionalWith(z.string().max(10_000), ""),
    retryBackOff: optionalWith(z.int().min(0).max(CENTURY_MS), 0),
    variables: jobVariables,
  })
  .nullish();

/** See file head. */
export const jobWork: Endpoints = (routes, platform) => {
  activation(routes, platform);
  completion(routes, platform);
  failures(routes, platform);
  changes(routes, platform);
};

const activation: Endpoints = (routes, { runtime, clock }) => {
  routes.post(
    "/jobs/activation",
    {
      config,
      schema: {
        tags,
        summary: "Jobs for a worker; waits until there are some",
        body: z.strictObject({
          type: filled(255),
          worker: optionalWith(z.string().max(200), ""),
          timeout: z.int().min(1).max(CENTURY_MS),
          maxJobsToActivate: z.int().min(1),
          fetchVariable: z.array(z.string()).max(1000).nullish(),
          requestTimeout: optionalWith(z.int(), 0),
          tenantIds: z.array(z.string()).nullish(),
          tenantFilter: optional(oneOf("ASSIGNED", "PROVIDED")),
        }),
      },
    },
    async (request, reply) => {
      const { body } = request;
      if (runtime.hasWorker(body.type)) throw jobsOfPlatform(body.type);
      // Of those that are assigned there is one, whatever is provided.
      const provided = body.tenantFilter === "ASSIGNED" ? [] : (body.tenantIds ?? []);
      if (provided.some((tenant) => tenant !== TENANT))
        throw new ApiProblem("INVALID_ARGUMENT", noTenants("Activate Jobs", provided));
      const gone = new AbortController();
      reply.raw.on("close", () => gone.abort());
      const waitMs = Math.min(body.requestTimeout || WAIT_MS, LONGEST_WAIT_MS);
      const signals =
        waitMs < 0
          ? AbortSignal.abort()
          : AbortSignal.any([gone.signal, AbortSignal.timeout(waitMs)]);
      const jobs = await runtime.claimJobs(
        {
          jobType: body.type,
          worker: body.worker,
          leaseMs: body.timeout,
          limit: Math.min(body.maxJobsToActivate, MOST_JOBS),
          processes: principalOf(request).processes,
        },
        signals,
      );
      // Nobody is there to do them: the next one need not wait for the end of the lease.
      if (gone.signal.aborted) await runtime.releaseJobs(jobs);
      // The database's clock says when a lease ends; the worker compares it with that of the platform.
      const skewMs = clock.now() - clock.machineNow();
      const fetched = body.fetchVariable ?? [];
      return { jobs: jobs.map((job) => activated(job, body, fetched, skewMs)) };
    },
  );
};

function activated(
  job: ClaimedJob,
  { type, worker }: { readonly type: string; readonly worker: string },
  fetched: readonly string[],
  skewMs: number,
): object {
  return {
    type,
    worker,
    jobKey: job.id,
    processInstanceKey: job.processInstanceId,
    rootProcessInstanceKey: job.rootProcessInstanceId,
    processDefinitionId: job.processId,
    processDefinitionVersion: job.version,
    processDefinitionKey: job.definitionId,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceId,
    customHeaders: job.headers,
    retries: job.retries,
    deadline: Math.round(job.deadline + skewMs),
    variables: chosen(job.variables, fetched),
    tenantId: TENANT,
    ...listenerKind(job.listener),
    userTask: null,
    tags: job.tags,
  };
}

function chosen(all: Variables, names: readonly string[]): Variables {
  if (names.length === 0) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}

const completion: Endpoints = (routes, { runtime }) => {
  routes.post(
    "/jobs/:jobKey/completion",
    {
      config,
      schema: {
        tags,
        summary: "A job is done",
        params,
        body: z.strictObject({ variables: jobVariables, result: jobResult.nullish() }).nullish(),
      },
    },
    async (request, reply) => {
      const { jobKey: jobId } = request.params;
      const asked = jobAsked.complete(jobId);
      await reachJob(runtime.sql, principalOf(request), jobId, asked);
      accepted(
        asked,
        await runtime.execute({
          type: "completeJob",
          jobId,
          variables: request.body?.variables ?? {},
          ...resultOf(request.body?.result),
        }),
      );
      return reply.code(204).send();
    },
  );
};

const failures: Endpoints = (routes, { runtime, clock }) => {
  routes.post(
    "/jobs/:jobKey/failure",
    {
      config,
      schema: {
        tags,
        summary: "An attempt failed; without retries left it becomes an incident",
        params,
        body: failureBody,
      },
    },
    async (request, reply) => {
      const { jobKey: jobId } = request.params;
      const { retries = 0, errorMessage = "", retryBackOff = 0, variables } = request.body ?? {};
      const asked = jobAsked.fail(jobId);
      await reachJob(runtime.sql, principalOf(request), jobId, asked);
      await refuseUsedUp(runtime.sql, jobId, asked);
      accepted(
        asked,
        await runtime.execute({
          type: "failJob",
          jobId,
          retries,
          message: errorMessage,
          retryAt: clock.now() + retryBackOff,
          variables: variables ?? {},
        }),
      );
      return reply.code(204).send();
    },
  );
  routes.post(
    "/jobs/:jobKey/error",
    {
      config,
      schema: {
        tags,
        summary: "Throws a BPMN error",
        params,
        body: z.strictObject({
          errorCode: filled(255),
          errorMessage: z.string().max(10_000).nullish(),
          variables: jobVariables,
        }),
      },
    },
    async (request, reply) => {
      const { jobKey: jobId } = request.params;
      const { errorCode, errorMessage, variables } = request.body;
      const asked = jobAsked.throwError(jobId);
      await reachJob(runtime.sql, principalOf(request), jobId, asked);
      await refuseUsedUp(runtime.sql, jobId, asked);
      accepted(
        asked,
        await runtime.execute({
          type: "throwJobError",
          jobId,
          errorCode,
          message: errorMessage ?? "",
          variables: variables ?? {},
        }),
      );
      return reply.code(204).send();
    },
  );
};

const changes: Endpoints = (routes, { runtime }) => {
  routes.patch(
    "/jobs/:jobKey",
    {
      config,
      schema: {
        tags,
        summary: "Changes retries or the time that a worker has",
        params,
        body: z.strictObject({
          changeset: z
            .strictObject({
              retries: z.int().max(1_000_000).nullish(),
              timeout: z.int().min(0).max(CENTURY_MS).nullish(),
            })
            .nullish(),
          // Of this operation alone it is not checked.
          operationReference: z.int().nullish(),
        }),
      },
    },
    async (request, reply) => {
      const { jobKey: jobId } = request.params;
      const { retries, timeout } = request.body.changeset ?? {};
      if (!isGiven(retries) && !isGiven(timeout))
        throw new ApiProblem("INVALID_ARGUMENT", "At least one of [retries, timeout] is required.");
      const asked = jobAsked.update(jobId);
      await reachJob(runtime.sql, principalOf(request), jobId, asked);
      // Before anything is changed.
      if (isGiven(retries) && retries < 1)
        throw await unlessMissing(runtime.sql, jobId, asked, {
          code: "JOB_RETRIES_INVALID",
          subject: String(retries),
        });
      if (isGiven(timeout) && !(await runtime.extendJob(jobId, timeout)))
        throw await unlessMissing(runtime.sql, jobId, asked, { code: "JOB_NOT_ACTIVE" });
      if (isGiven(retries))
        accepted(
          asked,
          await runtime.execute({ type: "updateJobRetries", jobId, retries }, actorOf(request)),
        );
      return reply.code(204).send();
    },
  );
};

/** Why a job is not changed; first of all, that there is none. */
async function unlessMissing(
  sql: SqlExecutor,
  jobKey: string,
  asked: Asked,
  refused: Refused,
): Promise<ApiProblem> {
  const found = await sql.query("SELECT FROM job WHERE id = $1::bigint", [jobKey]);
  return refusal(asked, found.length === 0 ? { code: "JOB_NOT_FOUND" } : refused);
}

/** @throws ApiProblem NOT_FOUND when there is none for the caller */
async function reachJob(
  sql: SqlExecutor,
  principal: Principal,
  jobKey: string,
  asked: Asked,
): Promise<void> {
  // Who reaches everything is told by the command itself.
  if (principal.processes === null) return;
  const [found] = await sql.query<{ processId: string }>(
    `SELECT process_id AS "processId" FROM job WHERE id = $1::bigint`,
    [jobKey],
  );
  if (found === undefined || !reaches(principal, found.processId))
    throw refusal(asked, { code: "JOB_NOT_FOUND" });
}

/** What waits for an operator is no worker's any more. @throws ApiProblem INVALID_STATE */
async function refuseUsedUp(sql: SqlExecutor, jobKey: string, asked: Asked): Promise<void> {
  const [found] = await sql.query<{ state: string }>(
    "SELECT state FROM job WHERE id = $1::bigint AND state <> 'ready'",
    [jobKey],
  );
  if (found === undefined) return;
  const state = found.state === "thrown" ? "ERROR_THROWN" : "FAILED";
  throw refusal(asked, { code: "JOB_IN_STATE", subject: state });
}
