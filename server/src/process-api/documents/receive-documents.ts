/** Reads files and what is said of them from a multipart request, each streamed to disk while it is bounded and hashed. */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { safeName, storageProblem } from "../../features/files/accept-upload.ts";
import {
  type FileStore,
  FileTooLarge,
  type ReceivedFile,
} from "../../features/files/file-store.ts";
import { key, optional } from "../api.ts";
import { unreadable } from "../../plugins/readable-input.ts";
import { ApiProblem, noPart, unsupported } from "../api-problem.ts";
import { isInstant } from "../search/comparison.ts";

const MOST_FILES = 20;
const LONGEST_METADATA = 20_000;
/** As a header can have it when the document is read. */
const CONTENT_TYPE = /^[\w.+-]+\/[\w.+-]+(?:\s?;[\t -~]*)?$/;
const OF_NO_TYPE = "application/octet-stream";

/** What may be said of a document. */
export const documentMetadata = z.strictObject({
  contentType: optional(z.string().max(255).regex(CONTENT_TYPE, { error: "must be a media type" })),
  fileName: optional(z.string().max(255)),
  expiresAt: optional(
    z.iso.datetime({ offset: true }).refine(isInstant, { error: "must be of the years 1 to 9999" }),
  ),
  size: optional(z.int().min(0)),
  processDefinitionId: optional(z.string().max(255)),
  processInstanceKey: optional(key),
  customProperties: optional(z.record(z.string().max(255), z.unknown())),
});

/** See {@link documentMetadata}. */
export type DocumentMetadata = Partial<z.output<typeof documentMetadata>>;

/** A file that was written aside. */
export interface IncomingDocument {
  readonly received: ReceivedFile;
  readonly fileName: string;
  readonly contentType: string;
  readonly metadata: DocumentMetadata;
}

/**
 * Reads all files of the request; nothing stays when one is refused.
 * @throws ApiProblem Bad Request, INVALID_ARGUMENT, Payload Too Large, Unsupported Media Type
 */
export async function receiveDocuments(
  request: FastifyRequest,
  files: FileStore,
  { maxBytes, many }: { readonly maxBytes: number; readonly many: boolean },
): Promise<readonly IncomingDocument[]> {
  if (!request.isMultipart()) throw unsupported(request.headers["content-type"]);
  const found: { received: ReceivedFile; fileName: string; contentType: string }[] = [];
  const said: DocumentMetadata[] = [];
  try {
    const limits = { files: many ? MOST_FILES : 1, fileSize: maxBytes + 1, parts: 2 * MOST_FILES };
    for await (const part of request.parts({ limits })) {
      if (part.type === "file") {
        // What is said of a file may come as a file of type JSON.
        if (part.fieldname.startsWith("metadata"))
          said.push(...read((await part.toBuffer()).toString("utf8")));
        else {
          const received = await files.receive(part.file, maxBytes);
          const contentType = CONTENT_TYPE.test(part.mimetype) ? part.mimetype : OF_NO_TYPE;
          found.push({ received, fileName: safeName(part.filename), contentType });
        }
      } else if (part.fieldname.startsWith("metadata")) said.push(...read(textOf(part.value)));
    }
    if (found.length === 0) throw noPart(many ? "files" : "file");
    if (said.length > 0 && said.length !== found.length)
      throw new ApiProblem(
        "INVALID_ARGUMENT",
        "There must be metadata for each file, or for none.",
      );
  } catch (error) {
    request.raw.unpipe();
    request.raw.resume();
    await Promise.all(found.map(({ received }) => files.discard(received)));
    if (error instanceof FileTooLarge)
      throw new ApiProblem(
        "Payload Too Large",
        `The document is larger than ${String(maxBytes)} bytes.`,
        error,
      );
    throw storageProblem(error);
  }
  return found.map((file, index) => ({ ...file, metadata: said[index] ?? {} }));
}

/** A field that was sent as JSON has been read already. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function read(text: string): DocumentMetadata[] {
  if (text.length > LONGEST_METADATA)
    throw new ApiProblem("INVALID_ARGUMENT", "The metadata is too long.");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new ApiProblem("INVALID_ARGUMENT", "The metadata is not JSON.", error);
  }
  // It is a text in the request, which the check of all input does not look into.
  const fault = unreadable(parsed);
  if (fault !== null) throw new ApiProblem("INVALID_ARGUMENT", `metadata: ${fault.detailEn}`);
  const result = z.array(documentMetadata).safeParse(Array.isArray(parsed) ? parsed : [parsed]);
  if (!result.success)
    throw new ApiProblem(
      "INVALID_ARGUMENT",
      `metadata: ${result.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ")}.`,
    );
  return result.data;
}
