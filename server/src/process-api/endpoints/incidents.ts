/** Incidents: what stands still until somebody has repaired it, and what once did. */
import { z } from "zod";
import {
  actorOf,
  type Endpoints,
  instant,
  key,
  operationReference,
  principalOf,
  TENANT,
} from "../api.ts";
import { foundFor } from "../reached.ts";
import { accepted, refusal } from "../rejections/rejection.ts";
import { resolutionAsked } from "../rejections/work.ts";
import { get, search, searchBody, type SearchSource } from "../search/search.ts";

const tags = ["流程接口 process API"];

interface Row {
  readonly key: string;
  readonly processId: string;
  readonly definitionKey: string;
  readonly instanceKey: string;
  readonly rootKey: string;
  readonly elementKey: string;
  readonly elementId: string;
  readonly jobKey: string | null;
  readonly code: string;
  readonly message: string;
  readonly raisedAt: number;
  readonly state: "ACTIVE" | "RESOLVED";
}

/** What Camunda calls our codes. */
const ERROR_TYPES: Readonly<Record<string, readonly string[]>> = {
  JOB_NO_RETRIES: ["JOB_RETRIES_EXHAUSTED"],
  UNHANDLED_ERROR_EVENT: ["UNHANDLED_ERROR"],
  CONDITION_ERROR: ["CONDITION_NOT_BOOLEAN", "NO_FLOW_TAKEN"],
  EXTRACT_VALUE_ERROR: [
    "EXPRESSION_FAILED",
    "VALUE_INVALID",
    "COLLECTION_INVALID",
    "CORRELATION_KEY_INVALID",
    "TIMER_INVALID",
  ],
  IO_MAPPING_ERROR: ["DATA_UNAVAILABLE"],
  CALLED_ELEMENT_ERROR: [
    "CALLED_PROCESS_TERMINATED",
    "CALLED_PROCESS_NOT_FOUND",
    "CALL_DEPTH_EXCEEDED",
  ],
  CALLED_DECISION_ERROR: ["DECISION_NOT_FOUND"],
  FORM_NOT_FOUND: ["FORM_NOT_FOUND"],
  UNKNOWN: ["STEP_LIMIT_REACHED"],
  // What does not happen here, or is told by another of these.
  AD_HOC_SUB_PROCESS_NO_RETRIES: [],
  DECISION_EVALUATION_ERROR: [],
  EXECUTION_LISTENER_NO_RETRIES: [],
  MESSAGE_SIZE_EXCEEDED: [],
  RESOURCE_NOT_FOUND: [],
  TASK_LISTENER_NO_RETRIES: [],
  UNSPECIFIED: [],
};
const TYPE_OF = new Map(
  Object.entries(ERROR_TYPES).flatMap(([type, codes]) => codes.map((code) => [code, type])),
);

const COLUMNS =
  "id, process_instance_id, element_instance_id, element_id, process_id, code, message_en, job_id, raised_at";
const ALL = `(SELECT ${COLUMNS}, 'ACTIVE' AS state FROM incident
              UNION ALL SELECT ${COLUMNS}, 'RESOLVED' FROM ended_incident)`;

/** Incidents. */
export const incidentSource: SearchSource<Row, object> = {
  from: `${ALL} i JOIN process_instance p ON p.id = i.process_instance_id`,
  columns: `i.state, i.process_id AS "processId", p.definition_id::text AS "definitionKey", p.id::text AS "instanceKey",
            p.root_id::text AS "rootKey", i.element_instance_id::text AS "elementKey", i.element_id AS "elementId",
            i.job_id::text AS "jobKey", i.code, i.message_en AS message,
            (extract(epoch FROM i.raised_at) * 1000)::float8 AS "raisedAt"`,
  key: "i.id",
  processId: "i.process_id",
  fields: {
    incidentKey: { sql: "i.id", type: "key" },
    processDefinitionId: { sql: "i.process_id", type: "text" },
    processDefinitionKey: { sql: "p.definition_id", type: "key" },
    processInstanceKey: { sql: "i.process_instance_id", type: "key" },
    elementInstanceKey: { sql: "i.element_instance_id", type: "key" },
    elementId: { sql: "i.element_id", type: "text" },
    jobKey: { sql: "i.job_id", type: "key" },
    errorType: { sql: "i.code", type: "text", values: ERROR_TYPES },
    errorMessage: { sql: "i.message_en", type: "text" },
    creationTime: { sql: "i.raised_at", type: "instant" },
    state: {
      sql: "i.state",
      type: "text",
      values: {
        ACTIVE: ["ACTIVE"],
        RESOLVED: ["RESOLVED"],
        MIGRATED: [],
        PENDING: [],
        UNKNOWN: [],
      },
    },
    tenantId: { sql: `'${TENANT}'::text`, type: "text" },
  },
  item: (row) => ({
    incidentKey: row.key,
    processDefinitionId: row.processId,
    processDefinitionKey: row.definitionKey,
    processInstanceKey: row.instanceKey,
    rootProcessInstanceKey: row.rootKey,
    elementInstanceKey: row.elementKey,
    elementId: row.elementId,
    jobKey: row.jobKey,
    errorType: TYPE_OF.get(row.code) ?? "UNKNOWN",
    errorMessage: row.message,
    creationTime: instant(row.raisedAt),
    state: row.state,
    tenantId: TENANT,
  }),
};

const params = z.object({ incidentKey: key });

/** See file head. */
export const incidents: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  const config = { right: "read" } as const;
  routes.post(
    "/incidents/search",
    { config, schema: { tags, summary: "Incidents", body: searchBody } },
    (request) => search(sql, incidentSource, principalOf(request), request.body),
  );
  routes.get(
    "/incidents/:incidentKey",
    { config, schema: { tags, summary: "An incident", params } },
    (request) => get(sql, incidentSource, principalOf(request), named(request.params)),
  );
  routes.post(
    "/incidents/:incidentKey/resolution",
    {
      config: { right: "operate" },
      schema: {
        tags,
        summary: "Tries the failed step again",
        params,
        body: z.strictObject({ operationReference }).nullish(),
      },
    },
    async (request, reply) => {
      const { incidentKey: incidentId } = request.params;
      const asked = resolutionAsked(incidentId);
      const lookup = get(sql, incidentSource, principalOf(request), named(request.params));
      await foundFor(asked, "INCIDENT_NOT_FOUND", lookup);
      // A batch operation raises them itself, as in Camunda.
      const [job] = await sql.query<{ id: string }>(
        `SELECT j.id::text FROM incident i JOIN job j ON j.id = i.job_id
          WHERE i.id = $1::bigint AND j.state = 'failed' AND j.retries < 1`,
        [incidentId],
      );
      if (job !== undefined) throw refusal(asked, { code: "JOB_WITHOUT_RETRIES", subject: job.id });
      accepted(
        asked,
        await runtime.execute({ type: "resolveIncident", incidentId }, actorOf(request)),
      );
      return reply.code(204).send();
    },
  );
};

function named({ incidentKey }: z.infer<typeof params>): { what: string; key: string } {
  return { what: "Incident", key: incidentKey };
}
