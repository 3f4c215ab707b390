/** What every device kind owes the platform, over a real broker. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { Aedes } from "aedes";
import mqtt from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  askForRating,
  bookingScanned,
  connectDevices,
  type DeviceConnection,
  type DeviceResult,
  type DeviceStatus,
  issueTicket,
  openSlot,
  pickedUp,
  rated,
  showCall,
} from "./index.ts";
import { DeviceRefusal, type Simulators, startSimulators } from "./simulators/index.ts";

const devices = [
  { id: "ticket-1", kind: "ticketMachine", name: "一号取号机" },
  { id: "display-1", kind: "display", name: "大厅叫号屏" },
  { id: "cabinet-1", kind: "cabinet", name: "取件柜" },
  { id: "evaluator-a03", kind: "evaluator", name: "A03 评价器" },
] as const;
type DeviceId = (typeof devices)[number]["id"];

let broker: Aedes;
let server: Server;
let mqttUrl: string;
let simulators: Simulators;
let connection: DeviceConnection;
let serial = 0;

beforeAll(async () => {
  broker = await Aedes.createBroker();
  server = createServer(broker.handle);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  mqttUrl = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const now = (): number => Date.now();
  simulators = await startSimulators({ mqttUrl, devices, now });
  connection = await connectDevices({
    mqttUrl,
    caller: "test",
    now,
    newId: () => String((serial += 1)),
  });
  for (const device of devices) await status(device.id, "ready");
});

afterAll(async () => {
  await connection.close();
  await simulators.close();
  await new Promise<void>((resolve) => {
    broker.close(() => resolve());
  });
  server.close();
});

/** Waits until a device is known in a state. */
async function status(id: string, state: DeviceStatus["state"]): Promise<DeviceStatus> {
  const matches = (one: DeviceStatus): boolean =>
    one.id === id && one.state === state && one.description !== null;
  const known = connection.statuses().find(matches);
  if (known) return known;
  return new Promise((resolve) => {
    const stop = connection.onStatus((one) => {
      if (!matches(one)) return;
      stop();
      resolve(one);
    });
  });
}

const options = (
  idempotencyKey: string,
  timeoutMs = 3000,
): { idempotencyKey: string; timeoutMs: number } => ({
  idempotencyKey,
  timeoutMs,
});

const calls: Readonly<Record<DeviceId, (key: string) => Promise<DeviceResult<unknown>>>> = {
  "ticket-1": (key) =>
    connection.call(
      issueTicket,
      "ticket-1",
      { ticketNumber: "A005", matterName: "食品经营许可", waiting: 3 },
      options(key),
    ),
  "display-1": (key) =>
    connection.call(
      showCall,
      "display-1",
      { ticketNumber: "A005", windowName: "A03", waiting: 2 },
      options(key),
    ),
  "cabinet-1": (key) =>
    connection.call(
      openSlot,
      "cabinet-1",
      { pickupCode: "482913", label: "办件 0001" },
      options(key),
    ),
  "evaluator-a03": (key) =>
    connection.call(
      askForRating,
      "evaluator-a03",
      { reference: "17", question: "您对本次服务满意吗？", tags: ["效率高"] },
      options(key),
    ),
};
const face = (id: string): unknown => simulators.list().find((view) => view.id === id)?.face;

describe.each(devices)("$kind", ({ id, kind, name }) => {
  test("announces itself with a retained description", async () => {
    expect((await status(id, "ready")).description).toMatchObject({ id, kind, name });
  });
  test("does the same call once, however often it is asked", async () => {
    const first = await calls[id](`${id}-once`);
    const shown = face(id);
    expect(first).toMatchObject({ ok: true });
    expect(await calls[id](`${id}-once`)).toEqual(first);
    expect(face(id)).toEqual(shown);
  });
  test("is lost by its last will, fails at once, and comes back", async () => {
    const lost = status(id, "lost");
    await simulators.act(id, { action: "unplug" });
    await lost;
    expect(await calls[id](`${id}-lost`)).toMatchObject({ ok: false, fault: "DEVICE_LOST" });
    await simulators.act(id, { action: "plug" });
    await status(id, "ready");
    expect(await calls[id](`${id}-back`)).toMatchObject({ ok: true });
  });
  test("refuses an action it does not know", async () => {
    await expect(simulators.act(id, { action: "explode" })).rejects.toThrow(DeviceRefusal);
  });
});

describe("the platform's connection", () => {
  test("fails what is pending when the device is lost", async () => {
    const mute = await mqtt.connectAsync(mqttUrl, {
      clientId: "mute",
      will: {
        topic: "tongban/5/mute-1/$state",
        payload: Buffer.from("lost"),
        qos: 1,
        retain: true,
      },
      reconnectPeriod: 0,
    });
    await mute.subscribeAsync("gov/rpc/mute-1/+", { qos: 1 });
    const asked = new Promise<void>((resolve) => {
      mute.once("message", () => resolve());
    });
    const call = connection.call(
      showCall,
      "mute-1",
      { ticketNumber: "A001", windowName: "A03", waiting: 0 },
      options("m"),
    );
    await asked;
    mute.stream.destroy();
    expect(await call).toMatchObject({ ok: false, fault: "DEVICE_LOST" });
    mute.end(true);
  });
  test("gives up on a device that was never seen", async () => {
    const call = connection.call(
      showCall,
      "nobody",
      { ticketNumber: "A001", windowName: "A03", waiting: 0 },
      options("n", 100),
    );
    expect(await call).toMatchObject({ ok: false, fault: "DEVICE_UNKNOWN" });
  });
  test("hears scans, pick-ups and ratings", async () => {
    const heard: unknown[] = [];
    const all = new Promise<void>((resolve) => {
      const hear = (payload: unknown): void => {
        heard.push(payload);
        if (heard.length === 3) resolve();
      };
      connection.onEvent(bookingScanned, hear);
      connection.onEvent(pickedUp, hear);
      connection.onEvent(rated, hear);
    });
    await calls["cabinet-1"]("pick");
    await calls["evaluator-a03"]("rate");
    await simulators.act("ticket-1", { action: "scan", bookingCode: " ab12cd " });
    await simulators.act("cabinet-1", { action: "pickUp", code: "482913" });
    await simulators.act("evaluator-a03", { action: "tap", grade: 1, tags: ["效率高", "不存在"] });
    await all;
    expect(heard).toContainEqual({ bookingCode: "AB12CD" });
    expect(heard).toContainEqual({ reference: "17", grade: 1, tags: ["效率高"] });
    expect(heard).toContainEqual(expect.objectContaining({ pickupCode: "482913" }));
  });
  test("a cabinet keeps what lies in it over a restart", async () => {
    const cabinet = { id: "cabinet-2", kind: "cabinet", name: "二号取件柜" } as const;
    const second = await startSimulators({
      mqttUrl,
      devices: [cabinet],
      now: Date.now,
      parcels: new Map([["cabinet-2", [{ slot: "07", pickupCode: "112233", label: "办件 0007" }]]]),
    });
    await status("cabinet-2", "ready");
    const picked = new Promise((resolve) => {
      connection.onEvent(pickedUp, (payload, id) => {
        if (id === "cabinet-2") resolve(payload);
      });
    });
    await second.act("cabinet-2", { action: "pickUp", code: "112233" });
    expect(await picked).toEqual({ slot: "07", pickupCode: "112233" });
    await second.close();
  });
  test("a wrong pickup code opens nothing", async () => {
    await expect(simulators.act("cabinet-1", { action: "pickUp", code: "000000" })).rejects.toThrow(
      "取件码不正确",
    );
  });
});
