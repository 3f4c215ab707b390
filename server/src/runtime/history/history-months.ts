/**
 * The history by months (docs/adr/0016-history-by-month.md): the ones to come are made ahead, and the ones that nobody has to keep
 * any longer are let go of as a whole, without holding anybody up.
 */
import type { Client, Pool } from "pg";
import { ADVISORY_LOCKS } from "../../advisory-locks.ts";

/** How long the history is kept, and what becomes of it then. */
export interface HistoryRetention {
  /** Whole months after the last of a month's instances has ended; null: for ever. */
  readonly months: number | null;
  /** `archive`: the month's table is moved to the schema `archive`, for an operator to store elsewhere. */
  readonly whenOver: "archive" | "drop";
}

/** A month of the history that is there. */
interface Month {
  readonly table: string;
  /** `2026_11` */
  readonly month: string;
  /** Ids of its instances: from, and up to but without. */
  readonly from: string;
  readonly to: string;
  /** A server died while it was letting go of it. */
  readonly isHalfGone: boolean;
}

/** Partitions made ahead: a server that runs at least once a year never lacks one. */
const AHEAD = "13 months";
/** Rows deleted in one transaction, so that nobody waits long for their locks. */
const CHUNK = 5000;

/** Makes the months to come. */
export async function ensureMonths(pool: Pool, now: number): Promise<void> {
  await pool.query(
    `SELECT ensure_history_months(greatest(now(), to_timestamp($1::float8 / 1000)) + interval '${AHEAD}')`,
    [now],
  );
}

/** Lets go of every month whose instances have all ended long enough ago, in a session of its own; answers which. */
export async function retireMonths(
  session: Client,
  { months, whenOver }: HistoryRetention,
  now: number,
): Promise<string[]> {
  if (months === null) return [];
  const { rows } = await session.query<{ mine: boolean }>(
    "SELECT pg_try_advisory_lock($1) AS mine",
    [ADVISORY_LOCKS.monthsThatGo],
  );
  if (rows[0]?.mine !== true) return [];
  const gone: string[] = [];
  for (const table of await detached(session)) await putAway(session, table, whenOver);
  await forgetOutsiders(session, months, now);
  for (const month of await attached(session)) {
    if (!(await isOver(session, month, months, now))) continue;
    await forget(session, month);
    await letGo(session, month, whenOver);
    gone.push(month.month);
  }
  await session.query("SELECT pg_advisory_unlock($1)", [ADVISORY_LOCKS.monthsThatGo]);
  return gone;
}

async function attached(client: Client): Promise<Month[]> {
  const { rows } = await client.query<Month>(
    `SELECT c.relname AS table, right(c.relname, 7) AS month, i.inhdetachpending AS "isHalfGone",
            first_id_at(to_date(right(c.relname, 7), 'YYYY_MM')::timestamp AT TIME ZONE 'UTC')::text AS from,
            first_id_at((to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month') AT TIME ZONE 'UTC')::text AS to
       FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'history_entry'::regclass ORDER BY i.inhdetachpending DESC, c.relname`,
  );
  // What is half gone comes first, or PostgreSQL lets go of nothing else. The first has no beginning: ids of before there was a clock in them.
  return rows.map((month) => (month.month === "2026_01" ? { ...month, from: "-1" } : month));
}

async function isOver(
  client: Client,
  { month, from, to, isHalfGone }: Month,
  months: number,
  now: number,
): Promise<boolean> {
  if (isHalfGone) return true;
  const { rows } = await client.query<{ over: boolean }>(
    `WITH cutoff AS (SELECT to_timestamp($4::float8 / 1000) - make_interval(months => $3::int) AS at)
     SELECT (to_date($5::text, 'YYYY_MM') + interval '1 month') AT TIME ZONE 'UTC' <= cutoff.at
            AND NOT EXISTS (SELECT FROM process_instance p WHERE p.id >= $1::bigint AND p.id < $2::bigint
                              AND (p.state = 'active' OR p.ended_at > cutoff.at)) AS over
       FROM cutoff`,
    [from, to, months, now, month],
  );
  return rows[0]?.over === true;
}

/** What else there is of the month's instances. The instances go last, so that a server that dies here finds the month once more. */
async function forget(session: Client, { from, to }: Month): Promise<void> {
  for (const [table, column] of [
    ["element_instance", "process_instance_id"],
    ["ended_user_task", "process_instance_id"],
    ["ended_incident", "process_instance_id"],
    ["correlated_message", "process_instance_id"],
    ["decision_evaluation", "process_instance_id"],
    ["batch_item", "process_instance_id"],
    ["process_instance", "id"],
  ] as const) {
    // In the order of an index, or each chunk would read past all that the ones before have deleted.
    const some = `${column} >= $1::bigint AND ${column} < $2::bigint ORDER BY ${column}`;
    await deleteSlowly(session, table, some, [from, to]);
  }
}

/** Decisions that somebody asked for without an instance belong to no month: each goes when it is old enough itself. */
function forgetOutsiders(session: Client, months: number, now: number): Promise<void> {
  const old = `process_instance_id IS NULL AND at <= to_timestamp($1::float8 / 1000) - make_interval(months => $2::int)`;
  return deleteSlowly(session, "decision_evaluation", old, [now, months]);
}

/** Deletes rows a few at a time, each few in a transaction of their own. */
async function deleteSlowly(
  session: Client,
  table: string,
  where: string,
  values: readonly unknown[],
): Promise<void> {
  for (;;) {
    const { rowCount } = await session.query(
      `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ${where} LIMIT ${String(CHUNK)}))`,
      [...values],
    );
    if (rowCount === null || rowCount < CHUNK) return;
  }
}

/** Tables that a server had let go of when it died. */
async function detached(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ table: string }>(
    `SELECT to_regclass('history_entry_' || g.month)::text AS table FROM history_month_gone g
      WHERE to_regclass('history_entry_' || g.month) IS NOT NULL
        AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = to_regclass('history_entry_' || g.month))`,
  );
  return rows.map(({ table }) => table);
}

async function letGo(
  client: Client,
  { table, month, isHalfGone }: Month,
  whenOver: HistoryRetention["whenOver"],
): Promise<void> {
  // Noted first: a month that is gone must not be made again.
  await client.query(
    "INSERT INTO history_month_gone (month, gone_at) VALUES ($1, now()) ON CONFLICT DO NOTHING",
    [month],
  );
  await client.query(
    `ALTER TABLE history_entry DETACH PARTITION ${table} ${isHalfGone ? "FINALIZE" : "CONCURRENTLY"}`,
  );
  await putAway(client, table, whenOver);
}

async function putAway(
  client: Client,
  table: string,
  whenOver: HistoryRetention["whenOver"],
): Promise<void> {
  if (whenOver === "drop") {
    await client.query(`DROP TABLE ${table}`);
    return;
  }
  await client.query("CREATE SCHEMA IF NOT EXISTS archive");
  await client.query(`ALTER TABLE ${table} SET SCHEMA archive`);
}
