/** Shapes of the hall: windows, queue, devices, bookings. */
import { z } from "zod";

export const deviceKindSchema = z.enum(["ticketMachine", "display", "cabinet", "evaluator"]);
const deviceStateSchema = z.enum(["init", "ready", "sleeping", "disconnected", "lost", "alert"]);

const deviceViewSchema = z
  .object({
    id: z.string(),
    kind: deviceKindSchema,
    name: z.string(),
    state: deviceStateSchema,
    lastSeenAt: z.string().nullable(),
    alerts: z.array(z.string()).describe("Sentences"),
  })
  .meta({ id: "Device" });

const ticketViewSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    state: z.enum(["waiting", "called", "serving", "served", "missed"]),
    windowName: z.string().nullable(),
    matterName: z.string().nullable(),
    issuedAt: z.string(),
    calledAt: z.string().nullable(),
  })
  .meta({ id: "Ticket" });

export const hallViewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    waiting: z.number().int().describe("Numbers that were not called yet"),
    windows: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        clerk: z.string().nullable(),
        currentTicket: z.string().nullable(),
      }),
    ),
    queue: z.array(ticketViewSchema).describe("Today's numbers that are not served yet"),
    devices: z.array(deviceViewSchema),
  })
  .meta({ id: "Hall" });

/** See {@link hallViewSchema}. */
export type HallView = z.infer<typeof hallViewSchema>;

export const simulatorViewSchema = z
  .object({
    id: z.string(),
    kind: deviceKindSchema,
    name: z.string(),
    state: deviceStateSchema,
    face: z.record(z.string(), z.unknown()).describe("What stands on it; depends on the kind"),
  })
  .meta({ id: "Simulator" });

/** A day, `YYYY-MM-DD`. */
export const dateSchema = z.iso.date();
/** Beginning of a visit, `HH:MM`. */
export const slotSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const slotsSchema = z
  .object({
    date: dateSchema,
    hall: z.object({ id: z.string(), name: z.string(), address: z.string() }),
    slots: z
      .array(
        z.object({
          slot: slotSchema,
          endsAt: z.string().describe("HH:MM"),
          remaining: z.number().int().nonnegative(),
        }),
      )
      .describe("Empty on days off"),
  })
  .meta({ id: "BookingSlots" });

/** See {@link slotsSchema}. */
export type BookingSlots = z.infer<typeof slotsSchema>;

export const bookedSchema = z.object({
  bookingCode: z.string(),
  date: dateSchema,
  slot: slotSchema,
});
