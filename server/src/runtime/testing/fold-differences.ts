/** The replay property on a real database: folding the stored events of an instance gives the stored state. */
import { isDeepStrictEqual } from "node:util";
import { allRecords, apply, newInstanceState, type StateRecord } from "@tongban/engine";
import { readEvents } from "../queries.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import { parsedRow, type StoredRow } from "../store/instance-store.ts";
import { recordsOfRows } from "../store/packed-records.ts";

/** Events that are read at once. */
const PAGE = 1000;

/**
 * Folds the history of all instances.
 * @returns a sentence for each instance whose history has a gap or does not give its state; empty when all is well
 */
export async function foldDifferences(sql: SqlExecutor): Promise<string[]> {
  const instances = await sql.query<{ id: string; state: string; event_count: number }>(
    "SELECT id::text, state, event_count FROM process_instance ORDER BY process_instance.id",
  );
  const differences: string[] = [];
  for (const { id, state, event_count: eventCount } of instances) {
    const folded = newInstanceState();
    let seq = 0;
    for (;;) {
      const events = await readEvents(sql, id, { afterSeq: seq, limit: PAGE });
      for (const { seq: next, event } of events) {
        if (next !== seq + 1) differences.push(`${id}: event ${next} follows ${seq}`);
        seq = next;
        apply(folded, event);
      }
      if (events.length < PAGE) break;
    }
    if (seq !== eventCount) differences.push(`${id}: ${seq} events, ${eventCount} counted`);
    if (folded.tables.instance.get("")?.state !== state)
      differences.push(`${id}: stored as ${state}`);
    // Records of ended instances are not kept.
    const expected = state === "active" ? asTexts(allRecords(folded)) : [];
    const stored = asTexts(await storedRecords(sql, id));
    if (!isDeepStrictEqual(stored, expected)) {
      const first = [...stored, ...expected].find(
        (text) => !(stored.includes(text) && expected.includes(text)),
      );
      differences.push(`${id}: ${state}, differs in ${first ?? "the number of records"}`);
    }
  }
  return differences;
}

async function storedRecords(sql: SqlExecutor, id: string): Promise<StateRecord[]> {
  const rows = await sql.query<StoredRow>(
    `SELECT process_instance_id::text AS id, kind, key, value::text FROM instance_record
      WHERE process_instance_id = $1::bigint`,
    [id],
  );
  return recordsOfRows(rows.map(parsedRow));
}

/** Order of members does not count: jsonb does not keep it. */
function asTexts(records: readonly StateRecord[]): string[] {
  return records.map((record) => JSON.stringify(sorted(record))).toSorted();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}
