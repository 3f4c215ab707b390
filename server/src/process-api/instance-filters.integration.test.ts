/** Instances by what belongs to them, with the official client: running ones and ended ones. */
import { beforeAll, describe, expect, it, vi } from "vitest";
import { bpmnFile, flows, serviceTask, userTask } from "../runtime/testing/bpmn.ts";
import { clientTests } from "./testing/client-tests.ts";
import { now } from "./testing/official-client.ts";
import { runningCases } from "./testing/running-cases.ts";

const api = clientTests();
const { create, activate, failJob } = runningCases(api);

describe("an instance is found", () => {
  /** Keys of instances by the names that the table below has for them. */
  const keys: Record<string, never> = {};

  beforeAll(async () => {
    const print = serviceTask("print", "=who");
    const body = print + userTask("sign") + flows("s", "print", "sign", "e");
    await api.deploy("letter.bpmn", bpmnFile("letter", body));
    const begin = async (who: string, variables: object): Promise<void> => {
      keys[who] = await create("letter", { ...variables, who });
    };
    await begin("broken", { pages: 3, to: { city: "青岛", zip: "266000" } });
    await failJob("broken", 0, "out of paper");
    await begin("shaky", { pages: 3, to: { city: "济南", zip: "250000" } });
    await failJob("shaky", 2, "jammed");
    await begin("cancelled", { pages: 30 });
    await failJob("cancelled", 0, "on fire");
    await api.client.cancelProcessInstance({ processInstanceKey: keys["cancelled"] as never });
    await begin("signing", { pages: 4 });
    await api.client.completeJob({ jobKey: await activate("signing") });
  });

  it.each<[string, object, string]>([
    ["an element that it has come to", { elementId: "print" }, "broken shaky cancelled signing"],
    ["an element that it has not come to", { elementId: "e" }, ""],
    ["an element like that", { elementId: { $like: "si*" } }, "signing"],
    ["one of several elements", { elementId: { $in: ["sign", "e"] } }, "signing"],
    [
      "some element that is another",
      { elementId: { $neq: "print" } },
      "broken shaky cancelled signing",
    ],
    ["the state of an element", { elementInstanceState: "TERMINATED" }, "cancelled"],
    ["states of an element, by pattern", { elementInstanceState: { $like: "TERM*" } }, "cancelled"],
    [
      "an element in that state, not one of both",
      { elementId: "print", elementInstanceState: "COMPLETED" },
      "signing",
    ],
    [
      "an element with an incident",
      { elementId: "print", hasElementInstanceIncident: true },
      "broken",
    ],
    [
      "an element without an incident",
      { elementId: "print", hasElementInstanceIncident: false },
      "shaky cancelled signing",
    ],
    ["the message of its incident", { errorMessage: { $like: "*: out of paper" } }, "broken"],
    ["that of an incident it ended with", { errorMessage: { $like: "*fire" } }, "cancelled"],
    ["no message of another", { errorMessage: { $in: ["jammed", "nothing"] } }, ""],
    ["retries that its job has left", { hasRetriesLeft: true }, "shaky"],
    ["no retries that are left", { hasRetriesLeft: false }, "broken cancelled signing"],
    ["a variable", { variables: [{ name: "pages", value: "3" }] }, "broken shaky"],
    [
      "a variable that is an object, however it is written",
      { variables: [{ name: "to", value: '{"zip":"266000", "city":"青岛"}' }] },
      "broken",
    ],
    [
      "several variables",
      {
        variables: [
          { name: "pages", value: { $in: ["3", "4"] } },
          { name: "who", value: { $like: '"s*' } },
        ],
      },
      "shaky signing",
    ],
    ["nothing of which nothing is said", { elementId: {} }, "broken shaky cancelled signing"],
    ["no variable of that name", { variables: [{ name: "page", value: "3" }] }, ""],
    [
      "one of alternatives",
      {
        $or: [
          { elementId: "sign" },
          { errorMessage: { $like: "*paper" } },
          { hasRetriesLeft: true },
        ],
      },
      "broken shaky signing",
    ],
  ])("by %s", async (_by, filter, expected) => {
    const { items } = await api.client.searchProcessInstances(
      { filter: { processDefinitionId: "letter", ...filter }, sort: [{ field: "startDate" }] },
      now,
    );
    const names = new Map(Object.entries(keys).map(([name, key]) => [String(key), name]));
    expect(items.map(({ processInstanceKey }) => names.get(processInstanceKey)).join(" ")).toBe(
      expected,
    );
  });

  it("by a variable after its end, where it is named", async () => {
    const processInstanceKey = keys["cancelled"] as never;
    const count = async (filter: object): Promise<number> =>
      (await api.client.searchProcessInstances({ filter }, now)).page.totalItems;
    const variables = [{ name: "pages", value: "30" }];
    expect(await count({ processInstanceKey, variables })).toBe(1);
    expect(await count({ processInstanceKey, variables: [{ name: "pages", value: "3" }] })).toBe(0);
    expect(await count({ processInstanceKey, $or: [{ variables }] })).toBe(1);
    expect(await count({ processDefinitionId: "letter", variables })).toBe(0);
  });

  it("by the hash of an error, as statistics tell it", async () => {
    const { items } = await api.client.getProcessInstanceStatisticsByError({}, now);
    const incidentErrorHashCode =
      items.find(({ errorMessage }) => errorMessage.endsWith("out of paper"))?.errorHashCode ?? 0;
    for (const wanted of [incidentErrorHashCode, { $in: [incidentErrorHashCode, 1] }]) {
      const found = await api.client.searchProcessInstances(
        { filter: { incidentErrorHashCode: wanted } },
        now,
      );
      expect(found.items).toMatchObject([{ processInstanceKey: keys["broken"] }]);
    }
  });

  it("and what is said of it chooses for batch operations, too", async () => {
    const { batchOperationKey } = await api.client.cancelProcessInstancesBatchOperation({
      filter: {
        processDefinitionId: "letter",
        elementId: "sign",
        variables: [{ name: "pages", value: "4" }],
      },
    });
    await vi.waitFor(async () => {
      const batch = await api.client.getBatchOperation({ batchOperationKey }, now);
      expect(batch).toMatchObject({ state: "COMPLETED", operationsTotalCount: 1 });
    });
    const items = await api.client.searchBatchOperationItems(
      { filter: { batchOperationKey } },
      now,
    );
    expect(items.items).toMatchObject([{ processInstanceKey: keys["signing"] }]);
  });

  it.each<[string, object]>([
    ["in a field", { elementId: null, $or: null, tags: null }],
    ["in an operator", { elementId: { $eq: null, $in: null, $like: "sig*" } }],
    ["in every operator", { processDefinitionId: { $eq: null, $neq: null } }],
    ["in an alternative", { $or: [{ elementId: "sign", businessId: null }] }],
  ])("and null says nothing, as in Camunda: %s", async (_where, filter) => {
    const processInstanceKey = keys["signing"];
    const found = await api.client.searchProcessInstances(
      { filter: { processInstanceKey, ...filter } as never },
      now,
    );
    expect(found.items).toMatchObject([{ processInstanceKey }]);
  });

  it("but a batch operation for which nothing else is said is refused: it would choose everything", async () => {
    for (const filter of [
      { elementId: null },
      { elementId: { $eq: null } },
      { $or: [{ tags: [] }] },
    ])
      await expect(
        api.client.cancelProcessInstancesBatchOperation({ filter: filter as never }),
      ).rejects.toThrow(/INVALID_ARGUMENT/);
  });

  it.each<[string, object]>([
    ["a variable without its value", { variables: [{ name: "pages" }] }],
    ["a variable of which nothing is said", { variables: [{ name: "pages", value: {} }] }],
    ["more than a name and a value", { variables: [{ name: "pages", value: "3", scope: "1" }] }],
    [
      "too many variables",
      { variables: Array.from({ length: 51 }, () => ({ name: "pages", value: "3" })) },
    ],
    ["a value that is null in a list", { elementId: { $in: [null] } }],
    ["an operator that there is not, even with null", { elementId: { $is: null } }],
    ["a field that there is not, even with null", { elementName: null }],
    ["an order of what it has several of", { elementId: { $gt: 3 } }],
  ])("never by %s", async (_what, filter) => {
    await expect(api.client.searchProcessInstances({ filter }, now)).rejects.toThrow(
      /INVALID_ARGUMENT|Bad Request/,
    );
  });
});
