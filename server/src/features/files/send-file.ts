/** Sends kept content. Who may have it is decided, and logged, by the feature that it belongs to. */
import type { FastifyReply } from "fastify";
import { Problem } from "../../errors.ts";
import type { FileStore } from "./file-store.ts";

/** Content and what it is called. */
export interface FileToSend {
  readonly sha256: string;
  readonly name: string;
  readonly mimeType: string;
  readonly size: number;
  /** Shown in the page, or saved. */
  readonly as: "inline" | "attachment";
}

/**
 * Streams a file.
 *
 * @throws Problem NOT_FOUND when its content is gone (and the log says so)
 */
export async function sendFile(
  reply: FastifyReply,
  files: FileStore,
  file: FileToSend,
): Promise<FastifyReply> {
  const content = await files.read(file.sha256);
  if (content === null) {
    reply.log.error({ sha256: file.sha256 }, "content of a stored file is missing");
    throw new Problem("NOT_FOUND");
  }
  return (
    reply
      .type(file.mimeType)
      .header("content-length", file.size)
      .header("content-disposition", contentDisposition(file.as, file.name))
      .header("cache-control", "private, no-cache")
      .header("etag", `"${file.sha256}"`)
      .header("x-content-type-options", "nosniff")
      // Whatever an uploaded file contains, it runs nothing in our page's name.
      .header(
        "content-security-policy",
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      )
      .send(content)
  );
}

/** RFC 6266: an ASCII name for old clients, the real one as UTF-8. */
export function contentDisposition(as: FileToSend["as"], name: string): string {
  const ascii = name.replaceAll(/[^ -~]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`,
  );
  return `${as}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
