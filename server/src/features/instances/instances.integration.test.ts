/** Who sees what became of an instance's variables, and that it is recorded who looked. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ANSWERS, FORM } from "../../../testing/sample-application.ts";
import { createTestServer, type Person, type TestServer } from "../../../testing/test-server.ts";
import { bpmnFile, flows, userTask } from "../../runtime/testing/bpmn.ts";
import type { CaseView } from "../cases/case.schema.ts";
import type { InstanceView, VariableHistoryView } from "./instances.schema.ts";

let server: TestServer;
let analyst: Person;
let supervisor: Person;
/** An instance of a case. */
let ofCase: string;
let caseId: string;
/** An instance of nobody's case. */
let ofNobody: string;

beforeAll(async () => {
  server = await createTestServer({ city: true });
  const { runtime, database } = server.platform;
  [analyst, supervisor] = [await server.logIn("dengshu"), await server.logIn("gaolan")];
  const desk = bpmnFile("desk", userTask("check") + flows("s", "check", "e"));
  await runtime.deploy([{ name: "desk.bpmn", content: desk }], { account: "test", comment: "" });
  const started = await runtime.execute(
    { type: "startInstance", processId: "desk", variables: { color: "red" } },
    { kind: "client", name: "billing" },
  );
  if (!started.ok) throw new Error(started.problem.code);
  ofNobody = started.value.processInstanceId;
  await runtime.execute(
    { type: "setVariables", processInstanceId: ofNobody, variables: { color: "blue" } },
    { kind: "person", name: "dengshu" },
  );

  const lin = await server.logIn("linxiaoyan");
  const created = await lin.send("POST", "/api/cases", { matterId: "M02", answers: ANSWERS });
  caseId = created.json<CaseView>().id;
  await lin.send("PUT", `/api/cases/${caseId}/draft`, { form: FORM });
  await database.caseMaterial.updateMany({
    where: { caseId, status: "missing" },
    data: { status: "provided" },
  });
  await lin.send("POST", `/api/cases/${caseId}/submit`, { declaration: true });
  const found = await database.case.findUniqueOrThrow({ where: { id: caseId } });
  ofCase = found.processInstanceId ?? "";
});
afterAll(() => server.close());

const history = async (who: Person, id: string, query = ""): Promise<VariableHistoryView> =>
  (await who.get(`/api/instances/${id}/variables${query}`)).json<VariableHistoryView>();
const looks = (): Promise<number> =>
  server.platform.database.accessLog.count({ where: { resource: "processVariable" } });

test("who looks after processes sees what became of a variable, and who set it", async () => {
  const { items, isCovered } = await history(analyst, ofNobody);
  expect(isCovered).toBe(false);
  expect(items).toMatchObject([
    {
      name: "color",
      value: { json: '"blue"' },
      before: "known",
      previous: { json: '"red"' },
      cause: "outside",
      by: "邓舒",
    },
    { name: "color", value: { json: '"red"' }, before: "none", cause: "start", by: "billing" },
  ]);
  const log = await server.platform.database.accessLog.findFirstOrThrow({
    where: { resource: "processVariable", resourceId: ofNobody },
  });
  expect(log).toMatchObject({ actorName: "邓舒", action: "read", fields: ["color"] });
  const instance = (await analyst.get(`/api/instances/${ofNobody}`)).json<InstanceView>();
  expect(instance).toMatchObject({ processId: "desk", active: ["check"], caseId: null });
  // Nobody's case is not the supervisor's.
  expect((await supervisor.get(`/api/instances/${ofNobody}`)).statusCode).toBe(404);
});

test("the supervisor of a case sees its values, which its applicant can read of", async () => {
  const before = await looks();
  const { items, isCovered } = await history(supervisor, ofCase);
  expect(isCovered).toBe(false);
  expect(items.length).toBeGreaterThan(0);
  expect(items.every(({ value }) => value !== null)).toBe(true);
  expect(await looks()).toBe(before + 1);
  const log = await server.platform.database.accessLog.findFirstOrThrow({
    where: { resource: "processVariable", caseId },
  });
  expect(log).toMatchObject({ actorName: "高岚", resourceId: ofCase });
  expect(log.personId).not.toBeNull();
});

test("who only looks after the process of a case sees that values changed, and not which", async () => {
  const before = await looks();
  const { items, isCovered } = await history(analyst, ofCase);
  expect(isCovered).toBe(true);
  expect(items.length).toBeGreaterThan(0);
  expect(items.filter(({ value, previous, by }) => value ?? previous ?? by)).toEqual([]);
  expect(await looks()).toBe(before);
});

test("instances that a case has called are the case's, too", async () => {
  const called = await vi.waitFor(
    () =>
      server.platform.database.processInstance.findFirstOrThrow({
        where: { rootId: BigInt(ofCase), parentId: { not: null } },
      }),
    { timeout: 8000 },
  );
  await server.platform.database.processInstance.update({
    where: { id: called.id },
    data: { businessKey: null },
  });
  expect((await history(analyst, String(called.id))).isCovered).toBe(true);
});

test("a case elsewhere does not exist for them", async () => {
  const { database } = server.platform;
  await database.region.create({ data: { code: "980199", name: "江南区", level: "county" } });
  await database.case.update({ where: { id: caseId }, data: { regionCode: "980199" } });
  for (const who of [analyst, supervisor]) {
    expect((await who.get(`/api/instances/${ofCase}`)).statusCode).toBe(404);
    expect((await who.get(`/api/instances/${ofCase}/variables`)).statusCode).toBe(404);
  }
});

test("the value at a time is the first one up to then", async () => {
  const clock = server.clock.now();
  const at = encodeURIComponent(new Date(clock).toISOString());
  const { items } = await history(analyst, ofNobody, `?name=color&at=${at}`);
  expect(items[0]).toMatchObject({ value: { json: '"blue"' } });
  const early = encodeURIComponent(new Date(clock - 1).toISOString());
  expect((await history(analyst, ofNobody, `?name=color&at=${early}`)).items).toEqual([]);
  expect((await history(analyst, ofNobody, "?q=COL")).items).toHaveLength(2);
});

test.each(["?cursor=nonsense", "?at=yesterday", `?q=${"a".repeat(101)}`])(
  "%s is refused",
  async (query) => {
    expect((await analyst.get(`/api/instances/${ofNobody}/variables${query}`)).statusCode).toBe(
      400,
    );
  },
);
