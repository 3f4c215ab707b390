/** Bodies to begin with, as `/api/docs` shows them: with the sample city each can be sent as it is. */
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
  "POST /api/models/check": { xml: "<definitions/>" },
  "POST /api/operations/preview": {
    selection: { processId: "stage-review" },
    work: { kind: "resolveIncidents" },
  },
};
