/** Keys of variables, with the official client: whatever key is told can be read, as long as there is a history. */
import { describe, expect, it } from "vitest";
import { endOfIds, type SqlExecutor } from "../runtime/index.ts";
import { bpmnFile, flows, forEach, serviceTask, userTask } from "../runtime/testing/bpmn.ts";
import { clientTests } from "./testing/client-tests.ts";
import { first, now } from "./testing/official-client.ts";
import { instanceOf } from "./search/variable-keys.ts";
import { Parameters } from "./search/parameters.ts";
import { runningCases } from "./testing/running-cases.ts";

const api = clientTests();

type Told = Awaited<ReturnType<typeof api.client.searchVariables>>["items"][number];

const { create } = runningCases(api);

/** What a search tells, each found again by its key. */
async function readEach(told: readonly Told[]): Promise<void> {
  for (const { variableKey, name, value, scopeKey, processInstanceKey } of told)
    expect(await api.client.getVariable({ variableKey }, now)).toMatchObject({
      variableKey,
      name,
      value,
      scopeKey,
      processInstanceKey,
    });
  expect(new Set(told.map(({ variableKey }) => variableKey)).size).toBe(told.length);
}

async function search(filter: object): Promise<readonly Told[]> {
  const { items } = await api.client.searchVariables({ filter, sort: [{ field: "name" }] }, now);
  return items;
}

const LOCAL = `<bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="=size * 2" target="room"/></zeebe:ioMapping></bpmn:extensionElements>`;
const PARCEL = bpmnFile(
  "shop-parcel",
  `<bpmn:subProcess id="inner">${LOCAL}<bpmn:startEvent id="si"/>${userTask("t").replace("<zeebe:userTask/>", `<zeebe:userTask/><zeebe:ioMapping><zeebe:input source="=room + 1" target="own"/></zeebe:ioMapping>`)}${flows("si", "t")}</bpmn:subProcess>${flows("s", "inner", "e")}`,
);

describe("a variable is read by its key", () => {
  it("of the process, of a sub-process and of a task, as long as they live and when they have ended", async () => {
    await api.deploy("parcel.bpmn", PARCEL);
    const processInstanceKey = await create("shop-parcel", { size: 2, "名 称/x": null });
    const live = await search({ processInstanceKey });
    expect(live.map(({ name, value }) => `${name} ${value}`)).toEqual([
      "own 5",
      "room 4",
      "size 2",
      "名 称/x null",
    ]);
    expect(new Set(live.map(({ scopeKey }) => scopeKey)).size).toBe(3);
    await readEach(live);
    const { items } = await api.client.searchUserTasks({ filter: { processInstanceKey } }, now);
    const { userTaskKey } = first(items);
    const seen = await api.client.searchUserTaskVariables({ userTaskKey }, now);
    const byName = (some: readonly { variableKey: string; name: string }[]): unknown =>
      Object.fromEntries(some.map(({ name, variableKey }) => [name, variableKey]));
    expect(byName(seen.items)).toEqual(byName(live));

    await api.client.completeUserTask({ userTaskKey, variables: { size: 7 } });
    const ended = await search({ processInstanceKey });
    expect(ended.map(({ name, value }) => `${name} ${value}`)).toEqual([
      "own 5",
      "room 4",
      "size 7",
      "名 称/x null",
    ]);
    expect(byName(ended)).toEqual(byName(live));
    await readEach(ended);
  });

  it("of an element that has ended in an instance that goes on", async () => {
    const done = serviceTask("w", "own-work", "").replace(
      "<zeebe:taskDefinition",
      `<zeebe:ioMapping><zeebe:input source="=1" target="inside"/></zeebe:ioMapping><zeebe:taskDefinition`,
    );
    await api.deploy("on.bpmn", bpmnFile("on", done + userTask("t") + flows("s", "w", "t", "e")));
    const processInstanceKey = await create("on", { outside: 1 });
    const told = await search({ processInstanceKey });
    const { jobs } = await api.client.activateJobs({
      type: "own-work",
      timeout: 1000,
      maxJobsToActivate: 1,
    });
    await first(jobs).complete();
    expect((await search({ processInstanceKey })).map(({ name }) => name)).toEqual(["outside"]);
    await readEach(told);
    await api.client.cancelProcessInstance({ processInstanceKey });
    await readEach(told);
  });

  it("of each member of a multi-instance, which have variables of the same names", async () => {
    const each = serviceTask("each", "each", forEach("people"));
    await api.deploy("crowd.bpmn", bpmnFile("crowd", each + flows("s", "each", "e")));
    const processInstanceKey = await create("crowd", { people: ["a", "b", "c"] });
    const { jobs } = await api.client.activateJobs({
      type: "each",
      timeout: 60_000,
      maxJobsToActivate: 3,
    });
    await readEach(await search({ processInstanceKey }));
    for (const job of jobs) await job.complete({ result: 1 });
    const items = await search({ processInstanceKey, name: "item" });
    expect(items.map(({ value }) => value).toSorted()).toEqual(['"a"', '"b"', '"c"']);
    await readEach(await search({ processInstanceKey }));
  });

  it("and each name is kept once for that, as a hash, however many variables have it", async () => {
    const kept = (): Promise<unknown[]> =>
      api.server.platform.runtime.sql.query("SELECT hash::text, is_local FROM told_variable_name");
    await search({ processInstanceKey: await create("shop-parcel", { size: 3 }) });
    const before = await kept();
    expect(before.length).toBeGreaterThan(2);
    await search({ processInstanceKey: await create("shop-parcel", { size: 4 }) });
    expect(await kept()).toEqual(before);
    await search({
      processInstanceKey: await create("shop-parcel", { size: 4, "another one": 1 }),
    });
    expect(await kept()).toHaveLength(before.length + 1);
  });

  it("and found by it, without its instance", async () => {
    const ended = await create("crowd", { people: [], kept: 1 });
    const told = first(await search({ processInstanceKey: ended, name: "kept" }));
    for (const variableKey of [told.variableKey, { $eq: told.variableKey, $in: [] }]) {
      expect(await search({ variableKey })).toEqual([told]);
      expect(await search({ variableKey, tenantId: "other" })).toEqual([]);
      expect(await search({ variableKey, value: "2" })).toEqual([]);
    }
  });

  it("and several at once by theirs, whether they are there or gone", async () => {
    const ended = await search({
      processInstanceKey: await create("crowd", { people: [], one: 1, two: 2 }),
    });
    const live = await search({ processInstanceKey: await create("shop-parcel", { size: 9 }) });
    const keys = [...ended, ...live].map(({ variableKey }) => variableKey);
    const told = await search({ variableKey: { $in: [...keys, "1", ...keys.slice(0, 1)] } });
    const inOrder = (some: readonly Told[]): readonly Told[] =>
      some.toSorted((a, b) => a.variableKey.localeCompare(b.variableKey));
    expect(inOrder(told)).toEqual(inOrder([...ended, ...live]));
    const { items, page } = await api.client.searchVariables(
      { filter: { variableKey: { $in: keys } }, page: { limit: 2 } },
      now,
    );
    expect([items.length, page.totalItems]).toEqual([2, keys.length]);
  });

  it("and no more of them than can be looked for one by one", async () => {
    const keys = Array.from({ length: 101 }, (_, n) => String(n + 1));
    expect(await search({ variableKey: { $in: keys.slice(1) } })).toEqual([]);
    await expect(search({ variableKey: { $in: keys } })).rejects.toThrow(/at most 100/);
  });

  it("with its whole value, which a search has cut", async () => {
    const text = "x".repeat(9000);
    const processInstanceKey = await create("crowd", { people: [], text });
    const told = first(await search({ processInstanceKey, name: "text" }));
    expect(told.isTruncated).toBe(true);
    const { variableKey } = told;
    expect(await api.client.getVariable({ variableKey }, now)).toMatchObject({
      value: `"${text}"`,
    });
  });
});

