/**
 * Which kind of bad input is sent to which operation: bad-input.integration.test.ts goes through it, and the page of operations
 * shows it. All of it is of operations that are answered.
 */
import { operations } from "../operations.ts";

/** An operation by its name. */
export type Operation = keyof typeof operations;

/** A key that nothing has. */
export const NOWHERE = "9007199254740993";
const DAY = { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z", jobType: "nobody" };
const BATCH = { filter: { processInstanceKey: NOWHERE } };
const mappingInstructions = [{ sourceElementId: "a", targetElementId: "b" }];

/** Good bodies of operations that need one. */
export const BODIES: Partial<Record<Operation, object>> = {
  createProcessInstance: { processDefinitionId: "nowhere" },
  migrateProcessInstance: { targetProcessDefinitionKey: NOWHERE, mappingInstructions },
  modifyProcessInstance: { activateInstructions: [{ elementId: "a" }] },
  cancelProcessInstancesBatchOperation: BATCH,
  deleteProcessInstancesBatchOperation: BATCH,
  resolveIncidentsBatchOperation: BATCH,
  migrateProcessInstancesBatchOperation: {
    ...BATCH,
    migrationPlan: { targetProcessDefinitionKey: NOWHERE, mappingInstructions },
  },
  modifyProcessInstancesBatchOperation: {
    ...BATCH,
    moveInstructions: [{ sourceElementId: "a", targetElementId: "b" }],
  },
  createElementInstanceVariables: { variables: { a: 1 } },
  activateAdHocSubProcessActivities: { elements: [{ elementId: "a" }] },
  activateJobs: { type: "nobody-does-this", timeout: 1000, maxJobsToActivate: 1 },
  throwJobError: { errorCode: "E" },
  updateJob: { changeset: { retries: 1 } },
  getJobWorkerStatistics: { filter: DAY },
  getJobErrorStatistics: { filter: DAY },
  getJobTimeSeriesStatistics: { filter: DAY },
  assignUserTask: { assignee: "wang" },
  updateUserTask: { changeset: { priority: 1 } },
  publishMessage: { name: "m" },
  correlateMessage: { name: "m" },
  broadcastSignal: { signalName: "s" },
  evaluateDecision: { decisionDefinitionId: "nowhere" },
  evaluateExpression: { expression: "1" },
  evaluateConditionals: { variables: { a: 1 } },
  createGlobalClusterVariable: { name: "a", value: 1 },
  updateGlobalClusterVariable: { value: 1 },
  pinClock: { timestamp: 1 },
};

const LONG = "x".repeat(20_000);

/** Bodies with a text that is too long. */
export const TOO_LONG: Partial<Record<Operation, object>> = {
  createProcessInstance: { processDefinitionId: LONG },
  migrateProcessInstance: { ...BODIES.migrateProcessInstance, targetProcessDefinitionKey: LONG },
  modifyProcessInstance: { activateInstructions: [{ elementId: LONG }] },
  migrateProcessInstancesBatchOperation: {
    ...BATCH,
    migrationPlan: { targetProcessDefinitionKey: LONG, mappingInstructions },
  },
  modifyProcessInstancesBatchOperation: {
    ...BATCH,
    moveInstructions: [{ sourceElementId: LONG, targetElementId: "b" }],
  },
  activateAdHocSubProcessActivities: { elements: [{ elementId: LONG }] },
  activateJobs: { ...BODIES.activateJobs, worker: LONG },
  completeJob: { result: { type: "userTask", denied: true, deniedReason: LONG } },
  failJob: { errorMessage: LONG },
  throwJobError: { errorCode: "E", errorMessage: LONG },
  getJobWorkerStatistics: { filter: { ...DAY, jobType: LONG } },
  getJobErrorStatistics: { filter: { ...DAY, jobType: LONG } },
  getJobTimeSeriesStatistics: { filter: { ...DAY, jobType: LONG } },
  assignUserTask: { assignee: LONG },
  updateUserTask: { changeset: { candidateGroups: [LONG] } },
  publishMessage: { name: LONG },
  correlateMessage: { name: "m", correlationKey: LONG },
  broadcastSignal: { signalName: LONG },
  evaluateDecision: { decisionDefinitionId: LONG },
  evaluateConditionals: { variables: { a: 1 }, processDefinitionKey: LONG },
  createGlobalClusterVariable: { name: LONG, value: 1 },
};

/** They take files. */
const UPLOADS = new Set<Operation>(["createDeployment", "createDocument", "createDocuments"]);

/** Everybody who is known may ask for these. */
const FOR_ALL = new Set<Operation>([
  "getTopology",
  "getStatus",
  "getLicense",
  "getSystemConfiguration",
  "getAuthentication",
]);

/** So may everybody who is not. */
const WITHOUT_ACCOUNT = new Set<Operation>(["getStatus", "getLicense"]);

/** They name a tenant in their body. */
const WITH_TENANT = new Set<Operation>([
  "createProcessInstance",
  "publishMessage",
  "correlateMessage",
  "broadcastSignal",
  "evaluateDecision",
  "evaluateExpression",
  "evaluateConditionals",
  "activateJobs",
]);

/** What they would be done to can be in a state in which they cannot be done. */
const WITH_STATE = new Set<Operation>([
  "cancelProcessInstance",
  "deleteProcessInstance",
  "migrateProcessInstance",
  "modifyProcessInstance",
  "createElementInstanceVariables",
  "activateAdHocSubProcessActivities",
  "completeJob",
  "failJob",
  "throwJobError",
  "updateJob",
  "assignUserTask",
  "unassignUserTask",
  "updateUserTask",
  "completeUserTask",
  "resolveIncident",
  "deleteResource",
  "cancelBatchOperation",
  "suspendBatchOperation",
  "resumeBatchOperation",
]);

/** They go to all processes, so not everybody may. */
const FOR_ALL_PROCESSES = new Set<Operation>([
  "publishMessage",
  "correlateMessage",
  "broadcastSignal",
  "evaluateConditionals",
  "createGlobalClusterVariable",
  "searchUsers",
  "searchGroups",
  "searchAuthorizations",
  "pinClock",
]);

/** Whether the operation reads a body: one that takes files, or none, does not. */
export function isWithBody(operation: Operation): boolean {
  const [method] = operations[operation];
  const takesNone = method === "GET" || method === "DELETE" || operation === "resetClock";
  return !takesNone && !UPLOADS.has(operation);
}

function isNamed(operation: Operation): boolean {
  return operations[operation][1].includes("{");
}

/** Who may see nothing of it finds nothing. */
export function isEmptyWithoutRight(operation: Operation): boolean {
  return operation.startsWith("search") && !isNamed(operation);
}

/** Searches with filters, sorting and pages of their own. */
function isSearch(operation: Operation): boolean {
  return (
    operation.startsWith("search") &&
    !/UserTask[AEV]|(?:Element|Process)Instance.*Incidents/.test(operation)
  );
}

/** Kinds of bad input by the word that the page has for them, and the operations that each is sent to. */
export const badInput = {
  "no body": (operation) => operation in BODIES,
  type: (operation) => isWithBody(operation),
  field: (operation) => isWithBody(operation),
  filter: (operation) => isSearch(operation) && !/Of|For/.test(operation),
  sort: isSearch,
  page: isSearch,
  // Nobody is in a group or role that is not there.
  "unknown key": (operation) => isNamed(operation) && !operation.startsWith("searchUsersFor"),
  // Accounts, roles, groups and tenants are named by texts.
  "no key": (operation) =>
    isNamed(operation) && !/User$|Role$|Group$|Tenant$|ForRole|ForGroup/.test(operation),
  state: (operation) => WITH_STATE.has(operation),
  long: (operation) => operation in TOO_LONG,
  large: (operation) => isWithBody(operation) || UPLOADS.has(operation),
  "no file": (operation) => UPLOADS.has(operation),
  tenant: (operation) => WITH_TENANT.has(operation),
  right: (operation) => !FOR_ALL.has(operation),
  account: (operation) => !WITHOUT_ACCOUNT.has(operation),
  process: (operation) => FOR_ALL_PROCESSES.has(operation),
} as const satisfies Readonly<Record<string, (operation: Operation) => boolean>>;

/** A kind of bad input. */
export type BadInput = keyof typeof badInput;

/** The kinds that are sent to the operation. */
export function badInputOf(operation: Operation): readonly BadInput[] {
  return (Object.keys(badInput) as BadInput[]).filter((kind) => badInput[kind](operation));
}
