/** Takes a file out of a multipart request, checks it, and keeps it; on any failure nothing of it stays behind. */
import type { MultipartFile } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { Problem } from "../../errors.ts";
import type { Platform } from "../../platform.ts";
import { FileTooLarge, type ReceivedFile } from "./file-store.ts";
import { type Inspection, inspectFile } from "./inspect-file.ts";

/** What is taken. */
export interface UploadRules {
  /** MIME types. */
  readonly accept: readonly string[];
  readonly maxBytes: number;
}

/** Content that is kept; a row of a feature may refer to it from now on. Unreferenced content is swept after a day. */
export interface StoredUpload {
  readonly sha256: string;
  /** As the person named it, without path and control characters. */
  readonly name: string;
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
}

/** The file and the other fields of the request. */
export interface ReceivedUpload {
  readonly upload: StoredUpload;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Reads exactly one file.
 *
 * @throws Problem FILE_MISSING, FILE_EMPTY, FILE_TOO_LARGE, FILE_TYPE_NOT_ALLOWED, FILE_CONTENT_MISMATCH,
 *   FILE_IMAGE_UNUSABLE, STORAGE_FULL, CONTENT_TYPE_UNSUPPORTED
 */
export async function receiveUpload(
  request: FastifyRequest,
  platform: Pick<Platform, "files" | "database" | "clock" | "config">,
  rules: UploadRules,
): Promise<ReceivedUpload> {
  if (!request.isMultipart()) throw new Problem("CONTENT_TYPE_UNSUPPORTED");
  const fields: Record<string, string> = {};
  let found: { name: string; received: ReceivedFile } | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === "field") {
        if (typeof part.value === "string") fields[part.fieldname] = part.value;
      } else {
        found = { name: safeName(part.filename), received: await receive(part, platform, rules) };
      }
    }
    if (found === undefined) throw new Problem("FILE_MISSING");
    const { name, received } = found;
    const inspection = await inspectFile(name, received, rules.accept);
    if (!inspection.ok) throw new Problem(inspection.code);
    await keep(received, inspection, platform);
    const { sha256, size } = received;
    return { upload: { sha256, name, mimeType: inspection.mimeType, size }, fields };
  } finally {
    if (found !== undefined) await platform.files.discard(found.received);
  }
}

async function receive(
  part: MultipartFile,
  { files, config }: Pick<Platform, "files" | "config">,
  rules: UploadRules,
): Promise<ReceivedFile> {
  const maxBytes = Math.min(rules.maxBytes, config.uploadMaxBytes);
  try {
    return await files.receive(part.file, maxBytes);
  } catch (error) {
    // The rest is read and thrown away, so that the browser gets to hear the answer.
    part.file.resume();
    if (error instanceof FileTooLarge) {
      const megabytes = Math.round((maxBytes / 1024 / 1024) * 10) / 10;
      throw new Problem("FILE_TOO_LARGE", {
        detail: `文件超过 ${megabytes} MB，请压缩后重新上传。`,
        detailEn: `The file is larger than ${megabytes} MB. Make it smaller and upload it again.`,
        cause: error,
      });
    }
    throw storageProblem(error);
  }
}

/** The row first, then the content: a sweep in between waits for the row and cannot take the content away. */
async function keep(
  received: ReceivedFile,
  { mimeType, size }: Extract<Inspection, { ok: true }>,
  { database, files, clock }: Pick<Platform, "database" | "files" | "clock">,
): Promise<void> {
  const createdAt = new Date(clock.machineNow());
  await database.storedFile.upsert({
    where: { sha256: received.sha256 },
    create: {
      sha256: received.sha256,
      size: received.size,
      mimeType,
      width: size?.width ?? null,
      height: size?.height ?? null,
      createdAt,
    },
    update: { createdAt },
  });
  try {
    await files.keep(received);
  } catch (error) {
    throw storageProblem(error);
  }
}

function storageProblem(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  return code === "ENOSPC" || code === "EDQUOT"
    ? new Problem("STORAGE_FULL", { cause: error })
    : error;
}

/** A name for people: no path, no control or direction characters, at most 120 characters with its ending kept. */
export function safeName(name: string): string {
  const bare = name
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, "")
    .replace(/^.*[\\/]/, "")
    .trim();
  if (bare === "" || bare === "." || bare === "..") return "file";
  const characters = Array.from(bare);
  return characters.length <= 120
    ? bare
    : [...characters.slice(0, 100), ...characters.slice(-20)].join("");
}
