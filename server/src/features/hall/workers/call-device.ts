/** Calling a device of a hall for a job. What goes wrong becomes the model's error, so that a person takes over. */
import type { DeviceFault, DeviceKindName, DeviceMethod } from "@tongban/devices";
import type { HallDevices } from "../../../infrastructure/hall-devices.ts";
import type { Platform } from "../../../platform.ts";
import { JobError } from "../../../runtime/index.ts";

/** What device workers stand on. */
export interface DeviceWork {
  readonly platform: Platform;
  readonly devices: HallDevices;
}

/** A device of the hall. */
export interface ChosenDevice {
  readonly id: string;
  readonly name: string;
}

/** A device that has not answered by then is treated as gone. */
const TIMEOUT_MS = 5000;

const FAULTS: Readonly<Record<DeviceFault, string>> = {
  BROKER_UNREACHABLE: "设备网络中断",
  DEVICE_UNKNOWN: "尚未接入",
  DEVICE_LOST: "已离线",
  DEVICE_TIMEOUT: "没有应答",
  DEVICE_REFUSED: "未能完成操作",
  DEVICE_ANSWER_INVALID: "应答有误",
};

/**
 * A device of a kind, one that is ready before one that is not.
 * @throws JobError DEVICE_UNAVAILABLE when the hall has none
 */
export async function chooseDevice(
  { platform, devices }: DeviceWork,
  hallId: string,
  kind: DeviceKindName,
  windowId: string | null = null,
): Promise<ChosenDevice> {
  const all = await platform.database.device.findMany({
    where: { hallId, kind },
    orderBy: { id: "asc" },
  });
  const atWindow = all.find((device) => windowId !== null && device.windowId === windowId);
  const ready = all.find(({ id }) => devices.stateOf(id) === "ready");
  const chosen = atWindow ?? ready ?? all[0];
  if (chosen === undefined) throw unavailable("大厅没有这种设备");
  return chosen;
}

/**
 * Calls the device with the job's id as key: tried again, the device does it once.
 * @throws JobError DEVICE_UNAVAILABLE
 */
export async function callDevice<Args, Result>(
  { platform, devices }: DeviceWork,
  job: { readonly id: string },
  device: ChosenDevice,
  method: DeviceMethod<Args, Result>,
  args: Args,
): Promise<Result> {
  const answer = await devices.call(method, device.id, args, {
    idempotencyKey: job.id,
    timeoutMs: TIMEOUT_MS,
  });
  if (answer.ok) return answer.result;
  const isRefusal = answer.fault === "DEVICE_REFUSED";
  if (isRefusal) await alert(platform, device.id, answer.message);
  throw unavailable(
    `${device.name}${FAULTS[answer.fault]}${isRefusal ? `：${answer.message}` : ""}`,
  );
}

/** What the device says stands beside it on the hall's page until it is ready again. */
async function alert({ runtime }: Platform, id: string, message: string): Promise<void> {
  await runtime.transact(async ({ database, sql }) => {
    await database.device.updateMany({ where: { id }, data: { alerts: [message] } });
    await runtime.notify(sql, { kind: "device", id });
  });
}

function unavailable(message: string): JobError {
  return new JobError("DEVICE_UNAVAILABLE", message);
}
