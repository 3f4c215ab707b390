/** Start events that wait for a condition. */
import type { SqlExecutor } from "../sql-executor.ts";
import type { WaitingStart } from "./message-store.ts";

/** Those of the latest versions, of one process or of all. */
export function findConditionalStarts(
  tx: SqlExecutor,
  processId: string | undefined,
): Promise<WaitingStart[]> {
  return tx.query<WaitingStart>(
    `SELECT definition_id::text, process_id, element_id FROM start_subscription
      WHERE condition IS NOT NULL AND ($1::text IS NULL OR process_id = $1) ORDER BY id`,
    [processId ?? null],
  );
}
