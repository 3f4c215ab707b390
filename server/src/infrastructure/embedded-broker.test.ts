import { connectAsync, type MqttClient } from "mqtt";
import { afterEach, beforeEach, expect, it } from "vitest";
import { brokerAccess } from "./broker-access.ts";
import { type EmbeddedBroker, startEmbeddedBroker } from "./embedded-broker.ts";

const access = brokerAccess("test");
const listen = (port = 0): Promise<EmbeddedBroker> =>
  startEmbeddedBroker({ host: "127.0.0.1", port, access });

let broker: EmbeddedBroker;
const clients: MqttClient[] = [];
beforeEach(async () => {
  broker = await listen();
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
  await broker.stop();
});

const portOf = ({ url }: EmbeddedBroker): number => Number(new URL(url).port);

async function device(username: string, password: string): Promise<MqttClient> {
  const client = await connectAsync(
    `mqtt://127.0.0.1:${portOf(broker)}`,
    { username, password, reconnectPeriod: 0 },
    false,
  );
  client.on("error", () => undefined);
  clients.push(client);
  return client;
}

async function platform(): Promise<{ readonly client: MqttClient; readonly heard: string[] }> {
  const client = await connectAsync(broker.url);
  clients.push(client);
  const heard: string[] = [];
  client.on("message", (topic, payload) => heard.push(`${topic} ${payload.toString()}`));
  await client.subscribeAsync(["tongban/5/#", "gov/#"], { qos: 1 });
  return { client, heard };
}

it("carries messages between the platform and a device that logs in under its id", async () => {
  const { client, heard } = await platform();
  const display = await device("display-1", access.passwordOf("display-1"));
  const called = new Promise<string>((resolve) => {
    display.on("message", (_topic, payload) => resolve(payload.toString()));
  });
  await display.subscribeAsync("gov/rpc/display-1/+", { qos: 1 });
  await client.publishAsync("gov/rpc/display-1/show", "A005", { qos: 1 });
  await expect(called).resolves.toBe("A005");
  await display.publishAsync("tongban/5/display-1/$state", "ready", { qos: 1 });
  await expect.poll(() => heard).toContain("tongban/5/display-1/$state ready");
});

it.each([
  ["nobody", ""],
  ["display-1", "wrong"],
  ["display-1", access.passwordOf("display-2")],
  ["tongban", access.passwordOf("display-1")],
  ["Not an id", access.passwordOf("Not an id")],
])("does not let %s in with %s", async (username, password) => {
  await expect(device(username, password)).rejects.toThrow("Bad username or password");
});

it("lets nobody in without a name", async () => {
  const url = `mqtt://127.0.0.1:${portOf(broker)}`;
  await expect(connectAsync(url, { reconnectPeriod: 0 }, false)).rejects.toThrow("Bad username");
});

it("lets a device speak for no other, not even by its last will", async () => {
  const { heard } = await platform();
  const display = await device("display-1", access.passwordOf("display-1"));
  display.publish("tongban/5/display-2/$state", "lost");
  const dying = await connectAsync(`mqtt://127.0.0.1:${portOf(broker)}`, {
    username: "display-1",
    password: access.passwordOf("display-1"),
    reconnectPeriod: 0,
    will: { topic: "tongban/5/display-2/$state", payload: Buffer.from("lost"), qos: 1 },
  });
  dying.on("error", () => undefined);
  dying.stream.destroy();
  const other = await device("display-3", access.passwordOf("display-3"));
  await other.publishAsync("tongban/5/display-3/$state", "ready", { qos: 1 });
  await expect.poll(() => heard).toContain("tongban/5/display-3/$state ready");
  expect(heard.filter((message) => message.includes("display-2"))).toEqual([]);
});

it("lets a device hear nothing that is meant for others", async () => {
  const display = await device("display-1", access.passwordOf("display-1"));
  for (const filter of ["#", "gov/rpc/+/show", "gov/rpc/display-2/show", "tongban/5/display-2/#"]) {
    await expect(display.subscribeAsync(filter)).rejects.toThrow("Subscribe error");
  }
  await expect(display.subscribeAsync("gov/rpc/display-1/+")).resolves.toHaveLength(1);
});

it("ends with its port free", async () => {
  const port = portOf(broker);
  await broker.stop();
  broker = await listen(port);
});

it("says which setting moves a taken port", async () => {
  const port = portOf(broker);
  await expect(listen(port)).rejects.toMatchObject({
    code: "PORT_TAKEN",
    sentence: { en: expect.stringContaining(`MQTT_PORT=${port + 1}`) as unknown },
  });
});
