/** Whatever the official client can filter or sort by is known here, with each operator that it publishes. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestServer, type TestServer } from "../../testing/test-server.ts";
import { bpmnFile, flows, userTask } from "../runtime/testing/bpmn.ts";
import { operations } from "./operations.ts";
import { BODIES, type Operation } from "./testing/bad-input.ts";
import { connectTo, deploy, first, now, SECRET } from "./testing/official-client.ts";
import { publishedSearches } from "./testing/published-searches.ts";

const DAY = { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" };

/** Where the type does not say what is good. */
const SPECIAL: Readonly<Record<string, readonly unknown[]>> = {
  "getJobTimeSeriesStatistics resolution": ["PT1H"],
};

let server: TestServer;
/** What the operations are asked with beside a filter. */
let bodies: Partial<
  Record<Operation, { readonly filter?: object; readonly migrationPlan?: object }>
>;
/** What stands in their addresses. */
let keys: Readonly<Record<string, string>>;

beforeAll(async () => {
  const clients = JSON.stringify([{ id: "everything", secret: SECRET }]);
  server = await createTestServer({ settings: { PROCESS_API_CLIENTS: clients } });
  const client = connectTo(await server.app.listen({ port: 0, host: "127.0.0.1" }), "everything");
  const file = bpmnFile("asked", userTask("u") + flows("s", "u", "e"));
  const processDefinitionKey = await deploy(client, "asked.bpmn", file);
  const { processInstanceKey } = await client.createProcessInstance({
    processDefinitionKey: processDefinitionKey as never,
  });
  const { items } = await client.searchUserTasks({ filter: { processInstanceKey } }, now);
  const { userTaskKey, elementInstanceKey } = first(items);
  keys = { processDefinitionKey, processInstanceKey, userTaskKey, elementInstanceKey };
  const mappingInstructions = [{ sourceElementId: "s", targetElementId: "s" }];
  const plan = { targetProcessDefinitionKey: processDefinitionKey, mappingInstructions };
  bodies = {
    ...BODIES,
    migrateProcessInstancesBatchOperation: {
      ...BODIES.migrateProcessInstancesBatchOperation,
      migrationPlan: plan,
    },
    getJobTypeStatistics: { filter: DAY },
    getProcessInstanceStatisticsByDefinition: { filter: { errorHashCode: 1 } },
    getProcessDefinitionInstanceVersionStatistics: { filter: { processDefinitionId: "asked" } },
  };
});
afterAll(() => server.close());

/** What is said against the request; undefined when it is answered. */
async function refusal(operation: Operation, payload: object): Promise<string | undefined> {
  const [method, path] = operations[operation];
  const answer = await server.app.inject({
    method,
    url: `/v2${path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => keys[name] ?? "1")}`,
    headers: { authorization: `Basic ${Buffer.from(`everything:${SECRET}`).toString("base64")}` },
    payload,
  });
  if (answer.statusCode < 300 || answer.statusCode === 501) return undefined;
  return answer.json<{ detail: string }>().detail;
}

it("knows every field and operator that the client can filter by, and every field that it can sort by", async () => {
  const searches = await publishedSearches();
  expect(searches.length).toBeGreaterThan(40);
  const refused: string[] = [];
  for (const { operation: name, filters, sorts } of searches) {
    const operation = name as Operation;
    const body = bodies[operation];
    const ask = async (what: string, payload: object): Promise<void> => {
      const reason = await refusal(operation, { ...body, ...payload });
      if (reason !== undefined) refused.push(`${operation}, ${what}: ${reason}`);
    };
    await Promise.all([
      ...Object.entries(filters).flatMap(([field, examples]) =>
        (SPECIAL[`${operation} ${field}`] ?? examples).map((example) =>
          ask(`${field} ${JSON.stringify(example)}`, {
            filter: { ...body?.filter, [field]: example },
          }),
        ),
      ),
      ...sorts.map((field) => ask(`sort ${field}`, { sort: [{ field }] })),
    ]);
  }
  expect(refused).toEqual([]);
});
