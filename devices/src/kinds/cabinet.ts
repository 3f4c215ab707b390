/** Pickup cabinet 智能取件柜: opens a free slot for the clerk, later opens it for who has the code. */
import { z } from "zod";
import type { DeviceEvent, DeviceMethod } from "./device-kind.ts";

const pickupCode = z.string().regex(/^\d{6}$/);
const args = z.object({ pickupCode, label: z.string().max(60) });
const result = z.object({ slot: z.string().regex(/^\d{2}$/) });
const pickedPayload = z.object({ slot: z.string().regex(/^\d{2}$/), pickupCode });

/** Opens a free slot and binds the pickup code to it. */
export const openSlot: DeviceMethod<z.infer<typeof args>, z.infer<typeof result>> = {
  kind: "cabinet",
  name: "open",
  args,
  result,
};

/** Somebody opened the slot with the code and took out what was in it. */
export const pickedUp: DeviceEvent<z.infer<typeof pickedPayload>> = {
  kind: "cabinet",
  name: "picked",
  payload: pickedPayload,
};
