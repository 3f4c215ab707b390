/** What people do with user tasks. */
import { type Rejection, rejection } from "../errors.ts";
import type { UserTaskId } from "../ids.ts";
import type { Run } from "../semantics/run.ts";
import { complete } from "../semantics/tokens.ts";
import type { ElementRecord, UserTaskRecord } from "../state/records.ts";
import { type Handlers, refuseVariables } from "./handler.ts";

/** See the file's head. */
export const userTaskHandlers: Handlers<"assignUserTask" | "updateUserTask" | "completeUserTask"> =
  {
    assignUserTask: (run, { userTaskId, assignee, expectedAssignee }) =>
      withTask(run, userTaskId, (task, { elementInstanceId, elementId }) => {
        if (expectedAssignee !== undefined && expectedAssignee !== task.assignee) {
          return rejection("USER_TASK_ALREADY_ASSIGNED", task.assignee ?? undefined);
        }
        run.emit({ type: "userTaskAssigned", userTaskId, elementInstanceId, elementId, assignee });
        return undefined;
      }),

    updateUserTask: (run, { userTaskId, ...changes }) =>
      withTask(run, userTaskId, (task, { elementInstanceId, elementId }) => {
        run.emit({
          type: "userTaskUpdated",
          userTaskId,
          elementInstanceId,
          elementId,
          candidateGroups: changes.candidateGroups ?? task.candidateGroups,
          candidateUsers: changes.candidateUsers ?? task.candidateUsers,
          // Null is a statement here: no date any more.
          dueAt: changes.dueAt === undefined ? task.dueAt : changes.dueAt,
          followUpAt: changes.followUpAt === undefined ? task.followUpAt : changes.followUpAt,
          priority: changes.priority ?? task.priority,
        });
        return undefined;
      }),

    completeUserTask: (run, { userTaskId, assignee, variables }) =>
      withTask(run, userTaskId, (task, element) => {
        if (assignee !== undefined && task.assignee !== null && task.assignee !== assignee) {
          return rejection("USER_TASK_ASSIGNED_TO_OTHER", task.assignee);
        }
        const refused = refuseVariables(run, variables);
        if (refused !== undefined) return refused;
        const { elementInstanceId, elementId } = element;
        const by = assignee ?? task.assignee;
        run.emit({
          type: "userTaskCompleted",
          userTaskId,
          elementInstanceId,
          elementId,
          assignee: by,
          variables,
        });
        complete(run, element, variables);
        return undefined;
      }),
  };

function withTask(
  run: Run,
  userTaskId: UserTaskId,
  carryOut: (task: UserTaskRecord, element: ElementRecord) => Rejection | undefined,
): Rejection | undefined {
  const task = run.tables.userTask.get(userTaskId);
  if (task === undefined) return rejection("USER_TASK_NOT_FOUND", userTaskId);
  return carryOut(task, run.living(task.elementInstanceId));
}
