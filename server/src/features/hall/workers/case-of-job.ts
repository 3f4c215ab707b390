/** The case that a device job belongs to. */
import type { Database, Prisma } from "@tongban/prisma";
import type { Job } from "../../../runtime/index.ts";

/** @throws Error for a process that belongs to no case: there is no visitor to serve */
export function caseIdOf(job: Pick<Job, "businessKey" | "type">): string {
  if (job.businessKey === null) throw new Error(`${job.type} belongs to no case`);
  return job.businessKey;
}

/** The version of the matter that the case pins. */
export async function matterOf(
  database: Database,
  caseId: string,
): Promise<Prisma.MatterVersionGetPayload<object>> {
  const found = await database.case.findUniqueOrThrow({
    where: { id: caseId },
    select: { matterVersion: true },
  });
  return found.matterVersion;
}
