/** The statements of the case projection. Plain SQL, because they run in the runtime's transactions as well as in Prisma's. */
import { randomUUID } from "node:crypto";
import type { WorkingCalendar } from "../../domain/working-calendar/working-calendar.ts";
import type { SqlExecutor } from "../../runtime/index.ts";

/** How ids of cases and accounts look; what a process has in their place may be any text. */
export const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** A stage has begun, unless it was marked as not needed. A later visit of a stage that was done makes it current again. */
export async function beginStage(
  sql: SqlExecutor,
  caseId: string,
  key: string,
  at: number,
): Promise<void> {
  await sql.query(
    `UPDATE case_stage SET state = 'current', started_at = coalesce(started_at, to_timestamp($3::float8 / 1000)), ended_at = NULL
      WHERE case_id = $1::uuid AND key = $2 AND state <> 'notNeeded'`,
    [caseId, key, at],
  );
  // What comes before the stage that is current now has been passed, also where the model skipped it.
  await sql.query(
    `UPDATE cases SET stage = $2,
            status = CASE WHEN $2 = 'review' AND status IN ('accepted', 'deemedAccepted') THEN 'review' ELSE status END
      WHERE id = $1::uuid`,
    [caseId, key],
  );
}

/** A stage is over. */
export async function endStage(
  sql: SqlExecutor,
  caseId: string,
  key: string,
  at: number,
): Promise<void> {
  await sql.query(
    `UPDATE case_stage SET state = 'done', ended_at = to_timestamp($3::float8 / 1000)
      WHERE case_id = $1::uuid AND key = $2 AND state = 'current'`,
    [caseId, key, at],
  );
}

/** The version of the matter that a case pins; null when there is no such case. */
export async function caseMatterVersion(sql: SqlExecutor, caseId: string): Promise<string | null> {
  const rows = await sql.query<{ id: string }>(
    "SELECT matter_version_id::text AS id FROM cases WHERE id = $1::uuid",
    [caseId],
  );
  return rows[0]?.id ?? null;
}

/** A work item; instants in epoch ms. */
export interface NewWorkItem {
  readonly id: string;
  readonly caseId: string;
  readonly processInstanceId: string;
  readonly elementId: string;
  readonly name: string;
  readonly node: string | null;
  readonly role: string | null;
  readonly officeKey: string | null;
  readonly candidateGroups: readonly string[];
  readonly isFallback: boolean;
  readonly formId: string | null;
  readonly formVersion: number | null;
  readonly dueAt: number | null;
  readonly createdAt: number;
  readonly clock: {
    readonly label: string;
    readonly budgetDays: number;
    readonly calendar: WorkingCalendar;
  } | null;
}

/** Adds a work item and the clock of its node. */
export async function insertWorkItem(sql: SqlExecutor, item: NewWorkItem): Promise<void> {
  await sql.query(
    `INSERT INTO work_item (id, case_id, process_instance_id, element_id, name, node, role, office_key, candidate_groups,
                            is_fallback, form_id, form_version, due_at, sort_at, created_at)
     VALUES ($1, $2::uuid, $3, $4, $5, $6, $7, $8, $9::text[], $10::boolean, $11, $14::int,
             to_timestamp($12::float8 / 1000), coalesce(to_timestamp($12::float8 / 1000), '9999-12-31'::timestamptz),
             to_timestamp($13::float8 / 1000))`,
    [
      item.id,
      item.caseId,
      item.processInstanceId,
      item.elementId,
      item.name,
      item.node,
      item.role,
      item.officeKey,
      item.candidateGroups,
      item.isFallback,
      item.formId,
      item.dueAt,
      item.createdAt,
      item.formVersion,
    ],
  );
  if (item.clock === null) return;
  const { label, budgetDays, calendar } = item.clock;
  await sql.query(
    `WITH clock AS (
       INSERT INTO case_clock (id, case_id, purpose, label, work_item_id, budget_days, calendar_id, calendar_version,
                               started_at, due_at)
       VALUES ($1::uuid, $2::uuid, 'node', $3, $4, $5::int, $6, $7::int, to_timestamp($8::float8 / 1000),
               to_timestamp($9::float8 / 1000))
       RETURNING id, started_at)
     INSERT INTO clock_segment (clock_id, position, kind, from_at) SELECT id, 0, 'run', started_at FROM clock`,
    [
      randomUUID(),
      item.caseId,
      label,
      item.id,
      budgetDays,
      calendar.id,
      calendar.version,
      item.createdAt,
      item.dueAt,
    ],
  );
}

/**
 * Somebody claimed the item, or (null) gave it back. Whoever has it next begins with words of their own. Another system may have given it
 * to a name that is no account here: it is taken all the same, by that name.
 */
export async function assignWorkItem(
  sql: SqlExecutor,
  id: string,
  assignee: string | null,
  at: number,
): Promise<void> {
  await sql.query(
    `UPDATE work_item w
        SET assignee_id = one.id, assignee_name = coalesce(one.name, $3),
            claimed_at = CASE WHEN $3::text IS NULL THEN NULL ELSE to_timestamp($4::float8 / 1000) END,
            draft = CASE WHEN w.assignee_id IS NOT DISTINCT FROM one.id THEN w.draft END
       FROM (SELECT $1::text AS item) AS this LEFT JOIN account one ON one.id = $2::uuid
      WHERE w.id = this.item`,
    [id, assignee !== null && UUID.test(assignee) ? assignee : null, assignee, at],
  );
}

/** The item is done, or gone; its clock stops. */
export async function endWorkItem(
  sql: SqlExecutor,
  id: string,
  isCompleted: boolean,
  at: number,
): Promise<void> {
  await sql.query(
    `UPDATE work_item SET state = CASE WHEN $2::boolean THEN 'completed' ELSE 'canceled' END,
            completed_by_id = CASE WHEN $2::boolean THEN assignee_id END, ended_at = to_timestamp($3::float8 / 1000),
            draft = NULL
      WHERE id = $1`,
    [id, isCompleted, at],
  );
  await sql.query(
    `WITH stopped AS (
       UPDATE case_clock SET stopped_at = to_timestamp($2::float8 / 1000) WHERE work_item_id = $1 AND stopped_at IS NULL
       RETURNING id)
     UPDATE clock_segment SET to_at = to_timestamp($2::float8 / 1000)
      WHERE clock_id IN (SELECT id FROM stopped) AND to_at IS NULL`,
    [id, at],
  );
}

/** Who has the case now: who holds its oldest open item, else the group that it is offered to; nobody when there is none. */
export async function refreshHolder(sql: SqlExecutor, caseId: string): Promise<void> {
  await sql.query(
    `UPDATE cases c
        SET holder_role = i.role, holder_name = i.assignee_name, holder_office_key = i.office_key, holder_since = i.since
       FROM (SELECT $1::uuid AS id) AS one
       LEFT JOIN LATERAL (
         SELECT role, assignee_name, office_key, coalesce(claimed_at, created_at) AS since FROM work_item
          WHERE case_id = one.id AND state = 'open' ORDER BY created_at, id LIMIT 1) AS i ON true
      WHERE c.id = one.id`,
    [caseId],
  );
}
