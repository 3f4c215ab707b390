/** What is kept of work that has ended, for whoever asks afterwards without naming its instance; all else is in the history. */
import type { SqlExecutor } from "../sql-executor.ts";
import type { Writes } from "./writes.ts";

/** How and when a row ended. */
export interface Ending {
  readonly state: "completed" | "canceled";
  /** Epoch ms. */
  readonly endedAt: number;
}

/** A row of `decision_evaluation`. */
export interface DecisionRow {
  /** Null, like the process and the element, when nobody but an outsider has asked. */
  readonly processInstanceId: string | null;
  readonly processId: string | null;
  readonly elementInstanceId: string | null;
  readonly decisionId: string;
  readonly decisionVersion: number | null;
  /** JSON */
  readonly trace: string;
  readonly at: number;
}

const TASK_COLUMNS =
  "id, process_instance_id, element_instance_id, element_id, process_id, name, assignee, candidate_groups, candidate_users, form_id, form_version, due_at, follow_up_at, priority, headers, created_at";
const INCIDENT_COLUMNS =
  "id, process_instance_id, element_instance_id, element_id, process_id, code, message_zh, message_en, job_id, raised_at";

/** Moves tasks to those that have ended. */
export function endUserTasks(writes: Writes, endings: ReadonlyMap<string, Ending>): void {
  if (endings.size === 0) return;
  const states = [...endings.values()].map(({ state }) => state);
  writes.write(
    `WITH gone AS (DELETE FROM user_task WHERE id = ANY($1::bigint[]) RETURNING ${TASK_COLUMNS})
     INSERT INTO ended_user_task (${TASK_COLUMNS}, state, ended_at)
     SELECT gone.*, e.state, to_timestamp(e.at / 1000)
       FROM gone JOIN unnest($1::bigint[], $2::text[], $3::float8[]) AS e(ending, state, at) ON e.ending = gone.id`,
    [[...endings.keys()], states, instantsOf(endings)],
  );
}

/** Moves incidents to those that are over. */
export function endIncidents(writes: Writes, endings: ReadonlyMap<string, Ending>): void {
  if (endings.size === 0) return;
  writes.write(
    `WITH gone AS (DELETE FROM incident WHERE id = ANY($1::bigint[]) RETURNING ${INCIDENT_COLUMNS})
     INSERT INTO ended_incident (${INCIDENT_COLUMNS}, ended_at)
     SELECT gone.*, to_timestamp(e.at / 1000)
       FROM gone JOIN unnest($1::bigint[], $2::float8[]) AS e(ending, at) ON e.ending = gone.id`,
    [[...endings.keys()], instantsOf(endings)],
  );
}

function instantsOf(endings: ReadonlyMap<string, Ending>): number[] {
  return [...endings.values()].map(({ endedAt }) => endedAt);
}

const INSERT_DECISIONS = `
  INSERT INTO decision_evaluation (process_instance_id, process_id, element_instance_id, decision_id, decision_version, trace, at)
  SELECT u.instance, u.process, u.element, u.decision, u.version, u.trace::json, to_timestamp(u.at / 1000)
    FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::int[], $6::text[], $7::float8[])
      AS u(instance, process, element, decision, version, trace, at) RETURNING id::text AS key`;

/** Adds decisions that were evaluated. */
export function insertDecisions(writes: Writes, rows: readonly DecisionRow[]): void {
  if (rows.length > 0) writes.write(INSERT_DECISIONS, columnsOf(rows));
}

/** The same, and answers their keys. */
export async function recordDecisions(
  tx: SqlExecutor,
  rows: readonly DecisionRow[],
): Promise<readonly string[]> {
  const added = await tx.query<{ key: string }>(INSERT_DECISIONS, columnsOf(rows));
  return added.map(({ key }) => key);
}

function columnsOf(rows: readonly DecisionRow[]): readonly unknown[] {
  return [
    rows.map(({ processInstanceId }) => processInstanceId),
    rows.map(({ processId }) => processId),
    rows.map(({ elementInstanceId }) => elementInstanceId),
    rows.map(({ decisionId }) => decisionId),
    rows.map(({ decisionVersion }) => decisionVersion),
    rows.map(({ trace }) => trace),
    rows.map(({ at }) => at),
  ];
}
