/** Keeps each device's row as the broker tells it, one after the other, and tells the screens. */
import type { DeviceStatus } from "@tongban/devices";
import type { LifecyclePart } from "../../lifecycle.ts";
import type { Platform } from "../../platform.ts";

/** Writes rows; as a part of the lifecycle it forgets old states at the start and ends when everything is written. */
export interface DeviceRows extends LifecyclePart {
  record(status: Pick<DeviceStatus, "id" | "state">): void;
}

/** @param onError told about a row that could not be written; the next state is written all the same */
export function deviceRows(
  { runtime, database, clock }: Platform,
  onError: (error: unknown) => void,
): DeviceRows {
  let last: Promise<void> = Promise.resolve();

  const write = ({ id, state }: Pick<DeviceStatus, "id" | "state">): Promise<void> =>
    runtime.transact(async ({ database: tx, sql }) => {
      const before = await tx.device.findUnique({ where: { id } });
      // A device that this city does not have may be somebody else's on the same broker.
      if (before === null) return;
      await tx.device.update({
        where: { id },
        data: { state, lastSeenAt: clock.date(), ...(state === "ready" && { alerts: [] }) },
      });
      if (before.state !== state) await runtime.notify(sql, { kind: "device", id });
    });

  return {
    record(status) {
      last = last.then(() => write(status)).catch(onError);
    },
    // What was true before the server stopped may not be: the broker tells it anew.
    start: async () => void (await database.device.updateMany({ data: { state: "init" } })),
    stop: () => last,
  };
}
