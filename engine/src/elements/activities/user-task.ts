/**
 * User task (BPMN 2.0.2 §13.3.3): work for a person, offered to an assignee or to candidates, with a form, dates and a
 * priority (`zeebe:assignmentDefinition`, `formDefinition`, `taskSchedule`, `priorityDefinition`); it completes when the
 * person has done it. The engine keeps all user tasks itself, with `zeebe:userTask` or without. Its task listeners are told
 * in semantics/task-transitions.ts.
 */
import { readUserTask, type UserTaskDetails } from "../../semantics/user-work-reading.ts";
import { beginTransition } from "../../semantics/task-transitions.ts";
import { evaluateUserTask, type PreparedUserTask } from "../../semantics/user-work.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const userTask: ElementBehavior<UserTaskDetails, PreparedUserTask> = {
  clause: "§13.3.3 User Task",
  read: readUserTask,
  evaluate: (run, node, element) => evaluateUserTask(run, node.details, element),
  activate: (run, node, element, prepared) => {
    beginTransition(run, node, element, { event: "creating", task: prepared });
    return "waits";
  },
};
