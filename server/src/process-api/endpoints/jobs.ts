/** Jobs that are open, to look at. Those that have ended are in the history of their instance. */
import { type Endpoints, instant, principalOf, TENANT } from "../api.ts";
import { search, searchBody, type SearchSource } from "../search/search.ts";

const tags = ["流程接口 process API"];

interface Row {
  readonly key: string;
  readonly type: string;
  readonly worker: string | null;
  readonly state: string;
  readonly retries: number;
  readonly attempts: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly deadline: number | null;
  readonly elementId: string;
  readonly elementKey: string;
  readonly instanceKey: string;
  readonly rootKey: string;
  readonly processId: string;
  readonly definitionKey: string;
}

const STATE =
  "CASE j.state WHEN 'thrown' THEN 'ERROR_THROWN' WHEN 'failed' THEN 'FAILED' ELSE CASE WHEN j.attempts > 0 THEN 'FAILED' ELSE 'CREATED' END END";
const HAS_RETRIES = "(j.state = 'ready' AND j.attempts > 0)";
const DEADLINE = "CASE WHEN j.locked_until > now() THEN j.locked_until END";

const source: SearchSource<Row, object> = {
  from: "job j JOIN process_instance p ON p.id = j.process_instance_id",
  columns: `j.job_type AS type, j.worker, ${STATE} AS state, j.retries, j.attempts, j.headers,
            (extract(epoch FROM ${DEADLINE}) * 1000)::float8 AS deadline, j.element_id AS "elementId",
            j.element_instance_id::text AS "elementKey", p.id::text AS "instanceKey", p.root_id::text AS "rootKey",
            p.process_id AS "processId", p.definition_id::text AS "definitionKey"`,
  key: "j.id",
  processId: "j.process_id",
  fields: {
    jobKey: { sql: "j.id", type: "key" },
    type: { sql: "j.job_type", type: "text" },
    worker: { sql: "coalesce(j.worker, '')", type: "text" },
    state: {
      sql: `(${STATE})`,
      type: "text",
      values: {
        CREATED: ["CREATED"],
        FAILED: ["FAILED"],
        ERROR_THROWN: ["ERROR_THROWN"],
        COMPLETED: [],
        CANCELED: [],
        MIGRATED: [],
        RETRIES_UPDATED: [],
        TIMED_OUT: [],
      },
    },
    retries: { sql: "j.retries", type: "integer" },
    deadline: { sql: `(${DEADLINE})`, type: "instant" },
    hasFailedWithRetriesLeft: { sql: HAS_RETRIES, type: "boolean" },
    elementId: { sql: "j.element_id", type: "text" },
    elementInstanceKey: { sql: "j.element_instance_id", type: "key" },
    processInstanceKey: { sql: "j.process_instance_id", type: "key" },
    processDefinitionKey: { sql: "p.definition_id", type: "key" },
    processDefinitionId: { sql: "j.process_id", type: "text" },
    tenantId: { sql: `'${TENANT}'::text`, type: "text" },
  },
  item: (row) => ({
    jobKey: row.key,
    type: row.type,
    worker: row.worker ?? "",
    state: row.state,
    kind: "BPMN_ELEMENT",
    listenerEventType: "UNSPECIFIED",
    retries: row.retries,
    hasFailedWithRetriesLeft: row.state === "FAILED" && row.retries > 0,
    customHeaders: row.headers,
    deadline: row.deadline === null ? null : instant(row.deadline),
    deniedReason: null,
    isDenied: null,
    elementId: row.elementId,
    elementInstanceKey: row.elementKey,
    endTime: null,
    errorCode: null,
    errorMessage: null,
    processInstanceKey: row.instanceKey,
    rootProcessInstanceKey: row.rootKey,
    processDefinitionId: row.processId,
    processDefinitionKey: row.definitionKey,
    tenantId: TENANT,
    creationTime: null,
    lastUpdateTime: null,
  }),
};

/** See file head. */
export const jobs: Endpoints = (routes, { runtime }) => {
  routes.post(
    "/jobs/search",
    { config: { right: "read" }, schema: { tags, summary: "Open jobs", body: searchBody } },
    (request) => search(runtime.sql, source, principalOf(request), request.body),
  );
};
