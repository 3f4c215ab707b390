/** What a run under fire must leave behind, whatever was done to its servers and its database. */
import type { SqlExecutor } from "../sql-executor.ts";
import type { FaultClients } from "./fault-clients.ts";
import { EFFECTS } from "./fault-protocol.ts";
import { foldDifferences } from "./fold-differences.ts";

/** What active instances wait for. */
export async function stuck(sql: SqlExecutor): Promise<string[]> {
  const rows = await sql.query<{ stuck: string }>(
    `SELECT concat_ws(' ', p.business_key, p.process_id, j.element_id, j.state, 'retries', j.retries, 'attempts', j.attempts,
                      'in', j.run_at - now(), 'locked', j.locked_until - now(), u.element_id, t.element_id, i.code) AS stuck
       FROM process_instance p LEFT JOIN job j ON j.process_instance_id = p.id
       LEFT JOIN user_task u ON u.process_instance_id = p.id LEFT JOIN timer t ON t.process_instance_id = p.id
       LEFT JOIN incident i ON i.process_instance_id = p.id WHERE p.state = 'active'`,
  );
  return rows.map((row) => row.stuck);
}

/** Each rule with a statement that finds what breaks it. */
const RULES: readonly (readonly [rule: string, sql: string])[] = [
  [
    "a case and its called process run once each, and end",
    `SELECT business_key, process_id FROM process_instance WHERE process_id <> 'fault-errand' GROUP BY 1, 2
      HAVING count(*) <> 1 OR bool_or(state <> 'completed')`,
  ],
  [
    "a job has its effect once",
    `SELECT case_key, element_id, count(*)::int FROM fault_effect JOIN fault_expected USING (element_id)
      GROUP BY 1, 2, times HAVING count(*) <> times OR count(DISTINCT job_id) <> times`,
  ],
  [
    "no effect is missing and no failed attempt has left one",
    `SELECT p.business_key, c.count FROM process_instance p LEFT JOIN fault_counter c ON c.case_key = p.business_key
      WHERE p.process_id = 'fault-case' AND c.count IS DISTINCT FROM (SELECT sum(times) FROM fault_expected)`,
  ],
  [
    "a task is completed once, a message is correlated once, a timer fires once",
    `SELECT p.business_key, h.type, count(*)::int FROM history_event h JOIN process_instance p ON p.id = h.process_instance_id
      WHERE h.type IN ('userTaskCompleted', 'messageCorrelated', 'timerTriggered')
      GROUP BY p.id, p.business_key, h.type HAVING count(*) <> 1`,
  ],
  [
    "a case has been through its task, its message and its timer",
    `SELECT p.business_key, count(DISTINCT h.type)::int FROM process_instance p LEFT JOIN history_event h
         ON p.id = h.process_instance_id AND h.type IN ('userTaskCompleted', 'messageCorrelated', 'timerTriggered')
      WHERE p.process_id = 'fault-case' GROUP BY p.id, p.business_key HAVING count(DISTINCT h.type) <> 3`,
  ],
  [
    "the results of all members are there, in order",
    `SELECT p.business_key FROM history_event h JOIN process_instance p ON p.id = h.process_instance_id
      WHERE h.type = 'processInstanceCompleted' AND p.process_id = 'fault-case'
        AND (h.data->'variables'->'results')::jsonb IS DISTINCT FROM '[10, 20, 30, 40]'::jsonb`,
  ],
  [
    "a case is taken along to the redrawn version once, or stays",
    `SELECT p.business_key, p.version, count(h.seq)::int FROM process_instance p LEFT JOIN history_event h
         ON p.id = h.process_instance_id AND h.type = 'processInstanceMigrated'
      WHERE p.process_id = 'fault-case' GROUP BY p.id, p.business_key, p.version HAVING count(h.seq) <> p.version - 1`,
  ],
  [
    "projections see every event once",
    `SELECT process_instance_id::text, seq FROM history_event h FULL JOIN
            (SELECT process_instance_id, seq, count(*) AS times FROM fault_projected GROUP BY 1, 2) f
            USING (process_instance_id, seq)
      WHERE f.times IS DISTINCT FROM 1 OR h.seq IS NULL`,
  ],
];

/**
 * Judges a run in which every client has come to its end.
 * @returns a sentence for each thing that was lost, doubled or left over; empty when all is well
 */
export async function faultFindings(sql: SqlExecutor, clients: FaultClients): Promise<string[]> {
  const findings: string[] = [];
  const expected = Object.entries(EFFECTS)
    .map(([element, times]) => `('${element}', ${times})`)
    .join(", ");
  for (const [rule, statement] of RULES) {
    const wrong = await sql.query(
      `WITH fault_expected (element_id, times) AS (VALUES ${expected}) ${statement}`,
    );
    findings.push(...wrong.map((row) => `${rule}: ${JSON.stringify(row)}`));
  }
  const cases = await sql.query<{ key: string; id: string; version: number }>(
    "SELECT business_key AS key, id::text, version FROM process_instance WHERE process_id = 'fault-case'",
  );
  const found = new Map(cases.map(({ key, id }) => [key, id]));
  for (const { key, version } of cases)
    if ((version === 2) !== clients.takenAlong.has(key))
      findings.push(`${key} is of version ${version}, not as acknowledged`);
  for (const [key, id] of clients.cases)
    if (found.get(key) !== id) findings.push(`${key} was acknowledged as ${id}`);
  if (found.size !== clients.cases.size) findings.push(`${found.size} cases, not all were started`);
  if (clients.payments !== clients.cases.size)
    findings.push(`${clients.payments} payments arrived`);
  const tasks = await sql.query<{ id: string }>(
    "SELECT data->>'userTaskId' AS id FROM history_event WHERE type = 'userTaskCompleted'",
  );
  const done = new Set(tasks.map(({ id }) => id));
  for (const id of clients.tasks) if (!done.has(id)) findings.push(`task ${id} was acknowledged`);
  const tables = ["job", "timer", "user_task", "message_subscription", "incident"];
  for (const table of [...tables, "instance_record"]) {
    const [left] = await sql.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${table}`,
    );
    if (left?.count !== 0) findings.push(`${left?.count} rows are left in ${table}`);
  }
  return [...findings, ...(await foldDifferences(sql))];
}
