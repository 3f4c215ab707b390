/**
 * What Camunda says of input that it reads and does not accept, sentence by sentence: its own tests of its controllers, and those of its
 * running cluster, expect these titles and details.
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestServer, type TestServer } from "../../testing/test-server.ts";
import { NOWHERE } from "./testing/bad-input.ts";

const SECRET = "a secret of the tests";
let server: TestServer;

beforeAll(async () => {
  const clients = [{ id: "everything", secret: SECRET }];
  server = await createTestServer({
    settings: { PROCESS_API_CLIENTS: JSON.stringify(clients), DEMO_CLOCK: "true" },
  });
});
afterAll(() => server.close());

type Method = "GET" | "PATCH" | "POST" | "PUT";

async function send(
  method: Method,
  path: string,
  payload?: unknown,
  type = "application/json",
): Promise<unknown> {
  const { headers, body } = await server.app.inject({
    method,
    url: `/v2${path}`,
    headers: {
      authorization: `Basic ${Buffer.from(`everything:${SECRET}`).toString("base64")}`,
      ...(payload === undefined ? {} : { "content-type": type }),
    },
    ...(payload === undefined
      ? {}
      : { payload: typeof payload === "string" ? payload : JSON.stringify(payload) }),
  });
  expect(headers["content-type"]).toContain("application/problem+json");
  const { title, detail } = JSON.parse(body) as { title: string; detail: string };
  return [title, detail];
}

const instance = `/process-instances/${NOWHERE}`;
const task = `/user-tasks/${NOWHERE}`;
const moved = {
  sourceElementInstruction: { sourceType: "byId", sourceElementId: "a" },
  targetElementId: "b",
};
const mapped = [{ sourceElementId: "a", targetElementId: "b" }];
const TAG =
  "Tag must start with a letter (a-z, A-Z), followed by alphanumerics, underscores, minuses, colons, or periods. It must not be blank and must be 100 characters or less.";
const NO_DATE = "cannot be parsed as a date according to RFC 3339, section 5.6";
const NO_KEY =
  "is not a valid key. Expected a numeric value. Did you pass an entity id instead of an entity key?";

it.each<[Method, string, object, string]>([
  // ProcessInstanceRequestValidator, TagsValidator
  [
    "POST",
    "/process-instances",
    { processDefinitionId: "a", operationReference: -1 },
    "The value for operationReference is '-1' but must be > 0.",
  ],
  [
    "POST",
    "/process-instances",
    { processDefinitionId: "a", tags: ["1st"] },
    `The provided tag '1st' is not valid. ${TAG}`,
  ],
  [
    "POST",
    "/process-instances",
    {
      processDefinitionId: "a",
      tags: Array.from({ length: 11 }, (_, index) => `t${String(index)}`),
    },
    "The provided number of tags '11' is not supported. Ensure to not add more than 10 tags.",
  ],
  [
    "POST",
    "/process-instances",
    { processDefinitionKey: "order" },
    `The provided processDefinitionKey 'order' ${NO_KEY}.`,
  ],
  [
    "POST",
    `${instance}/migration`,
    { mappingInstructions: mapped },
    "No targetProcessDefinitionKey provided.",
  ],
  [
    "POST",
    `${instance}/migration`,
    { targetProcessDefinitionKey: "1", mappingInstructions: [] },
    "No mappingInstructions provided.",
  ],
  [
    "POST",
    `${instance}/migration`,
    {
      targetProcessDefinitionKey: "1",
      mappingInstructions: [...mapped, { sourceElementId: "a" }, { targetElementId: "" }],
    },
    "All [sourceElementId, targetElementId] are required.",
  ],
  ["POST", `${instance}/modification`, { activateInstructions: [{}] }, "No elementId provided."],
  [
    "POST",
    `${instance}/modification`,
    {
      activateInstructions: [
        { elementId: "a", variableInstructions: [{ scopeId: "b" }, { variables: {} }] },
      ],
    },
    "No variables provided.",
  ],
  [
    "POST",
    `${instance}/modification`,
    { moveInstructions: [{ ...moved, targetElementId: " " }] },
    "No targetElementId provided.",
  ],
  [
    "POST",
    `${instance}/modification`,
    { moveInstructions: [{ targetElementId: "b" }] },
    "No sourceElementInstruction provided.",
  ],
  ["POST", "/process-instances/cancellation", {}, "No filter provided."],
  [
    "POST",
    "/process-instances/deletion",
    { filter: {} },
    "At least one of filter criteria is required.",
  ],
  [
    "POST",
    "/process-instances/migration",
    { filter: { state: "ACTIVE" } },
    "No migrationPlan provided.",
  ],
  [
    "POST",
    "/process-instances/migration",
    { filter: { state: "ACTIVE" }, migrationPlan: {} },
    "No targetProcessDefinitionKey provided. No mappingInstructions provided.",
  ],
  [
    "POST",
    "/process-instances/modification",
    { filter: { state: "ACTIVE" }, moveInstructions: [] },
    "No moveInstructions provided.",
  ],
  // JobRequestValidator
  [
    "POST",
    "/jobs/activation",
    { type: " ", timeout: 0 },
    "No type provided. The value for timeout is '0' but must be greater than 0. No maxJobsToActivate provided.",
  ],
  [
    "POST",
    "/jobs/activation",
    { type: null, timeout: 1, maxJobsToActivate: 1 },
    "No type provided.",
  ],
  ["POST", `/jobs/${NOWHERE}/error`, { errorCode: " " }, "No errorCode provided."],
  ["PATCH", `/jobs/${NOWHERE}`, {}, "At least one of [retries, timeout] is required."],
  // UserTaskRequestValidator; the assignee alone is without a full stop.
  ["POST", `${task}/assignment`, {}, "No assignee provided"],
  ["POST", `${task}/assignment`, { assignee: " " }, "No assignee provided"],
  [
    "PATCH",
    task,
    { changeset: {} },
    'No update data provided. Provide at least an "action" or a non-null value for a supported attribute in the "changeset".',
  ],
  [
    "PATCH",
    task,
    { changeset: { priority: 101 } },
    "The value for priority is '101' but must be within the [0,100] range.",
  ],
  [
    "PATCH",
    task,
    { changeset: { dueDate: "bar", followUpDate: "foo" } },
    `The provided due date 'bar' ${NO_DATE}. The provided follow-up date 'foo' ${NO_DATE}.`,
  ],
  // MessageRequestValidator, SignalRequestValidator
  ["POST", "/messages/publication", { correlationKey: "a" }, "No name provided."],
  ["POST", "/messages/correlation", { correlationKey: "a" }, "No messageName provided."],
  ["POST", "/messages/correlation", { name: "" }, "No messageName provided."],
  ["POST", "/signals/broadcast", {}, "No signalName provided."],
  // The expression is without a full stop, too.
  ["POST", "/expression/evaluation", { variables: {} }, "No expression provided"],
  // ClusterVariableValidator
  ["POST", "/cluster-variables/global", { value: "bar" }, "No name provided."],
  ["POST", "/cluster-variables/global", { name: "", value: "bar" }, "No name provided."],
  ["POST", "/cluster-variables/global", { name: "foo" }, "No value provided."],
  [
    "PUT",
    "/cluster-variables/global/$foo",
    { value: 1 },
    String.raw`The provided name contains illegal characters. It must match the pattern '^[A-Za-z_][\w-]*$'.`,
  ],
  // SearchQueryRequestMapper
  [
    "POST",
    "/process-instances/search",
    { page: { limit: -1 } },
    "The value for page.limit is '-1' but must be a non-negative number.",
  ],
  // ConditionalEvaluationRequestValidator, ElementRequestValidator, AdHocSubProcessActivityRequestValidator, ClockValidator
  ["POST", "/conditionals/evaluation", { variables: {} }, "No variables provided."],
  ["PUT", `/element-instances/${NOWHERE}/variables`, { variables: {} }, "No variables provided."],
  [
    "POST",
    `/element-instances/ad-hoc-activities/${NOWHERE}/activation`,
    { elements: [] },
    "No elements provided.",
  ],
  ["PUT", "/clock", { timestamp: -1 }, "The value for timestamp is '-1' but must be not negative."],
])("%s %s with %j is no argument", async (method, path, body, detail) => {
  expect(await send(method, path, body)).toEqual(["INVALID_ARGUMENT", detail]);
});

it.each<[Method, string, unknown, string]>([
  // What its deserializers refuse; only the outermost is without a full stop.
  [
    "POST",
    "/process-instances",
    {},
    "At least one of [processDefinitionId, processDefinitionKey] is required",
  ],
  [
    "POST",
    "/process-instances",
    { processDefinitionId: "a", processDefinitionKey: "1" },
    "Only one of [processDefinitionId, processDefinitionKey] is allowed",
  ],
  [
    "POST",
    "/decision-definitions/evaluation",
    { variables: {} },
    "At least one of [decisionDefinitionId, decisionDefinitionKey] is required",
  ],
  [
    "POST",
    `${instance}/modification`,
    { terminateInstructions: [{}] },
    "At least one of [elementId, elementInstanceKey] is required.",
  ],
  [
    "POST",
    `${instance}/modification`,
    { terminateInstructions: [{ elementId: "a", elementInstanceKey: "1" }] },
    "Only one of [elementId, elementInstanceKey] is allowed.",
  ],
  [
    "POST",
    `${instance}/modification`,
    {
      moveInstructions: [{ ...moved, ancestorScopeInstruction: { ancestorScopeType: "unknown" } }],
    },
    "Cannot map value 'unknown' for type 'ancestorScopeInstruction'. Use any of the following values: [direct, inferred, sourceParent]",
  ],
  [
    "POST",
    "/process-instances/search",
    { page: { after: "a", before: "b" } },
    "Only one of [from, after, before] is allowed.",
  ],
  // GlobalControllerExceptionHandler
  [
    "POST",
    "/process-instances",
    { processDefinitionKey: 1 },
    "Request property [processDefinitionKey] cannot be parsed",
  ],
  ["POST", "/jobs/activation", { type: 1000 }, "Request property [type] cannot be parsed"],
  [
    "PATCH",
    task,
    { changeset: { elementInstanceKey: 12_345 } },
    "Request property [changeset.elementInstanceKey] cannot be parsed",
  ],
  ["POST", "/jobs/activation", "{", "Failed to read request"],
  // Spring, of an address
  [
    "POST",
    "/process-instances/order/cancellation",
    undefined,
    "Failed to convert 'processInstanceKey' with value: 'order'",
  ],
  [
    "GET",
    "/user-tasks/order/form",
    undefined,
    "Failed to convert 'userTaskKey' with value: 'order'",
  ],
])("%s %s with %j cannot be read", async (method, path, body, detail) => {
  expect(await send(method, path, body)).toEqual(["Bad Request", detail]);
});

it("looks for a job before it says what is wrong with its retries, and takes any reference", async () => {
  const body = { changeset: { retries: 0, timeout: 0 }, operationReference: 0 };
  expect(await send("PATCH", `/jobs/${NOWHERE}`, body)).toEqual([
    "NOT_FOUND",
    `Command 'UPDATE' rejected with code 'NOT_FOUND': Expected to update job with key '${NOWHERE}', but no such job was found`,
  ]);
});

it("names the type of a body that is not read", async () => {
  expect(await send("POST", "/conditionals/evaluation", "plain", "text/plain")).toEqual([
    "Unsupported Media Type",
    "Content-Type 'text/plain' is not supported.",
  ]);
});

it.each([
  ["/deployments", "resources"],
  ["/documents", "file"],
  ["/documents/batch", "files"],
])("%s without a file names the part that is missing", async (path, part) => {
  const form =
    '--limit\r\nContent-Disposition: form-data; name="tenantId"\r\n\r\n<default>\r\n--limit--\r\n';
  expect(await send("POST", path, form, "multipart/form-data; boundary=limit")).toEqual([
    "Bad Request",
    `Required part '${part}' is not present.`,
  ]);
});

it("knows no other store of documents", async () => {
  expect(await send("GET", "/documents/a?storeId=other")).toEqual([
    "INVALID_ARGUMENT",
    "Document store with id 'other' does not exist",
  ]);
});
