/** The job types of hall devices, one line each. */
import { cabinetWorker } from "./cabinet.ts";
import type { DeviceWork } from "./call-device.ts";
import { displayWorker } from "./display.ts";
import { evaluatorWorker } from "./evaluator.ts";
import { ticketWorker } from "./ticket.ts";

/** Registers them with the runtime. */
export function registerDeviceWorkers(work: DeviceWork): void {
  const { runtime } = work.platform;
  runtime.registerWorker("device.ticket.issue", ticketWorker(work));
  runtime.registerWorker("device.display.show", displayWorker(work));
  runtime.registerWorker("device.cabinet.open", cabinetWorker(work));
  runtime.registerWorker("device.evaluator.ask", evaluatorWorker(work));
}
