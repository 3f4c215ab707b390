/** The hall: windows, queue, devices and bookings; the line to the devices is opened with the server. */
import { z } from "zod";
import { viewerOf } from "../../http.ts";
import { hallDevices } from "../../infrastructure/hall-devices.ts";
import type { Feature } from "../../platform.ts";
import { caseContext } from "../cases/case-context.ts";
import { bookingRoutes } from "./booking.routes.ts";
import { arrive, deviceEvents } from "./device-events.ts";
import { deviceRows } from "./device-rows.ts";
import { hallProjection } from "./hall-projection.ts";
import { hallView } from "./hall-view.ts";
import { hallViewSchema } from "./hall.schema.ts";
import { simulatedDevices } from "./simulated-devices.ts";
import { simulatorRoutes } from "./simulators.routes.ts";
import { registerDeviceWorkers } from "./workers/index.ts";

/** Registers the feature. */
export const hall: Feature = (routes, platform) => {
  const { config, clock, runtime, mqttUrl, lifecycle } = platform;
  const onError = (error: unknown): void => routes.log.error(error, "hall");
  const devices = hallDevices({
    mqttUrl,
    now: clock.machineNow,
    simulated: config.simulators ? () => simulatedDevices(platform) : null,
    onError: (error) => routes.log.warn(error, "the device broker cannot be reached"),
  });
  const rows = deviceRows(platform, onError);
  const events = deviceEvents(platform, devices, onError);
  devices.onStatus((status) => rows.record(status));
  devices.onSimulatorChange((id) => {
    runtime.notify(runtime.sql, { kind: "device", id }).catch(onError);
  });
  // Stopped in reverse: first the line, then what it was still telling.
  lifecycle.add(rows);
  lifecycle.add(events);
  lifecycle.add(devices);

  registerDeviceWorkers({ platform, devices });
  runtime.addProjection(hallProjection(platform));
  bookingRoutes(routes, caseContext(platform));
  simulatorRoutes(routes, platform, devices);
  routes.get(
    "/api/hall",
    {
      config: { access: "hall.read" },
      schema: {
        tags: ["大厅 hall"],
        summary: "Who serves, who waits, which devices are there",
        response: { 200: hallViewSchema },
      },
    },
    (request) => hallView(platform, viewerOf(request)),
  );
  routes.post(
    "/api/hall/arrivals",
    {
      config: { access: "hall.manage" },
      schema: {
        tags: ["大厅 hall"],
        summary: "Checks a visitor in by booking code, while the ticket machine cannot",
        body: z.object({ bookingCode: z.string().trim().toUpperCase().min(1).max(40) }),
        response: { 200: z.object({ ok: z.literal(true) }) },
      },
    },
    async ({ body }) => {
      await arrive(platform, body.bookingCode);
      return { ok: true } as const;
    },
  );
};
