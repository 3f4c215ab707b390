/** Whether a broker of the user's own can be used: it answers and lets us in. */
import { connectAsync } from "mqtt";
import { StartFailure } from "../infrastructure/start-failure.ts";
import { reasonOf, withoutPassword } from "./unreachable.ts";

/**
 * Connects once and leaves.
 *
 * @throws StartFailure `BROKER_UNREACHABLE`
 */
export async function checkBroker(mqttUrl: string): Promise<void> {
  try {
    const client = await connectAsync(
      mqttUrl,
      { reconnectPeriod: 0, connectTimeout: 10_000 },
      false,
    );
    await client.endAsync();
  } catch (error) {
    const address = withoutPassword(mqttUrl);
    const reason = reasonOf(error);
    throw new StartFailure(
      "BROKER_UNREACHABLE",
      {
        zh: `无法连接设备消息服务 ${address}：${reason.zh}。请检查 MQTT_URL 及该服务是否已启动，或去掉 MQTT_URL 使用内置服务。`,
        en: `The broker ${address} cannot be reached: ${reason.en}. Check MQTT_URL and whether the broker runs, or remove MQTT_URL to use the embedded one.`,
      },
      { cause: error },
    );
  }
}
