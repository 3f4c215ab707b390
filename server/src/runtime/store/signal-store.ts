/** Who waits for signals. Signals themselves are not kept. */
import type { SqlExecutor } from "../sql-executor.ts";
import type { WaitingStart } from "./message-store.ts";

/** An open subscription of an instance. */
export interface WaitingForSignal {
  readonly id: string;
  readonly process_instance_id: string;
}

/** Open subscriptions of all instances, oldest first. */
export function findSignalSubscriptions(
  tx: SqlExecutor,
  signalName: string,
): Promise<WaitingForSignal[]> {
  return tx.query<WaitingForSignal>(
    "SELECT id::text, process_instance_id::text FROM signal_subscription WHERE signal_name = $1 ORDER BY id",
    [signalName],
  );
}

/** Start events of the latest versions that wait for the signal. */
export function findSignalStarts(tx: SqlExecutor, signalName: string): Promise<WaitingStart[]> {
  return tx.query<WaitingStart>(
    "SELECT definition_id::text, process_id, element_id FROM start_subscription WHERE signal_name = $1 ORDER BY id",
    [signalName],
  );
}
