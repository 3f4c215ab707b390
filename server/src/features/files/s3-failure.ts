/** What an S3-compatible storage, or the way to it, may answer instead of doing what it was asked. */
import { Problem } from "../../errors.ts";

/** Names of answers that say that there is no room; S3 itself has none, MinIO, Ceph and others have. */
const FULL = /quota|storage_?full|insufficient_?(?:storage|capacity)/i;
/** Refusals that another try may get past: the client has learnt the storage's time from the first. */
const WORTH_ANOTHER_TRY = new Set(["RequestTimeTooSkewed", "RequestTimeout", "SlowDown"]);

interface S3Answer {
  readonly name?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

function statusOf(error: unknown): number | undefined {
  return (error as S3Answer).$metadata?.httpStatusCode;
}

/** The storage's own name of it (`NoSuchBucket`, `AccessDenied`), or the client's (`TimeoutError`). */
export function nameOf(error: unknown): string {
  return (error as S3Answer).name ?? "";
}

/** Whether it may go away by itself: no answer at all, too much at once, or trouble over there. */
export function isPassing(error: unknown): boolean {
  const status = statusOf(error);
  if (isFull(error)) return false;
  return (
    status === undefined || status >= 500 || status === 429 || WORTH_ANOTHER_TRY.has(nameOf(error))
  );
}

function isFull(error: unknown): boolean {
  return statusOf(error) === 507 || FULL.test(nameOf(error));
}

/** Whether there is nothing under the key. A bucket that is missing is another matter. */
export function isMissing(error: unknown): boolean {
  return nameOf(error) === "NoSuchKey";
}

/**
 * For the person it is one of two; the log has the cause.
 *
 * @throws Problem STORAGE_FULL, STORAGE_UNAVAILABLE
 */
export function storageUnavailable(error: unknown): never {
  throw new Problem(isFull(error) ? "STORAGE_FULL" : "STORAGE_UNAVAILABLE", { cause: error });
}
