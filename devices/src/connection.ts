/** The platform's side of the broker: knows each device's state, calls devices, hears their events. */
import mqtt, { type MqttClient } from "mqtt";
import {
  type DeviceDescription,
  type DeviceState,
  deviceDescription,
  deviceState,
  readJson,
  rpcReply,
  topics,
} from "./contract.ts";
import type { DeviceEvent, DeviceMethod } from "./kinds/device-kind.ts";
import type { DeviceFault, DeviceResult } from "./device-result.ts";
import { PendingCalls } from "./pending-calls.ts";

/** What is known about a device; instants in epoch ms. */
export interface DeviceStatus {
  readonly id: string;
  readonly state: DeviceState;
  readonly description: DeviceDescription | null;
  readonly lastSeenAt: number;
}

/** How a call is bounded and made repeatable. */
export interface CallOptions {
  readonly idempotencyKey: string;
  /** Milliseconds, 100 to 30,000. */
  readonly timeoutMs: number;
}

/** What the platform does with devices. */
export interface DeviceConnection {
  /** Calls a method; never throws for what a device or the network does. */
  call<Args, Result>(
    method: DeviceMethod<Args, Result>,
    id: string,
    args: Args,
    options: CallOptions,
  ): Promise<DeviceResult<Result>>;
  /** All devices that were ever seen, by id. */
  statuses(): readonly DeviceStatus[];
  /** Hears each change of a device's state; returns the way to stop hearing. */
  onStatus(listener: (status: DeviceStatus) => void): () => void;
  /** Hears an event of one kind; payloads that do not fit its schema are dropped. */
  onEvent<Payload>(
    event: DeviceEvent<Payload>,
    listener: (payload: Payload, id: string) => void,
  ): () => void;
  /** Fails what is pending and disconnects. */
  close(): Promise<void>;
}

/** What a connection needs from outside. */
export interface ConnectionOptions {
  readonly mqttUrl: string;
  /** Name of this server process on the broker; unique among processes. */
  readonly caller: string;
  readonly now: () => number;
  readonly newId: () => string;
}

/**
 * Connects and subscribes; the client reconnects by itself from then on.
 * @throws when the broker cannot be reached at the first try
 */
export async function connectDevices(options: ConnectionOptions): Promise<DeviceConnection> {
  const client = await mqtt.connectAsync(
    options.mqttUrl,
    { clientId: options.caller, reconnectPeriod: 1000, connectTimeout: 10_000, clean: true },
    false,
  );
  const connection = new MqttDeviceConnection(client, options);
  await connection.subscribe();
  return connection;
}

class MqttDeviceConnection implements DeviceConnection {
  readonly #client: MqttClient;
  readonly #options: ConnectionOptions;
  readonly #devices = new Map<string, DeviceStatus>();
  readonly #pending: PendingCalls;
  readonly #statusListeners = new Set<(status: DeviceStatus) => void>();
  readonly #eventListeners = new Set<(id: string, name: string, payload: unknown) => void>();

