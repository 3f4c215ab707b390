/**
 * Which of Camunda 8's permissions each operation needs. Where one of several is enough they stand in the order in which Camunda names
 * them; signals and correlation need one for each process that is reached, of which the first stands here.
 * (In Camunda: Authorizations, DocumentServices, and the processors of commands.)
 */
import type { operations } from "./operations.ts";

/** An operation that the API has. */
export type Operation = keyof typeof operations;

/** What may be done to what. */
export type Permission = readonly [permission: string, resource: string];

const PROCESS = "PROCESS_DEFINITION";
const DECISION = "DECISION_DEFINITION";

/** Where nothing is changed, and of documents, which no broker knows. */
export const READING: readonly (readonly [
  anyOf: readonly Permission[],
  operations: readonly Operation[],
])[] = [
  [
    [["READ_PROCESS_DEFINITION", PROCESS]],
    [
      "searchProcessDefinitions",
      "getProcessDefinition",
      "getProcessDefinitionXml",
      "getStartProcessForm",
    ],
  ],
  [
    [["READ_PROCESS_INSTANCE", PROCESS]],
    [
      "searchProcessInstances",
      "getProcessInstance",
      "getProcessInstanceCallHierarchy",
      "getProcessInstanceSequenceFlows",
      "getProcessInstanceStatistics",
      "searchProcessInstanceIncidents",
      "getProcessDefinitionStatistics",
      "getProcessDefinitionInstanceStatistics",
      "getProcessDefinitionInstanceVersionStatistics",
      "getProcessDefinitionMessageSubscriptionStatistics",
      "searchElementInstances",
      "getElementInstance",
      "searchElementInstanceIncidents",
      "searchIncidents",
      "getIncident",
      "getProcessInstanceStatisticsByDefinition",
      "getProcessInstanceStatisticsByError",
      "searchJobs",
      "searchMessageSubscriptions",
      "searchCorrelatedMessageSubscriptions",
      "searchVariables",
      "getVariable",
    ],
  ],
  [
    [
      ["READ_USER_TASK", PROCESS],
      ["READ", "USER_TASK"],
    ],
    [
      "searchUserTasks",
      "getUserTask",
      "getUserTaskForm",
      "searchUserTaskVariables",
      "searchUserTaskEffectiveVariables",
      "searchUserTaskAuditLogs",
    ],
  ],
  [
    [["READ_JOB_METRIC", "SYSTEM"]],
    [
      "getJobTypeStatistics",
      "getJobWorkerStatistics",
      "getJobErrorStatistics",
      "getGlobalJobStatistics",
      "getJobTimeSeriesStatistics",
    ],
  ],
  [
    [["READ_DECISION_DEFINITION", DECISION]],
    ["searchDecisionDefinitions", "getDecisionDefinition", "getDecisionDefinitionXml"],
  ],
  [[["READ_DECISION_INSTANCE", DECISION]], ["searchDecisionInstances", "getDecisionInstance"]],
  [
    [["READ", "DECISION_REQUIREMENTS_DEFINITION"]],
    ["searchDecisionRequirements", "getDecisionRequirements", "getDecisionRequirementsXml"],
  ],
  [[["READ", "AUDIT_LOG"]], ["searchAuditLogs", "getAuditLog"]],
  [[["READ", "AUTHORIZATION"]], ["searchAuthorizations", "getAuthorization"]],
  [
    [["READ", "BATCH"]],
    ["searchBatchOperations", "getBatchOperation", "searchBatchOperationItems"],
  ],
  [[["READ", "CLUSTER_VARIABLE"]], ["searchClusterVariables", "getGlobalClusterVariable"]],
  [[["READ", "RESOURCE"]], ["getResource", "getResourceContent"]],
  [[["READ", "USER"]], ["searchUsers", "getUser"]],
  [[["READ", "GROUP"]], ["searchGroups", "getGroup", "searchUsersForGroup"]],
  [[["READ", "ROLE"]], ["searchRoles", "getRole", "searchUsersForRole"]],
  [[["READ", "TENANT"]], ["searchTenants", "getTenant"]],
  [[["READ", "DOCUMENT"]], ["getDocument"]],
  [[["CREATE", "DOCUMENT"]], ["createDocument", "createDocuments", "createDocumentLink"]],
  [[["DELETE", "DOCUMENT"]], ["deleteDocument"]],
];

/** What is done, and to what it may be done. */
export const COMMANDS: Readonly<
  Partial<Record<Operation, readonly [intent: string, ...anyOf: Permission[]]>>
