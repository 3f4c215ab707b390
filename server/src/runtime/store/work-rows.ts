/** The statements behind work-store.ts: multi-row inserts, updates and deletes by `unnest`. */
import { jsonLines } from "./json-lines.ts";
import type { Writes } from "./writes.ts";

interface OfInstance {
  readonly processInstanceId: string;
}

/** A row of `job`; instants in epoch ms, as everywhere here. */
export interface JobRow extends OfInstance {
  readonly elementInstanceId: string;
  readonly elementId: string;
  readonly processId: string;
  readonly jobType: string;
  readonly retries: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
  readonly state: "ready" | "failed" | "thrown";
  readonly runAt: number;
  readonly createdAt: number;
  /** When it was changed; not given for a job that was not. */
  readonly updatedAt?: number;
  /** Of which listener; null for the work of the element itself. */
  readonly listener: string | null;
  /** How long it is somebody's from the beginning, when it is. */
  readonly leaseMs?: number;
  /** What the change means for the count of failed attempts: one more, or none again. */
  readonly attempt?: "failed" | "renewed";
}

/** A row of `timer`. */
export interface TimerRow extends OfInstance {
  readonly elementId: string;
  readonly dueAt: number;
}

/** A row of `user_task`. */
export interface UserTaskRow extends OfInstance {
  readonly elementInstanceId: string;
  readonly elementId: string;
  readonly processId: string;
  readonly businessKey: string | null;
  readonly name: string;
  readonly assignee: string | null;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly formId: string | null;
  readonly formVersion: number | null;
  readonly dueAt: number | null;
  readonly followUpAt: number | null;
  readonly priority: number;
  readonly headers: object;
  readonly properties: object;
  readonly createdAt: number;
}

/** A row of `message_subscription`. */
export interface SubscriptionRow extends OfInstance {
  readonly processId: string;
  readonly elementId: string;
  readonly messageName: string;
  readonly correlationKey: string;
  readonly elementInstanceId: string;
  readonly openedAt: number;
}

/** A row of `signal_subscription`. */
export interface SignalRow extends OfInstance {
  readonly signalName: string;
}

/** A row of `incident`. */
export interface IncidentRow extends OfInstance {
  readonly elementInstanceId: string;
  readonly elementId: string;
  readonly processId: string;
  readonly businessKey: string | null;
  readonly code: string;
  readonly messageZh: string;
  readonly messageEn: string;
  readonly jobId: string | null;
  readonly raisedAt: number;
}

/** A row of `element_instance`. */
export interface ElementRow extends OfInstance {
  readonly elementId: string;
  readonly kind: string;
  readonly state: "active" | "completed" | "terminated";
  readonly startedAt: number;
  readonly endedAt: number | null;
}

type Rows<Row> = ReadonlyMap<string, Row>;
type Patches<Row> = ReadonlyMap<string, Partial<Row>>;

/** One JSON text for all rows: `jsonb_to_recordset` takes it apart by the columns that a statement names. */
function asRecords<Row extends object>(rows: Rows<Row> | Patches<Row>): string {
  return JSON.stringify([...rows].map(([id, row]) => ({ ...row, id })));
}

