/** Somebody who runs processes durably. Each runs in a process of its own, on a database of its own of the same server. */
import type { WorkloadKey } from "./workloads.ts";

/** See the file's head. */
export interface Contender {
  readonly name: string;
  /** How it is set up, for the page: what its own documentation recommends, and what it writes. */
  readonly settings: string;
  /** Cases that are kept in flight in a closed loop. */
  readonly inFlight: number;
  /** Opens it on an empty database. */
  readonly open: (databaseUrl: string) => Promise<OpenContender>;
}

/** A contender with its connections open. */
export interface OpenContender {
  /** The workloads that it has. */
  readonly loads: Readonly<Partial<Record<WorkloadKey, () => Promise<Load>>>>;
  readonly close: () => Promise<void>;
}

/** A workload, ready to be run: its models are deployed and its workers wait. */
export interface Load {
  /**
   * Runs one case; resolves when it is completed, with the milliseconds of the step that a person waits for when that is not
   * the whole case.
   */
  readonly run: () => Promise<number | void>;
  /** Cases that the database knows as completed; a round is void when it disagrees with what was counted. */
  readonly completed?: () => Promise<number>;
  /** For a backlog: lets this many cases wait. Then `run` does not run one but all of them. */
  readonly fill?: (count: number) => Promise<void>;
  /** Ends its workers. */
  readonly end?: () => Promise<void>;
}
