/** Finding a task that the viewer reaches. Outside of the scope it does not exist: 404. */
import type { Database, Prisma } from "@tongban/prisma";
import { taskWhere } from "../../authorisation/task-scope.ts";
import type { Viewer } from "../../authorisation/roles.ts";
import { Problem } from "../../errors.ts";

/** A work item with the case it belongs to. */
export type FoundTask = Prisma.WorkItemGetPayload<{
  include: { case: { include: { matterVersion: true } }; photos: true };
}>;

/** @throws Problem NOT_FOUND */
export async function findTask(database: Database, viewer: Viewer, id: string): Promise<FoundTask> {
  const task = await database.workItem.findFirst({
    where: { AND: [{ id }, taskWhere(viewer)] },
    include: {
      case: { include: { matterVersion: true } },
      photos: { orderBy: { takenAt: "asc" } },
    },
  });
  if (task === null) throw new Problem("NOT_FOUND");
  return task;
}

/** @throws Problem TASK_ALREADY_COMPLETED when it is not open any more */
export function refuseEnded(task: Pick<FoundTask, "state">): void {
  if (task.state !== "open") throw new Problem("TASK_ALREADY_COMPLETED");
}

/** Where a step stands in the separation of duty; steps that an analyst adds are known by the role that they are offered to. */
function dutyOf({ node, role }: Pick<FoundTask, "node" | "role">): "review" | "decide" | null {
  if (node === "review" || node === "decide") return node;
  if (role === "reviewer") return "review";
  return role === "approver" ? "decide" : null;
}

/**
 * Review and decision are made by different people 审批分离 (supervision rule S11): whoever completed a step of the one may not
 * touch the other of the same case.
 * @throws Problem SAME_PERSON_REVIEWED_AND_APPROVED
 */
export async function refuseSamePerson(
  database: Database,
  viewer: Viewer,
  task: Pick<FoundTask, "caseId" | "node" | "role">,
): Promise<void> {
  const duty = dutyOf(task);
  if (duty === null) return;
  const own = await database.workItem.findMany({
    where: { caseId: task.caseId, state: "completed", completedById: viewer.accountId },
    select: { node: true, role: true },
  });
  if (own.some((done) => (dutyOf(done) ?? duty) !== duty)) {
    throw new Problem("SAME_PERSON_REVIEWED_AND_APPROVED");
  }
}
