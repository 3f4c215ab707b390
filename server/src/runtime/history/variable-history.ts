/**
 * What value a variable had at which time, and what set it: read from the history of one instance, running or ended. Each page looks
 * into a bounded part of it, by its primary key and so in one month's partition (docs/adr/0016-history-by-month.md).
 */
import type { SqlExecutor } from "../sql-executor.ts";
import { readCauses, type VariableCause } from "./variable-cause.ts";

/** Entries that a page looks into; in the older half of them only for the values before. */
const SCANNED = 1000;
/** Longer values are cut. */
const SHOWN = 2000;

/** What is asked for. */
export interface VariableHistoryQuery {
  readonly processInstanceId: string;
  /** Exactly this variable. */
  readonly name?: string | undefined;
  /** Variables whose name has this in it, however it is written. */
  readonly namePart?: string | undefined;
  /** What was so then: changes up to this instant, epoch ms. */
  readonly at?: number | undefined;
  /** Where the page before ended. */
  readonly beforeSeq?: number | undefined;
  readonly limit: number;
}

/** A value as it is shown. */
export interface ShownValue {
  /** JSON, cut when it is long. */
  readonly json: string;
  readonly isTruncated: boolean;
}

/** A variable got a value. */
export interface VariableChange {
  /** Place in the instance's history. */
  readonly seq: number;
  /** Epoch ms. */
  readonly at: number;
  readonly name: string;
  /** The element instance that has the variable; the instance's id for the process itself. */
  readonly scopeId: string;
  /** The element of that scope; null for the process itself. */
  readonly scopeElementId: string | null;
  readonly value: ShownValue;
  /** Null: there was none; "unknown": it lies further back than a page looks. */
  readonly previous: ShownValue | "unknown" | null;
  readonly cause: VariableCause;
}

/** A page of changes. */
export interface VariableHistoryPage {
  /** Newest first. */
  readonly changes: readonly VariableChange[];
  /** Where the next page begins; null at the end. A page may be short, or empty, and not the last. */
  readonly nextBeforeSeq: number | null;
}

interface Row {
  readonly lastSeq: number;
  readonly seq: number;
  readonly at: number;
  readonly name: string;
  readonly scopeId: string;
  readonly scopeElementId: string | null;
  readonly value: string;
  readonly previous: string | null;
}

/** Reads a page. */
export async function readVariableHistory(
  sql: SqlExecutor,
  query: VariableHistoryQuery,
): Promise<VariableHistoryPage> {
  const { processInstanceId, name, namePart, at, beforeSeq, limit } = query;
  const window = await readWindow(sql, query);
  if (window === null) return { changes: [], nextBeforeSeq: null };
  const rows = await sql.query<Row>(
    `WITH change AS (
       SELECT e.last_seq, o.seq, e.at, o.data->>'name' AS name,
              o.data->>'scopeId' AS scope, left((o.data->'value')::text, $7::int + 1) AS value
         FROM history_entry e CROSS JOIN LATERAL history_events(e.last_seq, e.events) AS o
        WHERE e.process_instance_id = $1::bigint AND e.last_seq BETWEEN $2::int AND $3::int AND o.data->>'type' = 'variableSet'
          AND ($5::text IS NULL OR o.data->>'name' = $5::text)
          AND ($6::text IS NULL OR position(lower($6::text) IN lower(o.data->>'name')) > 0)),
     told AS (
       SELECT *, lag(value) OVER (PARTITION BY scope, name ORDER BY seq) AS previous FROM change)
     SELECT last_seq AS "lastSeq", seq, (extract(epoch FROM at) * 1000)::float8 AS at, name, scope AS "scopeId",
            (SELECT element_id FROM element_instance i
              WHERE i.process_instance_id = $1::bigint AND i.id = scope::bigint AND i.kind <> 'process') AS "scopeElementId",
            value, previous
       FROM told
      WHERE last_seq >= $4::int AND ($8::int IS NULL OR seq < $8::int) AND ($9::float8 IS NULL OR at <= to_timestamp($9::float8 / 1000))
      ORDER BY seq DESC LIMIT $10::int`,
    [
      processInstanceId,
      window.oldest,
      window.newest,
      window.oldestShown,
      name ?? null,
      namePart ?? null,
      SHOWN,
      beforeSeq ?? null,
      at ?? null,
      limit + 1,
    ],
  );
  const page = rows.slice(0, limit);
  const causes = await readCauses(sql, processInstanceId, page);
  const before = (previous: string | null): VariableChange["previous"] => {
    if (previous !== null) return shown(previous);
    return window.isWhole ? null : "unknown";
  };
  return {
    changes: page.map(({ lastSeq: _entry, value, previous, ...row }) => ({
      ...row,
      value: shown(value),
      previous: before(previous),
      cause: causes.get(row.seq) ?? { kind: "outside", elementId: null, by: null },
    })),
    nextBeforeSeq: rows.length > limit ? (page.at(-1)?.seq ?? null) : window.nextBeforeSeq,
  };
}

/** The part of the history that a page looks into, by the places of its entries. */
interface Window {
  readonly oldest: number;
  readonly oldestShown: number;
  readonly newest: number;
  /** Whether nothing lies further back. */
  readonly isWhole: boolean;
  /** Where what is not shown begins; null when everything is. */
  readonly nextBeforeSeq: number | null;
}

async function readWindow(
  sql: SqlExecutor,
  { processInstanceId, at, beforeSeq }: VariableHistoryQuery,
): Promise<Window | null> {
  // Only the key and the instant: the events stay where they are. The entry that a page has ended in is looked into again.
  const rows = await sql.query<{ lastSeq: number; firstSeq: number }>(
    `SELECT last_seq AS "lastSeq", coalesce(lag(last_seq) OVER (ORDER BY last_seq), 0) + 1 AS "firstSeq"
       FROM (SELECT last_seq FROM history_entry
              WHERE process_instance_id = $1::bigint AND ($3::float8 IS NULL OR at <= to_timestamp($3::float8 / 1000))
                AND ($2::int IS NULL OR last_seq <= (SELECT min(last_seq) FROM history_entry
                      WHERE process_instance_id = $1::bigint AND last_seq >= $2::int - 1))
              ORDER BY last_seq DESC LIMIT ${String(SCANNED + 1)}) AS entry
      ORDER BY last_seq DESC`,
    [processInstanceId, beforeSeq ?? null, at ?? null],
  );
  const looked = rows.slice(0, SCANNED);
  const isWhole = rows.length <= SCANNED;
  const shownEntries = isWhole ? looked : looked.slice(0, SCANNED / 2);
  const [newest, oldest, oldestShown] = [looked[0], looked.at(-1), shownEntries.at(-1)];
  if (newest === undefined || oldest === undefined || oldestShown === undefined) return null;
  return {
    oldest: oldest.lastSeq,
    oldestShown: oldestShown.lastSeq,
    newest: newest.lastSeq,
    isWhole,
    nextBeforeSeq: isWhole ? null : oldestShown.firstSeq,
  };
}

function shown(text: string): ShownValue {
  return { json: text.slice(0, SHOWN), isTruncated: text.length > SHOWN };
}
