/** Who waits for which message, and who has received which. */
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
  readonly elementKey: string | null;
  readonly openedAt: number;
}

/** Old rows say not when they were opened; their instance was there before. */
const OPENED = "coalesce(m.opened_at, p.started_at)";

/** Open subscriptions. */
export const subscriptionSource: SearchSource<Row, object> = {
  from: "message_subscription m JOIN process_instance p ON p.id = m.process_instance_id",
  columns: `m.process_id AS "processId", p.definition_id::text AS "definitionKey", p.id::text AS "instanceKey",
            p.root_id::text AS "rootKey", m.element_id AS "elementId", m.message_name AS name,
            m.correlation_key AS "correlationKey", m.element_instance_id::text AS "elementKey",
            (extract(epoch FROM ${OPENED}) * 1000)::float8 AS "openedAt"`,
  key: "m.id",
  processId: "m.process_id",
  fields: {
    messageSubscriptionKey: { sql: "m.id", type: "key" },
    processDefinitionId: { sql: "m.process_id", type: "text" },
    processDefinitionKey: { sql: "p.definition_id", type: "key" },
    processInstanceKey: { sql: "m.process_instance_id", type: "key" },
    elementId: { sql: "m.element_id", type: "text" },
    elementInstanceKey: { sql: "m.element_instance_id", type: "key" },
    lastUpdatedDate: { sql: OPENED, type: "instant" },
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
    elementInstanceKey: row.elementKey,
    messageSubscriptionState: "CREATED",
    lastUpdatedDate: instant(row.openedAt),
    messageName: row.name,
    correlationKey: row.correlationKey,
    tenantId: TENANT,
  }),
};

interface CorrelatedRow {
  readonly key: string;
  readonly processId: string;
  readonly definitionKey: string;
  readonly instanceKey: string;
  readonly rootKey: string;
  readonly elementId: string;
  readonly elementKey: string | null;
  readonly subscriptionKey: string;
  readonly messageKey: string;
  readonly name: string;
  readonly correlationKey: string;
  readonly at: number;
}

const ELEMENT_KEY = `(SELECT (h.data->>'elementInstanceId')::bigint FROM history_event h WHERE h.process_instance_id = c.process_instance_id
  AND h.type = 'messageCorrelated' AND h.data->>'subscriptionId' = c.subscription_id::text LIMIT 1)`;

const correlated: SearchSource<CorrelatedRow, object> = {
  from: "correlated_message c JOIN process_instance p ON p.id = c.process_instance_id",
  columns: `c.process_id AS "processId", p.definition_id::text AS "definitionKey", p.id::text AS "instanceKey",
            p.root_id::text AS "rootKey", c.element_id AS "elementId", ${ELEMENT_KEY}::text AS "elementKey",
            c.subscription_id::text AS "subscriptionKey", c.message_id::text AS "messageKey", c.message_name AS name,
            c.correlation_key AS "correlationKey", (extract(epoch FROM c.at) * 1000)::float8 AS at`,
  key: "c.id",
  processId: "c.process_id",
  fields: {
    subscriptionKey: { sql: "c.subscription_id", type: "key" },
    messageKey: { sql: "c.message_id", type: "key" },
    messageName: { sql: "c.message_name", type: "text" },
    correlationKey: { sql: "c.correlation_key", type: "text" },
    correlationTime: { sql: "c.at", type: "instant" },
    elementId: { sql: "c.element_id", type: "text" },
    elementInstanceKey: { sql: ELEMENT_KEY, type: "key" },
    partitionId: { sql: "1", type: "integer" },
    processDefinitionId: { sql: "c.process_id", type: "text" },
    processDefinitionKey: { sql: "p.definition_id", type: "key" },
    processInstanceKey: { sql: "c.process_instance_id", type: "key" },
    tenantId: { sql: `'${TENANT}'::text`, type: "text" },
  },
  item: (row) => ({
    subscriptionKey: row.subscriptionKey,
    messageKey: row.messageKey,
    messageName: row.name,
    correlationKey: row.correlationKey,
    correlationTime: instant(row.at),
    elementId: row.elementId,
    elementInstanceKey: row.elementKey,
    partitionId: 1,
    processDefinitionId: row.processId,
    processDefinitionKey: row.definitionKey,
    processInstanceKey: row.instanceKey,
    rootProcessInstanceKey: row.rootKey,
    tenantId: TENANT,
  }),
};

/** See file head. */
export const subscriptions: Endpoints = (routes, { runtime }) => {
  routes.post(
    "/correlated-message-subscriptions/search",
    {
      config: { right: "read" },
      schema: {
        tags: ["流程接口 process API"],
        summary: "Who has received which message",
        body: searchBody,
      },
    },
    (request) => search(runtime.sql, correlated, principalOf(request), request.body),
  );
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
    (request) => search(runtime.sql, subscriptionSource, principalOf(request), request.body),
  );
};