describe("a variable is not read", () => {
  const status = async (id: string, key: string): Promise<number> => {
    const headers = api.authorization(id);
    const answer = await api.server.app.inject({ url: `/v2/variables/${key}`, headers });
    return answer.statusCode;
  };

  it("by who may not see variables, or does not reach its process", async () => {
    const told = await search({ processInstanceKey: await create("crowd", { people: [] }) });
    const { variableKey } = first(told);
    expect(await status("everything", variableKey)).toBe(200);
    expect(await status("shop", variableKey)).toBe(404);
    expect(await status("reader", variableKey)).toBe(403);
    const parcel = await create("shop-parcel", { size: 1 });
    await api.client.cancelProcessInstance({ processInstanceKey: parcel });
    for (const own of await search({ processInstanceKey: parcel }))
      expect(await status("shop", own.variableKey)).toBe(200);
  });

  it.each([
    ["a key that nobody was told", "1", 404],
    ["the key of an instance", "instance", 404],
    ["the largest key", "9223372036854775807", 404],
    ["a number that is no key", "9223372036854775808", 400],
    ["a negative number", "-1", 404],
    ["a name", "size", 400],
  ])("by %s", async (_what, key, expected) => {
    expect(await status("everything", key === "instance" ? await create("on") : key)).toBe(
      expected,
    );
  });
});

interface Plan {
  readonly "Relation Name"?: string;
  readonly "Actual Loops": number;
  readonly Plans?: readonly Plan[];
}

/** How often the table is looked into. */
function looks(plan: Plan, table: string): number {
  const own = plan["Relation Name"] === table ? plan["Actual Loops"] : 0;
  return (plan.Plans ?? []).reduce((most, inner) => Math.max(most, looks(inner, table)), own);
}

describe("who guesses keys", () => {
  const key = "4748013491917424054";
  const sql = (): SqlExecutor => api.server.platform.runtime.sql;

  async function plan(): Promise<Plan> {
    const parameters = new Parameters();
    const statement = `EXPLAIN (ANALYZE, FORMAT JSON) SELECT ${instanceOf(parameters.add(key, "bigint"), parameters)}`;
    const [row] = await sql().query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
      statement,
      parameters.values,
    );
    return first(row?.["QUERY PLAN"] ?? []).Plan;
  }

  it("has no id looked for that is older than any process, or of a time that has not come", async () => {
    await create("on");
    await sql().query(
      `INSERT INTO told_variable_name (hash, is_local)
       SELECT $1::bigint # id, l FROM unnest($2::bigint[]) AS id, unnest('{true,false}'::boolean[]) AS l ON CONFLICT DO NOTHING`,
      [key, ["5", "4194304", endOfIds(Date.now() + 60_000).toString()]],
    );
    const found = await plan();
    // Once for the oldest.
    expect([looks(found, "process_instance"), looks(found, "element_instance")]).toEqual([1, 0]);
  });

  it("has a bounded number of ids looked for, however many names were told", async () => {
    await sql().query(
      `INSERT INTO told_variable_name (hash, is_local)
       SELECT $1::bigint # ((SELECT min(id) FROM process_instance) + n), l
         FROM generate_series(1, 12000) AS n, unnest('{true,false}'::boolean[]) AS l ON CONFLICT DO NOTHING`,
      [key],
    );
    const found = await plan();
    expect(looks(found, "process_instance")).toBe(10_000);
    expect(looks(found, "element_instance")).toBe(1000);
  });
});
