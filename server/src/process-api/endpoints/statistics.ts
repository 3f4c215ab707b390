/** Counts over what is active: instances, incidents and subscriptions by definition. */
import { type Endpoints, principalOf, TENANT } from "../api.ts";
import { forbidden } from "../permissions.ts";
import { errorHash } from "../search/error-hash.ts";
import { condition, type Filter } from "../search/filter.ts";
import { search, searchBody, type SearchSource } from "../search/search.ts";
import { subscriptionSource } from "./subscriptions.ts";

const tags = ["流程接口 process API"];
const config = { right: "read" } as const;

interface Counted {
  readonly key: string;
  readonly item: object;
}

const HAS_INCIDENT = "EXISTS (SELECT FROM incident i WHERE i.process_instance_id = p.id)";
const COUNTS = `count(p.id) FILTER (WHERE ${HAS_INCIDENT})::int AS troubled, count(p.id) FILTER (WHERE NOT ${HAS_INCIDENT})::int AS well`;
const ACTIVE = "LEFT JOIN process_instance p ON p.definition_id = d.id AND p.state = 'active'";
const tenant = { sql: `'${TENANT}'::text`, type: "text" } as const;

function counted(
  rows: string,
  item: string,
  fields: SearchSource<Counted, object>["fields"],
): SearchSource<Counted, object> {
  return {
    from: `(${rows}) AS s`,
    columns: `json_build_object(${item}, 'tenantId', '${TENANT}') AS item`,
    key: "s.key",
    processId: "s.process_id",
    fields: { ...fields, tenantId: tenant },
    item: (row) => row.item,
  };
}

const INSTANCES = `'activeInstancesWithIncidentCount', s.troubled, 'activeInstancesWithoutIncidentCount', s.well`;
const instanceFields = {
  processDefinitionId: { sql: "s.process_id", type: "text" },
  activeInstancesWithIncidentCount: { sql: "s.troubled", type: "integer" },
  activeInstancesWithoutIncidentCount: { sql: "s.well", type: "integer" },
} as const;

/** Sources by the address that they answer. */
const sources = {
  "/process-definitions/statistics/process-instances": counted(
    `SELECT max(d.id) AS key, d.process_id, (array_agg(d.name ORDER BY d.version DESC))[1] AS name,
            count(DISTINCT d.version) > 1 AS several, ${COUNTS}
       FROM process_definition d ${ACTIVE} GROUP BY d.process_id`,
    `'processDefinitionId', s.process_id, 'latestProcessDefinitionName', s.name, 'hasMultipleVersions', s.several, ${INSTANCES}`,
    { ...instanceFields, latestProcessDefinitionName: { sql: "s.name", type: "text" } },
  ),
  "/process-definitions/statistics/process-instances-by-version": counted(
    `SELECT d.id AS key, d.process_id, d.name, d.version, ${COUNTS} FROM process_definition d ${ACTIVE} GROUP BY d.id`,
    `'processDefinitionId', s.process_id, 'processDefinitionKey', s.key::text, 'processDefinitionName', s.name,
     'processDefinitionVersion', s.version, ${INSTANCES}`,
    {
      ...instanceFields,
      processDefinitionKey: { sql: "s.key", type: "key" },
      processDefinitionName: { sql: "s.name", type: "text" },
      processDefinitionVersion: { sql: "s.version", type: "integer" },
    },
  ),
  "/incidents/statistics/process-instances-by-error": counted(
    `SELECT ${errorHash("i.message_en")} AS key, min(i.process_id) AS process_id, i.message_en AS message,
            count(DISTINCT i.process_instance_id)::int AS troubled FROM incident i GROUP BY i.message_en`,
    `'errorHashCode', s.key, 'errorMessage', s.message, 'activeInstancesWithErrorCount', s.troubled`,
    {
      errorMessage: { sql: "s.message", type: "text" },
      activeInstancesWithErrorCount: { sql: "s.troubled", type: "integer" },
    },
  ),
  "/incidents/statistics/process-instances-by-definition": counted(
    `SELECT d.id AS key, d.process_id, d.name, d.version, ${errorHash("i.message_en")} AS error,
            count(DISTINCT p.id)::int AS troubled
       FROM incident i JOIN process_instance p ON p.id = i.process_instance_id JOIN process_definition d ON d.id = p.definition_id
      GROUP BY d.id, i.message_en`,
    `'processDefinitionId', s.process_id, 'processDefinitionKey', s.key::text, 'processDefinitionName', s.name,
     'processDefinitionVersion', s.version, 'activeInstancesWithErrorCount', s.troubled`,
    {
      errorHashCode: { sql: "s.error", type: "integer" },
      processDefinitionId: { sql: "s.process_id", type: "text" },
      processDefinitionKey: { sql: "s.key", type: "key" },
      activeInstancesWithErrorCount: { sql: "s.troubled", type: "integer" },
    },
  ),
} as const;

/** Of subscriptions that the filter chooses, which is about them and not about the counts. */
function waiting(filter: Filter): SearchSource<Counted, object> {
  return {
    ...counted(
      "",
      `'processDefinitionId', s.process_id, 'processDefinitionKey', s.key::text,
       'processInstancesWithActiveSubscriptions', s.waiting, 'activeSubscriptions', s.open`,
      {
        processDefinitionId: instanceFields.processDefinitionId,
        processDefinitionKey: { sql: "s.key", type: "key" },
      },
    ),
    from: (parameters) =>
      `(SELECT p.definition_id AS key, p.process_id, count(*)::int AS open, count(DISTINCT p.id)::int AS waiting
          FROM message_subscription m JOIN process_instance p ON p.id = m.process_instance_id
         WHERE ${condition(subscriptionSource.fields, filter, parameters)}
         GROUP BY p.definition_id, p.process_id) AS s`,
  };
}

/** See file head. */
export const statistics: Endpoints = (routes, { runtime }) => {
  routes.post(
    "/process-definitions/statistics/message-subscriptions",
    { config, schema: { tags, summary: "Who waits for messages", body: searchBody } },
    (request) => {
      const source = waiting(request.body?.filter ?? {});
      const page = request.body && { ...request.body, filter: {} };
      return search(runtime.sql, source, principalOf(request), page);
    },
  );
  for (const [path, source] of Object.entries(sources)) {
    routes.post(
      path,
      { config, schema: { tags, summary: "Counts of what is active", body: searchBody } },
      (request) => {
        const principal = principalOf(request);
        // The same error may stand in processes that the caller does not reach.
        if (principal.processes !== null && path.endsWith("-by-error")) throw forbidden(request);
        return search(runtime.sql, source, principal, request.body);
      },
    );
  }
};
