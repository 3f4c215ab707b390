/** Tells the jobs of a transaction where they came from, for whoever follows a trace. */
import type { EngineEvent } from "@tongban/engine";
import type { Writes } from "../store/writes.ts";

/** Costs nothing while nobody follows. */
export class JobTraces {
  /** Of what happens next (W3C); null when nobody follows. */
  traceparent: string | null = null;
  readonly #traceparents = new Map<string, string>();

  /** Something has happened. */
  note(event: EngineEvent): void {
    if (this.traceparent === null || event.type !== "jobCreated") return;
    this.#traceparents.set(event.jobId, this.traceparent);
  }

  /** Where a new job came from. */
  of(jobId: string): string | null {
    return this.#traceparents.get(jobId) ?? null;
  }

  /** Once the jobs are written. */
  write(writes: Writes): void {
    if (this.#traceparents.size === 0) return;
    writes.write(
      `UPDATE job j SET traceparent = t.traceparent FROM unnest($1::bigint[], $2::text[]) AS t(id, traceparent)
        WHERE j.id = t.id RETURNING 1`,
      [[...this.#traceparents.keys()], [...this.#traceparents.values()]],
    );
  }
}
