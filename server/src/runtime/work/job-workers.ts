/**
 * Workers inside the server. A handler's database writes and the completion of its job commit in one transaction, so its effect
 * happens once; what it does outside (a device) happens before that transaction, at least once, with the job's id as key.
 */
import type { Variables } from "@tongban/engine";
import type { Pool } from "pg";
import type { FeatureTransaction } from "../execution/feature-transactions.ts";
import { storableText } from "../execution/storable-text.ts";
import type { Result } from "../result.ts";
import type { RuntimeCommand } from "../runtime-command.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import { JobError } from "./job-error.ts";
import { JobGone } from "./job-gone.ts";
import { WorkLoop } from "./wake.ts";

/** A claimed job. */
export interface Job {
  readonly id: string;
  readonly type: string;
  readonly processInstanceId: string;
  readonly elementId: string;
  readonly businessKey: string | null;
  readonly retries: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
  /** Variables as the job's element sees them. */
  readonly variables: Variables;
}

/** What is done for a type of job. */
export interface JobHandler<Performed = undefined> {
  /** Work outside the database, before the transaction; repeated with the same job id if the server dies in between. */
  readonly perform?: (job: Job) => Promise<Performed>;
  /**
   * Database work; what it returns becomes variables of the process. It is done again when its transaction loses a race, so it
   * must have no effect outside of the database.
   */
  readonly complete: (
    job: Job,
    transaction: FeatureTransaction,
    performed: Performed,
  ) => Promise<Variables | void>;
}

/** What the workers stand on. */
export interface WorkerDependencies {
  readonly pool: Pool;
  readonly transact: (work: (transaction: FeatureTransaction) => Promise<void>) => Promise<void>;
  readonly now: () => number;
  readonly submit: (command: RuntimeCommand) => Promise<Result<unknown>>;
  readonly executeIn: (sql: SqlExecutor, command: RuntimeCommand) => Promise<Result<unknown>>;
  readonly readVariables: (
    processInstanceId: string,
    elementInstanceId: string,
  ) => Promise<Variables>;
  readonly onError: (error: unknown) => void;
  /** How long a claim lasts, by the database's clock: neither a demonstration nor a server whose clock is off ends one early. */
  readonly leaseMs: number;
}

const CONCURRENCY = 8;
const IDLE_MS = 1000;
const FIRST_BACK_OFF_MS = 1000;
const LONGEST_BACK_OFF_MS = 300_000;

interface ClaimedRow {
  readonly id: string;
  readonly job_type: string;
  readonly instance: string;
  readonly element_instance: string;
  readonly element_id: string;
  readonly business_key: string | null;
  readonly retries: number;
  /** Attempts that failed; those that ended with their server say nothing about the job. */
  readonly attempts: number;
  readonly headers: Record<string, string>;
  readonly properties: Record<string, string>;
}

/** The registered handlers and the loop that feeds them. */
export class JobWorkers {
  readonly #dependencies: WorkerDependencies;
  readonly #handlers = new Map<string, JobHandler<unknown>>();
  readonly #running = new Set<Promise<void>>();
  readonly #loop: WorkLoop;

  constructor(dependencies: WorkerDependencies) {
    this.#dependencies = dependencies;
    this.#loop = new WorkLoop(() => this.#look(), IDLE_MS, dependencies.onError);
  }

  /** Adds a handler. @throws when the type has one */
  register<Performed>(jobType: string, handler: JobHandler<Performed>): void {
    if (this.#handlers.has(jobType)) throw new Error(`Two handlers for ${jobType}`);
    // Only this handler's own `perform` feeds its `complete`.
    this.#handlers.set(jobType, handler as JobHandler<unknown>);
  }

  start(): void {
    this.#loop.start();
  }

  /** There may be new jobs. */
  wake(): void {
    this.#loop.wake();
  }

  /** Claims no more, and waits for what is being done. */
  async stop(): Promise<void> {
    await this.#loop.stop();
    await Promise.all(this.#running);
  }

  async #look(): Promise<number | null> {
    const room = CONCURRENCY - this.#running.size;
    if (room <= 0 || this.#handlers.size === 0) return null;
    const jobs = await this.#claim(room);
    for (const row of jobs) {
      const work = this.#work(row)
        .catch(this.#dependencies.onError)
        .finally(() => {
          this.#running.delete(work);
          this.#loop.wake();
        });
      this.#running.add(work);
    }
    return null;
  }

  async #claim(limit: number): Promise<ClaimedRow[]> {
    const { pool, now, leaseMs } = this.#dependencies;
    const { rows } = await pool.query<ClaimedRow>(
      `UPDATE job j SET locked_until = now() + $3 * interval '1 millisecond'
         FROM (SELECT id FROM job
                WHERE state = 'ready' AND job_type = ANY($1::text[]) AND run_at <= to_timestamp($2::float8 / 1000)
                  AND locked_until <= now()
                ORDER BY run_at LIMIT $4 FOR UPDATE SKIP LOCKED) AS claimed,
              process_instance p
        WHERE j.id = claimed.id AND p.id = j.process_instance_id
        RETURNING j.id::text, j.job_type, j.process_instance_id::text AS instance,
                  j.element_instance_id::text AS element_instance, j.element_id, p.business_key, j.retries, j.attempts,
                  j.headers, j.properties`,
      [[...this.#handlers.keys()], now(), leaseMs, limit],
    );
    return rows;
  }

  async #work(row: ClaimedRow): Promise<void> {
    const { transact, executeIn, submit, now, readVariables } = this.#dependencies;
    const handler = this.#handlers.get(row.job_type);
    if (handler === undefined) return;
    try {
      const job: Job = {
        id: row.id,
        type: row.job_type,
        processInstanceId: row.instance,
        elementId: row.element_id,
        businessKey: row.business_key,
        retries: row.retries,
        headers: row.headers,
        properties: row.properties,
        variables: await readVariables(row.instance, row.element_instance),
      };
      const performed = await handler.perform?.(job);
      await transact(async (transaction) => {
        const variables = (await handler.complete(job, transaction, performed)) ?? {};
        const command = { type: "completeJob", jobId: row.id, variables } as const;
        const result = await executeIn(transaction.sql, command);
        if (!result.ok) throw new JobGone(result.problem.code);
      });
    } catch (error) {
      if (error instanceof JobGone) return;
      if (error instanceof JobError) {
        const { errorCode, message } = error;
        const text = storableText(message);
        const thrown = { type: "throwJobError", jobId: row.id, errorCode, variables: {} } as const;
        await submit({ ...thrown, message: text });
        return;
      }
      this.#dependencies.onError(error);
      const backOffMs = Math.min(FIRST_BACK_OFF_MS * 2 ** row.attempts, LONGEST_BACK_OFF_MS);
      await submit({
        type: "failJob",
        jobId: row.id,
        retries: Math.max(row.retries - 1, 0),
        message: storableText(String(error instanceof Error ? error.message : error).slice(0, 500)),
        retryAt: now() + backOffMs,
      });
    }
  }
}
