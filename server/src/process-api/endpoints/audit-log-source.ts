/** What can be asked of the audit log, and what it shows. What an operation has none of is null, and found by nothing. */
import type { OperationRow } from "../../runtime/index.ts";
import { instant, TENANT } from "../api.ts";
import type { SearchField } from "../search/comparison.ts";
import type { SearchSource } from "../search/search.ts";
import { BATCH_TYPES, BATCH_TYPE_VALUES } from "./batch-sources.ts";

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
  readonly elementKey: string | null;
  readonly batchKind: keyof typeof BATCH_TYPES | null;
  readonly decisionId: string | null;
  readonly decisionKey: string | null;
}

/** What Camunda calls our entities. */
export const ENTITIES = {
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

/** The entity's key where it is of this kind. */
function keyOf(entity: OperationRow["entity"]): string {
  return `CASE WHEN o.entity = '${entity}' THEN o.entity_key END`;
}
const idOf = (entity: OperationRow["entity"]): string => `(${keyOf(entity)})::bigint`;

/** Variables are set in an element, or in the process, which is one. */
const ELEMENT_KEY = `coalesce(${idOf("variable")},
  (SELECT t.element_instance_id FROM user_task t WHERE t.id = ${idOf("userTask")}),
  (SELECT t.element_instance_id FROM ended_user_task t WHERE t.id = ${idOf("userTask")}),
  (SELECT i.element_instance_id FROM incident i WHERE i.id = ${idOf("incident")}),
  (SELECT i.element_instance_id FROM ended_incident i WHERE i.id = ${idOf("incident")}))`;
const BATCH_KIND = `(SELECT b.kind FROM batch_operation b WHERE b.id = ${idOf("batch")})`;
const evaluated = (column: string): string =>
  `(SELECT ${column} FROM decision_evaluation v LEFT JOIN decision_definition d
      ON d.decision_id = v.decision_id AND d.version = v.decision_version WHERE v.id = ${idOf("decision")})`;
const DECISION_ID = evaluated("v.decision_id");
const DECISION_KEY = evaluated("d.id");
/** What is deployed is recorded by its deployment, what is deleted by itself. */
const resource = (operation: "create" | "delete"): string =>
  `CASE WHEN o.operation = '${operation}' THEN ${keyOf("resource")} END`;
const NEVER: SearchField = { sql: "NULL::text", type: "text" };

/** Operations. */
export const auditLogSource: SearchSource<Row, object> = {
  from: "operation_record o LEFT JOIN process_instance p ON p.id = o.process_instance_id",
  columns: `(extract(epoch FROM o.at) * 1000)::float8 AS at, o.actor_kind AS "actorKind", o.actor, o.entity, o.operation,
            o.entity_key AS "entityKey", o.process_instance_id::text AS "instanceKey", p.root_id::text AS "rootKey",
            o.process_id AS "processId", o.definition_id::text AS "definitionKey", ${ELEMENT_KEY}::text AS "elementKey",
            ${BATCH_KIND} AS "batchKind", ${DECISION_ID} AS "decisionId", ${DECISION_KEY}::text AS "decisionKey"`,
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
    elementInstanceKey: { sql: ELEMENT_KEY, type: "key" },
    userTaskKey: { sql: keyOf("userTask"), type: "text" },
    jobKey: { sql: keyOf("job"), type: "text" },
    resourceKey: { sql: resource("delete"), type: "text" },
    deploymentKey: { sql: resource("create"), type: "text" },
    batchOperationKey: { sql: keyOf("batch"), type: "text" },
    batchOperationType: { sql: BATCH_KIND, type: "text", values: BATCH_TYPE_VALUES },
    decisionEvaluationKey: { sql: keyOf("decision"), type: "text" },
    decisionDefinitionId: { sql: DECISION_ID, type: "text" },
    decisionDefinitionKey: { sql: DECISION_KEY, type: "key" },
    decisionRequirementsId: { sql: DECISION_ID, type: "text" },
    decisionRequirementsKey: { sql: DECISION_KEY, type: "key" },
    agentElementId: NEVER,
    formKey: NEVER,
    relatedEntityKey: NEVER,
    relatedEntityType: { ...NEVER, values: entities },
    entityDescription: NEVER,
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
      batchOperationType: row.batchKind === null ? null : BATCH_TYPES[row.batchKind],
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
      elementInstanceKey: row.elementKey,
      jobKey: its("job"),
      userTaskKey: its("userTask"),
      decisionRequirementsId: row.decisionId,
      decisionRequirementsKey: row.decisionKey,
      decisionDefinitionId: row.decisionId,
      decisionDefinitionKey: row.decisionKey,
      decisionEvaluationKey: its("decision"),
      deploymentKey: row.operation === "create" ? its("resource") : null,
      formKey: null,
      resourceKey: row.operation === "delete" ? its("resource") : null,
      relatedEntityKey: null,
      relatedEntityType: null,
      entityDescription: null,
    };
  },
};
