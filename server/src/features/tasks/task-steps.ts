/** What people do with tasks: claim, release, complete. Each is one transaction of opinion, case and engine step. */
import type { Prisma } from "@tongban/prisma";
import type { Viewer } from "../../authorisation/roles.ts";
import { Problem } from "../../errors.ts";
import { validateForm } from "../../forms/validate-form.ts";
import type { Result, Variables } from "../../runtime/index.ts";
import type { CaseContext } from "../cases/case-context.ts";
import { addToTimeline } from "../cases/case-timeline.ts";
import { conditionsOf } from "../cases/draft.ts";
import { recordWrite } from "../cases/record-write.ts";
import { findTask, type FoundTask, refuseEnded, refuseSamePerson } from "./find-task.ts";
import { readForm } from "./task-form.ts";
import { refuseIncompleteWork } from "./task-rules.ts";

/** Fields that stay with the opinion: people's words and names are no process variables. */
const NOT_VARIABLES: ReadonlySet<string> = new Set(["opinion", "companion", "failedPoints"]);

/** Takes a task. @throws Problem TASK_ALREADY_CLAIMED (with `by`), TASK_ALREADY_COMPLETED, SAME_PERSON_REVIEWED_AND_APPROVED */
export async function claimTask(context: CaseContext, viewer: Viewer, id: string): Promise<void> {
  const { database, runtime } = context.platform;
  const task = await findTask(database, viewer, id);
  refuseEnded(task);
  if (task.assigneeId === viewer.accountId) return;
  if (task.assigneeId !== null) throw claimedBy(task.assigneeName);
  await refuseSamePerson(database, viewer, task);
  const result = await runtime.execute({
    type: "assignUserTask",
    userTaskId: id,
    assignee: viewer.accountId,
    expectedAssignee: null,
  });
  if (result.ok) return;
  if (result.problem.code === "USER_TASK_ALREADY_ASSIGNED") {
    const now = await database.workItem.findUnique({ where: { id } });
    throw claimedBy(now?.assigneeName ?? null);
  }
  throw ended(result);
}

/** Gives a task back. @throws Problem TASK_NOT_CLAIMED, TASK_ALREADY_COMPLETED */
export async function releaseTask(context: CaseContext, viewer: Viewer, id: string): Promise<void> {
  const { database, runtime } = context.platform;
  const task = await findTask(database, viewer, id);
  refuseEnded(task);
  if (task.assigneeId !== viewer.accountId) throw new Problem("TASK_NOT_CLAIMED");
  const result = await runtime.execute({
    type: "assignUserTask",
    userTaskId: id,
    assignee: null,
    expectedAssignee: viewer.accountId,
  });
  if (!result.ok) throw ended(result);
}

/** Keeps what was typed and not sent. @throws Problem TASK_NOT_CLAIMED, TASK_ALREADY_COMPLETED */
export async function keepTaskDraft(
  context: CaseContext,
  viewer: Viewer,
  id: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { database } = context.platform;
  const task = await findTask(database, viewer, id);
  refuseEnded(task);
  if (task.assigneeId !== viewer.accountId) throw new Problem("TASK_NOT_CLAIMED");
  // It may be done or given back meanwhile: nobody is left something that was typed then.
  const { count } = await database.workItem.updateMany({
    where: { id, state: "open", assigneeId: viewer.accountId },
    data: { draft: data as Prisma.InputJsonObject },
  });
  if (count > 0) return;
  refuseEnded(await findTask(database, viewer, id));
  throw new Problem("TASK_NOT_CLAIMED");
}

