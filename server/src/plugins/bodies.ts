/** Bodies on their way in (multipart) and out (compression). */
import { constants } from "node:zlib";
import compress from "@fastify/compress";
import multipart from "@fastify/multipart";
import type { Routes } from "../http.ts";

/** @param uploadMaxBytes bytes of one file at most; a material may allow less */
export async function registerBodies(app: Routes, uploadMaxBytes: number): Promise<void> {
  // JSON and multipart are all that is read: plain text is what another site's form can send without being asked.
  app.removeContentTypeParser("text/plain");
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