  constructor(client: MqttClient, options: ConnectionOptions) {
    this.#client = client;
    this.#options = options;
    this.#pending = new PendingCalls();
    client.on("message", (topic, payload) => this.#receive(topic, payload));
    // Without a listener a lost socket would end the process; the client reconnects by itself.
    client.on("error", () => undefined);
    client.on("close", () => this.#pending.failAll("BROKER_UNREACHABLE", "broker connection lost"));
  }

  async subscribe(): Promise<void> {
    await this.#client.subscribeAsync(
      [
        topics.state("+"),
        topics.description("+"),
        topics.event("+", "+"),
        topics.reply(this.#options.caller),
      ],
      { qos: 1 },
    );
  }

  async call<Args, Result>(
    method: DeviceMethod<Args, Result>,
    id: string,
    args: Args,
    { idempotencyKey, timeoutMs }: CallOptions,
  ): Promise<DeviceResult<Result>> {
    if (!this.#client.connected) return fault("BROKER_UNREACHABLE", "not connected to the broker");
    const state = this.#devices.get(id)?.state;
    if (state === "lost" || state === "disconnected")
      return fault("DEVICE_LOST", `${id} is ${state}`);

    const correlationId = this.#options.newId();
    const reply = this.#pending.add(correlationId, id, timeoutMs);
    const request = {
      replyTo: topics.reply(this.#options.caller),
      correlationId,
      idempotencyKey,
      expiresAt: this.#options.now() + timeoutMs,
      args: method.args.parse(args),
    };
    this.#client.publish(
      topics.call(id, method.name),
      JSON.stringify(request),
      { qos: 1 },
      (error) => {
        if (error) this.#pending.fail(correlationId, "BROKER_UNREACHABLE", error.message);
      },
    );
    const answer = await reply;
    if (!answer.ok) {
      const unknown = answer.fault === "DEVICE_TIMEOUT" && !this.#devices.has(id);
      return unknown ? fault("DEVICE_UNKNOWN", `${id} was never seen`) : answer;
    }
    const parsed = method.result.safeParse(answer.result);
    return parsed.success
      ? { ok: true, result: parsed.data }
      : fault("DEVICE_ANSWER_INVALID", parsed.error.message);
  }

  statuses(): readonly DeviceStatus[] {
    return [...this.#devices.values()].toSorted((a, b) => a.id.localeCompare(b.id));
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    this.#statusListeners.add(listener);
    return () => this.#statusListeners.delete(listener);
  }

  onEvent<Payload>(
    event: DeviceEvent<Payload>,
    listener: (payload: Payload, id: string) => void,
  ): () => void {
    const hear = (id: string, name: string, payload: unknown): void => {
      if (name !== event.name || this.#devices.get(id)?.description?.kind !== event.kind) return;
      const parsed = event.payload.safeParse(payload);
      if (parsed.success) listener(parsed.data, id);
    };
    this.#eventListeners.add(hear);
    return () => this.#eventListeners.delete(hear);
  }

  async close(): Promise<void> {
    this.#pending.failAll("BROKER_UNREACHABLE", "shutting down");
    await this.#client.endAsync();
  }

  #receive(topic: string, payload: Uint8Array): void {
    if (topic === topics.reply(this.#options.caller)) {
      const reply = rpcReply.safeParse(readJson(payload));
      // A late or doubled answer finds nobody waiting and is dropped.
      if (reply.success) this.#pending.settle(reply.data);
      return;
    }
    const [, , id = "", kind = "", name = ""] = topic.split("/");
    if (kind === "$state") this.#learnState(id, new TextDecoder().decode(payload));
    else if (kind === "$description") this.#learnDescription(id, readJson(payload));
    else if (kind === "events") {
      const body = readJson(payload);
      for (const hear of this.#eventListeners) hear(id, name, body);
    }
  }

  #learnState(id: string, text: string): void {
    const state = deviceState.safeParse(text);
    if (!state.success) return;
    this.#learn(id, { state: state.data });
    if (state.data === "lost" || state.data === "disconnected") {
      this.#pending.failDevice(id, "DEVICE_LOST", `${id} is ${state.data}`);
    }
  }

  #learnDescription(id: string, json: unknown): void {
    const description = deviceDescription.safeParse(json);
    if (description.success && description.data.id === id) {
      this.#learn(id, { description: description.data });
    }
  }

  #learn(id: string, news: Partial<Pick<DeviceStatus, "state" | "description">>): void {
    const before = this.#devices.get(id);
    const status: DeviceStatus = {
      id,
      state: before?.state ?? "init",
      description: before?.description ?? null,
      ...news,
      lastSeenAt: this.#options.now(),
    };
    this.#devices.set(id, status);
    for (const listener of this.#statusListeners) listener(status);
  }
}

function fault(code: DeviceFault, message: string): DeviceResult<never> {
  return { ok: false, fault: code, message };
}
