/** Says whether a received file is what its name says and can be used; decided by its content, never by the browser's word. */
import { open } from "node:fs/promises";
import { extname } from "node:path";
import { fileTypeFromBuffer } from "file-type";
import type { ProblemCode } from "../../errors.ts";
import type { ReceivedFile } from "./file-store.ts";
import { type ImageSize, imageSize } from "./image-size.ts";

/** The types that people may hand in, by the endings of their names. */
const TYPES_BY_ENDING: Readonly<Record<string, string>> = {
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".png": "image/png",
  ".pdf": "application/pdf",
};
/** Bytes read from the beginning: a camera's EXIF block with its preview fits. */
const HEAD_BYTES = 256 * 1024;
const TAIL_BYTES = 2048;
/** Smallest side on which anything can be read, and the largest image that a viewer can open. */
const MIN_SIDE = 32;
const MAX_SIDE = 20_000;
const MAX_PIXELS = 120_000_000;

/** What a good file is, or the problem with it. */
export type Inspection =
  | { readonly ok: true; readonly mimeType: string; readonly size: ImageSize | null }
  | { readonly ok: false; readonly code: ProblemCode };

/** @param accept MIME types that are taken here */
export async function inspectFile(
  name: string,
  received: ReceivedFile,
  accept: readonly string[],
): Promise<Inspection> {
  if (received.size === 0) return { ok: false, code: "FILE_EMPTY" };
  const claimed = TYPES_BY_ENDING[extname(name).toLowerCase()];
  if (claimed === undefined || !accept.includes(claimed)) {
    return { ok: false, code: "FILE_TYPE_NOT_ALLOWED" };
  }
  const { head, tail } = await readEnds(received);
  const detected = await fileTypeFromBuffer(head);
  if (detected?.mime !== claimed) return { ok: false, code: "FILE_CONTENT_MISMATCH" };
  if (claimed === "application/pdf") {
    // A PDF that was cut off on its way has no end mark (ISO 32000-1 §7.5.5).
    return tail.includes("%%EOF")
      ? { ok: true, mimeType: claimed, size: null }
      : { ok: false, code: "FILE_CONTENT_MISMATCH" };
  }
  const size = imageSize(claimed, head);
  return size !== null && isUsable(size)
    ? { ok: true, mimeType: claimed, size }
    : { ok: false, code: "FILE_IMAGE_UNUSABLE" };
}

function isUsable({ width, height }: ImageSize): boolean {
  return (
    Math.min(width, height) >= MIN_SIDE &&
    Math.max(width, height) <= MAX_SIDE &&
    width * height <= MAX_PIXELS
  );
}

async function readEnds({ path, size }: ReceivedFile): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await open(path, "r");
  try {
    const head = Buffer.alloc(Math.min(size, HEAD_BYTES));
    await file.read(head, 0, head.length, 0);
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    await file.read(tail, 0, tail.length, size - tail.length);
    return { head, tail };
  } finally {
    await file.close();
  }
}
