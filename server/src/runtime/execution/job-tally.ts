/** Counts what a transaction does to jobs, for whoever asks afterwards how they go (docs/adr/0020-job-statistics.md). */
import type { CommittedEvent } from "../committed-event.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import type { Writes } from "../store/writes.ts";

/** A job that a transaction may do something to. */
interface TalliedJob {
  readonly jobType: string;
  /** Who has claimed it; null: nobody, or somebody without a name. */
  readonly worker: string | null;
}

/** A row of `job_tally`. */
interface TallyRow {
  readonly processId: string;
  readonly jobType: string;
  readonly worker: string | null;
  readonly status: "created" | "completed" | "failed" | "thrown";
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly count: number;
}

/** What is kept of an error's message. */
const LONGEST_MESSAGE = 500;

/** One row for all that is alike in a transaction: hundreds of jobs of a type that one worker completes come to one. */
export class JobTally {
  readonly #jobs = new Map<string, TalliedJob>();
  readonly #rows = new Map<string, TallyRow>();

  /** Where jobs are that are about to be told something. Their rows are read for that in any case. */
  async locate(
    tx: SqlExecutor,
    ids: readonly string[],
  ): Promise<{ readonly id: string; readonly instance: string }[]> {
    const rows = await tx.query<TalliedJob & { id: string; instance: string }>(
      `SELECT id::text, process_instance_id::text AS instance, job_type AS "jobType", worker FROM job
        WHERE id = ANY($1::bigint[])`,
      [ids],
    );
    for (const { id, jobType, worker } of rows) this.#jobs.set(id, { jobType, worker });
    return rows;
  }

  /** Something has happened. */
  note({ processId, event }: CommittedEvent): void {
    switch (event.type) {
      case "jobCreated":
        this.#jobs.set(event.jobId, { jobType: event.jobType, worker: null });
        this.#add({ processId, jobType: event.jobType, worker: null, status: "created" });
        return;
      case "jobCompleted":
        this.#add({ processId, ...this.#done(event.jobId), status: "completed" });
        return;
      case "jobFailed": {
        const error = { errorCode: "", errorMessage: event.message };
        this.#add({ processId, ...this.#done(event.jobId), status: "failed" }, error);
        return;
      }
      case "jobErrorThrown": {
        const { errorCode, message: errorMessage } = event;
        const error = { errorCode, errorMessage };
        this.#add({ processId, ...this.#done(event.jobId), status: "thrown" }, error);
        break;
      }
      default:
    }
  }

  /** Adds the rows: none of them waits for another transaction. @param now epoch ms */
  write(writes: Writes, now: number): void {
    if (this.#rows.size === 0) return;
    const rows = [...this.#rows.values()];
    writes.write(
      `INSERT INTO job_tally (at, process_id, job_type, worker, status, error_code, error_message, count)
       SELECT to_timestamp($8::float8 / 1000), u.*
         FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[]) AS u`,
      [
        rows.map(({ processId }) => processId),
        rows.map(({ jobType }) => jobType),
        rows.map(({ worker }) => worker),
        rows.map(({ status }) => status),
        rows.map(({ errorCode }) => errorCode),
        rows.map(({ errorMessage }) => errorMessage),
        rows.map(({ count }) => count),
        now,
      ],
    );
  }

  /** Only jobs that were located, or created before, are completed or fail. */
  #done(jobId: string): TalliedJob {
    const job = this.#jobs.get(jobId);
    if (job === undefined) throw new Error(`Job ${jobId} was not located`);
    return { ...job, worker: job.worker ?? "" };
  }

  #add(
    what: Pick<TallyRow, "processId" | "jobType" | "worker" | "status">,
    error?: { readonly errorCode: string; readonly errorMessage: string },
  ): void {
    const row: Omit<TallyRow, "count"> = {
      ...what,
      errorCode: error?.errorCode ?? null,
      // Cutting may leave half of a character, which no database takes.
      errorMessage: error?.errorMessage.slice(0, LONGEST_MESSAGE).toWellFormed() ?? null,
    };
    const key = JSON.stringify(row);
    this.#rows.set(key, { ...row, count: (this.#rows.get(key)?.count ?? 0) + 1 });
  }
}
