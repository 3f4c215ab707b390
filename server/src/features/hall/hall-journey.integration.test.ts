/** A visit to the hall over a real broker: booked, arrived, called, served, collected, rated; and each device gone once. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ANSWERS, FORM, file, PNG } from "../../../testing/sample-application.ts";
import { createTestServer, type Person, type TestServer } from "../../../testing/test-server.ts";
import { brokerAccess } from "../../infrastructure/broker-access.ts";
import { type EmbeddedBroker, startEmbeddedBroker } from "../../infrastructure/embedded-broker.ts";
import type { CaseView } from "../cases/case.schema.ts";
import type { TaskSummary } from "../tasks/tasks.schema.ts";
import type { BookingSlots, HallView } from "./hall.schema.ts";

const TODAY = "2026-11-23";
const WAIT = { timeout: 8000 };

let broker: EmbeddedBroker;
let server: TestServer;
let lin: Person;
let wangfang: Person;

beforeAll(async () => {
  broker = await startEmbeddedBroker({
    host: "127.0.0.1",
    port: 0,
    access: brokerAccess("test"),
  });
  server = await createTestServer({ city: true, mqttUrl: broker.url });
  [lin, wangfang] = await Promise.all([server.logIn("linxiaoyan"), server.logIn("wangfang")]);
});
afterAll(async () => {
  await server.close();
  await broker.stop();
});

/** A draft that lacks nothing but the visit. */
async function draft(): Promise<string> {
  const created = await lin.send("POST", "/api/cases", { matterId: "M02", answers: ANSWERS });
  const { id } = created.json<CaseView>();
  await lin.send("PUT", `/api/cases/${id}/draft`, { form: FORM, channel: "window" });
  await server.platform.database.caseMaterial.updateMany({
    where: { caseId: id, status: "missing" },
    data: { status: "provided" },
  });
  return id;
}

const book = (id: string, slot: string, date = TODAY) =>
  lin.send("POST", `/api/cases/${id}/booking`, { date, slot });

/** A case that is booked for this afternoon and handed in; the answer is its booking code. */
async function booked(): Promise<{ id: string; code: string }> {
  const id = await draft();
  for (const slot of ["14:00", "14:30", "15:00", "15:30", "16:00"]) {
    const answer = await book(id, slot);
    if (answer.statusCode !== 200) continue;
    const { bookingCode: code } = answer.json<{ bookingCode: string }>();
    const submitted = await lin.send("POST", `/api/cases/${id}/submit`, { declaration: true });
    expect(submitted.statusCode).toBe(200);
    return { id, code };
  }
  throw new Error("The afternoon is full");
}

const view = async (id: string): Promise<CaseView> =>
  (await lin.get(`/api/cases/${id}`)).json<CaseView>();
const hall = async (): Promise<HallView> => (await wangfang.get("/api/hall")).json<HallView>();
const act = (deviceId: string, body: object) =>
  lin.send("POST", `/api/simulators/${deviceId}/actions`, body);

async function face(deviceId: string): Promise<Record<string, unknown>> {
  const { items } = (await lin.get("/api/simulators")).json<{
    items: { id: string; face: Record<string, unknown> }[];
  }>();
  return items.find(({ id }) => id === deviceId)?.face ?? {};
}

async function deviceBecomes(id: string, state: string): Promise<void> {
  const stateOf = async (): Promise<string | undefined> =>
    (await hall()).devices.find((device) => device.id === id)?.state;
  await expect.poll(stateOf, WAIT).toBe(state);
}

async function taskOf(who: Person, caseId: string, node: string): Promise<TaskSummary> {
  const find = async (): Promise<TaskSummary | undefined> => {
    const { items } = (await who.get("/api/tasks?filter=all")).json<{ items: TaskSummary[] }>();
    return items.find((task) => task.caseId === caseId && task.node === node);
  };
  await expect.poll(find, WAIT).toBeDefined();
  const task = await find();
  if (task === undefined) throw new Error(`No task ${node}`);
  return task;
}

async function complete(who: Person, caseId: string, node: string, data: object): Promise<void> {
  const { id } = await taskOf(who, caseId, node);
  await who.send("POST", `/api/tasks/${id}/claim`);
  if (node === "inspect") {
    const { body, headers } = file("site.png", PNG);
    await who.send("POST", `/api/tasks/${id}/photos`, body, headers);
  }
  expect((await who.send("POST", `/api/tasks/${id}/complete`, { data })).json()).toEqual({
    ok: true,
  });
}

/** From the window to the applicant's hands, as far as `decide`. */
async function grant(id: string): Promise<void> {
  const [liuyang, liqiang, zhengkai] = await Promise.all([
    server.logIn("liuyang"),
    server.logIn("liqiang"),
    server.logIn("zhengkai"),
  ]);
  await complete(wangfang, id, "accept", { outcome: "accept" });
  const inspected = { companion: "孙立", checklist: ["C01"], result: "pass" };
  await complete(liuyang, id, "inspect", inspected);
  await complete(liqiang, id, "review", { outcome: "pass", opinion: "材料齐全" });
  await complete(zhengkai, id, "decide", { outcome: "grant", opinion: "同意" });
}

