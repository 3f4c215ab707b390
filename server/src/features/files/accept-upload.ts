/**
 * Takes in one uploaded file: bounded while it arrives, of an allowed type, and what its name says. Nothing is left behind when
 * it is refused. Where the content is to be kept at once, use receive-upload.ts.
 */
import type { MultipartFile } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { Problem } from "../../errors.ts";
import { type FileStore, FileTooLarge, type ReceivedFile } from "./file-store.ts";
import type { ImageSize } from "./image-size.ts";
import { inspectFile } from "./inspect-file.ts";

/** What is taken. */
export interface UploadRules {
  /** MIME types. */
  readonly accept: readonly string[];
  readonly maxBytes: number;
}

/** A good file, written aside: keep it or discard it. */
export interface AcceptedFile {
  readonly received: ReceivedFile;
  /** As the person named it, without path and control characters. */
  readonly name: string;
  readonly mimeType: string;
  /** Images only. */
  readonly imageSize: ImageSize | null;
  /** Other fields of the multipart form. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Reads exactly one file.
 *
 * @throws Problem FILE_MISSING, FILE_EMPTY, FILE_TOO_LARGE, FILE_TYPE_NOT_ALLOWED, FILE_CONTENT_MISMATCH,
 *   FILE_IMAGE_UNUSABLE, STORAGE_FULL, CONTENT_TYPE_UNSUPPORTED
 */
export async function acceptUpload(
  request: FastifyRequest,
  files: FileStore,
  rules: UploadRules,
): Promise<AcceptedFile> {
  if (!request.isMultipart()) throw new Problem("CONTENT_TYPE_UNSUPPORTED");
  const fields: Record<string, string> = {};
  let found: { name: string; received: ReceivedFile } | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === "file") {
        const received = await receive(part, files, rules.maxBytes);
        found = { name: safeName(part.filename), received };
      } else if (typeof part.value === "string") {
        fields[part.fieldname] = part.value.replaceAll(/\p{Cc}/gu, "");
      }
    }
    if (found === undefined) throw new Problem("FILE_MISSING");
    const { name, received } = found;
    const inspection = await inspectFile(name, received, rules.accept);
    if (!inspection.ok) throw new Problem(inspection.code);
    return { received, name, fields, mimeType: inspection.mimeType, imageSize: inspection.size };
  } catch (error) {
    // The rest is read and thrown away: else the browser does not hear the answer, and what it sends next on this
    // connection waits behind a body that nobody reads.
    request.raw.unpipe();
    request.raw.resume();
    if (found !== undefined) await files.discard(found.received);
    throw error;
  }
}

async function receive(
  part: MultipartFile,
  files: FileStore,
  maxBytes: number,
): Promise<ReceivedFile> {
  try {
    return await files.receive(part.file, maxBytes);
  } catch (error) {
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

/** A full disk as a problem for the person; anything else as it is. */
export function storageProblem(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  return code === "ENOSPC" || code === "EDQUOT"
    ? new Problem("STORAGE_FULL", { cause: error })
    : error;
}

/** A name for people: no path, no control or direction characters, at most 120 characters with its ending kept. Some files have none. */
export function safeName(name: string | undefined): string {
  const bare = (name ?? "")
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
