/** Appends events to the history. */
import type { CommittedEvent } from "../committed-event.ts";
import { jsonLines } from "./json-lines.ts";
import { packEvents } from "./packed-events.ts";
import type { Writes } from "./writes.ts";

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
export function appendHistory(writes: Writes, events: readonly CommittedEvent[]): void {
  if (events.length === 0) return;
  const entries = entriesOf(events);
  writes.write(
    `INSERT INTO history_entry (process_instance_id, last_seq, at, events)
     SELECT u.id, u.last_seq, to_timestamp(u.at / 1000), u.events::json
       FROM ROWS FROM (unnest($1::bigint[]), unnest($2::int[]), unnest($3::float8[]), string_to_table($4, E'\\n'))
         AS u(id, last_seq, at, events)`,
    [
      entries.map(({ id }) => id),
      entries.map(({ lastSeq }) => lastSeq),
      entries.map(({ at }) => at),
      jsonLines(entries.map(({ events: own }) => packEvents(own))),
    ],
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
