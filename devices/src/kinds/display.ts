/** Calling screen 叫号屏: shows, and speaks, which number goes to which window. */
import { z } from "zod";
import type { DeviceMethod } from "./device-kind.ts";

const args = z.object({
  ticketNumber: z.string().regex(/^[A-Z]\d{3}$/),
  windowName: z.string().min(1).max(30),
  waiting: z.number().int().nonnegative(),
});
const result = z.object({ shown: z.literal(true) });

/** Shows and speaks a call. */
export const showCall: DeviceMethod<z.infer<typeof args>, z.infer<typeof result>> = {
  kind: "display",
  name: "show",
  args,
  result,
};
