/** A task with everything needed to decide it. */
import type { Viewer } from "../../authorisation/roles.ts";
import { Problem } from "../../errors.ts";
import type { FormSchema } from "../../forms/form-schema.ts";
import { WHOLE_CASE } from "../cases/case-access.ts";
import type { CaseContext } from "../cases/case-context.ts";
import type { MatterContent } from "../matters/matter-content.ts";
import { type FoundTask, refuseSamePerson } from "./find-task.ts";
import { readForm } from "./task-form.ts";
import { taskSummary } from "./inbox.ts";
import type { TaskView } from "./tasks.schema.ts";

/** Builds the view. */
export async function taskView(
  context: CaseContext,
  viewer: Viewer,
  task: FoundTask,
): Promise<TaskView> {
  const { database, clock } = context.platform;
  const found = await database.case.findUniqueOrThrow({
    where: { id: task.caseId },
    include: WHOLE_CASE,
  });
  const view = await context.view(found, viewer);
  const { content } = await context.matters.version(found.matterVersionId);
  const opinions = await database.opinion.findMany({
    where: { caseId: task.caseId },
    orderBy: { writtenAt: "asc" },
  });
  const schema: FormSchema | null = await readForm(database, task);
  return {
    task: taskSummary(task, await context.calendars.current(), clock.now()),
    case: view,
    form: schema && { schema, data: task.assigneeId === viewer.accountId ? draftOf(task) : {} },
    photos: task.photos.map(({ id, name, takenAt, place }) => ({
      id,
      name,
      takenAt: takenAt.toISOString(),
      place,
    })),
    photosRequired:
      content.nodes?.find(({ key }) => key === task.node)?.["photosRequired"] === true,
    history: view.timeline,
    opinions: opinions.map(({ node, outcome, text, authorName, writtenAt, data }) => ({
      node,
      outcome,
      text,
      author: authorName,
      writtenAt: writtenAt.toISOString(),
      data: data as Record<string, unknown>,
    })),
    opinionsPresets: content.opinionPresets?.[task.node ?? ""] ?? [],
    legal: legalOf(content),
    blockedBy: await blockedBy(context, viewer, task),
  };
}

/** What its holder typed and did not send: unfinished words are nobody else's to read. */
function draftOf({ draft }: FoundTask): Record<string, unknown> {
  return (draft ?? {}) as Record<string, unknown>;
}

function legalOf(content: MatterContent): TaskView["legal"] {
  const negative = (
    reasons: MatterContent["refusalReasons"],
  ): TaskView["legal"]["refusalReasons"] =>
    (reasons ?? []).map(({ code, reason, plainWords, legalBasis, whatWouldHelp }) => ({
      code,
      reason,
      plainWords,
      legalBasis: `《${legalBasis.law}》${legalBasis.article}`,
      whatWouldHelp,
    }));
  return {
    refusalRemedy: content.remedies?.text.zh ?? null,
    correctionReasons: (content.correctionReasons ?? []).map(
      ({ code, materialCode, fieldKey, reason, howToFix }) => ({
        code,
        materialCode: materialCode ?? null,
        fieldKey: fieldKey ?? null,
        reason,
        howToFix,
      }),
    ),
    refusalReasons: negative(content.refusalReasons),
    denialReasons: negative(content.denialReasons),
  };
}

async function blockedBy(
  { platform }: CaseContext,
  viewer: Viewer,
  task: FoundTask,
): Promise<TaskView["blockedBy"]> {
  try {
    await refuseSamePerson(platform.database, viewer, task);
    return null;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, detail, detailEn } = error;
    return { code, detail, detailEn };
  }
}
