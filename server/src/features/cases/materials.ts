/** Files of materials: uploaded into drafts, corrections and for tolerated materials. */
import type { FastifyRequest } from "fastify";
import type { Viewer } from "../../authorisation/roles.ts";
import { Problem } from "../../errors.ts";
import { logAccess } from "../audit/access-log.ts";
import { receiveUpload } from "../files/receive-upload.ts";
import type { FileToSend } from "../files/send-file.ts";
import { findCase, findOwnCase, lockCase, type WholeCase } from "./case-access.ts";
import type { CaseContext } from "./case-context.ts";
import { addToTimeline } from "./case-timeline.ts";
import { recordWrite } from "./record-write.ts";

type Material = WholeCase["materials"][number];

/** Adds a file to a material. @throws Problem as receiveUpload, CASE_NOT_EDITABLE, FILE_TOO_MANY */
export async function uploadMaterial(
  context: CaseContext,
  request: FastifyRequest,
  viewer: Viewer,
  where: { readonly caseId: string; readonly code: string },
): Promise<void> {
  const { platform, matters } = context;
  const found = await findOwnCase(platform.database, viewer, where.caseId);
  refuseClosed(context, found, where.code);
  const { content } = await matters.version(found.matterVersionId);
  const rules = content.materials.find(({ code }) => code === where.code);
  const { upload, fields } = await receiveUpload(request, platform, {
    accept: rules?.accept ?? [],
    maxBytes: (rules?.maxMB ?? 10) * 1024 * 1024,
  });
  const at = platform.clock.date();
  await platform.database.$transaction(async (database) => {
    // The file was long on its way: the case may have been handed in, or have got other files.
    const now = await lockCase(database, found.id);
    const material = refuseClosed(context, now, where.code);
    await database.materialFile.create({
      data: {
        ...upload,
        caseId: found.id,
        materialId: material.id,
        capturedBy: fields["capturedBy"] === "camera" ? "camera" : "upload",
        uploadedById: viewer.accountId,
        uploadedAt: at,
      },
    });
    const isSupplement = now.status !== "draft" && material.status === "tolerated";
    await database.caseMaterial.update({
      where: { id: material.id },
      data: { status: "provided" },
    });
    if (isSupplement) {
      await addToTimeline(database, {
        caseId: found.id,
        at: at.getTime(),
        kind: "material.supplemented",
        title: `补交容缺材料：${material.name}`,
        titleEn: `Tolerated material handed in: ${material.name}`,
        byName: viewer.name,
      });
    }
    await recordWrite(context, database, viewer, {
      case: found,
      fields: [where.code],
      purpose: `上传材料：${material.name}`,
    });
  });
}

/** The material, if a file may be added to it now. @throws Problem CASE_NOT_EDITABLE, FILE_TOO_MANY, NOT_FOUND */
function refuseClosed({ platform }: CaseContext, found: WholeCase, code: string): Material {
  const material = materialOf(found, code);
  if (!isOpen(found, material)) throw new Problem("CASE_NOT_EDITABLE");
  if (material.files.length >= platform.config.uploadMaxFiles) throw new Problem("FILE_TOO_MANY");
  return material;
}

/** Removes a file again. @throws Problem CASE_NOT_EDITABLE, NOT_FOUND */
export async function removeMaterialFile(
  context: CaseContext,
  viewer: Viewer,
  where: { readonly caseId: string; readonly code: string; readonly fileId: string },
): Promise<void> {
  const { platform } = context;
  const { id } = await findOwnCase(platform.database, viewer, where.caseId);
  await platform.database.$transaction(async (database) => {
    const found = await lockCase(database, id);
    const material = materialOf(found, where.code);
    const file = material.files.find((one) => one.id === where.fileId);
    if (file === undefined) throw new Problem("NOT_FOUND");
    const reopened = isReopened(found, material);
    if (found.status !== "draft" && !reopened) throw new Problem("CASE_NOT_EDITABLE");
    await database.materialFile.delete({ where: { id: file.id } });
    if (material.files.length === 1) {
      await database.caseMaterial.update({
        where: { id: material.id },
        data: { status: reopened ? "toCorrect" : "missing" },
      });
    }
    await recordWrite(context, database, viewer, {
      case: found,
      fields: [where.code],
      purpose: `删除材料文件：${material.name}`,
    });
  });
}

/** Opens a file for somebody who reaches the case; the access is recorded. @throws Problem NOT_FOUND */
export async function openMaterialFile(
  context: CaseContext,
  request: FastifyRequest,
  viewer: Viewer,
  where: { readonly caseId: string; readonly code: string; readonly fileId: string },
): Promise<FileToSend> {
  const { platform } = context;
  const found = await findCase(platform.database, viewer, where.caseId);
  const file = materialOf(found, where.code).files.find(({ id }) => id === where.fileId);
  if (file === undefined) throw new Problem("NOT_FOUND");
  await logAccess(platform.database, {
    viewer,
    action: "download",
    resource: "material",
    resourceId: file.id,
    caseId: found.id,
    personId: found.applicantPersonId,
    fields: [where.code],
    purpose: `查看办件材料：${found.caseNumber ?? "草稿"}`,
    requestId: request.id,
    at: platform.clock.now(),
  });
  const { sha256, name, mimeType, size } = file;
  return { sha256, name, mimeType, size, as: "inline" };
}

function materialOf(found: WholeCase, code: string): Material {
  const material = found.materials.find((one) => one.code === code);
  if (material === undefined) throw new Problem("NOT_FOUND");
  return material;
}

/** In a draft everything; later what the notice names, and what was tolerated. */
function isOpen(found: WholeCase, material: Material): boolean {
  if (found.status === "draft") return true;
  if (found.status === "correction") return isReopened(found, material);
  return material.status === "tolerated";
}

/** What a notice names may be changed until the notice is answered. */
function isReopened({ status, correction }: WholeCase, material: Material): boolean {
  const isUnanswered = correction !== null && correction.answeredAt === null;
  return status === "correction" && isUnanswered && material.correctionReason !== null;
}
