/** Simulated devices: what stands on them, and what a person does at them. */
import { DeviceRefusal } from "@tongban/devices/simulators";
import { z } from "zod";
import { Problem } from "../../errors.ts";
import type { Routes } from "../../http.ts";
import type { HallDevices } from "../../infrastructure/hall-devices.ts";
import type { Platform } from "../../platform.ts";
import { findArrival } from "./device-events.ts";
import { simulatorViewSchema } from "./hall.schema.ts";

const tags = ["大厅 hall"];
const config = { access: "simulator.use" } as const;
/** What a person does: the action's name and what the device's kind asks for beside it. */
const actionSchema = z.looseObject({ action: z.string().max(20) });
const scanSchema = z.object({ action: z.literal("scan"), bookingCode: z.string().max(40) });

/** Why a device will not, in English; the device itself speaks Chinese. */
const REFUSALS_EN: Readonly<Record<string, string>> = {
  ACTION_UNKNOWN: "The device cannot do this.",
  BOOKING_CODE_FORMAT: "A booking code has 6 to 12 letters or digits.",
  PICKUP_CODE_WRONG: "The pickup code is wrong. Check it and try again.",
  NOTHING_ASKED: "There is nothing to rate now.",
};

/** Registers the routes. */
export function simulatorRoutes(routes: Routes, platform: Platform, devices: HallDevices): void {
  routes.get(
    "/api/simulators",
    {
      config,
      schema: {
        tags,
        summary: "Simulated devices; none where the hall has real ones",
        response: { 200: z.object({ items: z.array(simulatorViewSchema) }) },
      },
    },
    async () => ({ items: [...(devices.simulators()?.list() ?? [])] }),
  );

  routes.post(
    "/api/simulators/:deviceId/actions",
    {
      config,
      schema: {
        tags,
        summary: "What a person does: scan, pickUp, tap, and for all plug and unplug",
        params: z.object({ deviceId: z.string().max(63) }),
        body: actionSchema,
        response: { 200: simulatorViewSchema },
      },
    },
    async ({ params, body }) => {
      const simulators = devices.simulators();
      const device = simulators?.list().find(({ id }) => id === params.deviceId);
      if (simulators === null || device === undefined) throw new Problem("DEVICE_NOT_FOUND");
      const scan = scanSchema.safeParse(body);
      try {
        if (device.kind === "ticketMachine" && scan.success) {
          await refuseUnknownCode(platform, scan.data.bookingCode);
        }
        return await simulators.act(device.id, body);
      } catch (error) {
        throw error instanceof DeviceRefusal ? refusal(error) : error;
      }
    },
  );
}

/** A ticket machine has no words for it, so the page says what is wrong with a code. */
async function refuseUnknownCode({ database, clock }: Platform, code: string): Promise<void> {
  await findArrival(database, code.trim().toUpperCase(), clock.now());
}

function refusal({ code, message }: DeviceRefusal): Problem {
  if (code === "UNPLUGGED") return new Problem("DEVICE_UNAVAILABLE");
  return new Problem("SIMULATOR_ACTION_INVALID", {
    detail: message,
    detailEn: REFUSALS_EN[code] ?? "The device cannot do this.",
  });
}
