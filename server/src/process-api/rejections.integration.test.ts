/** Commands that the engine refuses, or an endpoint for it: said as Camunda 8 says them, or in its form where it has no such situation. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestServer, type TestServer } from "../../testing/test-server.ts";
import { bpmnFile, flows, serviceTask, userTask } from "../runtime/testing/bpmn.ts";

const SECRET = "a secret of the tests";
const SUB = `<bpmn:subProcess id="sub"><bpmn:startEvent id="is"/>${userTask("inner")}${flows("is", "inner")}</bpmn:subProcess>`;
const FIRST = bpmnFile("letters", SUB + userTask("write") + flows("s", "write", "sub", "e"));
const NEXT = bpmnFile(
  "letters",
  userTask("draft") + serviceTask("send", "send") + flows("s", "draft", "send", "e"),
);
const BY_MESSAGE = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><bpmn:message id="m" name="go"/><bpmn:process id="by-message" isExecutable="true"><bpmn:startEvent id="s"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent><bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e"/></bpmn:process></bpmn:definitions>`;
let server: TestServer;
let instance = "";
let target = "";

beforeAll(async () => {
  const clients = [{ id: "everything", secret: SECRET }];
  server = await createTestServer({ settings: { PROCESS_API_CLIENTS: JSON.stringify(clients) } });
  const { runtime } = server.platform;
  const by = { account: "test", comment: "" };
  await runtime.deploy([{ name: "letters.bpmn", content: FIRST }], by);
  const started = await runtime.execute({
    type: "startInstance",
    processId: "letters",
    variables: {},
  });
  instance = started.ok ? started.value.processInstanceId : "";
  await runtime.deploy(
    [
      { name: "letters.bpmn", content: NEXT },
      { name: "by-message.bpmn", content: BY_MESSAGE },
    ],
    by,
  );
  const [latest] = await runtime.sql.query<{ id: string }>(
    "SELECT id::text FROM process_definition WHERE process_id = 'letters' AND version = 2",
  );
  target = latest?.id ?? "";
});
afterAll(() => server.close());

type Body = Readonly<Record<string, unknown>>;

async function send(url: string, payload: Body): Promise<{ title: string; detail: string }> {
  const answer = await server.app.inject({
    method: "POST",
    url: `/v2${url}`,
    headers: {
      authorization: `Basic ${Buffer.from(`everything:${SECRET}`).toString("base64")}`,
    },
    payload,
  });
  return answer.json();
}

async function expectRejected(
  url: string,
  body: Body,
  [intent, title, reason]: readonly [string, string, string],
): Promise<void> {
  // Nobody knows its key before it is there.
  const named = (text: string): string =>
    text.replaceAll("{instance}", instance).replaceAll("{target}", target);
  const about = JSON.parse(named(JSON.stringify(body))) as Body;
  const { detail, title: said } = await send(named(url), about);
  expect([said, detail]).toEqual([
    title,
    `Command '${intent}' rejected with code '${title}': ${named(reason)}`,
  ]);
}

const modify = "Expected to modify instance of process 'letters' but it contains one or more";

// ProcessInstanceModificationModifyProcessor; the last ones are in our words.
it.each<[string, Body, string]>([
  [
    "an element that is not in the model",
    { activateInstructions: [{ elementId: "fly" }] },
    `${modify} activate instructions with an element that could not be found: 'fly'`,
  ],
  [
    "an element instance that is not there",
    { terminateInstructions: [{ elementInstanceKey: "77" }] },
    `${modify} terminate instructions with an element instance that could not be found: '77'`,
  ],
  [
    "variables of a scope that is not around the element",
    {
      activateInstructions: [
        { elementId: "inner", variableInstructions: [{ scopeId: "write", variables: { a: 1 } }] },
      ],
    },
    `${modify} variable instructions with a scope element that doesn't belong to the activating element's flow scope. These variables should be set before or after the modification.`,
  ],
  [
    "variables of a scope that is not in the model",
    {
      activateInstructions: [
        { elementId: "inner", variableInstructions: [{ scopeId: "fly", variables: { a: 1 } }] },
      ],
    },
    `${modify} variable instructions with a scope element id that could not be found: 'fly'`,
  ],
  [
    "a move from where nothing is",
    {
      moveInstructions: [
        {
          sourceElementInstruction: { sourceType: "byId", sourceElementId: "inner" },
          targetElementId: "write",
        },
      ],
    },
    "Expected to modify instance of process 'letters', but nothing runs or waits at the element, so there is nothing to cancel or move: inner (ELEMENT_NOT_ACTIVE)",
  ],
  [
    "the end of the instance itself",
    { terminateInstructions: [{ elementInstanceKey: "{instance}" }] },
    "Expected to modify instance of process 'letters', but it cannot be cancelled by itself: cancel the process instance, or wait until what is being undone is undone: letters (ELEMENT_NOT_CANCELABLE)",
  ],
])("no modification with %s", async (_what, body, reason) => {
  await expectRejected("/process-instances/{instance}/modification", body, [
    "MODIFY",
    "INVALID_ARGUMENT",
    reason,
  ]);
});

type Mappings = Readonly<Record<string, string>>;

// ProcessInstanceMigrationPreconditions; the last one is in our words.
it.each<[string, Mappings, string, (to: string) => string]>([
  [
    "a source that is not in the model",
    { fly: "draft" },
    "INVALID_ARGUMENT",
    (to) =>
      `${to} mapping instructions contain a non-existing source element id 'fly'. Elements provided in mapping instructions must exist in the source process definition.`,
  ],
  [
    "a target that is not in the model",
    { write: "fly" },
    "INVALID_ARGUMENT",
    (to) =>
      `${to} mapping instructions contain a non-existing target element id 'fly'. Elements provided in mapping instructions must exist in the target process definition.`,
  ],
  [
    "nothing for what is active",
    { s: "s" },
    "INVALID_STATE",
    (to) =>
      `${to} no mapping instruction defined for active element with id 'write'. Elements cannot be migrated without a mapping.`,
  ],
  [
    "another kind of element",
    { write: "send" },
    "INVALID_STATE",
    (to) =>
      `${to.replace(" but", ", but")} element with id 'write': the two elements are not of the same kind (kind, events, repetition, or compensation); map it to one that is: send (MIGRATION_KIND_DIFFERS)`,
  ],
])("no migration with %s", async (_what, mappings, title, reason) => {
  const mappingInstructions = Object.entries(mappings).map(
    ([sourceElementId, targetElementId]) => ({ sourceElementId, targetElementId }),
  );
  await expectRejected(
    "/process-instances/{instance}/migration",
    { targetProcessDefinitionKey: target, mappingInstructions },
    ["MIGRATE", title, reason(`Expected to migrate process instance '${instance}' but`)],
  );
});

it.each<[string, string, Body, readonly [string, string, string]]>([
  // ProcessInstanceMigrationPreconditions
  [
    "migration to a definition that is not there",
    "/process-instances/{instance}/migration",
    {
      targetProcessDefinitionKey: "77",
      mappingInstructions: [{ sourceElementId: "write", targetElementId: "draft" }],
    },
    [
      "MIGRATE",
      "NOT_FOUND",
      "Expected to migrate process instance to process definition but no process definition found with key '77'",
    ],
  ],
  [
    "migration with two targets for one element",
    "/process-instances/{instance}/migration",
    {
      targetProcessDefinitionKey: "{target}",
      mappingInstructions: ["draft", "send"].map((targetElementId) => ({
        sourceElementId: "write",
        targetElementId,
      })),
    },
    [
      "MIGRATE",
      "INVALID_ARGUMENT",
      "Expected to migrate process instance '{instance}' but the mapping instructions contain duplicate source element ids '[write]'.",
    ],
  ],
  // ProcessInstanceCreationHelper
  [
    "instance without a start event of its own",
    "/process-instances",
    { processDefinitionId: "by-message" },
    [
      "CREATE",
      "INVALID_STATE",
      "Expected to create instance of process with none start event, but there is no such event",
    ],
  ],
  [
    "instance that begins nowhere",
    "/process-instances",
    { processDefinitionId: "letters", startInstructions: [{ elementId: "fly" }] },
    [
      "CREATE",
      "INVALID_ARGUMENT",
      "Expected to create instance of process with start instructions but no element found with id 'fly'.",
    ],
  ],
  [
    "instance that ends after what it has not",
    "/process-instances",
    {
      processDefinitionId: "letters",
      runtimeInstructions: [{ type: "TERMINATE_PROCESS_INSTANCE", afterElementId: "fly" }],
    },
    [
      "CREATE",
      "INVALID_ARGUMENT",
      "Expected to create instance of process with process ID 'letters', but the model has no such element; check its id: fly (ELEMENT_NOT_IN_MODEL)",
    ],
  ],
  [
    "instance of no process, whose end is waited for",
    "/process-instances",
    { processDefinitionKey: "77", awaitCompletion: true },
    [
      "CREATE_WITH_AWAITING_RESULT",
      "NOT_FOUND",
      "Expected to find process definition with key '77', but none found",
    ],
  ],
  // MessageCorrelationCorrelateProcessor
  [
    "message that nobody waits for",
    "/messages/correlation",
    { name: "paid", correlationKey: "7" },
    [
      "CORRELATE",
      "NOT_FOUND",
      "Expected to find subscription for message with name 'paid' and correlation key '7', but none was found.",
    ],
  ],
  // DecisionBehavior
  [
    "decision that is not there",
    "/decision-definitions/evaluation",
    { decisionDefinitionId: "fly" },
    [
      "EVALUATE",
      "NOT_FOUND",
      "Expected to evaluate decision 'fly', but no decision found for id 'fly'",
    ],
  ],
  // ConditionalEvaluationEvaluateProcessor
  [
    "conditions of a process that is not there",
    "/conditionals/evaluation",
    { processDefinitionKey: "77", variables: { a: 1 } },
    [
      "EVALUATE",
      "NOT_FOUND",
      "Expected to evaluate conditional with command key '-1' for process definition key '77', but no such process was found.",
    ],
  ],
  // Only ours.
  [
    "jobs of the platform",
    "/jobs/activation",
    { type: "device.ticket.issue", timeout: 1, maxJobsToActivate: 1 },
    [
      "ACTIVATE",
      "FORBIDDEN",
      "Expected to activate jobs of type 'device.ticket.issue', but they are done by the platform (JOBS_OF_PLATFORM)",
    ],
  ],
  [
    "clock that is nobody's to move",
    "/clock/reset",
    {},
    [
      "RESET",
      "FORBIDDEN",
      "Expected to reset the clock, but DEMO_CLOCK is false (CLOCK_IMMUTABLE)",
    ],
  ],
])("no %s", async (_what, url, body, expected) => {
  await expectRejected(url, body, expected);
});

it("tells of an expression whether it could be read", async () => {
  const failed = /^Command 'EVALUATE' rejected with code 'INVALID_ARGUMENT': Failed to/;
  const cannotRead = await send("/expression/evaluation", { expression: "x +" });
  expect(cannotRead.detail).toMatch(new RegExp(`${failed.source} parse expression: .`));
  const cannotEvaluate = await send("/expression/evaluation", { expression: "1 + true" });
  expect(cannotEvaluate.detail ?? "").not.toMatch(/parse/);
});

it("publishes a message with an id once (MessagePublishProcessor), and adds a variable once (ClusterVariableRecordValidator)", async () => {
  const message = { name: "paid", messageId: "1", timeToLive: 60_000 };
  await send("/messages/publication", message);
  await expectRejected("/messages/publication", message, [
    "PUBLISH",
    "ALREADY_EXISTS",
    "Expected to publish a new message with id '1', but a message with that id was already published",
  ]);
  const variable = { name: "limit", value: 1 };
  await send("/cluster-variables/global", variable);
  await expectRejected("/cluster-variables/global", variable, [
    "CREATE",
    "ALREADY_EXISTS",
    "Invalid cluster variable name: 'limit'. The name already exists in the scope 'GLOBAL'",
  ]);
});
