/** Who has had what done: operations on instances, tasks, variables, incidents, jobs, resources, decisions and batches. */
import { z } from "zod";
import type { OperationRow } from "../../runtime/index.ts";
import { type Endpoints, instant, key, principalOf, TENANT } from "../api.ts";
import { get, search, searchBody, type SearchSource } from "../search/search.ts";
import { namedTask, userTaskParams, userTaskSource } from "./user-tasks.ts";

const tags = ["流程接口 process API"];
const config = { right: "operate" } as const;

interface Row {
  readonly key: string;
  readonly at: number;
  readonly actorKind: "person" | "client";
  readonly actor: string;
  readonly entity: OperationRow["entity"];
  readonly operation: OperationRow["operation"];
  readonly entityKey: string;
  readonly instanceKey: string | null;
  readonly rootKey: string | null;
  readonly processId: string | null;
  readonly definitionKey: string | null;
}

const ENTITIES = {
  processInstance: "PROCESS_INSTANCE",
  userTask: "USER_TASK",
  variable: "VARIABLE",
  incident: "INCIDENT",
  job: "JOB",
  resource: "RESOURCE",
  decision: "DECISION",
  batch: "BATCH",
} as const satisfies Record<OperationRow["entity"], string>;
const OTHER_ENTITIES = [
  "AUTHORIZATION",
  "GROUP",
  "MAPPING_RULE",
  "ROLE",
  "TENANT",
  "USER",
  "CLIENT",
];
const OPERATIONS = [
  "create",
  "update",
  "cancel",
  "modify",
  "migrate",
  "delete",
  "assign",
  "unassign",
  "complete",
  "resolve",
  "evaluate",
  "suspend",
  "resume",
] as const satisfies readonly OperationRow["operation"][];
const USER_TASKS = "USER_TASKS";
const RESOURCES = "DEPLOYED_RESOURCES";

const upper = (name: string): [string, string[]] => [name.toUpperCase(), [name]];
const entities: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(OTHER_ENTITIES.map((name) => [name, []])),
  ...Object.fromEntries(Object.entries(ENTITIES).map(([ours, theirs]) => [theirs, [ours]])),
};

const source: SearchSource<Row, object> = {
  from: "operation_record o LEFT JOIN process_instance p ON p.id = o.process_instance_id",
  columns: `(extract(epoch FROM o.at) * 1000)::float8 AS at, o.actor_kind AS "actorKind", o.actor, o.entity, o.operation,
            o.entity_key AS "entityKey", o.process_instance_id::text AS "instanceKey", p.root_id::text AS "rootKey",
            o.process_id AS "processId", o.definition_id::text AS "definitionKey"`,
  key: "o.id",
  processId: "o.process_id",
  fields: {
    auditLogKey: { sql: "o.id", type: "key" },
    timestamp: { sql: "o.at", type: "instant" },
    actorId: { sql: "o.actor", type: "text" },
    actorType: {
      sql: "o.actor_kind",
      type: "text",
      values: { USER: ["person"], CLIENT: ["client"], ANONYMOUS: [], UNKNOWN: [] },
    },
    entityType: { sql: "o.entity", type: "text", values: entities },
    entityKey: { sql: "o.entity_key", type: "text" },
    operationType: {
      sql: "o.operation",
      type: "text",
      values: Object.fromEntries([["UNKNOWN", []], ...OPERATIONS.map(upper)]),
    },
    category: {
      sql: "CASE o.entity WHEN 'userTask' THEN 'USER_TASKS' ELSE 'DEPLOYED_RESOURCES' END",
      type: "text",
      values: { ADMIN: [], [USER_TASKS]: [USER_TASKS], [RESOURCES]: [RESOURCES] },
    },
    result: {
      sql: "'SUCCESS'::text",
      type: "text",
      values: { SUCCESS: ["SUCCESS"], FAIL: [] },
    },
    processInstanceKey: { sql: "o.process_instance_id", type: "key" },
    processDefinitionId: { sql: "o.process_id", type: "text" },
    processDefinitionKey: { sql: "o.definition_id", type: "key" },
    userTaskKey: { sql: keyOf("userTask"), type: "text" },
    jobKey: { sql: keyOf("job"), type: "text" },
    resourceKey: { sql: keyOf("resource"), type: "text" },
    deploymentKey: { sql: keyOf("resource"), type: "text" },
    tenantId: { sql: `'${TENANT}'::text`, type: "text" },
  },
  item: (row) => {
    const its = (entity: OperationRow["entity"]): string | null =>
      row.entity === entity ? row.entityKey : null;
    return {
      auditLogKey: row.key,
      entityKey: row.entityKey,
      entityType: ENTITIES[row.entity],
      operationType: row.operation.toUpperCase(),
      batchOperationKey: its("batch"),
      batchOperationType: null,
      timestamp: instant(row.at),
      actorId: row.actor,
      actorType: row.actorKind === "person" ? "USER" : "CLIENT",
      agentElementId: null,
      tenantId: TENANT,
      result: "SUCCESS",
      category: row.entity === "userTask" ? USER_TASKS : RESOURCES,
      processDefinitionId: row.processId,
      processDefinitionKey: row.definitionKey,
      processInstanceKey: row.instanceKey,
      rootProcessInstanceKey: row.rootKey,
      elementInstanceKey: null,
      jobKey: its("job"),
      userTaskKey: its("userTask"),
      decisionRequirementsId: null,
      decisionRequirementsKey: null,
      decisionDefinitionId: null,
      decisionDefinitionKey: null,
      decisionEvaluationKey: its("decision"),
      deploymentKey: its("resource"),
      formKey: null,
      resourceKey: null,
      relatedEntityKey: null,
      relatedEntityType: null,
      entityDescription: null,
    };
  },
};

/** The entity's key where it is of this kind. */
function keyOf(entity: OperationRow["entity"]): string {
  return `CASE WHEN o.entity = '${entity}' THEN o.entity_key END`;
}

/** See file head. */
export const auditLogs: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  routes.post(
    "/audit-logs/search",
    { config, schema: { tags, summary: "Who has had what done", body: searchBody } },
    (request) => search(sql, source, principalOf(request), request.body),
  );
  routes.get(
    "/audit-logs/:auditLogKey",
    {
      config,
      schema: { tags, summary: "One operation", params: z.object({ auditLogKey: key }) },
    },
    (request) =>
      get(sql, source, principalOf(request), {
        what: "Audit log",
        key: request.params.auditLogKey,
      }),
  );
  routes.post(
    "/user-tasks/:userTaskKey/audit-logs/search",
    {
      config,
      schema: {
        tags,
        summary: "Who has had what done to the task",
        params: userTaskParams,
        body: searchBody,
      },
    },
    async (request) => {
      await get(sql, userTaskSource, principalOf(request), namedTask(request.params));
      return search(sql, source, principalOf(request), request.body, {
        entityType: ENTITIES.userTask,
        entityKey: request.params.userTaskKey,
      });
    },
  );
};
