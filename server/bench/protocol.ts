/**
 * What the benchmark and a contender's process say to each other: one JSON a line, orders in, answers out. Answers begin with
 * a mark; other lines are the contender's own log. The Java contenders speak the same.
 */

/** What a contender is told. */
export type Order =
  | { readonly order: "prepare"; readonly workload: string }
  /** Keeps its number of cases in flight for so long. */
  | { readonly order: "closed"; readonly ms: number }
  /** Lets cases come by chance, so many a second on average, however long they take. */
  | { readonly order: "open"; readonly ms: number; readonly perSecond: number }
  /** Lets cases wait. */
  | { readonly order: "fill"; readonly count: number }
  /** Does all that wait. */
  | { readonly order: "drain" }
  /** The workload is over. */
  | { readonly order: "end" }
  | { readonly order: "stop" };

/** First answer: who it is. */
export interface Introduction {
  readonly name: string;
  readonly settings: string;
  readonly workloads: readonly string[];
  /** Cases that it lets wait at most, where a backlog of all would take too long. */
  readonly mostWaiting?: number;
}

/** Answer to `closed`, `open` and `drain`. */
export interface Outcome {
  readonly cases: number;
  readonly elapsedMs: number;
  /** Of the contender's process alone. */
  readonly cpuMs: number;
  /** Of the step that a person waits for, or else of the case; of `open`, from the moment that the case was to come. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The most memory that the process has had so far, in MiB. */
  readonly memoryMiB: number;
}

/** Every answer. */
export type Answer =
  | { readonly introduction: Introduction }
  | { readonly outcome: Outcome }
  | { readonly done: true }
  | { readonly failed: string };

/** Begins a line that is an answer. */
export const MARK = "@bench ";
