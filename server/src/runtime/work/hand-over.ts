/**
 * Jobs that are somebody's from their beginning: when a worker of this server waits with a free hand and nothing older waits for it, the
 * transaction that makes a job gives it to the worker, whose lease is written with it. It begins with the commit, and nobody has to
 * look for the job and claim it.
 */
import type { JobAtHand } from "../store/job-claims.ts";
import type { JobRow } from "../store/work-rows.ts";

/** A free hand that is kept for one job until the transaction's end. */
export interface FreeHand {
  /** How long the job is the worker's, by the database's clock. */
  readonly leaseMs: number;
  /** The job is committed. */
  give(job: JobAtHand): void;
  /** The hand is free again. */
  leave(): void;
}

/** Finds a free hand for a job of the type; null when there is none, or others have waited longer for it. */
export type Offer = (jobType: string) => FreeHand | null;

/** What a transaction's rows do not say of a job. */
export type Beside = Pick<JobAtHand, "variables" | "businessKey" | "traceparent">;

/** Jobs of one transaction that somebody gets with its commit. */
export class HandedJobs {
  readonly #offer: Offer;
  readonly #handed = new Map<string, { readonly hand: FreeHand; readonly row: JobRow }>();

  constructor(offer: Offer) {
    this.#offer = offer;
  }

  /** The new job, as somebody's from the beginning where there is a free hand. */
  offered(id: string, row: JobRow): JobRow {
    const isReady = row.state === "ready" && row.runAt <= row.createdAt;
    const hand = isReady ? this.#offer(row.jobType) : null;
    if (hand === null) return row;
    this.#handed.set(id, { hand, row });
    return { ...row, leaseMs: hand.leaseMs };
  }

  /** Gives them out, after the commit. */
  give(beside: (id: string, row: JobRow) => Beside): void {
    for (const [id, { hand, row }] of this.#handed) {
      const { jobType, processInstanceId, elementId, retries, headers, properties } = row;
      const job = { id, jobType, processInstanceId, elementId, retries, headers, properties };
      const given = { ...job, ...beside(id, row), attempts: 0 };
      this.#handed.delete(id);
      hand.give(given);
    }
  }

  /** Lets go of hands that were given nothing. */
  leave(): void {
    for (const { hand } of this.#handed.values()) hand.leave();
    this.#handed.clear();
  }
}

/** For transactions whose end is not seen: nobody gets anything. */
export const nobodyTakes: Offer = () => null;