test("a visit the whole way, with every device", { timeout: 60_000 }, async () => {
  const { id, code } = await booked();
  expect(code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
  await lin.send("PUT", `/api/cases/${id}/delivery`, { kind: "cabinet" });

  expect((await act("ticket-1", { action: "scan", bookingCode: "NOBODY22" })).json()).toMatchObject(
    {
      code: "BOOKING_CODE_UNKNOWN",
    },
  );
  expect(
    (await act("ticket-1", { action: "scan", bookingCode: code.toLowerCase() })).statusCode,
  ).toBe(200);
  await expect
    .poll(() => face("ticket-1"), WAIT)
    .toMatchObject({
      tickets: [{ ticketNumber: "A001", waiting: 0 }],
    });
  expect(await hall()).toMatchObject({
    waiting: 1,
    queue: [{ number: "A001", state: "waiting", matterName: expect.any(String) as string }],
  });
  const again = await act("ticket-1", { action: "scan", bookingCode: code });
  expect(again.json()).toMatchObject({ code: "BOOKING_NOT_OPEN" });

  await complete(wangfang, id, "call", { windowNo: "A03" });
  await expect
    .poll(() => face("display-1"), WAIT)
    .toMatchObject({
      lines: [{ ticketNumber: "A001", windowName: "A03" }],
    });
  await taskOf(wangfang, id, "accept");
  const serving = await hall();
  expect(serving.queue).toMatchObject([{ number: "A001", state: "serving" }]);
  expect(serving.windows.find((window) => window.id === "A03")?.currentTicket).toBe("A001");
  expect(await view(id)).toMatchObject({ ticket: { number: "A001", state: "serving" } });

  await grant(id);
  expect((await hall()).queue).toEqual([]);
  await expect
    .poll(async () => (await view(id)).pickup, WAIT)
    .toMatchObject({
      cabinet: "cabinet-1",
      slot: "01",
    });
  const pickup = (await view(id)).pickup;
  expect(JSON.stringify(await face("cabinet-1"))).not.toContain(pickup?.code);
  expect((await act("cabinet-1", { action: "pickUp", code: "000000" })).json()).toMatchObject({
    code: "SIMULATOR_ACTION_INVALID",
    detailEn: "The pickup code is wrong. Check it and try again.",
  });
  await act("cabinet-1", { action: "pickUp", code: pickup?.code });
  await expect.poll(async () => (await view(id)).status, WAIT).toBe("closed");

  await expect.poll(async () => (await face("evaluator-a03"))["question"], WAIT).not.toBeNull();
  await act("evaluator-a03", { action: "tap", grade: 1, tags: ["服务态度好"] });
  await expect
    .poll(async () => (await view(id)).evaluation, WAIT)
    .toMatchObject({
      grade: 1,
      tags: ["服务态度好"],
    });
  await expect.poll(async () => (await view(id)).stages.at(-1)?.state, WAIT).toBe("done");
});

describe("a device that is gone", () => {
  test("hands over to the clerk, and the process goes on", { timeout: 60_000 }, async () => {
    const { id, code } = await booked();
    await act("ticket-1", { action: "unplug" });
    await deviceBecomes("ticket-1", "lost");
    expect((await act("ticket-1", { action: "scan", bookingCode: code })).json()).toMatchObject({
      code: "DEVICE_UNAVAILABLE",
    });
    const shown = await wangfang.send("POST", "/api/hall/arrivals", { bookingCode: code });
    expect(shown.json()).toEqual({ ok: true });
    expect(await taskOf(wangfang, id, "ticket")).toMatchObject({ fallback: true });
    await complete(wangfang, id, "ticket", { ticketNo: "A077" });

    await act("display-1", { action: "unplug" });
    await deviceBecomes("display-1", "lost");
    await complete(wangfang, id, "call", { windowNo: "A04" });
    const byVoice = async (): Promise<TaskSummary> => taskOf(wangfang, id, "call");
    await expect.poll(async () => (await byVoice()).fallback, WAIT).toBe(true);
    expect((await hall()).windows.find((window) => window.id === "A04")?.currentTicket).toBe(
      "A077",
    );
    await complete(wangfang, id, "call", { calledByVoice: true });
    await taskOf(wangfang, id, "accept");

    const told = await server.platform.database.caseEvent.findMany({
      where: { caseId: id, kind: "device.unavailable" },
      orderBy: { id: "asc" },
    });
    expect(told.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^1 号取号机已离线（排队号 A\d{3}）$/),
      "大厅叫号屏已离线",
    ]);
    expect((await view(id)).timeline.map(({ kind }) => kind)).not.toContain("device.unavailable");
    await Promise.all(["ticket-1", "display-1"].map((one) => act(one, { action: "plug" })));
    await deviceBecomes("ticket-1", "ready");
    await deviceBecomes("display-1", "ready");
  });

  test("is not in the way of the licence, nor of the rating", { timeout: 60_000 }, async () => {
    const { id, code } = await booked();
    await lin.send("PUT", `/api/cases/${id}/delivery`, { kind: "cabinet" });
    await act("ticket-1", { action: "scan", bookingCode: code });
    await complete(wangfang, id, "call", { windowNo: "A03" });
    await act("cabinet-1", { action: "unplug" });
    await deviceBecomes("cabinet-1", "lost");
    await act("evaluator-a03", { action: "unplug" });
    await deviceBecomes("evaluator-a03", "lost");
    await grant(id);
    expect(await taskOf(wangfang, id, "deliver")).toMatchObject({ fallback: true });
    const handed = { receivedBy: "applicant", identityChecked: true, handedOver: true };
    await complete(wangfang, id, "deliver", handed);
    await expect.poll(async () => (await view(id)).status, WAIT).toBe("closed");
    expect(await taskOf(wangfang, id, "evaluate")).toMatchObject({ fallback: true });
    await complete(wangfang, id, "evaluate", { invited: true });
    const rated = await lin.send("POST", `/api/cases/${id}/evaluation`, { grade: 2 });
    expect(rated.statusCode).toBe(200);
    await Promise.all(["cabinet-1", "evaluator-a03"].map((one) => act(one, { action: "plug" })));
  });

  test("is unknown where there is no such device", async () => {
    expect((await act("nothing", { action: "plug" })).json()).toMatchObject({
      code: "DEVICE_NOT_FOUND",
    });
    expect((await act("display-1", { action: "explode" })).json()).toMatchObject({
      code: "SIMULATOR_ACTION_INVALID",
    });
  });
});

