/** What people do with user tasks. */
import type { UpdateUserTask } from "../commands.ts";
import { type Rejection, rejection } from "../errors.ts";
import type { UserTaskId } from "../ids.ts";
import type { Run } from "../semantics/run.ts";
import { beginTransition } from "../semantics/task-transitions.ts";
import type { ElementRecord, TaskTransition, UserTaskRecord } from "../state/records.ts";
import { type Handlers, refuseVariables } from "./handler.ts";

/** See the file's head. */
export const userTaskHandlers: Handlers<"assignUserTask" | "updateUserTask" | "completeUserTask"> =
  {
    assignUserTask: (run, { userTaskId, assignee, expectedAssignee }) =>
      withTask(run, userTaskId, (task, element) => {
        if (expectedAssignee !== undefined && expectedAssignee !== task.assignee) {
          return rejection("USER_TASK_ALREADY_ASSIGNED", task.assignee ?? undefined);
        }
        begin(run, element, { event: "assigning", userTaskId, assignee });
        return undefined;
      }),

    updateUserTask: (run, command) =>
      withTask(run, command.userTaskId, (_task, element) => {
        const { userTaskId } = command;
        begin(run, element, { event: "updating", userTaskId, changes: changesOf(command) });
        return undefined;
      }),

    completeUserTask: (run, { userTaskId, assignee, variables }) =>
      withTask(run, userTaskId, (task, element) => {
        if (assignee !== undefined && task.assignee !== null && task.assignee !== assignee) {
          return rejection("USER_TASK_ASSIGNED_TO_OTHER", task.assignee);
        }
        const refused = refuseVariables(run, variables);
        if (refused !== undefined) return refused;
        const by = assignee ?? task.assignee;
        begin(run, element, { event: "completing", userTaskId, assignee: by, variables });
        return undefined;
      }),
  };

/** What the command states; null is a statement too: no date any more. */
function changesOf({
  type: _type,
  userTaskId: _id,
  ...changes
}: UpdateUserTask): Extract<TaskTransition, { event: "updating" }>["changes"] {
  const stated = Object.entries(changes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(stated);
}

function begin(run: Run, element: ElementRecord, transition: TaskTransition): void {
  beginTransition(run, run.nodeOf(element), element, transition);
}

function withTask(
  run: Run,
  userTaskId: UserTaskId,
  carryOut: (task: UserTaskRecord, element: ElementRecord) => Rejection | undefined,
): Rejection | undefined {
  const task = run.tables.userTask.get(userTaskId);
  if (task === undefined) return rejection("USER_TASK_NOT_FOUND", userTaskId);
  const element = run.living(task.elementInstanceId);
  return element.transition === undefined
    ? carryOut(task, element)
    : {
        ...rejection("USER_TASK_IN_TRANSITION", userTaskId),
        subject: element.transition.event,
      };
}
