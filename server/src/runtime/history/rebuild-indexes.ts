/**
 * Indexes of the tables that rows pass through: where many came and went, they stay large and slow though the table is small again. They
 * are built anew beside the old ones (REINDEX CONCURRENTLY), while everybody reads and writes.
 */
import type { Client } from "pg";
import { ADVISORY_LOCKS } from "../../advisory-locks.ts";

/** Tables whose rows come and go. */
const PASSING = [
  "job",
  "timer",
  "user_task",
  "incident",
  "message",
  "message_subscription",
  "signal_subscription",
  "instance_record",
  "batch_item",
  "webhook_delivery",
];
/** Smaller ones do not slow anybody down: bytes. */
const LEAST_BYTES = 16 * 1024 * 1024;
/** Larger by so much than what its entries need. */
const BLOATED = 3;
/** Bytes of an entry beside its columns: its header, its place in the page, and the room that pages keep. */
const ENTRY_OVERHEAD = 24;
/** Where there are no statistics of a column: bytes. */
const UNKNOWN_WIDTH = 32;

/**
 * Builds the bloated ones anew, one after the other, in a session of its own.
 * @param leastBytes smaller indexes are left as they are
 * @returns their names; none when another server is at it
 */
export async function rebuildBloatedIndexes(
  session: Client,
  leastBytes = LEAST_BYTES,
): Promise<string[]> {
  const { rows } = await session.query<{ mine: boolean }>(
    "SELECT pg_try_advisory_lock($1) AS mine",
    [ADVISORY_LOCKS.indexes],
  );
  if (rows[0]?.mine !== true) return [];
  for (const name of await halfBuilt(session))
    await session.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
  const names = await bloated(session, leastBytes);
  for (const name of names) await session.query(`REINDEX INDEX CONCURRENTLY ${name}`);
  await session.query("SELECT pg_advisory_unlock($1)", [ADVISORY_LOCKS.indexes]);
  return names;
}

/** What a server left that died in the middle; PostgreSQL names it so. */
async function halfBuilt(session: Client): Promise<string[]> {
  const { rows } = await session.query<{ name: string }>(
    `SELECT i.indexrelid::regclass::text AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)\\d*$' AND i.indrelid = ANY($1::text[]::regclass[])`,
    [PASSING],
  );
  return rows.map(({ name }) => name);
}

async function bloated(session: Client, leastBytes: number): Promise<string[]> {
  const { rows } = await session.query<{ name: string }>(
    `SELECT i.indexrelid::regclass::text AS name
       FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid CROSS JOIN LATERAL (
         SELECT sum(coalesce(s.avg_width, ${UNKNOWN_WIDTH})) AS bytes FROM pg_attribute a
           LEFT JOIN pg_stats s ON s.schemaname = current_schema() AND s.tablename = i.indrelid::regclass::text AND s.attname = a.attname
          WHERE a.attrelid = i.indexrelid) AS width
      WHERE i.indisvalid AND i.indrelid = ANY($1::text[]::regclass[])
        AND pg_relation_size(c.oid) > greatest($2::bigint, ${BLOATED} * greatest(c.reltuples, 0) * (width.bytes + ${ENTRY_OVERHEAD}))
      ORDER BY pg_relation_size(c.oid) DESC`,
    [PASSING, leastBytes],
  );
  return rows.map(({ name }) => name);
}
