/** The supervisor's morning: what is late, what will be, and what happened to one case. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ANSWERS, FORM } from "../../../testing/sample-application.ts";
import { createTestServer, type Person, type TestServer } from "../../../testing/test-server.ts";
import type { CaseView } from "../cases/case.schema.ts";
import type { TaskSummary } from "../tasks/tasks.schema.ts";
import type { SupervisedCase, SupervisionSummary } from "./supervision.schema.ts";

const WAIT = { timeout: 8000 };
const DAY_MS = 86_400_000;

let server: TestServer;
let lin: Person;
let wangfang: Person;
let gaolan: Person;

beforeAll(async () => {
  server = await createTestServer({ city: true });
  [lin, wangfang, gaolan] = await Promise.all([
    server.logIn("linxiaoyan"),
    server.logIn("wangfang"),
    server.logIn("gaolan"),
  ]);
});
afterAll(() => server.close());

const list = async (query = "", who = gaolan): Promise<SupervisedCase[]> =>
  (await who.get(`/api/supervision/cases${query}`)).json<{ items: SupervisedCase[] }>().items;
const summary = async (): Promise<SupervisionSummary> =>
  (await gaolan.get("/api/supervision/summary")).json<SupervisionSummary>();

/** A case that the window has to accept within five working days. */
async function submitted(): Promise<string> {
  const created = await lin.send("POST", "/api/cases", { matterId: "M02", answers: ANSWERS });
  const { id } = created.json<CaseView>();
  await lin.send("PUT", `/api/cases/${id}/draft`, { form: FORM });
  await server.platform.database.caseMaterial.updateMany({
    where: { caseId: id, status: "missing" },
    data: { status: "provided" },
  });
  await lin.send("POST", `/api/cases/${id}/submit`, { declaration: true });
  const stageOf = async (): Promise<unknown> =>
    (await list()).find(({ caseId }) => caseId === id)?.holder;
  await expect.poll(stageOf, WAIT).toEqual({ name: null, role: "window" });
  return id;
}

test(
  "live cases stand in the order in which they are due, each with its light",
  { timeout: 60_000 },
  async () => {
    expect(await list()).toEqual([]);
    const first = await submitted();
    server.clock.setOffset(DAY_MS);
    const second = await submitted();
    const draft = await lin.send("POST", "/api/cases", { matterId: "M02", answers: ANSWERS });
    expect(draft.statusCode).toBe(200);

    const both = await list();
    expect(both.map(({ caseId }) => caseId)).toEqual([first, second]);
    expect(both[0]).toMatchObject({
      officeName: expect.any(String) as string,
      status: "received",
      statusText: "已收件",
      stage: "acceptance",
      holder: { name: null, role: "window" },
      light: "green",
    });
    expect(both[0]?.clocks.map(({ purpose }) => purpose)).toContain("acceptance");
    expect(await summary()).toEqual({
      byLight: { green: 2, yellow: 0, red: 0, grey: 0 },
      byStage: { acceptance: 2 },
    });

    // Monday the 30th, ten o'clock: the first is due today, the second tomorrow.
    server.clock.setOffset(7 * DAY_MS);
    expect((await list()).map(({ light }) => light)).toEqual(["yellow", "green"]);
    expect((await list("?light=yellow")).map(({ caseId }) => caseId)).toEqual([first]);
    expect((await summary()).byLight).toEqual({ green: 1, yellow: 1, red: 0, grey: 0 });
  },
);

test("is searched by number, matter and applicant, and the search is on record", async () => {
  const [first] = await list();
  const numberPart = encodeURIComponent(first?.caseNumber.slice(-6) ?? "");
  expect(await list(`?q=${numberPart}`)).toHaveLength(1);
  expect(await list(`?q=${encodeURIComponent("食品经营")}`)).toHaveLength(2);
  expect(await list(`?q=${encodeURIComponent("林小燕")}`)).toHaveLength(2);
  expect(await list(`?q=${encodeURIComponent("赵")}`)).toEqual([]);
  const logged = await server.platform.database.accessLog.count({
    where: { action: "search", resource: "case" },
  });
  expect(logged).toBe(4);
});

test("one case shows what people and what the process did", { timeout: 30_000 }, async () => {
  const [first] = await list();
  const id = first?.caseId ?? "";
  const { items } = (await wangfang.get("/api/tasks")).json<{ items: TaskSummary[] }>();
  const task = items.find(({ caseId }) => caseId === id);
  await wangfang.send("POST", `/api/tasks/${task?.id ?? ""}/claim`);
  await wangfang.send("POST", `/api/tasks/${task?.id ?? ""}/complete`, {
    data: { outcome: "accept" },
  });
  const shown = async (): Promise<CaseView> =>
    (await gaolan.get(`/api/supervision/cases/${id}`)).json<CaseView>();
  await expect.poll(async () => (await shown()).status, WAIT).toBe("review");
  const { timeline, actions } = await shown();
  expect(actions).toEqual([]);
  const titles = timeline.map(({ title }) => title);
  expect(titles).toEqual(expect.arrayContaining(["提交申请", "进入「受理」阶段"]));
  expect(titles.some((title) => title.startsWith("流程启动（m02-food-licence v1）"))).toBe(true);
  expect(timeline.find(({ title }) => title.startsWith("签收任务"))?.by).toBe("王芳");
  expect(titles.some((title) => title.startsWith("按规则判定"))).toBe(true);
  const instants = timeline.map(({ at }) => Date.parse(at));
  expect(instants).toEqual(instants.toSorted((a, b) => a - b));
  const log = await server.platform.database.accessLog.findFirst({
    where: { caseId: id, action: "read" },
    orderBy: { at: "desc" },
  });
  expect(log?.actorName).toBe("高岚");
});

test("is for the supervisor of the region", async () => {
  const id = (await list())[0]?.caseId ?? "";
  for (const who of [lin, wangfang]) {
    expect((await who.get("/api/supervision/cases")).statusCode).toBe(403);
    expect((await who.get(`/api/supervision/cases/${id}`)).statusCode).toBe(403);
  }
  const { database } = server.platform;
  await database.region.create({ data: { code: "980199", name: "江南区", level: "county" } });
  await database.case.update({ where: { id }, data: { regionCode: "980199" } });
  expect((await list()).map(({ caseId }) => caseId)).not.toContain(id);
  expect((await gaolan.get(`/api/supervision/cases/${id}`)).json()).toMatchObject({
    code: "NOT_FOUND",
  });
});

test("a cursor that is none of ours is refused", async () => {
  const answer = await gaolan.get("/api/supervision/cases?cursor=nonsense");
  expect(answer.json()).toMatchObject({ code: "REQUEST_INVALID" });
});
