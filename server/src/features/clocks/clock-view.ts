/** Clocks as screens show them. */
import { z } from "zod";
import { readClock } from "../../domain/clock/clock-ledger.ts";
import { ledgerOf, type StoredClock } from "./clock-store.ts";
import type { WorkingCalendars } from "./working-calendars.ts";

export const lightSchema = z.enum(["green", "yellow", "red", "grey"]);

export const clockViewSchema = z
  .object({
    id: z.string(),
    purpose: z.enum(["acceptance", "decision", "node", "delivery", "correction"]),
    label: z.string(),
    budget: z.number().int().describe("Working days, extensions included"),
    unit: z.literal("workingDay"),
    state: z.enum(["running", "paused", "stopped"]),
    light: lightSchema,
    startedAt: z.string(),
    stoppedAt: z.string().nullable(),
    dueAt: z.string().nullable().describe("null while paused"),
    usedWorkingDays: z.number().int(),
    remainingWorkingMinutes: z.number().int().nullable().describe("Negative when overdue"),
    segments: z.array(
      z.object({
        from: z.string(),
        to: z.string().nullable(),
        kind: z.enum(["run", "pause", "extension"]),
        reason: z.string().nullable(),
        documentNumber: z.string().nullable(),
      }),
    ),
    calendar: z.object({ id: z.string(), version: z.number().int() }),
  })
  .meta({ id: "ClockView" });

/** See {@link clockViewSchema}. */
export type ClockView = z.infer<typeof clockViewSchema>;

/** What a clock shows at `now` (epoch ms). */
export async function clockView(
  clock: StoredClock,
  calendars: WorkingCalendars,
  now: number,
): Promise<ClockView> {
  const calendar = await calendars.version(clock.calendarId, clock.calendarVersion);
  const reading = readClock(ledgerOf(clock), calendar, now);
  return {
    id: clock.id,
    purpose: clock.purpose as ClockView["purpose"],
    label: clock.label,
    budget: clock.budgetDays + clock.extensionDays,
    unit: "workingDay",
    state: reading.state,
    light: reading.light,
    startedAt: clock.startedAt.toISOString(),
    stoppedAt: clock.stoppedAt?.toISOString() ?? null,
    dueAt: reading.dueAt === null ? null : new Date(reading.dueAt).toISOString(),
    usedWorkingDays: reading.usedDays,
    remainingWorkingMinutes: reading.remainingMinutes,
    segments: clock.segments
      .toSorted((a, b) => a.position - b.position)
      .map(({ fromAt, toAt, kind, reason, documentNumber }) => ({
        from: fromAt.toISOString(),
        to: toAt?.toISOString() ?? null,
        kind: kind as ClockView["segments"][number]["kind"],
        reason,
        documentNumber,
      })),
    calendar: { id: clock.calendarId, version: clock.calendarVersion },
  };
}
