/** device.display.show 叫号: the case's number goes to the window that the clerk stated. */
import { showCall } from "@tongban/devices";
import type { JobHandler } from "../../../runtime/index.ts";
import { callTicket, countWaiting } from "../tickets.ts";
import { callDevice, chooseDevice, type DeviceWork } from "./call-device.ts";
import { caseIdOf } from "./case-of-job.ts";

/** The number counts as called when the clerk has called it, whether or not the screen shows it. */
export function displayWorker(work: DeviceWork): JobHandler {
  const { platform } = work;
  return {
    async perform(job) {
      const { ticketNo, windowNo } = job.variables;
      if (typeof windowNo !== "string" || windowNo === "") {
        throw new TypeError("The process has no variable windowNo");
      }
      const caseId = caseIdOf(job);
      const ticket = await callTicket(platform, { caseId, ticketNo, windowNo });
      const device = await chooseDevice(work, ticket.hallId, "display");
      await callDevice(work, job, device, showCall, {
        ticketNumber: ticket.number,
        windowName: windowNo,
        waiting: await countWaiting(platform.database, ticket),
      });
      return undefined;
    },
    complete: async () => undefined,
  };
}
