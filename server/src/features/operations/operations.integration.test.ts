/** The operator's orders: tried before they begin, watched, paused, and with a result for each instance. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createTestServer, type Person, type TestServer } from "../../../testing/test-server.ts";
import { ANSWERS } from "../../../testing/sample-application.ts";
import { bpmnFile, flows, userTask } from "../../runtime/testing/bpmn.ts";
import type { OperationItemView, OperationPreview, OperationView } from "./operations.schema.ts";

const first = bpmnFile("desk", userTask("check") + flows("s", "check", "e"));
const second = bpmnFile(
  "desk",
  userTask("check") + userTask("sign") + flows("s", "check", "sign", "e"),
);
/** Without the step that instances wait at. */
const third = bpmnFile("desk", userTask("sign") + flows("s", "sign", "e"));

let server: TestServer;
let analyst: Person;

beforeAll(async () => {
  server = await createTestServer({ city: true });
  analyst = await server.logIn("dengshu");
  for (const content of [first, second, third]) await deploy(content);
});
afterAll(() => server.close());

async function deploy(content: string): Promise<void> {
  const by = { account: "test", comment: "" };
  expect(await server.platform.runtime.deploy([{ name: "desk.bpmn", content }], by)).toMatchObject({
    ok: true,
  });
}

async function start(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1)
    expect(
      await server.platform.runtime.execute({
        type: "startInstance",
        processId: "desk",
        version: 1,
        variables: {},
      }),
    ).toMatchObject({ ok: true });
}

const migrateTo = (version: number): object => ({
  selection: { processId: "desk", version: 1 },
  work: { kind: "migrateInstances", version },
});

async function begin(order: object): Promise<OperationView> {
  const answer = await analyst.send("POST", "/api/operations", order);
  expect(answer.statusCode).toBe(200);
  return answer.json<OperationView>();
}

async function preview(order: object): Promise<OperationPreview> {
  return (await analyst.send("POST", "/api/operations/preview", order)).json<OperationPreview>();
}

function ended(id: string): Promise<OperationView> {
  return vi.waitFor(async () => {
    const view = (await analyst.get(`/api/operations/${id}`)).json<OperationView>();
    if (view.endedAt === null) throw new Error("still at it");
    return view;
  });
}

test("a redraw says beforehand which cases cannot follow it, and why", async () => {
  await start(3);
  const possible = await preview(migrateTo(2));
  expect(possible).toMatchObject({ count: 3 });
  expect(possible.sample.map(({ isPossible }) => isPossible)).toEqual([true, true, true]);
  const impossible = await preview(migrateTo(3));
  expect(impossible.sample).toHaveLength(3);
  expect(impossible.sample[0]).toMatchObject({ isPossible: false });
  expect(impossible.sample[0]?.reasons[0]).toMatchObject({ elementId: "check" });
});

test("they follow it, and each has its result", async () => {
  const refused = await begin(migrateTo(3));
  expect(await ended(refused.id)).toMatchObject({ total: 3, completed: 0, failed: 3, by: "邓舒" });
  const items = (await analyst.get(`/api/operations/${refused.id}/items?state=failed`)).json<{
    items: OperationItemView[];
  }>();
  expect(items.items).toHaveLength(3);
  expect(items.items[0]).toMatchObject({ processId: "desk", caseNumber: null, state: "failed" });

  const { id } = await begin(migrateTo(2));
  expect(await ended(id)).toMatchObject({ state: "completed", completed: 3, failed: 0 });
  const moved = await begin({
    selection: { processId: "desk", version: 2 },
    work: { kind: "modifyInstances", from: "check", to: "sign" },
  });
  expect(await ended(moved.id)).toMatchObject({ total: 3, completed: 3 });
  const listed = (await analyst.get("/api/operations")).json<{ items: OperationView[] }>();
  expect(listed.items.map((one) => one.id)).toEqual([moved.id, id, refused.id]);
});

test("pauses, goes on and stops", async () => {
  await start(100);
  const { id } = await begin({
    selection: { processId: "desk", version: 1 },
    work: { kind: "cancelInstances" },
  });
  const move = (what: string): Promise<{ statusCode: number; json(): unknown }> =>
    analyst.send("POST", `/api/operations/${id}/${what}`);
  expect((await move("suspend")).json()).toMatchObject({ state: "suspended" });
  const twice = await move("suspend");
  expect(twice.statusCode).toBe(409);
  expect(twice.json()).toMatchObject({ code: "OPERATION_REFUSED" });
  expect((await move("resume")).json()).toMatchObject({ state: "active" });
  expect((await move("cancel")).json()).toMatchObject({ state: "cancelled" });
});

test("a case is not ended by an operator", async () => {
  const citizen = await server.logIn("linxiaoyan");
  const { id: businessKey } = (
    await citizen.send("POST", "/api/cases", { matterId: "M02", answers: ANSWERS })
  ).json<{ id: string }>();
  const { runtime } = server.platform;
  await runtime.execute({
    type: "startInstance",
    processId: "desk",
    version: 3,
    businessKey,
    variables: {},
  });
  const order = {
    selection: { processId: "desk", version: 3 },
    work: { kind: "cancelInstances" },
  };
  expect(await preview(order)).toMatchObject({ count: 0 });
  expect(await ended((await begin(order)).id)).toMatchObject({ total: 0 });
});

describe("bad orders change nothing", () => {
  test.each([
    [{}, 400],
    [{ selection: { processId: "desk" }, work: { kind: "destroy" } }, 400],
    [{ selection: { processId: "desk", wrong: 1 }, work: { kind: "cancelInstances" } }, 400],
    [{ selection: { processId: "desk" }, work: { kind: "migrateInstances", version: 99 } }, 404],
  ])("%j: %i", async (order, status) => {
    const count = await server.platform.database.batchOperation.count();
    expect((await analyst.send("POST", "/api/operations", order)).statusCode).toBe(status);
    expect((await analyst.send("POST", "/api/operations/preview", order)).statusCode).toBe(status);
    expect(await server.platform.database.batchOperation.count()).toBe(count);
  });

  test("nobody else may", async () => {
    const clerk = await server.logIn("wangfang");
    expect((await clerk.get("/api/operations")).statusCode).toBe(403);
    expect((await analyst.get("/api/operations/1")).statusCode).toBe(404);
    expect((await analyst.get("/api/operations/1/items")).statusCode).toBe(404);
  });
});