describe("a visit", () => {
  const DAY = "2026-11-25";
  const slotOf = async (slot: string): Promise<BookingSlots["slots"][number] | undefined> =>
    (await lin.get(`/api/bookings/slots?matterId=M02&date=${DAY}`))
      .json<BookingSlots>()
      .slots.find((one) => one.slot === slot);

  test("is given out within the quota, however many ask at once", { timeout: 30_000 }, async () => {
    const drafts = await Promise.all([1, 2, 3, 4].map(draft));
    expect(await slotOf("09:00")).toEqual({ slot: "09:00", endsAt: "09:30", remaining: 2 });
    const answers = await Promise.all(drafts.map((id) => book(id, "09:00", DAY)));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(2);
    expect(answers.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({
      code: "BOOKING_SLOT_FULL",
    });
    expect((await slotOf("09:00"))?.remaining).toBe(0);
  });

  test("is moved and cancelled, and gives its place back", { timeout: 30_000 }, async () => {
    const id = await draft();
    const before = (await slotOf("10:00"))?.remaining ?? 0;
    await book(id, "10:00", DAY);
    await book(id, "10:30", DAY);
    expect((await slotOf("10:00"))?.remaining).toBe(before);
    expect(await view(id)).toMatchObject({ booking: { date: DAY, slot: "10:30" } });
    expect((await lin.send("DELETE", `/api/cases/${id}/booking`)).json()).toEqual({ ok: true });
    expect((await view(id)).booking).toBeNull();
    expect((await lin.send("DELETE", `/api/cases/${id}/booking`)).json()).toMatchObject({
      code: "BOOKING_NOT_OPEN",
    });
  });

  test(
    "that was handed in moves forward only, until the visitor arrives",
    { timeout: 30_000 },
    async () => {
      const { id } = await booked();
      expect((await book(id, "17:00")).json()).toMatchObject({ code: "BOOKING_NOT_OPEN" });
      const moved = await book(id, "11:00");
      const { bookingCode } = moved.json<{ bookingCode: string }>();
      expect((await act("ticket-1", { action: "scan", bookingCode })).statusCode).toBe(200);
      await taskOf(wangfang, id, "call");
      expect((await book(id, "10:30")).json()).toMatchObject({ code: "BOOKING_NOT_OPEN" });
      expect((await lin.send("DELETE", `/api/cases/${id}/booking`)).json()).toMatchObject({
        code: "BOOKING_NOT_OPEN",
      });
    },
  );

  test.each([
    ["at night", "23:00", DAY],
    ["on a Sunday", "09:00", "2026-11-29"],
    ["in the past", "09:00", "2026-11-20"],
  ])("is not to be had %s", async (_when, slot, date) => {
    expect((await book(await draft(), slot, date)).json()).toMatchObject({
      code: "BOOKING_SLOT_UNKNOWN",
    });
  });

  test("belongs to its case: nobody else books or cancels it", async () => {
    const id = await draft();
    const zhao = await server.logIn("zhaojianguo");
    const asked = await zhao.send("POST", `/api/cases/${id}/booking`, { date: DAY, slot: "11:00" });
    expect(asked.json()).toMatchObject({ code: "NOT_FOUND" });
    await lin.send("PUT", `/api/cases/${id}/draft`, { channel: "online" });
    expect((await book(id, "11:00", DAY)).json()).toMatchObject({ code: "BOOKING_NOT_OPEN" });
  });
});
