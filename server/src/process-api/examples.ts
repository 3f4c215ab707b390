/** Bodies to begin with, as `/api/docs` shows them. */

const DAY = { from: "2026-11-30T00:00:00Z", to: "2026-12-01T00:00:00Z" };
/** Stands where a key of one's own belongs. */
const KEY = "1";

/** With the sample city each can be sent as it is. */
export const examples: Readonly<Record<string, object>> = {
  "POST /v2/process-instances": {
    processDefinitionId: "stage-review",
    variables: { office: "scjgj" },
    businessId: "try-1",
  },
  "POST /v2/process-instances/search": {
    filter: { processDefinitionId: "stage-review", state: "ACTIVE" },
    sort: [{ field: "startDate", order: "DESC" }],
    page: { limit: 10 },
  },
  "POST /v2/process-definitions/search": {
    filter: { isLatestVersion: true, processDefinitionId: { $like: "stage-*" } },
  },
  "POST /v2/user-tasks/search": {
    filter: { state: "CREATED", candidateGroup: "reviewer@scjgj" },
    sort: [{ field: "creationDate", order: "DESC" }],
  },
  "POST /v2/incidents/search": { filter: { state: "ACTIVE" }, page: { limit: 10 } },
  "POST /v2/variables/search": { filter: { name: "office" } },
  "POST /v2/jobs/search": { filter: { state: "CREATED" } },
  "POST /v2/jobs/activation": {
    type: "invoice.send",
    worker: "try",
    timeout: 60_000,
    maxJobsToActivate: 5,
    requestTimeout: -1,
  },
  "POST /v2/messages/publication": {
    name: "payment.received",
    correlationKey: "order-1",
    timeToLive: 60_000,
    messageId: "payment-1",
    variables: { fen: 12_000 },
  },
  "POST /v2/signals/broadcast": { signalName: "holiday", variables: {} },
  "POST /v2/expression/evaluation": {
    expression: '=if fen > 10000 then "large" else "small"',
    variables: { fen: 12_000 },
  },
  "POST /v2/process-instances/incident-resolution": {
    filter: { processDefinitionId: "stage-review", hasIncident: true },
  },
  "POST /v2/batch-operations/search": { filter: { state: "ACTIVE" } },
  "POST /v2/batch-operation-items/search": { filter: { state: "FAILED" } },
  "POST /v2/process-instances/cancellation": { filter: { businessId: "try-1" } },
  "POST /v2/process-instances/deletion": { filter: { businessId: "try-1" } },
  "POST /v2/process-instances/modification": {
    filter: { businessId: "try-1" },
    moveInstructions: [{ sourceElementId: "from", targetElementId: "to" }],
  },
  "POST /v2/decision-definitions/evaluation": {
    decisionDefinitionId: "m02-inspection",
    variables: { business: { form: "餐饮服务经营者", items: ["热食类食品制售"] } },
  },
  "POST /v2/conditionals/evaluation": { variables: { fen: 12_000 } },
  "POST /v2/cluster-variables/global": { name: "try_limit", value: 10_000 },
  "POST /v2/process-definitions/statistics/process-instances": {},
  "POST /v2/process-definitions/statistics/process-instances-by-version": {
    filter: { processDefinitionId: "stage-review" },
  },
  "POST /v2/process-definitions/statistics/message-subscriptions": {},
  "POST /v2/incidents/statistics/process-instances-by-error": {},
  "POST /v2/jobs/statistics/by-types": { filter: { ...DAY } },
  "POST /v2/jobs/statistics/by-workers": { filter: { ...DAY, jobType: "invoice.send" } },
  "POST /v2/jobs/statistics/errors": { filter: { ...DAY, jobType: "invoice.send" } },
  "POST /v2/jobs/statistics/time-series": {
    filter: { ...DAY, jobType: "invoice.send", resolution: "PT1H" },
  },
  "POST /api/models/check": { xml: "<definitions/>" },
  "POST /api/operations/preview": {
    selection: { processId: "stage-review" },
    work: { kind: "resolveIncidents" },
  },
};

