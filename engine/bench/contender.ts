/** Somebody who runs processes. */
import type { Workload } from "./workloads.ts";

/** See the file's head. */
export interface Contender {
  readonly name: string;
  /** Reads the model once; the result runs one instance to its end, with work done at once by the benchmark itself. */
  prepare(workload: Workload): Promise<() => void | Promise<void>>;
}
