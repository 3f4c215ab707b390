/**
 * What Camunda 8 answers to bad input, in its words, where they differ from operation to operation: bad-input.integration.test.ts
 * compares them with ours. They are the interface of its servers; its classes are named where the words come from.
 */
import { readFileSync } from "node:fs";
import { NOWHERE, type Operation } from "./bad-input.ts";

/** Details by operation. */
export type Details = Readonly<Partial<Record<Operation, string>>>;

/** What belongs to somebody who may do nothing. From: AuthorizationRejectionMapper, ResourceAccessDeniedException. */
export const WITHOUT_RIGHT = JSON.parse(
  readFileSync(new URL("refused-without-right.json", import.meta.url), "utf8"),
) as Details;

function rejected(intent: string, title: string, reason: string): string {
  return `Command '${intent}' rejected with code '${title}': ${reason}`;
}

const noTask = (intent: string, to: string): string =>
  rejected(
    intent,
    "NOT_FOUND",
    `Expected to ${to} user task with key '${NOWHERE}', but no such user task was found`,
  );
const noJob = (intent: string, to: string): string =>
  rejected(
    intent,
    "NOT_FOUND",
    `Expected to ${to} job with key '${NOWHERE}', but no such job was found`,
  );
const noBatch = (intent: string, to: string): string =>
  rejected(
    intent,
    "NOT_FOUND",
    `Expected to ${to} a batch operation with key '${NOWHERE}', but no such batch operation was found`,
  );
const noVariable = (intent: string): string =>
  rejected(
    intent,
    "NOT_FOUND",
    "Invalid cluster variable name: 'nowhere'. The variable does not exist in the scope 'GLOBAL'",
  );
const none = (what: string, by = "key", name = NOWHERE): string =>
  `${what} with ${by} '${name}' not found`;

/** What belongs to a key of nothing. From: the processors of the commands, and CamundaSearchClients for what is read. */
export const OF_UNKNOWN_KEY: Details = {
  // UserTaskCommandPreconditionValidator
  assignUserTask: noTask("ASSIGN", "assign"),
  unassignUserTask: noTask("ASSIGN", "assign"),
  updateUserTask: noTask("UPDATE", "update"),
  completeUserTask: noTask("COMPLETE", "complete"),
  // JobCommandPreconditionValidator, JobUpdateBehaviour
  completeJob: noJob("COMPLETE", "complete"),
  failJob: noJob("FAIL", "fail"),
  throwJobError: noJob("THROW_ERROR", "throw an error for"),
  updateJob: noJob("UPDATE", "update"),
  // IncidentResolveProcessor
  resolveIncident: rejected(
    "RESOLVE",
    "NOT_FOUND",
    `Expected to resolve incident with key '${NOWHERE}', but no such incident was found`,
  ),
  // ProcessInstanceCancelProcessor
  cancelProcessInstance: rejected(
    "CANCEL",
    "NOT_FOUND",
    `Expected to cancel a process instance with key '${NOWHERE}', but no such process was found`,
  ),
  // ProcessInstanceModificationModifyProcessor
  modifyProcessInstance: rejected(
    "MODIFY",
    "NOT_FOUND",
    `Expected to modify process instance but no process instance found with key '${NOWHERE}'`,
  ),
  // ProcessInstanceMigrationPreconditions
  migrateProcessInstance: rejected(
    "MIGRATE",
    "NOT_FOUND",
    `Expected to migrate process instance but no process instance found with key '${NOWHERE}'`,
  ),
  // VariableDocumentUpdateProcessor
  createElementInstanceVariables: rejected(
    "UPDATE",
    "NOT_FOUND",
    `Expected to update variables for element with key '${NOWHERE}', but no such element was found`,
  ),
  // AdHocSubProcessInstructionActivateProcessor
  activateAdHocSubProcessActivities: rejected(
    "ACTIVATE",
    "NOT_FOUND",
    `Expected to activate activities for ad-hoc sub-process but no ad-hoc sub-process instance found with key '${NOWHERE}'.`,
  ),
  // ResourceDeletionDeleteProcessor
  deleteResource: rejected(
    "DELETE",
    "NOT_FOUND",
    `Expected to delete resource but no resource found with key \`${NOWHERE}\``,
  ),
  // BatchOperationCancelProcessor and its like
  cancelBatchOperation: noBatch("CANCEL", "cancel"),
  suspendBatchOperation: noBatch("SUSPEND", "suspend"),
  resumeBatchOperation: noBatch("RESUME", "resume"),
  // ClusterVariableRecordValidator
  updateGlobalClusterVariable: noVariable("UPDATE"),
  deleteGlobalClusterVariable: noVariable("DELETE"),
  // CamundaSearchClients, also where its services look first for what is to be changed
  getGlobalClusterVariable: none("Global-scoped Cluster Variable", "name", "nowhere"),
  getAuditLog: none("Audit log", "id"),
  getAuthorization: none("Authorization"),
  getBatchOperation: none("Batch Operation", "id"),
  getDecisionDefinition: none("Decision Definition"),
  getDecisionDefinitionXml: none("Decision Definition"),
  getDecisionInstance: none("Decision Instance", "id", `${NOWHERE}-1`),
  getDecisionRequirements: none("Decision Requirements"),
  getDecisionRequirementsXml: none("Decision Requirements"),
  getElementInstance: none("Element Instance"),
  searchElementInstanceIncidents: none("Element Instance"),
  getGroup: none("Group", "id"),
  getIncident: none("Incident"),
  getProcessDefinition: none("Process Definition"),
  getProcessDefinitionStatistics: none("Process Definition"),
  getProcessDefinitionXml: none("Process Definition"),
  getStartProcessForm: none("Process Definition"),
  getProcessInstance: none("Process Instance"),
  getProcessInstanceCallHierarchy: none("Process Instance"),
  getProcessInstanceSequenceFlows: none("Process Instance"),
  getProcessInstanceStatistics: none("Process Instance"),
  deleteProcessInstance: none("Process Instance"),
  resolveProcessInstanceIncidents: none("Process Instance"),
  searchProcessInstanceIncidents: none("Process Instance"),
  getResource: none("Resource"),
  getResourceContent: none("Resource"),
  getRole: none("Role", "id"),
  getTenant: none("Tenant", "id"),
  getUser: none("User", "username"),
  getUserTask: none("User Task"),
  getUserTaskForm: none("User Task"),
  searchUserTaskAuditLogs: none("User Task"),
  searchUserTaskEffectiveVariables: none("User Task"),
  searchUserTaskVariables: none("User Task"),
  getVariable: none("Variable"),
  // ErrorMapper of documents
  getDocument: none("Document", "id"),
  deleteDocument: none("Document", "id"),
  createDocumentLink: none("Document", "id"),
};

