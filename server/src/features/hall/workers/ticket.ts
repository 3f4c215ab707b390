/** device.ticket.issue 出号 → ticketNo */
import { issueTicket } from "@tongban/devices";
import type { JobHandler } from "../../../runtime/index.ts";
import { countWaiting, drawTicket } from "../tickets.ts";
import { callDevice, chooseDevice, type DeviceWork } from "./call-device.ts";
import { caseIdOf, matterOf } from "./case-of-job.ts";

/** Longest name that a ticket has room for. */
const NAME_MAX = 100;

/** Draws the number, then has it printed. Where it cannot be printed, the clerk reads the number in the timeline. */
export function ticketWorker(work: DeviceWork): JobHandler<string> {
  const { platform } = work;
  return {
    async perform(job) {
      const caseId = caseIdOf(job);
      const ticket = await drawTicket(platform, { jobId: job.id, caseId });
      const device = await chooseDevice(work, ticket.hallId, "ticketMachine");
      const { name } = await matterOf(platform.database, caseId);
      await callDevice(work, job, device, issueTicket, {
        ticketNumber: ticket.number,
        matterName: name.slice(0, NAME_MAX),
        waiting: await countWaiting(platform.database, ticket),
      });
      return ticket.number;
    },
    complete: async (_job, _transaction, ticketNo) => ({ ticketNo }),
  };
}
