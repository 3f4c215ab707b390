/** Takes the counts of transactions together: by the minute, and when nobody looks that closely any more by the hour. */
import { ADVISORY_LOCKS } from "../../advisory-locks.ts";
import type { SqlExecutor } from "../sql-executor.ts";

/** Minutes are kept so long. */
const MINUTES_KEPT = "8 days";
const TEXTS = "process_id, job_type, worker, status, error_code, error_message";
/** What tells rows apart; a text that is missing is another one than an empty text. */
const DIGEST = `md5(jsonb_build_array(${TEXTS})::text)::uuid`;

/**
 * Deletes rows and adds what they come to, in one statement: whoever counts meanwhile sees them either here or there. One server
 * at a time: two that met the same minute would wait for each other.
 */
function takeTogether(from: string, where: string, unit: "minute" | "hour"): string {
  const [at, lastAt] = from === "job_tally" ? ["at", "at"] : ["begins_at", "last_at"];
  return `WITH mine AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(${String(ADVISORY_LOCKS.jobStatistics)}) AS ok),
      gone AS (DELETE FROM ${from} WHERE (SELECT ok FROM mine) AND ${where} RETURNING *)
    INSERT INTO job_statistic AS kept (begins_at, digest, ${TEXTS}, count, last_at)
    SELECT date_trunc('${unit}', ${at}), ${DIGEST}, ${TEXTS}, sum(count), max(${lastAt})
      FROM gone GROUP BY date_trunc('${unit}', ${at}), ${TEXTS}
    ON CONFLICT (begins_at, digest) DO UPDATE
       SET count = kept.count + EXCLUDED.count, last_at = greatest(kept.last_at, EXCLUDED.last_at)`;
}

/**
 * See file head.
 * @param now epoch ms
 * @param months how long statistics are kept; null: for ever
 */
export async function rollUpJobStatistics(
  sql: SqlExecutor,
  now: number,
  months: number | null,
): Promise<void> {
  await sql.query(takeTogether("job_tally", "TRUE", "minute"));
  const isOld = `begins_at < to_timestamp($1::float8 / 1000) - interval '${MINUTES_KEPT}' AND begins_at <> date_trunc('hour', begins_at)`;
  await sql.query(takeTogether("job_statistic", isOld, "hour"), [now]);
  if (months !== null)
    await sql.query(
      "DELETE FROM job_statistic WHERE begins_at < to_timestamp($1::float8 / 1000) - make_interval(months => $2::int)",
      [now, months],
    );
}
