/** Takes a file out of a multipart request, checks it, and keeps it; on any failure nothing of it stays behind. */
import type { FastifyRequest } from "fastify";
import type { Platform } from "../../platform.ts";
import {
  type AcceptedFile,
  acceptUpload,
  storageProblem,
  type UploadRules,
} from "./accept-upload.ts";

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
 * Reads exactly one file and keeps it.
 *
 * @throws Problem as acceptUpload
 */
export async function receiveUpload(
  request: FastifyRequest,
  platform: Pick<Platform, "files" | "database" | "clock" | "config">,
  rules: UploadRules,
): Promise<ReceivedUpload> {
  const maxBytes = Math.min(rules.maxBytes, platform.config.uploadMaxBytes);
  const accepted = await acceptUpload(request, platform.files, { ...rules, maxBytes });
  try {
    await keep(accepted, platform);
  } finally {
    await platform.files.discard(accepted.received);
  }
  const { name, mimeType, fields, received } = accepted;
  return { upload: { sha256: received.sha256, size: received.size, name, mimeType }, fields };
}

/** The row first, then the content: a sweep in between waits for the row and cannot take the content away. */
async function keep(
  { received, mimeType, imageSize }: AcceptedFile,
  { database, files, clock }: Pick<Platform, "database" | "files" | "clock">,
): Promise<void> {
  const createdAt = new Date(clock.machineNow());
  await database.storedFile.upsert({
    where: { sha256: received.sha256 },
    create: {
      sha256: received.sha256,
      size: received.size,
      mimeType,
      width: imageSize?.width ?? null,
      height: imageSize?.height ?? null,
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
