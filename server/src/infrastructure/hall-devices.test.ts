/** The line to the devices while the broker comes and goes. */
import { issueTicket } from "@tongban/devices";
import { afterEach, expect, it } from "vitest";
import { brokerAccess } from "./broker-access.ts";
import { type EmbeddedBroker, startEmbeddedBroker } from "./embedded-broker.ts";
import { type HallDevices, hallDevices } from "./hall-devices.ts";

const WAIT = { timeout: 10_000 };
const TICKET = { ticketNumber: "A001", matterName: "食品经营许可", waiting: 0 };
const access = brokerAccess("test");
const errors: unknown[] = [];
let broker: EmbeddedBroker;
let devices: HallDevices;

afterEach(async () => {
  await devices.stop();
  await broker.stop();
  errors.length = 0;
});

const listen = (port: number): Promise<EmbeddedBroker> =>
  startEmbeddedBroker({ host: "127.0.0.1", port, access });

/** A port that is free again. */
async function freePort(): Promise<number> {
  const found = await listen(0);
  await found.stop();
  return Number(new URL(found.url).port);
}

function lineTo(port: number): HallDevices {
  return hallDevices({
    mqttUrl: `mqtt://${access.credentials}@127.0.0.1:${port}`,
    now: Date.now,
    simulated: async () => ({
      devices: [{ id: "ticket-1", kind: "ticketMachine", name: "1 号取号机" }],
    }),
    onError: (error) => errors.push(error),
  });
}

const print = (key: string) =>
  devices.call(issueTicket, "ticket-1", TICKET, { idempotencyKey: key, timeoutMs: 1000 });
const state = (): string | null => devices.stateOf("ticket-1");

it("starts without a broker, says so once, and connects when there is one", async () => {
  const port = await freePort();
  devices = lineTo(port);
  await devices.start();
  expect(errors).toHaveLength(1);
  expect(state()).toBeNull();
  expect(await print("a")).toMatchObject({ ok: false, fault: "BROKER_UNREACHABLE" });
  broker = await listen(port);
  await expect.poll(state, WAIT).toBe("ready");
  expect(await print("a")).toEqual({ ok: true, result: { printed: true } });
  expect(errors).toHaveLength(1);
});

it("outlives its broker and goes on with the next", async () => {
  const port = await freePort();
  broker = await listen(port);
  devices = lineTo(port);
  const heard: string[] = [];
  devices.onStatus((status) => heard.push(status.state));
  await devices.start();
  await expect.poll(state, WAIT).toBe("ready");
  await broker.stop();
  await expect
    .poll(() => print("b"), WAIT)
    .toMatchObject({ ok: false, fault: "BROKER_UNREACHABLE" });
  broker = await listen(port);
  await expect.poll(() => print("b"), WAIT).toEqual({ ok: true, result: { printed: true } });
  expect(heard).toContain("ready");
});

it("says goodbye for the devices that it simulates", async () => {
  broker = await listen(0);
  devices = lineTo(Number(new URL(broker.url).port));
  const heard: string[] = [];
  devices.onStatus((status) => heard.push(status.state));
  await devices.start();
  await expect.poll(state, WAIT).toBe("ready");
  await devices.stop();
  expect(devices.simulators()?.list()).toMatchObject([{ id: "ticket-1", state: "disconnected" }]);
});
