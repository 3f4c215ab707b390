/**
 * A device that is software: a real MQTT client with state, description, last will and idempotent methods. A kind adds what it
 * shows and what a person can do at it.
 */
import mqtt, { type MqttClient } from "mqtt";
import {
  type DeviceDescription,
  type DeviceState,
  readJson,
  rpcRequest,
  topics,
} from "../contract.ts";
import { DeviceRefusal } from "./device-refusal.ts";
import type { DeviceEvent, DeviceMethod } from "../kinds/device-kind.ts";

/** What the browser page of a simulator shows. */
export interface SimulatorView {
  readonly id: string;
  readonly kind: DeviceDescription["kind"];
  readonly name: string;
  readonly state: DeviceState;
  /** What stands on the device's face now; its shape depends on the kind. */
  readonly face: Readonly<Record<string, unknown>>;
}

/** How many answers a device remembers by idempotency key. */
const REMEMBERED = 500;

/** An answer without the envelope that names its call. */
type Answer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };

type Handler = (args: unknown) => unknown;

/** The part that all simulators share. */
export abstract class SimulatedDevice {
  readonly description: DeviceDescription;
  readonly #mqttUrl: string;
  readonly #now: () => number;
  readonly #changed: () => void;
  readonly #handlers = new Map<string, Handler>();
  readonly #answers = new Map<string, Answer>();
  #client: MqttClient | null = null;
  #state: DeviceState = "disconnected";

  constructor(options: {
    readonly description: DeviceDescription;
    readonly mqttUrl: string;
    readonly now: () => number;
    readonly changed: () => void;
  }) {
    this.description = options.description;
    this.#mqttUrl = options.mqttUrl;
    this.#now = options.now;
    this.#changed = options.changed;
  }

  /** What the device shows, for the simulator page. */
  protected abstract face(): Readonly<Record<string, unknown>>;

  /** What a person does at the device. @throws DeviceRefusal when the device cannot do it */
  abstract act(action: Readonly<Record<string, unknown>>): void;

  /** Snapshot for the simulator page. */
  view(): SimulatorView {
    const { id, kind, name } = this.description;
    return { id, kind, name, state: this.#state, face: this.face() };
  }

  /** Connects and announces itself; does nothing when it is plugged in already. */
  async plug(): Promise<void> {
    if (this.#client !== null) return;
    const { id } = this.description;
    const client = await mqtt.connectAsync(
      this.#mqttUrl,
      {
        clientId: `device-${id}`,
        clean: true,
        reconnectPeriod: 1000,
        will: { topic: topics.state(id), payload: Buffer.from("lost"), qos: 1, retain: true },
      },
      false,
    );
    this.#client = client;
    client.on("error", () => undefined);
    client.on("message", (topic, payload) => this.#receive(topic, payload));
    // After a broker restart the retained state is gone or says lost: announce again.
    client.on("connect", () => void this.#announce(client));
    await client.subscribeAsync(topics.call(id, "+"), { qos: 1 });
    await this.#announce(client);
  }

  /** Pulls the plug: the socket dies without a goodbye, so the broker publishes the last will. */
  unplug(): void {
    const client = this.#client;
    if (client === null) return;
    this.#client = null;
    client.options.reconnectPeriod = 0;
    client.stream.destroy();
    client.end(true);
    this.#become("lost");
  }

  /** Says goodbye and disconnects. */
  async close(): Promise<void> {
    const client = this.#client;
    if (client === null) return;
    this.#client = null;
    if (client.connected) {
      await client.publishAsync(topics.state(this.description.id), "disconnected", {
        qos: 1,
        retain: true,
      });
    }
    await client.endAsync();
    this.#become("disconnected");
  }

  /** Registers what a method does; the same idempotency key is answered from memory. */
  protected handle<Args, Result>(
    method: DeviceMethod<Args, Result>,
    run: (args: Args) => Result,
  ): void {
    this.#handlers.set(method.name, (args) => method.result.parse(run(method.args.parse(args))));
  }

  /** Reports an event. @throws DeviceRefusal while unplugged */
  protected report<Payload>(event: DeviceEvent<Payload>, payload: Payload): void {
    if (!this.#client?.connected) throw new DeviceRefusal("UNPLUGGED", "设备未接通。");
    const body = JSON.stringify(event.payload.parse(payload));
    this.#client.publish(topics.event(this.description.id, event.name), body, { qos: 1 });
  }

  /** Tells the page that the face has changed. */
  protected faceChanged(): void {
    this.#changed();
  }

  async #announce(client: MqttClient): Promise<void> {
    const { id } = this.description;
    await client.publishAsync(topics.description(id), JSON.stringify(this.description), {
      qos: 1,
      retain: true,
    });
    await client.publishAsync(topics.state(id), "ready", { qos: 1, retain: true });
    this.#become("ready");
  }

  #become(state: DeviceState): void {
    this.#state = state;
    this.#changed();
  }

  #receive(topic: string, payload: Uint8Array): void {
    const method = topic.split("/").at(-1) ?? "";
    const request = rpcRequest.safeParse(readJson(payload));
    if (!request.success || request.data.expiresAt < this.#now()) return;
    const { replyTo, correlationId, idempotencyKey, args } = request.data;
    const answer = this.#answers.get(idempotencyKey) ?? this.#carryOut(method, args);
    // A refusal is not kept: the same call may succeed once its cause is gone.
    if (answer.ok) this.#remember(idempotencyKey, answer);
    this.#client?.publish(replyTo, JSON.stringify({ ...answer, correlationId }), { qos: 1 });
  }

  #carryOut(method: string, args: unknown): Answer {
    const handler = this.#handlers.get(method);
    if (handler === undefined) return refusal("METHOD_UNKNOWN", `no method ${method}`);
    try {
      const result = handler(args);
      this.#changed();
      return { ok: true, result };
    } catch (error) {
      return error instanceof DeviceRefusal
        ? refusal(error.code, error.message)
        : refusal("ARGS_INVALID", error instanceof Error ? error.message.slice(0, 300) : "");
    }
  }

  #remember(key: string, answer: Answer): void {
    this.#answers.set(key, answer);
    const oldest = this.#answers.keys().next();
    if (this.#answers.size > REMEMBERED && !oldest.done) this.#answers.delete(oldest.value);
  }
}

function refusal(code: string, message: string): Answer {
  return { ok: false, error: { code, message } };
}
