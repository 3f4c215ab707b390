/**
 * The server's line to the hall's devices, and the simulated devices where they are switched on. The broker may be away at the
 * start or later: calls then fail as values, and the line is tried again until it holds.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import {
  connectDevices,
  type DeviceConnection,
  type DeviceEvent,
  type DeviceStatus,
} from "@tongban/devices";
import { type Simulators, startSimulators } from "@tongban/devices/simulators";
import type { LifecyclePart } from "../lifecycle.ts";

/** Devices that are simulated, with what lies in the cabinets. */
export type SimulatedDevices = Pick<Parameters<typeof startSimulators>[0], "devices" | "parcels">;

/** What the hall does with its devices. */
export interface HallDevices extends LifecyclePart {
  /** Calls a method; never throws for what a device or the network does. */
  readonly call: DeviceConnection["call"];
  /** The state last heard; null for a device that was never heard of. */
  stateOf(id: string): DeviceStatus["state"] | null;
  /** Hears states; only before the start. */
  onStatus(listener: (status: DeviceStatus) => void): void;
  /** Hears events of one kind; only before the start. */
  onEvent<Payload>(
    event: DeviceEvent<Payload>,
    listener: (payload: Payload, id: string) => void,
  ): void;
  /** Hears that a simulated device looks different; only before the start. */
  onSimulatorChange(listener: (id: string) => void): void;
  /** Null where none run. */
  simulators(): Simulators | null;
}

/** What the line needs. */
export interface HallDevicesOptions {
  readonly mqttUrl: string;
  /** Epoch ms. */
  readonly now: () => number;
  /** The devices to simulate; null simulates none. */
  readonly simulated: (() => Promise<SimulatedDevices>) | null;
  /** Told when the broker cannot be reached, once for each time that it is lost. */
  readonly onError: (error: unknown) => void;
}

/** How long the start of the server waits for the broker, and for how long the next try waits. */
const PATIENCE_MS = 3000;
const RETRY_MS = 2000;

/** Builds the line; it is open between `start` and `stop`. */
export function hallDevices(options: HallDevicesOptions): HallDevices {
  const wirings: ((connection: DeviceConnection) => void)[] = [];
  const simulatorListeners: ((id: string) => void)[] = [];
  let connection: DeviceConnection | null = null;
  let simulators: Simulators | null = null;
  let attempt = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let isReported = false;

  async function open(): Promise<void> {
    const { mqttUrl, now, simulated } = options;
    if (connection === null) {
      const caller = `tongban-${randomUUID()}`;
      connection = await connectDevices({ mqttUrl, caller, now, newId: randomUUID });
      for (const wire of wirings) wire(connection);
    }
    if (simulated === null || simulators !== null || isStopped) return;
    simulators = await startSimulators({ mqttUrl, now, ...(await simulated()) });
    simulators.onChange((id) => {
      if (!isStopped) for (const listener of simulatorListeners) listener(id);
    });
  }

  function tryToOpen(): void {
    attempt = open().catch((error: unknown) => {
      if (!isReported) options.onError(error);
      isReported = true;
      if (isStopped) return;
      timer = setTimeout(tryToOpen, RETRY_MS);
      timer.unref();
    });
  }

  return {
    call: async (method, id, args, bounds) =>
      connection === null
        ? { ok: false, fault: "BROKER_UNREACHABLE", message: "not connected to the broker" }
        : connection.call(method, id, args, bounds),
    stateOf: (id) => connection?.statuses().find((status) => status.id === id)?.state ?? null,
    onStatus: (listener) =>
      void wirings.push((opened) => {
        opened.onStatus(listener);
        // Retained states may have come before anybody listened.
        for (const status of opened.statuses()) listener(status);
      }),
    onEvent: (event, listener) => void wirings.push((opened) => opened.onEvent(event, listener)),
    onSimulatorChange: (listener) => void simulatorListeners.push(listener),
    simulators: () => simulators,
    async start() {
      tryToOpen();
      await Promise.race([attempt, delay(PATIENCE_MS, undefined, { ref: false })]);
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await attempt;
      await simulators?.close();
      await connection?.close();
    },
  };
}