/** Adds jobs: somebody's for their lease, or claimable at once. */
export function insertJobs(writes: Writes, rows: Rows<JobRow>): void {
  if (rows.size === 0) return;
  const all = [...rows.values()];
  writes.write(
    `INSERT INTO job (id, process_instance_id, element_instance_id, element_id, process_id, job_type, retries, headers,
                      properties, state, run_at, locked_until, created_at, listener)
     SELECT u.id, u.instance, u.element_instance, u.element, u.process, u.job_type, u.retries, u.headers::jsonb,
            u.properties::jsonb, u.state, to_timestamp(u.run / 1000),
            CASE WHEN u.lease IS NULL THEN 'epoch' ELSE now() + u.lease * interval '1 millisecond' END,
            to_timestamp(u.created / 1000), u.listener
       FROM ROWS FROM (
         unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[],
                $9::float8[], $10::float8[], $11::text[], $12::float8[]),
         string_to_table($13, E'\\n'), string_to_table($14, E'\\n'))
         AS u(id, instance, element_instance, element, process, job_type, retries, state, run, created, listener, lease,
              headers, properties)`,
    [
      [...rows.keys()],
      all.map(({ processInstanceId }) => processInstanceId),
      all.map(({ elementInstanceId }) => elementInstanceId),
      all.map(({ elementId }) => elementId),
      all.map(({ processId }) => processId),
      all.map(({ jobType }) => jobType),
      all.map(({ retries }) => retries),
      all.map(({ state }) => state),
      all.map(({ runAt }) => runAt),
      all.map(({ createdAt }) => createdAt),
      all.map(({ listener }) => listener),
      all.map(({ leaseMs }) => leaseMs ?? null),
      jsonLines(all.map(({ headers }) => headers)),
      jsonLines(all.map(({ properties }) => properties)),
    ],
  );
}

/** Changes jobs; whoever had claimed one whose state changes has it no longer. */
export function updateJobs(writes: Writes, rows: Patches<JobRow>): void {
  if (rows.size === 0) return;
  writes.write(
    `UPDATE job j SET retries = coalesce(u.retries, j.retries), state = coalesce(u.state, j.state),
            run_at = coalesce(to_timestamp(u."runAt" / 1000), j.run_at), updated_at = coalesce(to_timestamp(u."updatedAt" / 1000), j.updated_at),
            locked_until = CASE WHEN u.state IS NULL THEN j.locked_until ELSE 'epoch' END,
            attempts = CASE u.attempt WHEN 'failed' THEN j.attempts + 1 WHEN 'renewed' THEN 0 ELSE j.attempts END
       FROM jsonb_to_recordset($1::text::jsonb)
         AS u(id bigint, retries int, state text, "runAt" float8, "updatedAt" float8, attempt text)
      WHERE j.id = u.id`,
    [asRecords(rows)],
  );
}

/** Arms timers. */
export function insertTimers(writes: Writes, rows: Rows<TimerRow>): void {
  if (rows.size === 0) return;
  writes.write(
    `INSERT INTO timer (id, process_instance_id, element_id, due_at, locked_until)
     SELECT u.id, u."processInstanceId", u."elementId", to_timestamp(u."dueAt" / 1000), 'epoch'
       FROM jsonb_to_recordset($1::text::jsonb)
         AS u(id bigint, "processInstanceId" bigint, "elementId" text, "dueAt" float8)`,
    [asRecords(rows)],
  );
}

/** Adds work for people. */
export function insertUserTasks(writes: Writes, rows: Rows<UserTaskRow>): void {
  if (rows.size === 0) return;
  const all = [...rows.values()];
  writes.write(
    `INSERT INTO user_task (id, process_instance_id, element_instance_id, element_id, process_id, business_key, name,
                            assignee, candidate_groups, candidate_users, form_id, form_version, due_at, follow_up_at, priority, headers,
                            properties, created_at)
     SELECT u.id, u.instance, u.element_instance, u.element, u.process, u.business_key, u.name, u.assignee,
            ARRAY(SELECT jsonb_array_elements_text(u.groups::jsonb)), ARRAY(SELECT jsonb_array_elements_text(u.users::jsonb)),
            u.form, u.form_version, to_timestamp(u.due / 1000), to_timestamp(u.follow_up / 1000), u.priority,
            u.headers::jsonb, u.properties::jsonb, to_timestamp(u.created / 1000)
       FROM ROWS FROM (
         unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::int[], $11::float8[], $12::float8[], $13::int[], $14::float8[]),
         string_to_table($15, E'\\n'), string_to_table($16, E'\\n'), string_to_table($17, E'\\n'),
         string_to_table($18, E'\\n'))
         AS u(id, instance, element_instance, element, process, business_key, name, assignee, form, form_version, due,
              follow_up, priority, created, groups, users, headers, properties)`,
    [
      [...rows.keys()],
      all.map(({ processInstanceId }) => processInstanceId),
      all.map(({ elementInstanceId }) => elementInstanceId),
      all.map(({ elementId }) => elementId),
      all.map(({ processId }) => processId),
      all.map(({ businessKey }) => businessKey),
      all.map(({ name }) => name),
      all.map(({ assignee }) => assignee),
      all.map(({ formId }) => formId),
      all.map(({ formVersion }) => formVersion),
      all.map(({ dueAt }) => dueAt),
      all.map(({ followUpAt }) => followUpAt),
      all.map(({ priority }) => priority),
      all.map(({ createdAt }) => createdAt),
      jsonLines(all.map(({ candidateGroups }) => candidateGroups)),
      jsonLines(all.map(({ candidateUsers }) => candidateUsers)),
      jsonLines(all.map(({ headers }) => headers)),
      jsonLines(all.map(({ properties }) => properties)),
    ],
  );
}

