/** The staff's work: inbox, task, claim, release, complete, photos. */
import { z } from "zod";
import type { Viewer } from "../../authorisation/roles.ts";
import type { Config } from "../../config.ts";
import { Problem } from "../../errors.ts";
import { viewerOf } from "../../http.ts";
import { cursorSchema, pageSchema } from "../../paging.ts";
import type { Feature } from "../../platform.ts";
import { logAccess } from "../audit/access-log.ts";
import { caseContext } from "../cases/case-context.ts";
import { recordWrite } from "../cases/record-write.ts";
import { lightSchema } from "../clocks/clock-view.ts";
import { receiveUpload } from "../files/receive-upload.ts";
import { sendFile } from "../files/send-file.ts";
import { findTask, type FoundTask, refuseEnded } from "./find-task.ts";
import { readInbox } from "./inbox.ts";
import { claimTask, completeTask, keepTaskDraft, releaseTask } from "./task-steps.ts";
import { taskView } from "./task-view.ts";
import { taskSummarySchema, taskViewSchema } from "./tasks.schema.ts";

const tags = ["任务 tasks"];
const byId = z.object({ id: z.string().max(40) });
const done = z.object({ ok: z.literal(true) });
const OK = { ok: true } as const;
const config = { access: "task.work" } as const;
const formData = z.record(z.string().max(64), z.unknown());
const PHOTO_RULES = { accept: ["image/jpeg", "image/png"], maxBytes: 15 * 1024 * 1024 };

/** Registers the feature. */
export const tasks: Feature = (routes, platform) => {
  const context = caseContext(platform);
  const { database, clock } = platform;

  routes.get(
    "/api/tasks",
    {
      config,
      schema: {
        tags,
        summary: "The inbox, least remaining working time first",
        querystring: z.object({
          filter: z.enum(["mine", "claimable", "all"]).default("all"),
          light: lightSchema.optional(),
          cursor: cursorSchema,
        }),
        response: { 200: pageSchema(taskSummarySchema) },
      },
    },
    (request) => readInbox(context, viewerOf(request), request.query),
  );

  routes.get(
    "/api/tasks/:id",
    {
      config,
      schema: {
        tags,
        summary: "A task with its case, form, history and legal texts",
        params: byId,
        response: { 200: taskViewSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const task = await findTask(database, viewer, request.params.id);
      await logAccess(database, {
        viewer,
        action: "read",
        resource: "case",
        resourceId: task.caseId,
        caseId: task.caseId,
        personId: task.case.applicantPersonId,
        fields: ["applicant", "form", "materials"],
        purpose: `办理任务：${task.name}`,
        requestId: request.id,
        at: clock.now(),
      });
      return taskView(context, viewer, task);
    },
  );

  routes.post(
    "/api/tasks/:id/claim",
    { config, schema: { tags, summary: "Takes a task", params: byId, response: { 200: done } } },
    async (request) => {
      await claimTask(context, viewerOf(request), request.params.id);
      return OK;
    },
  );

  routes.post(
    "/api/tasks/:id/release",
    {
      config,
      schema: { tags, summary: "Gives a task back", params: byId, response: { 200: done } },
    },
    async (request) => {
      await releaseTask(context, viewerOf(request), request.params.id);
      return OK;
    },
  );

  routes.put(
    "/api/tasks/:id/draft",
    {
      config,
      schema: {
        tags,
        summary: "Keeps what was typed",
        params: byId,
        body: z.object({ data: formData }),
        response: { 200: done },
      },
    },
    async (request) => {
      await keepTaskDraft(context, viewerOf(request), request.params.id, request.body.data);
      return OK;
    },
  );

  routes.post(
    "/api/tasks/:id/complete",
    {
      config,
      schema: {
        tags,
        summary: "Completes a task with its form",
        params: byId,
        body: z.object({ data: formData }),
        response: { 200: done },
      },
    },
    async (request) => {
      await completeTask(context, viewerOf(request), request.params.id, request.body.data);
      return OK;
    },
  );

  routes.post(
    "/api/tasks/:id/photos",
    {
      config,
      schema: {
        tags,
        summary: "Adds a photo of an inspection (multipart: file, place)",
        consumes: ["multipart/form-data"],
        params: byId,
        response: { 200: z.object({ id: z.string(), name: z.string() }) },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const task = await findTask(database, viewer, request.params.id);
      refuseNewPhoto(task, viewer, platform.config);
      const { upload, fields } = await receiveUpload(request, platform, PHOTO_RULES);
      return database.$transaction(async (tx) => {
        // The photo was long on its way: the task may be completed, given back or full.
        await tx.$queryRaw`SELECT 1 FROM work_item WHERE id = ${task.id} FOR UPDATE`;
        refuseNewPhoto(await findTask(tx, viewer, task.id), viewer, platform.config);
        const photo = await tx.taskPhoto.create({
          data: {
            ...upload,
            workItemId: task.id,
            caseId: task.caseId,
            place: fields["place"]?.slice(0, 100) ?? null,
            takenById: viewer.accountId,
            takenAt: clock.date(),
          },
        });
        await recordWrite(context, tx, viewer, {
          case: task.case,
          fields: ["photo"],
          purpose: `上传现场照片：${task.name}`,
        });
        return { id: photo.id, name: photo.name };
      });
    },
  );

  routes.get(
    "/api/tasks/:id/photos/:photoId",
    {
      config,
      schema: { tags, summary: "A photo", params: byId.extend({ photoId: z.string().max(40) }) },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const task = await findTask(database, viewer, request.params.id);
      const photo = task.photos.find(({ id }) => id === request.params.photoId);
      if (photo === undefined) throw new Problem("NOT_FOUND");
      await logAccess(database, {
        viewer,
        action: "download",
        resource: "photo",
        resourceId: photo.id,
        caseId: task.caseId,
        personId: task.case.applicantPersonId,
        fields: ["photo"],
        purpose: `查看现场照片：${task.name}`,
        requestId: request.id,
        at: clock.now(),
      });
      const { sha256, name, mimeType, size } = photo;
      return sendFile(reply, platform.files, { sha256, name, mimeType, size, as: "inline" });
    },
  );
};

/** @throws Problem TASK_ALREADY_COMPLETED, TASK_NOT_CLAIMED, FILE_TOO_MANY */
function refuseNewPhoto(
  task: FoundTask,
  viewer: Viewer,
  { uploadMaxFiles }: Pick<Config, "uploadMaxFiles">,
): void {
  refuseEnded(task);
  if (task.assigneeId !== viewer.accountId) throw new Problem("TASK_NOT_CLAIMED");
  if (task.photos.length >= uploadMaxFiles) throw new Problem("FILE_TOO_MANY");
}