/** Completes a task. @throws Problem TASK_NOT_CLAIMED, TASK_ALREADY_CLAIMED, TASK_ALREADY_COMPLETED, FORM_INVALID … */
export async function completeTask(
  context: CaseContext,
  viewer: Viewer,
  id: string,
  given: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { platform, matters } = context;
  const task = await findTask(platform.database, viewer, id);
  refuseEnded(task);
  if (task.assigneeId === null) throw new Problem("TASK_NOT_CLAIMED");
  if (task.assigneeId !== viewer.accountId) throw claimedBy(task.assigneeName);
  await refuseSamePerson(platform.database, viewer, task);
  const schema = await readForm(platform.database, task);
  const checked = schema && validateForm(schema, given, conditionsOf(context));
  if (checked !== null && !checked.ok)
    throw new Problem("FORM_INVALID", { errors: checked.errors });
  const data = checked?.data ?? {};
  const { content } = await matters.version(task.case.matterVersionId);
  refuseIncompleteWork({
    node: task.node,
    data,
    content,
    correctionUsed: task.case.correctionUsed,
    photoCount: task.photos.length,
  });
  const now = platform.clock.now();
  await platform.runtime.transact(async ({ database, sql }) => {
    await database.opinion.create({
      data: {
        caseId: task.caseId,
        workItemId: id,
        node: task.node ?? task.elementId,
        outcome: outcomeOf(data),
        text: typeof data["opinion"] === "string" ? data["opinion"] : null,
        data: data as Prisma.InputJsonObject,
        authorId: viewer.accountId,
        authorName: viewer.name,
        writtenAt: new Date(now),
      },
    });
    await addToTimeline(database, {
      caseId: task.caseId,
      at: now,
      kind: `task.${task.node ?? "done"}`,
      title: `${task.name}：${OUTCOMES[outcomeOf(data) ?? ""]?.zh ?? "完成"}`,
      titleEn: OUTCOMES[outcomeOf(data) ?? ""]?.en ?? "Done",
      byName: viewer.name,
      byId: viewer.accountId,
      audience: "staff",
    });
    await recordDeliverySteps(database, task, data);
    const result = await platform.runtime.executeIn(sql, {
      type: "completeUserTask",
      userTaskId: id,
      assignee: viewer.accountId,
      variables: variablesOf(data),
    });
    if (!result.ok) throw ended(result);
    await recordWrite(context, database, viewer, {
      case: task.case,
      fields: Object.keys(data),
      purpose: `办结任务：${task.name}`,
    });
  });
}

const OUTCOMES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  accept: { zh: "受理", en: "Accepted" },
  correct: { zh: "一次性告知补正", en: "Correction asked for" },
  refuse: { zh: "不予受理", en: "Refused" },
  pass: { zh: "通过", en: "Passed" },
  rectify: { zh: "需整改复查", en: "To be put right and visited again" },
  fail: { zh: "不符合", en: "Failed" },
  deny: { zh: "建议或决定不予许可", en: "Denied" },
  reinspect: { zh: "退回补充核查", en: "Sent back for inspection" },
  grant: { zh: "准予许可", en: "Granted" },
  return: { zh: "退回审查", en: "Returned to review" },
};

function outcomeOf(data: Readonly<Record<string, unknown>>): string | null {
  const outcome = data["outcome"] ?? data["result"];
  return typeof outcome === "string" ? outcome : null;
}

/** A validated form is JSON. */
function variablesOf(data: Readonly<Record<string, unknown>>): Variables {
  return Object.fromEntries(
    Object.entries(data).filter(([key]) => !NOT_VARIABLES.has(key)),
  ) as Variables;
}

/** The express task's waybill belongs to the delivery, where the applicant sees it. */
async function recordDeliverySteps(
  database: Parameters<typeof addToTimeline>[0],
  task: FoundTask,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (typeof data["waybillNumber"] !== "string") return;
  await database.delivery.updateMany({
    where: { caseId: task.caseId },
    data: { waybill: data["waybillNumber"], state: "sent" },
  });
}

function claimedBy(name: string | null): Problem {
  return new Problem("TASK_ALREADY_CLAIMED", {
    members: { by: name },
    ...(name !== null && {
      detail: `该任务已被${name}签收。`,
      detailEn: `${name} has taken this task.`,
    }),
  });
}

/** The engine's refusal as the person meets it: somebody was quicker. */
function ended(result: Extract<Result<unknown>, { ok: false }>): Problem {
  const { code, message } = result.problem;
  if (
    code === "USER_TASK_NOT_FOUND" ||
    code === "INSTANCE_ENDED" ||
    code === "INSTANCE_NOT_FOUND"
  ) {
    return new Problem("TASK_ALREADY_COMPLETED");
  }
  if (code === "USER_TASK_ASSIGNED_TO_OTHER") return claimedBy(null);
  return new Problem("COMMAND_REJECTED", { detail: message.zh, detailEn: message.en });
}
