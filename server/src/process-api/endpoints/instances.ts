/** Process instances, to look at. */
import { z } from "zod";
import { type Endpoints, instant, key, principalOf, TENANT } from "../api.ts";
import { get, search, searchBody, type SearchSource, selection } from "../search/search.ts";
import { elementStatistics } from "./element-statistics.ts";
import { incidentSource } from "./incidents.ts";
import { instanceRelations } from "./instance-relations.ts";

const tags = ["流程接口 process API"];

interface Row {
  readonly key: string;
  readonly processId: string;
  readonly version: number;
  readonly versionTag: string | null;
  readonly name: string;
  readonly definitionKey: string;
  readonly state: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly parentKey: string | null;
  readonly parentElementKey: string | null;
  readonly rootKey: string;
  readonly businessKey: string | null;
  readonly hasIncident: boolean;
  readonly tags: readonly string[];
}

const HAS_INCIDENT = "EXISTS (SELECT FROM incident i WHERE i.process_instance_id = p.id)";

const BATCHES =
  "ARRAY(SELECT i.batch_id::text FROM batch_item i WHERE i.process_instance_id = p.id)";

/** Process instances. */
export const instanceSource: SearchSource<Row, object> = {
  from: "process_instance p JOIN process_definition d ON d.id = p.definition_id",
  columns: `p.process_id AS "processId", p.version, d.version_tag AS "versionTag", d.name, d.id::text AS "definitionKey", p.state,
            (extract(epoch FROM p.started_at) * 1000)::float8 AS "startedAt",
            (extract(epoch FROM p.ended_at) * 1000)::float8 AS "endedAt",
            p.parent_id::text AS "parentKey", p.parent_element_instance_id::text AS "parentElementKey",
            p.root_id::text AS "rootKey", p.business_key AS "businessKey", ${HAS_INCIDENT} AS "hasIncident", p.tags`,
  key: "p.id",
  processId: "p.process_id",
  fields: {
    processInstanceKey: { sql: "p.id", type: "key" },
    processDefinitionId: { sql: "p.process_id", type: "text" },
    processDefinitionName: { sql: "d.name", type: "text" },
    processDefinitionVersion: { sql: "p.version", type: "integer" },
    processDefinitionVersionTag: { sql: "d.version_tag", type: "text" },
    processDefinitionKey: { sql: "p.definition_id", type: "key" },
    parentProcessInstanceKey: { sql: "p.parent_id", type: "key" },
    parentElementInstanceKey: { sql: "p.parent_element_instance_id", type: "key" },
    rootProcessInstanceKey: { sql: "p.root_id", type: "key" },
    startDate: { sql: "p.started_at", type: "instant" },
    endDate: { sql: "p.ended_at", type: "instant" },
    state: {
      sql: "p.state",
      type: "text",
      values: { ACTIVE: ["active"], COMPLETED: ["completed"], TERMINATED: ["terminated"] },
    },
    hasIncident: { sql: HAS_INCIDENT, type: "boolean" },
    batchOperationKey: { sql: BATCHES, type: "text list" },
    batchOperationId: { sql: BATCHES, type: "text list" },
    tenantId: { sql: `'${TENANT}'::text`, type: "text" },
    businessId: { sql: "p.business_key", type: "text" },
    tags: { sql: "p.tags", type: "text list" },
    ...instanceRelations,
  },
  item: (row) => ({
    processInstanceKey: row.key,
    processDefinitionId: row.processId,
    processDefinitionName: row.name,
    processDefinitionVersion: row.version,
    processDefinitionVersionTag: row.versionTag,
    processDefinitionKey: row.definitionKey,
    startDate: instant(row.startedAt),
    endDate: row.endedAt === null ? null : instant(row.endedAt),
    state: row.state.toUpperCase(),
    hasIncident: row.hasIncident,
    tenantId: TENANT,
    parentProcessInstanceKey: row.parentKey,
    parentElementInstanceKey: row.parentElementKey,
    rootProcessInstanceKey: row.rootKey,
    tags: row.tags,
    businessId: row.businessKey,
  }),
};

const params = z.object({ processInstanceKey: key });

/** See file head. */
export const instances: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  const config = { right: "read" } as const;
  const one = ({ processInstanceKey }: z.infer<typeof params>): { what: string; key: string } => ({
    what: "Process Instance",
    key: processInstanceKey,
  });
  routes.post(
    "/process-instances/search",
    { config, schema: { tags, summary: "Process instances", body: searchBody } },
    (request) => search(sql, instanceSource, principalOf(request), request.body),
  );
  routes.get(
    "/process-instances/:processInstanceKey",
    { config, schema: { tags, summary: "A process instance", params } },
    (request) => get(sql, instanceSource, principalOf(request), one(request.params)),
  );
  routes.get(
    "/process-instances/:processInstanceKey/statistics/element-instances",
    { config, schema: { tags, summary: "Its tokens by element", params } },
    async (request) => {
      await get(sql, instanceSource, principalOf(request), one(request.params));
      const chosen = selection(instanceSource, principalOf(request), request.params);
      return { items: await elementStatistics(sql, chosen) };
    },
  );
  routes.get(
    "/process-instances/:processInstanceKey/sequence-flows",
    { config, schema: { tags, summary: "The flows that tokens have gone over", params } },
    async (request) => {
      await get(sql, instanceSource, principalOf(request), one(request.params));
      const { processInstanceKey } = request.params;
      const items = await sql.query(
        `SELECT DISTINCT h.data->>'flowId' AS "sequenceFlowId", h.data->>'flowId' AS "elementId",
                p.id::text AS "processInstanceKey", p.root_id::text AS "rootProcessInstanceKey",
                p.definition_id::text AS "processDefinitionKey", p.process_id AS "processDefinitionId", $2::text AS "tenantId"
           FROM history_event h JOIN process_instance p ON p.id = h.process_instance_id
          WHERE h.process_instance_id = $1::bigint AND h.type = 'sequenceFlowTaken' ORDER BY 1`,
        [processInstanceKey, TENANT],
      );
      return { items };
    },
  );
  routes.get(
    "/process-instances/:processInstanceKey/call-hierarchy",
    { config, schema: { tags, summary: "From the root to this instance", params } },
    async (request) => {
      await get(sql, instanceSource, principalOf(request), one(request.params));
      return sql.query(
        `WITH RECURSIVE caller AS (
           SELECT id, parent_id, definition_id, 0 AS depth FROM process_instance WHERE id = $1::bigint
           UNION ALL
           SELECT p.id, p.parent_id, p.definition_id, caller.depth + 1
             FROM caller JOIN process_instance p ON p.id = caller.parent_id)
         SELECT caller.id::text AS "processInstanceKey", d.id::text AS "processDefinitionKey", d.name AS "processDefinitionName"
           FROM caller JOIN process_definition d ON d.id = caller.definition_id ORDER BY depth DESC`,
        [request.params.processInstanceKey],
      );
    },
  );
  routes.post(
    "/process-instances/:processInstanceKey/incidents/search",
    { config, schema: { tags, summary: "Its incidents", params, body: searchBody } },
    async (request) => {
      await get(sql, instanceSource, principalOf(request), one(request.params));
      return search(sql, incidentSource, principalOf(request), request.body, request.params);
    },
  );
};
