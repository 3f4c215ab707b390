/** Claiming jobs: by lease and in turn from each process, with all that a worker needs to know of them. */
import { type ElementInstanceId, type Variables, visibleVariables } from "@tongban/engine";
import type { StateCache } from "../execution/state-cache.ts";
import { readVisibleVariablesOf } from "../queries.ts";
import type { SqlExecutor } from "../sql-executor.ts";

/** What it takes to do a job. */
export interface JobAtHand {
  readonly id: string;
  readonly jobType: string;
  readonly processInstanceId: string;
  readonly elementId: string;
  readonly businessKey: string | null;
  readonly retries: number;
  /** Attempts that failed; those that ended with their server say nothing about the job. */
  readonly attempts: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
  readonly variables: Variables;
  /** Where it came from (W3C), when somebody follows. */
  readonly traceparent: string | null;
}

/** A job that this server has for the time of its lease. */
export interface ClaimedJob extends JobAtHand {
  readonly rootProcessInstanceId: string;
  readonly processId: string;
  readonly version: number;
  readonly definitionId: string;
  readonly elementInstanceId: string;
  /** When somebody else may have it, by the database's clock: epoch ms. */
  readonly deadline: number;
  /** Of which listener: start, end, creating, assigning, updating, completing; null for the work of the element itself. */
  readonly listener: string | null;
  /** Marks of its instance. */
  readonly tags: readonly string[];
}

interface ClaimedRow extends Omit<ClaimedJob, "variables"> {
  readonly revision: number;
}

/** What is claimed, and for how long. */
export interface JobClaim {
  readonly jobTypes: readonly string[];
  /** Platform time, epoch ms: jobs that are to wait longer are left alone. */
  readonly now: number;
  /** How long a claim lasts, by the database's clock. */
  readonly leaseMs: number;
  readonly limit: number;
  /** Who claims, for those who look. */
  readonly worker?: string | undefined;
  /** Only of processes whose id is like one of these. */
  readonly processes?: readonly string[] | null | undefined;
}

/**
 * Claims ready jobs that nobody has, at most `limit`. Of each process and type the oldest come first, and all of them take turns:
 * a flood of one matter fills what the others leave. Several servers never get the same job (`SKIP LOCKED`).
 */
export async function claimJobs(
  sql: SqlExecutor,
  cache: StateCache,
  { jobTypes, now, leaseMs, limit, worker, processes }: JobClaim,
): Promise<readonly ClaimedJob[]> {
  // `kind`: the types and processes that have ready jobs, found by leaping over the index from one to the next.
  const rows = await sql.query<ClaimedRow>(
    `WITH RECURSIVE kind AS (
       (SELECT job_type, process_id FROM job WHERE state = 'ready' AND job_type = ANY($1::text[])
         ORDER BY job_type, process_id LIMIT 1)
       UNION ALL
       SELECT next.* FROM kind CROSS JOIN LATERAL (
         SELECT job_type, process_id FROM job
          WHERE state = 'ready' AND job_type = ANY($1::text[])
            AND (job_type, process_id) > (kind.job_type, kind.process_id)
          ORDER BY job_type, process_id LIMIT 1) AS next),
     ready AS MATERIALIZED (
       SELECT oldest.id, oldest.run_at,
              row_number() OVER (PARTITION BY oldest.job_type, oldest.process_id ORDER BY oldest.run_at, oldest.id) AS turn
         FROM (SELECT * FROM kind WHERE $6::text[] IS NULL OR process_id LIKE ANY($6::text[])) AS kind CROSS JOIN LATERAL (
           SELECT id, run_at, job_type, process_id FROM job
            WHERE state = 'ready' AND job_type = kind.job_type AND process_id = kind.process_id
              AND run_at <= to_timestamp($2::float8 / 1000) AND locked_until <= now()
            ORDER BY run_at LIMIT $4::int FOR UPDATE SKIP LOCKED) AS oldest),
     claimed AS MATERIALIZED (SELECT id FROM ready ORDER BY turn, run_at LIMIT $4::int)
     UPDATE job j SET locked_until = now() + $3::float8 * interval '1 millisecond', worker = $5::text
       FROM claimed, process_instance p
      WHERE j.id = claimed.id AND p.id = j.process_instance_id
      RETURNING j.id::text, j.job_type AS "jobType", j.process_instance_id::text AS "processInstanceId",
                j.element_instance_id::text AS "elementInstanceId", j.element_id AS "elementId",
                j.process_id AS "processId", p.version, p.definition_id::text AS "definitionId",
                p.root_id::text AS "rootProcessInstanceId",
                (extract(epoch FROM j.locked_until) * 1000)::float8 AS deadline,
                p.business_key AS "businessKey", j.retries, j.attempts, j.headers, j.properties, j.listener, p.tags, j.traceparent, p.revision`,
    [jobTypes, now, leaseMs, limit, worker ?? null, processes ?? null],
  );
  return withVariables(sql, cache, rows);
}

/** From memory where the state is that of the claim, else from the database, all in one statement. */
async function withVariables(
  sql: SqlExecutor,
  cache: StateCache,
  rows: readonly ClaimedRow[],
): Promise<readonly ClaimedJob[]> {
  const known = new Map<string, Variables>();
  const unknown: ClaimedRow[] = [];
  for (const row of rows) {
    const state = cache.peek(row.processInstanceId, row.revision);
    if (state === undefined) unknown.push(row);
    else known.set(row.id, visibleVariables(state, row.elementInstanceId as ElementInstanceId));
  }
  const read = await readVisibleVariablesOf(sql, unknown);
  for (const [index, { id }] of unknown.entries()) known.set(id, read[index] ?? {});
  return rows.map((row) => ({ ...row, variables: known.get(row.id) ?? {} }));
}

/** Which of these types have a job that could be claimed now. */
export async function readyJobTypes(
  sql: SqlExecutor,
  jobTypes: readonly string[],
  now: number,
): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ jobType: string }>(
    `SELECT wanted.job_type AS "jobType" FROM unnest($1::text[]) AS wanted(job_type)
      WHERE EXISTS (SELECT FROM job WHERE state = 'ready' AND job.job_type = wanted.job_type
                       AND run_at <= to_timestamp($2::float8 / 1000) AND locked_until <= now())`,
    [jobTypes, now],
  );
  return new Set(rows.map(({ jobType }) => jobType));
}

/** Gives claimed jobs back before their lease ends. */
export async function releaseJobs(sql: SqlExecutor, jobs: readonly ClaimedJob[]): Promise<void> {
  await sql.query(
    "UPDATE job SET locked_until = now() WHERE id = ANY($1::bigint[]) RETURNING id::text",
    [jobs.map(({ id }) => id)],
  );
}

/** Changes the lease of a job that somebody has; false when nobody has it. */
export async function extendJob(
  sql: SqlExecutor,
  jobId: string,
  leaseMs: number,
): Promise<boolean> {
  const rows = await sql.query<{ id: string }>(
    `UPDATE job SET locked_until = now() + $2::float8 * interval '1 millisecond'
      WHERE id = $1::bigint AND state = 'ready' AND locked_until > now() RETURNING id::text`,
    [jobId, leaseMs],
  );
  return rows.length > 0;
}
