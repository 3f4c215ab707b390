/** What a worker inside the server is given, and what it does. */
import type { Variables } from "@tongban/engine";
import type { FeatureTransaction } from "../execution/feature-transactions.ts";

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

/** Work that writes to the database, in the transaction in which the job is completed. */
export interface DatabaseHandler<Performed = undefined> {
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

/** Work that does not touch the database: many such jobs are completed in one transaction, which makes them cheap. */
export interface OutsideHandler {
  /** What it returns becomes variables of the process; repeated with the same job id if the server dies before that. */
  readonly perform: (job: Job) => Promise<Variables | void>;
  readonly complete?: never;
}

/** What is done for a type of job. */
export type JobHandler<Performed = undefined> = DatabaseHandler<Performed> | OutsideHandler;
