/**
 * Takes in one uploaded file: bounded while it arrives, of an allowed type, and what its name says. Nothing is left behind when
 * it is refused.
 */
import { fileTypeFromFile } from "file-type";
import type { FastifyRequest } from "fastify";
import { Problem } from "../../errors.ts";
import { type FileStore, FileTooLarge, type ReceivedFile } from "./file-store.ts";

/** What may be uploaded. */
export interface UploadRules {
  /** MIME types. */
  readonly accept: readonly string[];
  readonly maxBytes: number;
}

/** A file that may be kept. */
export interface AcceptedFile {
  readonly received: ReceivedFile;
  /** As the person named it, without a path. */
  readonly name: string;
  readonly mimeType: string;
  /** Other fields of the multipart form. */
  readonly fields: Readonly<Record<string, string>>;
}

const TYPE_OF_EXTENSION: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  pdf: "application/pdf",
};
const NAME_LENGTH = 120;

/**
 * Reads the one file of a multipart request.
 * @throws Problem FILE_MISSING, FILE_TOO_LARGE, FILE_EMPTY, FILE_TYPE_NOT_ALLOWED, FILE_CONTENT_MISMATCH
 */
export async function acceptUpload(
  request: FastifyRequest,
  files: FileStore,
  rules: UploadRules,
): Promise<AcceptedFile> {
  if (!request.isMultipart()) throw new Problem("FILE_MISSING");
  const part = await request.file({ limits: { files: 1, fields: 5, fieldSize: 2000 } });
  if (part === undefined) throw new Problem("FILE_MISSING");
  const name = fileName(part.filename);
  const stated = TYPE_OF_EXTENSION[name.split(".").at(-1)?.toLowerCase() ?? ""];
  if (stated === undefined || !rules.accept.includes(stated)) {
    part.file.resume();
    throw new Problem("FILE_TYPE_NOT_ALLOWED");
  }
  const received = await receive(files, part.file, rules.maxBytes);
  try {
    if (received.size === 0) throw new Problem("FILE_EMPTY");
    const actual = await fileTypeFromFile(received.path);
    if (actual?.mime !== stated) throw new Problem("FILE_CONTENT_MISMATCH");
  } catch (error) {
    await files.discard(received);
    throw error;
  }
  const fields: Record<string, string> = {};
  for (const [key, field] of Object.entries(part.fields)) {
    if (field !== undefined && !Array.isArray(field) && field.type === "field") {
      fields[key] = String(field.value);
    }
  }
  return { received, name, mimeType: stated, fields };
}

async function receive(
  files: FileStore,
  content: Parameters<FileStore["receive"]>[0],
  maxBytes: number,
): Promise<ReceivedFile> {
  try {
    return await files.receive(content, maxBytes);
  } catch (error) {
    if (error instanceof FileTooLarge) throw new Problem("FILE_TOO_LARGE");
    if ((error as { code?: unknown }).code === "ENOSPC") throw new Problem("STORAGE_FULL");
    throw error;
  }
}

/** The last part of the name, without control characters. */
function fileName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? "";
  const clean = last.replaceAll(/\p{Cc}/gu, "").trim();
  return clean.length > NAME_LENGTH ? clean.slice(-NAME_LENGTH) : clean;
}
