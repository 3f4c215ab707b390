/** Routes of drafts: begin, change, add files, hand in. */
import { z } from "zod";
import { type Routes, viewerOf } from "../../http.ts";
import { sendFile } from "../files/send-file.ts";
import { answersSchema } from "../matters/matters.schema.ts";
import { findOwnCase } from "./case-access.ts";
import type { CaseContext } from "./case-context.ts";
import { caseViewSchema, channelSchema, submittedSchema } from "./case.schema.ts";
import { changeDraft, createDraft, deleteDraft } from "./draft.ts";
import { openMaterialFile, removeMaterialFile, uploadMaterial } from "./materials.ts";
import { submitCase } from "./submit.ts";

const tags = ["办件 cases"];
const byId = z.object({ id: z.string().max(40) });
const byMaterial = byId.extend({ code: z.string().max(40) });
const byFile = byMaterial.extend({ fileId: z.string().max(40) });
const formData = z.record(z.string().max(64), z.unknown());
const done = z.object({ ok: z.literal(true) });
const OK = { ok: true } as const;
const apply = { access: "case.apply" } as const;
const read = { access: "case.read" } as const;

/** Registers the routes. */
export function draftRoutes(routes: Routes, context: CaseContext): void {
  const { platform } = context;
  const { database } = platform;

  routes.post(
    "/api/cases",
    {
      config: apply,
      schema: {
        tags,
        summary: "Begins a case as a draft",
        body: z.object({ matterId: z.string().max(20), answers: answersSchema }),
        response: { 200: caseViewSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const id = await createDraft(context, viewer, request.body);
      return context.view(await findOwnCase(database, viewer, id), viewer);
    },
  );

  routes.put(
    "/api/cases/:id/draft",
    {
      config: apply,
      schema: {
        tags,
        summary: "Keeps what was typed; may be incomplete",
        params: byId,
        body: z.object({
          form: formData.optional(),
          answers: answersSchema.optional(),
          channel: channelSchema.optional(),
          revision: z.number().int().optional(),
        }),
        response: { 200: caseViewSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      await changeDraft(context, viewer, request.params.id, request.body);
      return context.view(await findOwnCase(database, viewer, request.params.id), viewer);
    },
  );

  routes.delete(
    "/api/cases/:id",
    {
      config: apply,
      schema: { tags, summary: "Deletes a draft", params: byId, response: { 200: done } },
    },
    async (request) => {
      await deleteDraft(context, viewerOf(request), request.params.id);
      return OK;
    },
  );

  routes.post(
    "/api/cases/:id/materials/:code",
    {
      config: apply,
      schema: {
        tags,
        summary: "Adds a file to a material (multipart: file, capturedBy)",
        consumes: ["multipart/form-data"],
        params: byMaterial,
        response: { 200: caseViewSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { id: caseId, code } = request.params;
      await uploadMaterial(context, request, viewer, { caseId, code });
      return context.view(await findOwnCase(database, viewer, caseId), viewer);
    },
  );

  routes.delete(
    "/api/cases/:id/materials/:code/files/:fileId",
    {
      config: apply,
      schema: {
        tags,
        summary: "Removes a file",
        params: byFile,
        response: { 200: caseViewSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { id: caseId, code, fileId } = request.params;
      await removeMaterialFile(context, viewer, { caseId, code, fileId });
      return context.view(await findOwnCase(database, viewer, caseId), viewer);
    },
  );

  routes.get(
    "/api/cases/:id/materials/:code/files/:fileId",
    { config: read, schema: { tags, summary: "A file; the access is recorded", params: byFile } },
    async (request, reply) => {
      const { id: caseId, code, fileId } = request.params;
      const file = await openMaterialFile(context, request, viewerOf(request), {
        caseId,
        code,
        fileId,
      });
      return sendFile(reply, platform.files, file);
    },
  );

  routes.post(
    "/api/cases/:id/submit",
    {
      config: apply,
      schema: {
        tags,
        summary: "Hands the case in; the same idempotency key gives the same answer",
        params: byId,
        body: z.object({
          declaration: z.boolean(),
          idempotencyKey: z.string().max(100).optional(),
        }),
        response: { 200: submittedSchema },
      },
    },
    (request) => submitCase(context, viewerOf(request), request.params.id, request.body),
  );
}
