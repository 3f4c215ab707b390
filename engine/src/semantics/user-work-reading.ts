/** The user-task extensions of the zeebe dialect, read. */
import type { Binding } from "../context.ts";
import type { ElementReader } from "../model/element-reader.ts";
import { groupsOfLane } from "../model/lanes.ts";
import { readBinding } from "./binding.ts";
import { readTaskListeners, type TaskListeners } from "./task-transitions.ts";
import type { ValueSource } from "../model/value-source.ts";

/** The user task as the model states it; null for what it does not state. */
export interface UserTaskDetails {
  readonly assignee: ValueSource | null;
  readonly candidateGroups: ValueSource | null;
  readonly candidateUsers: ValueSource | null;
  readonly formId: ValueSource | null;
  /** Undefined when the form is not a deployed one: then it is only named. */
  readonly formBinding: Binding | undefined;
  readonly dueDate: ValueSource | null;
  readonly followUpDate: ValueSource | null;
  readonly priority: ValueSource | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly listeners: TaskListeners | undefined;
}

/** How a task names a form that stands in the model itself (`zeebe:userTaskForm`, deprecated since Camunda 8.7). */
const EMBEDDED = "camunda-forms:bpmn:";

/** Reads them. */
export function readUserTask(reader: ElementReader): UserTaskDetails {
  const assignment = reader.extension("zeebe:AssignmentDefinition");
  const schedule = reader.extension("zeebe:TaskSchedule");
  const form = reader.extension("zeebe:FormDefinition");
  const formKey = form?.text("formKey");
  if (formKey?.startsWith(EMBEDDED) === true)
    reader.warn(
      "FORM_EMBEDDED",
      "内嵌在模型里的表单不会显示；请把它作为 .form 文件部署，并用 formId 引用",
      "A form inside the model is not shown; deploy it as a .form file and refer to it by formId",
    );
  const groups = reader.value(assignment?.text("candidateGroups"), "candidateGroups");
  return {
    assignee: reader.value(assignment?.text("assignee"), "assignee") ?? null,
    candidateGroups: (assignment === undefined ? groupsOfLane(reader) : groups) ?? null,
    candidateUsers: reader.value(assignment?.text("candidateUsers"), "candidateUsers") ?? null,
    formId:
      reader.value(form?.text("formId") ?? form?.text("externalReference") ?? formKey, "formId") ??
      null,
    formBinding: form?.text("formId") === undefined ? undefined : readBinding(form),
    dueDate: reader.value(schedule?.text("dueDate"), "dueDate") ?? null,
    followUpDate: reader.value(schedule?.text("followUpDate"), "followUpDate") ?? null,
    priority:
      reader.value(reader.extension("zeebe:PriorityDefinition")?.text("priority"), "priority") ??
      null,
    headers: reader.headers(),
    listeners: readTaskListeners(reader),
  };
}