> = {
  createDeployment: ["CREATE", ["CREATE", "RESOURCE"]],
  deleteResource: ["DELETE", ["DELETE_PROCESS", "RESOURCE"]],
  createProcessInstance: ["CREATE", ["CREATE_PROCESS_INSTANCE", PROCESS]],
  cancelProcessInstance: ["CANCEL", ["CANCEL_PROCESS_INSTANCE", PROCESS]],
  deleteProcessInstance: ["DELETE", ["DELETE_PROCESS_INSTANCE", PROCESS]],
  modifyProcessInstance: ["MODIFY", ["MODIFY_PROCESS_INSTANCE", PROCESS]],
  migrateProcessInstance: ["MIGRATE", ["UPDATE_PROCESS_INSTANCE", PROCESS]],
  createElementInstanceVariables: ["UPDATE", ["UPDATE_PROCESS_INSTANCE", PROCESS]],
  activateAdHocSubProcessActivities: ["ACTIVATE", ["UPDATE_PROCESS_INSTANCE", PROCESS]],
  resolveIncident: ["RESOLVE", ["UPDATE_PROCESS_INSTANCE", PROCESS]],
  activateJobs: ["ACTIVATE", ["UPDATE_PROCESS_INSTANCE", PROCESS]],
  completeJob: ["COMPLETE", ["UPDATE_PROCESS_INSTANCE", PROCESS]],
  failJob: ["FAIL", ["UPDATE_PROCESS_INSTANCE", PROCESS]],
  throwJobError: ["THROW_ERROR", ["UPDATE_PROCESS_INSTANCE", PROCESS]],
  updateJob: ["UPDATE", ["UPDATE_PROCESS_INSTANCE", PROCESS]],
  assignUserTask: ["ASSIGN", ["UPDATE_USER_TASK", PROCESS], ["UPDATE", "USER_TASK"]],
  unassignUserTask: ["ASSIGN", ["UPDATE_USER_TASK", PROCESS], ["UPDATE", "USER_TASK"]],
  updateUserTask: ["UPDATE", ["UPDATE_USER_TASK", PROCESS], ["UPDATE", "USER_TASK"]],
  completeUserTask: [
    "COMPLETE",
    ["UPDATE_USER_TASK", PROCESS],
    ["COMPLETE_USER_TASK", PROCESS],
    ["UPDATE", "USER_TASK"],
    ["COMPLETE", "USER_TASK"],
  ],
  publishMessage: ["PUBLISH", ["CREATE", "MESSAGE"]],
  correlateMessage: ["CORRELATE", ["UPDATE_PROCESS_INSTANCE", PROCESS]],
  broadcastSignal: ["BROADCAST", ["UPDATE_PROCESS_INSTANCE", PROCESS]],
  evaluateDecision: ["EVALUATE", ["CREATE_DECISION_INSTANCE", DECISION]],
  evaluateExpression: ["EVALUATE", ["EVALUATE", "EXPRESSION"]],
  evaluateConditionals: ["EVALUATE", ["CREATE_PROCESS_INSTANCE", PROCESS]],
  createGlobalClusterVariable: ["CREATE", ["CREATE", "CLUSTER_VARIABLE"]],
  updateGlobalClusterVariable: ["UPDATE", ["UPDATE", "CLUSTER_VARIABLE"]],
  deleteGlobalClusterVariable: ["DELETE", ["DELETE", "CLUSTER_VARIABLE"]],
  cancelProcessInstancesBatchOperation: begins("CANCEL_PROCESS_INSTANCE"),
  deleteProcessInstancesBatchOperation: begins("DELETE_PROCESS_INSTANCE"),
  migrateProcessInstancesBatchOperation: begins("MIGRATE_PROCESS_INSTANCE"),
  modifyProcessInstancesBatchOperation: begins("MODIFY_PROCESS_INSTANCE"),
  resolveIncidentsBatchOperation: begins("RESOLVE_INCIDENT"),
  resolveProcessInstanceIncidents: begins("RESOLVE_INCIDENT"),
  cancelBatchOperation: ["CANCEL", ["UPDATE", "BATCH"]],
  suspendBatchOperation: ["SUSPEND", ["UPDATE", "BATCH"]],
  resumeBatchOperation: ["RESUME", ["UPDATE", "BATCH"]],
  pinClock: ["PIN", ["UPDATE", "SYSTEM"]],
  resetClock: ["RESET", ["UPDATE", "SYSTEM"]],
};

function begins(what: string): [string, Permission] {
  return ["CREATE", [`CREATE_BATCH_OPERATION_${what}`, "BATCH"]];
}
