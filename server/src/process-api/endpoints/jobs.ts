/** Jobs, to look at: those that are open, and those of one instance that have ended, which its history keeps. */
import { type Endpoints, instant, principalOf, TENANT } from "../api.ts";
import { namedKeys } from "../search/named-keys.ts";
import { search, searchBody, type SearchSource } from "../search/search.ts";

const tags = ["流程接口 process API"];

interface Row {
  readonly key: string;
  readonly type: string;
  readonly worker: string | null;
  readonly state: string;
  readonly listener: string | null;
  readonly retries: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly deadline: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly isDenied: boolean | null;
  readonly deniedReason: string | null;
  readonly endedAt: number | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly elementId: string;
  readonly elementKey: string;
  readonly instanceKey: string;
  readonly rootKey: string;
  readonly processId: string;
  readonly definitionKey: string;
}

const STATES = {
  CREATED: ["CREATED"],
  COMPLETED: ["COMPLETED"],
  CANCELED: ["CANCELED"],
  FAILED: ["FAILED"],
  ERROR_THROWN: ["ERROR_THROWN"],
  MIGRATED: [],
  RETRIES_UPDATED: [],
  TIMED_OUT: [],
} as const;

/** How Camunda names the listener that a job is of. */
const LISTENERS: Readonly<Record<string, { kind: string; listenerEventType: string }>> = {
  start: { kind: "EXECUTION_LISTENER", listenerEventType: "START" },
  end: { kind: "EXECUTION_LISTENER", listenerEventType: "END" },
  creating: { kind: "TASK_LISTENER", listenerEventType: "CREATING" },
  assigning: { kind: "TASK_LISTENER", listenerEventType: "ASSIGNING" },
  updating: { kind: "TASK_LISTENER", listenerEventType: "UPDATING" },
  completing: { kind: "TASK_LISTENER", listenerEventType: "COMPLETING" },
};
const OF_ELEMENT = { kind: "BPMN_ELEMENT", listenerEventType: "UNSPECIFIED" };

/** What a job is, by the listener that it is of. */
export function listenerKind(listener: string | null): { kind: string; listenerEventType: string } {
  return LISTENERS[listener ?? ""] ?? OF_ELEMENT;
}

/** The names of listeners by one of Camunda's; the empty name stands for none. */
function listenersBy(
  field: "kind" | "listenerEventType",
  others: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const all = [["", OF_ELEMENT] as const, ...Object.entries(LISTENERS)];
  const groups = Map.groupBy(all, ([, names]) => names[field]);
  const entries = [...groups].map(([name, members]): [string, string[]] => [
    name,
    members.map(([listener]) => listener),
  ]);
  return Object.fromEntries([...others.map((name): [string, string[]] => [name, []]), ...entries]);
}

const LIVE = `SELECT id, process_instance_id, element_instance_id, element_id, process_id, job_type, worker, listener, retries, headers,
         CASE state WHEN 'thrown' THEN 'ERROR_THROWN' WHEN 'failed' THEN 'FAILED'
                    ELSE CASE WHEN attempts > 0 THEN 'FAILED' ELSE 'CREATED' END END AS state,
         CASE WHEN locked_until > now() THEN locked_until END AS deadline, created_at, NULL::timestamptz AS ended_at,
         NULL::text AS error_code, NULL::text AS error_message, coalesce(updated_at, created_at) AS updated_at,
         NULL::boolean AS is_denied, NULL::text AS denied_reason
    FROM job`;

/**
 * What the history of one instance says of jobs that have ended. Whether a listener has denied the change is said by what comes next,
 * after the variables that it gave.
 */
const ENDED = `SELECT (c.data->>'jobId')::bigint AS id, c.process_instance_id, (c.data->>'elementInstanceId')::bigint, c.element_id,
         p.process_id, c.data->>'jobType', NULL::text, c.data->'listener'->>'on',
         coalesce((last.data->>'retries')::int, (c.data->>'retries')::int), (c.data->'headers')::jsonb,
         CASE e.type WHEN 'jobCompleted' THEN 'COMPLETED' ELSE 'CANCELED' END, NULL::timestamptz, c.at, e.at,
         last.data->>'errorCode', last.data->>'message', e.at,
         CASE WHEN e.type = 'jobCompleted' AND c.data->'listener'->>'on' NOT IN ('start', 'end')
              THEN next.type IS NOT DISTINCT FROM 'userTaskTransitionDenied' END,
         CASE WHEN next.type = 'userTaskTransitionDenied' THEN next.data->>'reason' END
    FROM history_event c JOIN process_instance p ON p.id = c.process_instance_id
    JOIN history_event e ON e.process_instance_id = c.process_instance_id AND e.type IN ('jobCompleted', 'jobCanceled')
     AND e.data->>'jobId' = c.data->>'jobId'
    LEFT JOIN LATERAL (SELECT f.data FROM history_event f WHERE f.process_instance_id = c.process_instance_id
       AND f.type IN ('jobFailed', 'jobErrorThrown') AND f.data->>'jobId' = c.data->>'jobId' ORDER BY f.seq DESC LIMIT 1) last ON TRUE
    LEFT JOIN LATERAL (SELECT n.type, n.data FROM history_event n WHERE c.data->'listener' IS NOT NULL AND e.type = 'jobCompleted'
       AND n.process_instance_id = e.process_instance_id AND n.seq > e.seq AND n.type <> 'variableSet' ORDER BY n.seq LIMIT 1) next ON TRUE
   WHERE c.type = 'jobCreated'`;