/** Changes who has a task and what the inbox shows; what a patch does not name stays. */
export function updateUserTasks(writes: Writes, rows: Patches<UserTaskRow>): void {
  if (rows.size === 0) return;
  writes.write(
    `UPDATE user_task t
        SET assignee = CASE WHEN p ? 'assignee' THEN p->>'assignee' ELSE t.assignee END,
            due_at = CASE WHEN p ? 'dueAt' THEN to_timestamp((p->>'dueAt')::float8 / 1000) ELSE t.due_at END,
            follow_up_at = CASE WHEN p ? 'followUpAt' THEN to_timestamp((p->>'followUpAt')::float8 / 1000)
                                ELSE t.follow_up_at END,
            priority = coalesce((p->>'priority')::int, t.priority),
            candidate_groups = CASE WHEN p ? 'candidateGroups'
                                    THEN ARRAY(SELECT jsonb_array_elements_text(p->'candidateGroups'))
                                    ELSE t.candidate_groups END,
            candidate_users = CASE WHEN p ? 'candidateUsers'
                                   THEN ARRAY(SELECT jsonb_array_elements_text(p->'candidateUsers'))
                                   ELSE t.candidate_users END
       FROM jsonb_array_elements($1::text::jsonb) AS patch(p) WHERE t.id = (p->>'id')::bigint`,
    [asRecords(rows)],
  );
}

/** Opens message subscriptions. */
export function insertSubscriptions(writes: Writes, rows: Rows<SubscriptionRow>): void {
  if (rows.size === 0) return;
  writes.write(
    `INSERT INTO message_subscription (id, process_instance_id, process_id, element_id, message_name, correlation_key,
                                       element_instance_id, opened_at)
     SELECT u.id, u."processInstanceId", u."processId", u."elementId", u."messageName", u."correlationKey",
            u."elementInstanceId", to_timestamp(u."openedAt" / 1000)
       FROM jsonb_to_recordset($1::text::jsonb)
         AS u(id bigint, "processInstanceId" bigint, "processId" text, "elementId" text, "messageName" text,
              "correlationKey" text, "elementInstanceId" bigint, "openedAt" float8)`,
    [asRecords(rows)],
  );
}

/** Opens signal subscriptions. */
export function insertSignals(writes: Writes, rows: Rows<SignalRow>): void {
  if (rows.size === 0) return;
  writes.write(
    `INSERT INTO signal_subscription (id, process_instance_id, signal_name)
     SELECT u.id, u."processInstanceId", u."signalName"
       FROM jsonb_to_recordset($1::text::jsonb) AS u(id bigint, "processInstanceId" bigint, "signalName" text)`,
    [asRecords(rows)],
  );
}

