/**
 * Workers inside the server. A handler's database writes and the completion of its job commit in one transaction, so its effect
 * happens once; what it does outside (a device) happens before that transaction, at least once, with the job's id as key.
 */
import type { FeatureTransaction } from "../execution/feature-transactions.ts";
import { DatabaseFailure, unlessDatabaseFails } from "../execution/database-failure.ts";
import { tracingJob } from "../execution/traces.ts";
import { storableText } from "../execution/storable-text.ts";
import type { RuntimeObserver } from "../observer.ts";
import type { Result } from "../result.ts";
import type { RuntimeCommand } from "../runtime-command.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import type { JobAtHand } from "../store/job-claims.ts";
import type { FreeHand } from "./hand-over.ts";
import { JobError } from "./job-error.ts";
import { JobGone } from "./job-gone.ts";
import type { DatabaseHandler, Job, JobHandler, OutsideHandler } from "./job-handler.ts";
import { type LaneDependencies, WorkerLane } from "./worker-lane.ts";

/** What the workers stand on. */
export interface WorkerDependencies extends LaneDependencies {
  readonly transact: (work: (transaction: FeatureTransaction) => Promise<void>) => Promise<void>;
  readonly now: () => number;
  readonly submit: (command: RuntimeCommand) => Promise<Result<unknown>>;
  readonly executeIn: (sql: SqlExecutor, command: RuntimeCommand) => Promise<Result<unknown>>;
  readonly observer: RuntimeObserver;
}

/** Each takes a connection for a transaction of its own. */
const DATABASE_CONCURRENCY = 8;
/** These share transactions: the more are under way, the more of them are completed by one commit. */
const OUTSIDE_CONCURRENCY = 1024;
const FIRST_BACK_OFF_MS = 1000;
const LONGEST_BACK_OFF_MS = 300_000;

/** The registered handlers, and the loops that feed them. */
export class JobWorkers {
  readonly #dependencies: WorkerDependencies;
  readonly #database: WorkerLane<DatabaseHandler<unknown>>;
  readonly #outside: WorkerLane<OutsideHandler>;

  constructor(dependencies: WorkerDependencies) {
    this.#dependencies = dependencies;
    this.#database = new WorkerLane(dependencies, DATABASE_CONCURRENCY, (job, handler) =>
      tracingJob(job, () => this.#attempt(job, (asked) => this.#inTransaction(asked, handler))),
    );
    this.#outside = new WorkerLane(dependencies, OUTSIDE_CONCURRENCY, (job, handler) =>
      tracingJob(job, () =>
        this.#attempt(job, async (asked) => {
          const variables = (await handler.perform(asked)) ?? {};
          // That the job is gone meanwhile is an answer, too.
          await unlessDatabaseFails(
            dependencies.submit({ type: "completeJob", jobId: job.id, variables }),
          );
        }),
      ),
    );
  }

  /** Adds a handler. @throws when the type has one */
  register<Performed>(jobType: string, handler: JobHandler<Performed>): void {
    if (this.has(jobType)) throw new Error(`Two handlers for ${jobType}`);
    if (handler.complete === undefined) this.#outside.register(jobType, handler);
    // Only this handler's own `perform` feeds its `complete`.
    else this.#database.register(jobType, handler as DatabaseHandler<unknown>);
  }

  /** Whether the type has a handler. */
  has(jobType: string): boolean {
    return this.#database.has(jobType) || this.#outside.has(jobType);
  }

  /** A free hand for a job of the type, if one waits. */
  offer(jobType: string): FreeHand | null {
    return this.#database.offer(jobType) ?? this.#outside.offer(jobType);
  }

  start(): void {
    this.#database.start();
    this.#outside.start();
  }

  /** There may be new jobs. */
  wake(): void {
    this.#database.wake();
    this.#outside.wake();
  }

  /** Claims no more, and waits for what is being done. */
  async stop(): Promise<void> {
    await Promise.all([this.#database.stop(), this.#outside.stop()]);
  }

  async #inTransaction(job: Job, handler: DatabaseHandler<unknown>): Promise<void> {
    const { transact, executeIn } = this.#dependencies;
    const performed = await handler.perform?.(job);
    const inDatabase = transact(async (transaction) => {
      const variables = (await handler.complete(job, transaction, performed)) ?? {};
      const command = { type: "completeJob", jobId: job.id, variables } as const;
      const result = await executeIn(transaction.sql, command);
      // What it wrote is undone with the transaction.
      if (!result.ok) throw new JobGone(result.problem.code);
    });
    await unlessDatabaseFails(inDatabase);
  }

  /** Does the job; what goes wrong becomes a BPMN error, or a failure that is tried again later. */
  async #attempt(claimed: JobAtHand, work: (job: Job) => Promise<void>): Promise<void> {
    const { submit, now, onError, observer } = this.#dependencies;
    const begun = performance.now();
    const done = (outcome: "completed" | "error" | "failed"): void =>
      observer.jobDone(claimed.jobType, outcome, (performance.now() - begun) / 1000);
    try {
      await work(jobOf(claimed));
      done("completed");
    } catch (error) {
      if (error instanceof JobGone) return;
      if (error instanceof JobError) {
        done("error");
        const { errorCode, message } = error;
        const text = storableText(message);
        const thrown = {
          type: "throwJobError",
          jobId: claimed.id,
          errorCode,
          variables: {},
        } as const;
        await submit({ ...thrown, message: text });
        return;
      }
      done("failed");
      onError(error);
      const backOffMs = Math.min(FIRST_BACK_OFF_MS * 2 ** claimed.attempts, LONGEST_BACK_OFF_MS);
      await submit({
        type: "failJob",
        jobId: claimed.id,
        // A failure of the database says nothing about the job: many of them must not use up its retries.
        retries:
          error instanceof DatabaseFailure ? claimed.retries : Math.max(claimed.retries - 1, 0),
        message: storableText(String(error instanceof Error ? error.message : error).slice(0, 500)),
        retryAt: now() + backOffMs,
      });
    }
  }
}

/** What a handler is told of it. */
function jobOf({
  id,
  jobType: type,
  processInstanceId,
  elementId,
  businessKey,
  retries,
  headers,
  properties,
  variables,
}: JobAtHand): Job {
  return {
    id,
    type,
    processInstanceId,
    elementId,
    businessKey,
    retries,
    headers,
    properties,
    variables,
  };
}