/** @param instances keys of those that ended jobs are looked for in */
function source(instances: readonly string[]): SearchSource<Row, object> {
  const rows =
    instances.length === 0
      ? LIVE
      : `${LIVE} UNION ALL ${ENDED} AND c.process_instance_id IN (${instances.join(", ")})`;
  return {
    from: `(${rows}) j JOIN process_instance p ON p.id = j.process_instance_id`,
    columns: `j.job_type AS type, j.worker, j.state, j.listener, j.retries, j.headers,
            (extract(epoch FROM j.deadline) * 1000)::float8 AS deadline,
            (extract(epoch FROM j.created_at) * 1000)::float8 AS "createdAt",
            (extract(epoch FROM j.ended_at) * 1000)::float8 AS "endedAt", j.error_code AS "errorCode",
            j.error_message AS "errorMessage", (extract(epoch FROM j.updated_at) * 1000)::float8 AS "updatedAt",
            j.is_denied AS "isDenied", j.denied_reason AS "deniedReason", j.element_id AS "elementId",
            j.element_instance_id::text AS "elementKey", p.id::text AS "instanceKey", p.root_id::text AS "rootKey",
            p.process_id AS "processId", p.definition_id::text AS "definitionKey"`,
    key: "j.id",
    processId: "j.process_id",
    fields,
    item,
  };
}

const fields: SearchSource<Row, object>["fields"] = {
  jobKey: { sql: "j.id", type: "key" },
  type: { sql: "j.job_type", type: "text" },
  worker: { sql: "coalesce(j.worker, '')", type: "text" },
  state: { sql: "j.state", type: "text", values: STATES },
  kind: {
    sql: "coalesce(j.listener, '')",
    type: "text",
    values: listenersBy("kind", ["AD_HOC_SUB_PROCESS"]),
  },
  listenerEventType: {
    sql: "coalesce(j.listener, '')",
    type: "text",
    values: listenersBy("listenerEventType", ["CANCELING", "BEFORE_ALL"]),
  },
  retries: { sql: "j.retries", type: "integer" },
  deadline: { sql: "j.deadline", type: "instant" },
  creationTime: { sql: "j.created_at", type: "instant" },
  endTime: { sql: "j.ended_at", type: "instant" },
  lastUpdateTime: { sql: "j.updated_at", type: "instant" },
  isDenied: { sql: "j.is_denied", type: "boolean" },
  deniedReason: { sql: "j.denied_reason", type: "text" },
  errorCode: { sql: "j.error_code", type: "text" },
  errorMessage: { sql: "j.error_message", type: "text" },
  hasFailedWithRetriesLeft: { sql: "(j.state = 'FAILED' AND j.retries > 0)", type: "boolean" },
  elementId: { sql: "j.element_id", type: "text" },
  elementInstanceKey: { sql: "j.element_instance_id", type: "key" },
  processInstanceKey: { sql: "j.process_instance_id", type: "key" },
  processDefinitionKey: { sql: "p.definition_id", type: "key" },
  processDefinitionId: { sql: "j.process_id", type: "text" },
  tenantId: { sql: `'${TENANT}'::text`, type: "text" },
};

function item(row: Row): object {
  return {
    jobKey: row.key,
    type: row.type,
    worker: row.worker ?? "",
    state: row.state,
    ...listenerKind(row.listener),
    retries: row.retries,
    hasFailedWithRetriesLeft: row.state === "FAILED" && row.retries > 0,
    customHeaders: row.headers,
    deadline: row.deadline === null ? null : instant(row.deadline),
    deniedReason: row.deniedReason,
    isDenied: row.isDenied,
    elementId: row.elementId,
    elementInstanceKey: row.elementKey,
    creationTime: instant(row.createdAt),
    endTime: row.endedAt === null ? null : instant(row.endedAt),
    lastUpdateTime: instant(row.updatedAt),
    errorCode: row.errorCode,
    errorMessage: row.errorMessage,
    processInstanceKey: row.instanceKey,
    rootProcessInstanceKey: row.rootKey,
    processDefinitionId: row.processId,
    processDefinitionKey: row.definitionKey,
    tenantId: TENANT,
  };
}

/** See file head. */
export const jobs: Endpoints = (routes, { runtime }) => {
  routes.post(
    "/jobs/search",
    {
      config: { right: "read" },
      schema: {
        tags,
        summary: "Open jobs; the ended ones too of instances that processInstanceKey names",
        body: searchBody,
      },
    },
    (request) => {
      const instances = namedKeys(request.body?.filter.processInstanceKey);
      return search(runtime.sql, source(instances), principalOf(request), request.body);
    },
  );
};