const ofTenant = (request: string): string =>
  `Expected to handle request ${request} with tenant identifier 'other', but multi-tenancy is disabled`;

/** What belongs to the tenant 'other'. From: MultiTenancyValidator, RequestMapper. */
export const OF_OTHER_TENANT: Details = {
  createProcessInstance: ofTenant("Create Process Instance"),
  publishMessage: ofTenant("Publish Message"),
  correlateMessage: ofTenant("Correlate Message"),
  broadcastSignal: ofTenant("Broadcast Signal"),
  evaluateDecision: ofTenant("Evaluate Decision"),
  evaluateExpression: ofTenant("Expression Evaluation"),
  evaluateConditionals: ofTenant("Evaluate Conditional"),
  activateJobs: ofTenant("Activate Jobs"),
};

/** What belongs to a state in which it cannot be done, by what was asked for. @param key of what is in that state */
export const OF_STATE: Readonly<Partial<Record<Operation, (key: string) => string>>> = {
  // HistoryDeletionDeleteProcessor
  deleteProcessInstance: (key) =>
    rejected(
      "DELETE",
      "INVALID_STATE",
      `Expected to delete history for process instance with key '${key}', but it is still active.`,
    ),
  // JobCommandPreconditionValidator
  failJob: (key) =>
    rejected(
      "FAIL",
      "INVALID_STATE",
      `Expected to fail job with key '${key}', but it is in state 'FAILED'`,
    ),
  throwJobError: (key) =>
    rejected(
      "THROW_ERROR",
      "INVALID_STATE",
      `Expected to throw an error for job with key '${key}', but it is in state 'FAILED'`,
    ),
  // JobUpdateBehaviour; JobUpdateProcessor calls it an argument.
  updateJob: (key) =>
    rejected(
      "UPDATE",
      "INVALID_ARGUMENT",
      `Expected to update the timeout of job with key '${key}', but it is not active`,
    ),
  // UserTaskClaimProcessor
  assignUserTask: (key) =>
    rejected(
      "CLAIM",
      "INVALID_STATE",
      `Expected to claim user task with key '${key}', but it has already been assigned`,
    ),
  // BatchOperationSuspendProcessor, BatchOperationResumeProcessor
  suspendBatchOperation: (key) =>
    rejected(
      "SUSPEND",
      "INVALID_STATE",
      `Expected to suspend a batch operation with key '${key}', but it has an invalid state 'SUSPENDED'.`,
    ),
  resumeBatchOperation: (key) =>
    rejected(
      "RESUME",
      "INVALID_STATE",
      `Expected to resume a batch operation with key '${key}', but it has an invalid state 'ACTIVE'.`,
    ),
};

/** The same sentence about another key. */
export function about(sentence: string | undefined, key: string): string {
  return sentence?.replaceAll(NOWHERE, key) ?? "";
}
