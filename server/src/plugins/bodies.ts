/** Bodies on their way in (multipart) and out (compression). */
import { constants } from "node:zlib";
import compress from "@fastify/compress";
import multipart from "@fastify/multipart";
import { Problem } from "../errors.ts";
import type { Routes } from "../http.ts";

/** What parts a multipart body (RFC 2046 §5.1.1). */
const BOUNDARY = /;\s*boundary=(?:"[^"]{1,70}"|[^\s";]{1,70})(?=[\s;]|$)/i;

/** @param uploadMaxBytes bytes of one file at most; a material may allow less */
export async function registerBodies(app: Routes, uploadMaxBytes: number): Promise<void> {
  // JSON and multipart are all that is read: plain text is what another site's form can send without being asked.
  app.removeContentTypeParser("text/plain");
  app.addHook("onRequest", async ({ headers }) => {
    const { "content-type": type = "", "content-encoding": encoding = "identity" } = headers;
    if (!type.toLowerCase().startsWith("multipart/")) return;
    // Its parts are read off the connection, where they would never be found in compressed bytes.
    if (encoding.toLowerCase() !== "identity") throw new Problem("CONTENT_TYPE_UNSUPPORTED");
    if (!BOUNDARY.test(type)) throw new Problem("REQUEST_UNREADABLE");
  });
  await app.register(multipart, {
    limits: {
      // One byte more, so that the store sees the file that is too large and says so.
      fileSize: uploadMaxBytes + 1,
      files: 1,
      fields: 10,
      fieldSize: 10_000,
      parts: 12,
      headerPairs: 50,
    },
    throwFileSizeLimit: false,
  });
  await app.register(compress, {
    encodings: ["br", "gzip"],
    threshold: 1024,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } },
  });
}

/** Whether a multipart body broke off before its end; what its parser throws has no code. */
export function isBrokenOff({ message }: Error): boolean {
  return /end of multipart data$/i.test(message);
}
