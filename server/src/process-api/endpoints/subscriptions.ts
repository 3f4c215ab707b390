/** Who waits for which message. What has been received is in the history of its instance. */
import { type Endpoints, instant, principalOf, TENANT } from "../api.ts";
import { search, searchBody, type SearchSource } from "../search/search.ts";

interface Row {
  readonly key: string;
  readonly processId: string;
  readonly definitionKey: string;
  readonly instanceKey: string;
  readonly rootKey: string;
  readonly elementId: string;
  readonly name: string;
  readonly correlationKey: string;
  readonly openedAt: number;
}

// Rows say not when they were opened; their instance was there before.
const source: SearchSource<Row, object> = {
  from: "message_subscription m JOIN process_instance p ON p.id = m.process_instance_id",
  columns: `m.process_id AS "processId", p.definition_id::text AS "definitionKey", p.id::text AS "instanceKey",
            p.root_id::text AS "rootKey", m.element_id AS "elementId", m.message_name AS name,
            m.correlation_key AS "correlationKey", (extract(epoch FROM p.started_at) * 1000)::float8 AS "openedAt"`,
  key: "m.id",
  processId: "m.process_id",
  fields: {
    messageSubscriptionKey: { sql: "m.id", type: "key" },
    processDefinitionId: { sql: "m.process_id", type: "text" },
    processDefinitionKey: { sql: "p.definition_id", type: "key" },
    processInstanceKey: { sql: "m.process_instance_id", type: "key" },
    elementId: { sql: "m.element_id", type: "text" },
    messageName: { sql: "m.message_name", type: "text" },
    correlationKey: { sql: "m.correlation_key", type: "text" },
    messageSubscriptionState: {
      sql: "'CREATED'::text",
      type: "text",
      values: { CREATED: ["CREATED"], CORRELATED: [], DELETED: [], MIGRATED: [] },
    },
    tenantId: { sql: `'${TENANT}'::text`, type: "text" },
  },
  item: (row) => ({
    messageSubscriptionKey: row.key,
    processDefinitionId: row.processId,
    processDefinitionKey: row.definitionKey,
    processInstanceKey: row.instanceKey,
    rootProcessInstanceKey: row.rootKey,
    elementId: row.elementId,
    elementInstanceKey: null,
    messageSubscriptionState: "CREATED",
    lastUpdatedDate: instant(row.openedAt),
    messageName: row.name,
    correlationKey: row.correlationKey,
    tenantId: TENANT,
  }),
};

/** See file head. */
export const subscriptions: Endpoints = (routes, { runtime }) => {
  routes.post(
    "/message-subscriptions/search",
    {
      config: { right: "read" },
      schema: {
        tags: ["流程接口 process API"],
        summary: "Open subscriptions to messages",
        body: searchBody,
      },
    },
    (request) => search(runtime.sql, source, principalOf(request), request.body),
  );
};