/** Adds incidents. */
export function insertIncidents(writes: Writes, rows: Rows<IncidentRow>): void {
  if (rows.size === 0) return;
  writes.write(
    `INSERT INTO incident (id, process_instance_id, element_instance_id, element_id, process_id, business_key, code,
                           message_zh, message_en, job_id, raised_at)
     SELECT u.id, u."processInstanceId", u."elementInstanceId", u."elementId", u."processId", u."businessKey", u.code,
            u."messageZh", u."messageEn", u."jobId", to_timestamp(u."raisedAt" / 1000)
       FROM jsonb_to_recordset($1::text::jsonb)
         AS u(id bigint, "processInstanceId" bigint, "elementInstanceId" bigint, "elementId" text, "processId" text,
              "businessKey" text, code text, "messageZh" text, "messageEn" text, "jobId" bigint, "raisedAt" float8)`,
    [asRecords(rows)],
  );
}

/** Adds element instances: the rows that there are most of, so as columns, which are taken apart in half the time of records. */
export function insertElements(writes: Writes, rows: Rows<ElementRow>): void {
  if (rows.size === 0) return;
  const all = [...rows.values()];
  writes.write(
    `INSERT INTO element_instance (process_instance_id, id, element_id, kind, state, started_at, ended_at)
     SELECT u.instance, u.id, u.element, u.kind, u.state, to_timestamp(u.started / 1000), to_timestamp(u.ended / 1000)
       FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::float8[])
         AS u(instance, id, element, kind, state, started, ended)`,
    [
      all.map(({ processInstanceId }) => processInstanceId),
      [...rows.keys()],
      all.map(({ elementId }) => elementId),
      all.map(({ kind }) => kind),
      all.map(({ state }) => state),
      all.map(({ startedAt }) => startedAt),
      all.map(({ endedAt }) => endedAt),
    ],
  );
}

/** Ends element instances. */
export function updateElements(writes: Writes, rows: Patches<ElementRow>): void {
  if (rows.size === 0) return;
  const all = [...rows.values()];
  writes.write(
    `UPDATE element_instance e SET state = u.state, ended_at = to_timestamp(u.ended / 1000)
       FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::float8[]) AS u(instance, id, state, ended)
      WHERE e.process_instance_id = u.instance AND e.id = u.id`,
    [
      all.map(({ processInstanceId }) => processInstanceId),
      [...rows.keys()],
      all.map(({ state }) => state),
      all.map(({ endedAt }) => endedAt),
    ],
  );
}

/** An instance goes on as one of another process or version, in which elements have other ids. */
export interface Migration {
  readonly processInstanceId: string;
  readonly processId: string;
  /** Old id → new id, of those that differ. */
  readonly elements: Readonly<Record<string, string>>;
}

/** Lets the rows of a migrated instance name the elements that they belong to now; what has ended keeps its name. */
export function renameRows(
  writes: Writes,
  { processInstanceId, processId, elements }: Migration,
): void {
  const renames = JSON.stringify(elements);
  const element = "element_id = coalesce($2::text::jsonb ->> element_id, element_id)";
  for (const table of ["job", "timer", "element_instance"]) {
    const living = table === "element_instance" ? " AND ended_at IS NULL" : "";
    writes.write(
      `UPDATE ${table} SET ${element} WHERE process_instance_id = $1::bigint AND $2::text::jsonb ? element_id${living}`,
      [processInstanceId, renames],
    );
  }
  for (const table of ["user_task", "message_subscription", "incident"]) {
    writes.write(
      `UPDATE ${table} SET ${element}, process_id = $3 WHERE process_instance_id = $1::bigint`,
      [processInstanceId, renames, processId],
    );
  }
}

/** Deletes rows of a table by id. */
export function deleteRows(
  writes: Writes,
  table: "job" | "timer" | "message_subscription" | "signal_subscription",
  ids: readonly string[],
): void {
  if (ids.length === 0) return;
  writes.write(`DELETE FROM ${table} WHERE id = ANY($1::bigint[])`, [ids]);
}
