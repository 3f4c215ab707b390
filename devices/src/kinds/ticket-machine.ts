/** Ticket machine 取号机: reads a booking code, prints a queue ticket. */
import { z } from "zod";
import type { DeviceEvent, DeviceMethod } from "./device-kind.ts";

const args = z.object({
  ticketNumber: z.string().regex(/^[A-Z]\d{3}$/),
  matterName: z.string().max(100),
  waiting: z.number().int().nonnegative(),
});
const result = z.object({ printed: z.literal(true) });
const scannedPayload = z.object({ bookingCode: z.string().regex(/^[0-9A-Z]{6,12}$/) });

/** Prints a ticket. */
export const issueTicket: DeviceMethod<z.infer<typeof args>, z.infer<typeof result>> = {
  kind: "ticketMachine",
  name: "issue",
  args,
  result,
};

/** A visitor held a booking code under the reader. */
export const bookingScanned: DeviceEvent<z.infer<typeof scannedPayload>> = {
  kind: "ticketMachine",
  name: "scanned",
  payload: scannedPayload,
};
