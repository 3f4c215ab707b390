/** Which tasks a member of staff reaches: those offered to a group of theirs, and those they hold. */
import type { Prisma } from "@tongban/prisma";
import { groupsOf, type Viewer } from "./roles.ts";

/** The facts of a task that decide who reaches it. */
export interface TaskFacts {
  readonly candidateGroups: readonly string[];
  readonly assigneeId: string | null;
}

/** The rows that the viewer reaches. */
export function taskWhere(viewer: Viewer): Prisma.WorkItemWhereInput {
  return {
    OR: [{ assigneeId: viewer.accountId }, { candidateGroups: { hasSome: groupsOf(viewer) } }],
  };
}

/** Whether the viewer reaches this task. */
export function coversTask(viewer: Viewer, facts: TaskFacts): boolean {
  const groups = groupsOf(viewer);
  return (
    facts.assigneeId === viewer.accountId ||
    facts.candidateGroups.some((group) => groups.includes(group))
  );
}
