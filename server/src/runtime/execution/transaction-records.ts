/** What a transaction records beside the events of its instances: nothing of it changes how they go on. */
import { insertOperations, type OperationRow } from "../store/operation-store.ts";
import type { Writes } from "../store/writes.ts";
import { JobTally } from "./job-tally.ts";
import { JobTraces } from "./job-traces.ts";

/** That a message has reached an instance. */
export interface Correlation {
  readonly processInstanceId: string;
  readonly processId: string;
  readonly elementId: string;
  /** The subscription, or the start subscription. */
  readonly subscriptionId: string;
  readonly messageKey: string;
  readonly messageName: string;
  readonly correlationKey: string;
}

/** Costs nothing while there is nothing to record. */
export class TransactionRecords {
  readonly traces = new JobTraces();
  readonly tally = new JobTally();
  readonly #correlations: Correlation[] = [];
  readonly #tags = new Map<string, readonly string[]>();
  readonly #operations: OperationRow[] = [];

  /** A message has reached an instance. */
  correlated(correlation: Correlation): void {
    this.#correlations.push(correlation);
  }

  /** A new instance has marks. */
  tagged(processInstanceId: string, tags: readonly string[]): void {
    if (tags.length > 0) this.#tags.set(processInstanceId, tags);
  }

  /** Somebody has had something done. */
  operated(operation: OperationRow): void {
    this.#operations.push(operation);
  }

  /** Once everything else is written. @param now epoch ms */
  write(writes: Writes, now: number): void {
    this.tally.write(writes, now);
    this.traces.write(writes);
    this.#writeTags(writes);
    this.#writeCorrelations(writes, now);
    insertOperations(writes, this.#operations, now);
  }

  #writeTags(writes: Writes): void {
    for (const [id, tags] of this.#tags)
      writes.write("UPDATE process_instance SET tags = $2::text[] WHERE id = $1::bigint", [
        id,
        tags,
      ]);
  }

  #writeCorrelations(writes: Writes, now: number): void {
    const rows = this.#correlations;
    if (rows.length === 0) return;
    writes.write(
      `INSERT INTO correlated_message (process_instance_id, process_id, element_id, subscription_id, message_id, message_name,
                                       correlation_key, at)
       SELECT u.*, to_timestamp($8::float8 / 1000)
         FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::text[]) AS u`,
      [
        rows.map(({ processInstanceId }) => processInstanceId),
        rows.map(({ processId }) => processId),
        rows.map(({ elementId }) => elementId),
        rows.map(({ subscriptionId }) => subscriptionId),
        rows.map(({ messageKey }) => messageKey),
        rows.map(({ messageName }) => messageName),
        rows.map(({ correlationKey }) => correlationKey),
        now,
      ],
    );
  }
}