/** These are sent with a key of one's own, in the address or in the body. */
export const examplesWithKey: Readonly<Record<string, object>> = {
  "POST /v2/process-instances/{processInstanceKey}/cancellation": {},
  "POST /v2/process-instances/{processInstanceKey}/deletion": {},
  "POST /v2/process-instances/{processInstanceKey}/incident-resolution": {},
  "POST /v2/process-instances/{processInstanceKey}/modification": {
    activateInstructions: [
      {
        elementId: "to",
        variableInstructions: [{ variables: { fen: 12_000 } }],
      },
    ],
    terminateInstructions: [{ elementId: "from" }],
  },
  "POST /v2/process-instances/{processInstanceKey}/migration": {
    targetProcessDefinitionKey: KEY,
    mappingInstructions: [{ sourceElementId: "old", targetElementId: "new" }],
  },
  "POST /v2/process-instances/migration": {
    filter: { processDefinitionId: "stage-review", state: "ACTIVE" },
    migrationPlan: {
      targetProcessDefinitionKey: KEY,
      mappingInstructions: [{ sourceElementId: "old", targetElementId: "new" }],
    },
  },
  "POST /v2/process-definitions/{processDefinitionKey}/statistics/element-instances": {},
  "POST /v2/resources/{resourceKey}/deletion": {},
  "POST /v2/batch-operations/{batchOperationKey}/suspension": {},
  "POST /v2/batch-operations/{batchOperationKey}/resumption": {},
  "POST /v2/batch-operations/{batchOperationKey}/cancellation": {},
  "PUT /v2/element-instances/{elementInstanceKey}/variables": {
    variables: { fen: 12_000 },
    local: false,
  },
  "POST /v2/element-instances/ad-hoc-activities/{adHocSubProcessInstanceKey}/activation": {
    elements: [{ elementId: "call-back", variables: { by: "phone" } }],
  },
  "POST /v2/jobs/{jobKey}/completion": { variables: { sentAt: "2026-11-30" } },
  "POST /v2/jobs/{jobKey}/failure": {
    retries: 2,
    retryBackOff: 5000,
    errorMessage: "The printer is out of paper.",
  },
  "POST /v2/jobs/{jobKey}/error": { errorCode: "no-address", variables: { returned: true } },
  "PATCH /v2/jobs/{jobKey}": { changeset: { retries: 3 } },
  "POST /v2/user-tasks/{userTaskKey}/assignment": { assignee: "liqiang" },
  "POST /v2/user-tasks/{userTaskKey}/completion": { variables: { decision: "approve" } },
  "PATCH /v2/user-tasks/{userTaskKey}": { changeset: { priority: 80 } },
  "PATCH /v2/user-tasks/{userTaskKey}/update": { priority: 80 },
  "POST /v2/incidents/{incidentKey}/resolution": {},
  "POST /v2/incidents/statistics/process-instances-by-definition": {
    filter: { errorHashCode: 1 },
  },
  "POST /v2/messages/correlation": { name: "payment.received", correlationKey: "order-1" },
  "PUT /v2/cluster-variables/global/{name}": { value: 20_000 },
  "PUT /v2/clock": { timestamp: Date.parse(DAY.to) },
  "POST /v2/documents/{documentId}/links": { timeToLive: 60_000 },
  "POST /v2/documents/{documentId}/link": { timeToLive: 60_000 },
};

/** Where files are sent (multipart/form-data), and as which field. */
export const fileFields: Readonly<Record<string, string>> = {
  "POST /v2/deployments": "resources",
  "POST /v2/documents": "file",
  "POST /v2/documents/batch": "files",
};

/** The example of a route. */
export function exampleOf(method: string, path: string): object | undefined {
  const route = `${method.toUpperCase()} ${path}`;
  const ofSearch = path.startsWith("/v2") && path.endsWith("/search");
  return (
    examples[route] ?? examplesWithKey[route] ?? (ofSearch ? { page: { limit: 10 } } : undefined)
  );
}
