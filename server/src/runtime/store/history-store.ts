/** Appends events to the history. */
import type { CommittedEvent } from "../committed-event.ts";
import type { SqlExecutor } from "../sql-executor.ts";

/** Events of one entry at most: a page of the history need not read much more than it shows. */
const ENTRY_SIZE = 500;

/** What one transaction did to one instance. */
interface Entry {
  readonly id: string;
  lastSeq: number;
  readonly at: number;
  readonly events: CommittedEvent["event"][];
}

/** Writes all events of a transaction in one statement. */
export async function appendHistory(
  tx: SqlExecutor,
  events: readonly CommittedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await tx.query(
    `INSERT INTO history_entry (process_instance_id, last_seq, at, events)
     SELECT u.id, u."lastSeq", to_timestamp(u.at / 1000), u.events
       FROM json_to_recordset($1::text::json) AS u(id bigint, "lastSeq" int, at float8, events json)`,
    [JSON.stringify(entriesOf(events))],
  );
}

function entriesOf(events: readonly CommittedEvent[]): readonly Entry[] {
  const entries: Entry[] = [];
  const latest = new Map<string, Entry>();
  for (const { processInstanceId: id, seq, at, event } of events) {
    const entry = latest.get(id);
    if (entry !== undefined && entry.events.length < ENTRY_SIZE) {
      entry.events.push(event);
      entry.lastSeq = seq;
      continue;
    }
    const next: Entry = { id, lastSeq: seq, at, events: [event] };
    latest.set(id, next);
    entries.push(next);
  }
  return entries;
}
