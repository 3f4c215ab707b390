/** device.evaluator.ask 请评价: the evaluator of the window that served the visitor asks; the rating comes as its event. */
import { askForRating } from "@tongban/devices";
import type { Database } from "@tongban/prisma";
import type { JobHandler } from "../../../runtime/index.ts";
import { matterContentSchema } from "../../matters/matter-content.ts";
import { hallOfCase } from "../find-hall.ts";
import { callDevice, chooseDevice, type DeviceWork } from "./call-device.ts";
import { caseIdOf, matterOf } from "./case-of-job.ts";

const QUESTION = "您对本次办事满意吗？";
/** What the device has room for. */
const TAGS_MAX = 12;
const TAG_LENGTH_MAX = 20;

/** Asks once; nobody answers for the visitor, so nothing comes back here. */
export function evaluatorWorker(work: DeviceWork): JobHandler {
  const { database } = work.platform;
  return {
    async perform(job) {
      const caseId = caseIdOf(job);
      const { id: hallId } = await hallOfCase(database, caseId);
      const windowId = await servingWindow(database, caseId);
      const evaluator = await chooseDevice(work, hallId, "evaluator", windowId);
      await callDevice(work, job, evaluator, askForRating, {
        reference: caseId,
        question: QUESTION,
        tags: await tagsOf(database, caseId),
      });
      return undefined;
    },
    complete: async () => undefined,
  };
}

/** Where the result was handed over, else where the visitor's number was called. */
async function servingWindow(database: Database, caseId: string): Promise<string | null> {
  const handedOver = await database.workItem.findFirst({
    where: { caseId, node: "deliver", state: "completed", completedById: { not: null } },
    orderBy: { endedAt: "desc" },
  });
  const window =
    handedOver === null
      ? null
      : await database.hallWindow.findFirst({ where: { clerkId: handedOver.completedById } });
  if (window !== null) return window.id;
  const ticket = await database.ticket.findFirst({
    where: { caseId },
    orderBy: { issuedAt: "desc" },
  });
  return ticket?.windowId ?? null;
}

async function tagsOf(database: Database, caseId: string): Promise<string[]> {
  const { content } = await matterOf(database, caseId);
  const { evaluationTags } = matterContentSchema.parse(content);
  const tags = [...(evaluationTags?.satisfied ?? []), ...(evaluationTags?.dissatisfied ?? [])];
  return tags
    .map(({ zh }) => zh)
    .filter((tag) => tag.length <= TAG_LENGTH_MAX)
    .slice(0, TAGS_MAX);
}
