/** What there is to do, in the whole cluster: for those who watch over it. */
import type { SqlExecutor } from "./sql-executor.ts";

/** Counts, and how long the oldest has waited. */
export interface Backlog {
  readonly activeInstances: number;
  readonly openIncidents: number;
  readonly openUserTasks: number;
  /** Jobs that a worker could take now. */
  readonly readyJobs: number;
  readonly oldestReadyJobSeconds: number;
  readonly overdueTimers: number;
  readonly oldestOverdueTimerSeconds: number;
  readonly bufferedMessages: number;
  /** Instances that batch operations have still to come to. */
  readonly batchItemsLeft: number;
}

/** Counting ends here: whoever has so many has a problem that a larger number would not make clearer. */
const COUNTED = 100_000;

/** Reads it, by index; `now` in epoch ms. */
export async function readBacklog(sql: SqlExecutor, now: number): Promise<Backlog> {
  const at = "to_timestamp($1::float8 / 1000)";
  const counted = (what: string): string =>
    `(SELECT count(*)::int FROM (SELECT FROM ${what} LIMIT ${String(COUNTED)}) AS found)`;
  const ready = `job WHERE state = 'ready' AND run_at <= ${at} AND locked_until <= now()`;
  const overdue = `timer WHERE due_at <= ${at} AND locked_until <= now()`;
  const age = (column: string, what: string): string =>
    `(SELECT coalesce(greatest(extract(epoch FROM ${at} - min(${column})), 0), 0)::float8 FROM ${what})`;
  const [backlog] = await sql.query<Backlog>(
    // Version by version, since that is how the index goes: those that have ended, most of the table, are not looked at.
    `SELECT (SELECT coalesce(sum(active.count), 0)::int FROM process_definition d CROSS JOIN LATERAL
              (SELECT count(*) FROM process_instance p WHERE p.definition_id = d.id AND p.state = 'active') AS active) AS "activeInstances",
            ${counted("incident")} AS "openIncidents", ${counted("user_task")} AS "openUserTasks",
            ${counted(ready)} AS "readyJobs", ${age("run_at", ready)} AS "oldestReadyJobSeconds",
            ${counted(overdue)} AS "overdueTimers", ${age("due_at", overdue)} AS "oldestOverdueTimerSeconds",
            ${counted(`message WHERE expires_at > ${at}`)} AS "bufferedMessages",
            ${counted("batch_item i JOIN batch_operation b ON b.id = i.batch_id WHERE b.state IN ('active', 'suspended') AND i.state = 'active'")} AS "batchItemsLeft"`,
    [now],
  );
  if (backlog === undefined) throw new Error("A row of counts is missing");
  return backlog;
}
