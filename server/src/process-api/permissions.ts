/**
 * What Camunda 8 asks for where we ask for a right, and how it refuses: its brokers refuse commands, its services reading. It names
 * what the caller may not do, and neither who they are nor what we call the right. (In Camunda: AuthorizationRejectionMapper,
 * ResourceAccessDeniedException, Authorizations, and the processors of commands.)
 */
import type { FastifyRequest } from "fastify";
import { ApiProblem } from "./api-problem.ts";
import { operations } from "./operations.ts";

type Operation = keyof typeof operations;

/** What may be done to what. */
type Permission = readonly [permission: string, resource: string];

/** One of the permissions is enough. */
interface Needed {
  /** Of a command. */
  readonly intent?: string;
  readonly anyOf: readonly Permission[];
}

const PROCESS = "PROCESS_DEFINITION";
const DECISION = "DECISION_DEFINITION";

/** Where nothing is changed. */
const READING: readonly (readonly [
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
  // Documents are kept by a service, so nothing of them is a command.
  [[["READ", "DOCUMENT"]], ["getDocument"]],
  [[["CREATE", "DOCUMENT"]], ["createDocument", "createDocuments", "createDocumentLink"]],
  [[["DELETE", "DOCUMENT"]], ["deleteDocument"]],
];

/** What is done, and to what it may be done. */
const COMMANDS: Readonly<
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
  completeUserTask: ["COMPLETE", ["UPDATE_USER_TASK", PROCESS], ["UPDATE", "USER_TASK"]],
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

/** By method and address, as routes are written. */
const NEEDED = new Map<string, Needed>([
  ...READING.flatMap(([anyOf, named]) =>
    named.map((operation): [string, Needed] => [routeOf(operation), { anyOf }]),
  ),
  ...Object.entries(COMMANDS).map(([operation, [intent, ...anyOf]]): [string, Needed] => [
    routeOf(operation as Operation),
    { intent, anyOf },
  ]),
]);

function routeOf(operation: Operation): string {
  const [method, path] = operations[operation];
  return `${method} /v2${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
}

/** Addresses that operations had before, and are answered still. */
const BEFORE = new Map<string, Operation>([
  ["PATCH /v2/user-tasks/:userTaskKey/update", "updateUserTask"],
  ["POST /v2/documents/:documentId/link", "createDocumentLink"],
]);

function neededFor(method: string, url = ""): Needed | undefined {
  const route = `${method === "HEAD" ? "GET" : method} ${url}`;
  const operation = BEFORE.get(route);
  return NEEDED.get(operation === undefined ? route : routeOf(operation));
}

/** Whether it can be said what the caller of a route may not do. */
export function isPermissionKnown(method: string, url: string): boolean {
  return neededFor(method, url) !== undefined;
}

/** That the caller may not do what they ask for. */
export function forbidden({
  method,
  routeOptions,
}: Pick<FastifyRequest, "method" | "routeOptions">): ApiProblem {
  const needed = neededFor(method, routeOptions.url);
  if (needed === undefined) throw new Error(`Nobody knows what ${method} needs`);
  return new ApiProblem("FORBIDDEN", sentence(needed));
}

function sentence({ intent, anyOf }: Needed): string {
  if (intent !== undefined) {
    const lacking = anyOf.map(
      ([permission, resource]) =>
        `Insufficient permissions to perform operation '${permission}' on resource '${resource}'`,
    );
    return `Command '${intent}' rejected with code 'FORBIDDEN': ${lacking.join("; and ")}`;
  }
  const [first, ...others] = anyOf;
  return others.length === 0
    ? `Unauthorized to perform operation '${first?.[0] ?? ""}' on resource '${first?.[1] ?? ""}'`
    : `Unauthorized to perform any of the operations: ${anyOf
        .map(([permission, resource]) => `'${permission}' on '${resource}'`)
        .join(" or ")}`;
}
