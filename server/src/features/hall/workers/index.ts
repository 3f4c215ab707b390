/** The job types of hall devices, one line each. */
import { cabinetWorker } from "./cabinet.ts";
import type { DeviceWork } from "./call-device.ts";
import { displayWorker } from "./display.ts";
import { evaluatorWorker } from "./evaluator.ts";
import { ticketWorker } from "./ticket.ts";

/** Registers them with the runtime. */
export function registerDeviceWorkers(work: DeviceWork): void {
  const { runtime } = work.platform;
  runtime.defineJob("device.ticket.issue", ticketWorker(work));
  runtime.defineJob("device.display.show", displayWorker(work));
  runtime.defineJob("device.cabinet.open", cabinetWorker(work));
  runtime.defineJob("device.evaluator.ask", evaluatorWorker(work));
}
