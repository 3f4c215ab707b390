/** Work for a person: its particulars evaluated, and the user task created. */
import type { Evaluated } from "../elements/element-behavior.ts";
import { scheduleTimer } from "../event-definitions/timer-schedule.ts";
import type { ValueSource } from "../model/value-source.ts";
import type { ElementRecord } from "../state/records.ts";
import { LONGEST_NAME, valueIn } from "./evaluation.ts";
import { failed } from "./incidents.ts";
import type { Run } from "./run.ts";
import type { UserTaskDetails } from "./user-work-reading.ts";

/** The particulars, evaluated; the names are those of the event `userTaskCreated`. */
export interface PreparedUserTask {
  readonly assignee: string | null;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly formId: string | null;
  readonly formVersion?: number | undefined;
  readonly dueAt: number | null;
  readonly followUpAt: number | null;
  readonly priority: number;
  readonly headers: Readonly<Record<string, string>>;
}

const defaultPriority = 50;

/** Evaluates all of them. An assignee or date that comes out as null is none. */
export function evaluateUserTask(
  run: Run,
  details: UserTaskDetails,
  element: ElementRecord,
): Evaluated<PreparedUserTask> {
  const assignee = nullableText(run, element, details.assignee, "assignee");
  if (!assignee.ok) return assignee;
  const candidateGroups = names(run, element, details.candidateGroups, "candidateGroups");
  if (!candidateGroups.ok) return candidateGroups;
  const candidateUsers = names(run, element, details.candidateUsers, "candidateUsers");
  if (!candidateUsers.ok) return candidateUsers;
  const formId = nullableText(run, element, details.formId, "formId");
  if (!formId.ok) return formId;
  const formVersion = versionOfForm(run, formId.value, details);
  if (!formVersion.ok) return formVersion;
  const dueAt = instant(run, element, details.dueDate, "dueDate");
  if (!dueAt.ok) return dueAt;
  const followUpAt = instant(run, element, details.followUpDate, "followUpDate");
  if (!followUpAt.ok) return followUpAt;
  const priority = priorityOf(run, element, details.priority);
  if (!priority.ok) return priority;
  return {
    ok: true,
    value: {
      assignee: assignee.value,
      candidateGroups: candidateGroups.value,
      candidateUsers: candidateUsers.value,
      formId: formId.value,
      ...(formVersion.value === undefined ? undefined : { formVersion: formVersion.value }),
      dueAt: dueAt.value,
      followUpAt: followUpAt.value,
      priority: priority.value,
      headers: details.headers,
    },
  };
}

/** Bound when the task is created, so that whoever has it open is not surprised by another version. */
function versionOfForm(
  run: Run,
  formId: string | null,
  { formBinding }: UserTaskDetails,
): Evaluated<number | undefined> {
  const { formVersion } = run.context;
  if (formId === null || formBinding === undefined || formVersion === undefined)
    return { ok: true, value: undefined };
  const value = formVersion(formId, formBinding);
  if (value !== undefined) return { ok: true, value };
  return failed(
    "FORM_NOT_FOUND",
    `表单「${formId}」没有部署，请部署后重试`,
    `The form "${formId}" is not deployed; deploy it, then try again`,
  );
}

function nullableText(
  run: Run,
  element: ElementRecord,
  source: ValueSource | null,
  what: string,
): Evaluated<string | null> {
  if (source === null) return { ok: true, value: null };
  const evaluated = valueIn(run, element.elementInstanceId, source);
  if (!evaluated.ok) return evaluated;
  const { value } = evaluated;
  if (value === null || value === "") return { ok: true, value: null };
  if (typeof value === "string") return { ok: true, value };
  return failed("VALUE_INVALID", `${what} 必须是文本`, `${what} must be a text`);
}

/** A list of texts, or one text with commas. */
function names(
  run: Run,
  element: ElementRecord,
  source: ValueSource | null,
  what: string,
): Evaluated<readonly string[]> {
  if (source === null) return { ok: true, value: [] };
  const evaluated = valueIn(run, element.elementInstanceId, source);
  if (!evaluated.ok) return evaluated;
  const { value } = evaluated;
  if (value === null) return { ok: true, value: [] };
  const list = typeof value === "string" ? value.split(",").map((name) => name.trim()) : value;
  if (!Array.isArray(list) || !list.every((name): name is string => typeof name === "string"))
    return failed("VALUE_INVALID", `${what} 必须是文本的列表`, `${what} must be a list of texts`);
  // Tasks are found by them.
  if (list.every(({ length }) => length <= LONGEST_NAME))
    return { ok: true, value: list.filter((name) => name !== "") };
  return failed(
    "VALUE_INVALID",
    `${what} 中有超过 ${String(LONGEST_NAME)} 个字符的名称`,
    `${what} has a name longer than ${String(LONGEST_NAME)} characters`,
  );
}

function instant(
  run: Run,
  element: ElementRecord,
  source: ValueSource | null,
  what: string,
): Evaluated<number | null> {
  const text = nullableText(run, element, source, what);
  if (!text.ok) return text;
  if (text.value === null) return { ok: true, value: null };
  const { now, timeZone } = run.context;
  const scheduled = scheduleTimer("date", text.value, now, timeZone ?? "UTC");
  if (scheduled) return { ok: true, value: scheduled.dueAt };
  return failed(
    "VALUE_INVALID",
    `${what} 不是有效的日期时间：${text.value}`,
    `${what} is not a date and time: ${text.value}`,
  );
}

function priorityOf(
  run: Run,
  element: ElementRecord,
  source: ValueSource | null,
): Evaluated<number> {
  if (source === null) return { ok: true, value: defaultPriority };
  const evaluated = valueIn(run, element.elementInstanceId, source);
  if (!evaluated.ok) return evaluated;
  const priority = Number(evaluated.value ?? defaultPriority);
  if (Number.isInteger(priority) && priority >= 0 && priority <= 100)
    return { ok: true, value: priority };
  return failed(
    "VALUE_INVALID",
    "优先级必须是 0 到 100 的整数",
    "The priority must be an integer from 0 to 100",
  );
}
