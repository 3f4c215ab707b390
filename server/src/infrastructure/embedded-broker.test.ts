import { connectAsync } from "mqtt";
import { expect, it } from "vitest";
import { startEmbeddedBroker } from "./embedded-broker.ts";

it("carries messages between clients and ends with its port free", async () => {
  const broker = await startEmbeddedBroker({ host: "127.0.0.1", port: 0 });
  const [hall, desk] = await Promise.all([connectAsync(broker.url), connectAsync(broker.url)]);
  const heard = new Promise<string>((resolve) => {
    desk.on("message", (_topic, payload) => resolve(payload.toString()));
  });
  await desk.subscribeAsync("hall/call", { qos: 1 });
  await hall.publishAsync("hall/call", "A005", { qos: 1 });
  await expect(heard).resolves.toBe("A005");
  await Promise.all([hall.endAsync(), desk.endAsync()]);

  await broker.stop();
  const port = Number(new URL(broker.url).port);
  const again = await startEmbeddedBroker({ host: "127.0.0.1", port });
  await again.stop();
});

it("says which setting moves a taken port", async () => {
  const broker = await startEmbeddedBroker({ host: "127.0.0.1", port: 0 });
  const port = Number(new URL(broker.url).port);
  await expect(startEmbeddedBroker({ host: "127.0.0.1", port })).rejects.toMatchObject({
    code: "PORT_TAKEN",
    sentence: { en: expect.stringContaining(`MQTT_PORT=${port + 1}`) as unknown },
  });
  await broker.stop();
});
