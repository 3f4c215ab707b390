/**
 * Content in a bucket of an S3-compatible storage, so that several servers need no folder in common. Received content waits on
 * this machine's disk; only what was checked is sent, in one request whose signature covers the content's hash: the storage takes
 * the whole of it or nothing, so that there is no half upload to clean up over there.
 */
import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { FileStore } from "./file-store.ts";
import { incomingFiles } from "./incoming-files.ts";
import type { S3Bucket } from "./s3-bucket.ts";
import { storageUnavailable } from "./s3-failure.ts";

/** Keys of content; whatever else is in the bucket is left alone. The same places as on disk, so that one can be copied to the other. */
const CONTENT_KEY = /^[0-9a-f]{2}\/(?<sha256>[0-9a-f]{64})$/;

/** @param directory where received content waits; created when missing */
export function s3Store(directory: string, bucket: S3Bucket): FileStore {
  const incoming = incomingFiles(join(directory, "incoming"));
  const keyOf = (sha256: string): string => `${sha256.slice(0, 2)}/${sha256}`;
  return {
    receive: incoming.receive,
    discard: incoming.discard,
    async keep(received) {
      const { sha256, size, path } = received;
      const content = { sha256, size, stream: () => createReadStream(path) };
      await bucket.put(keyOf(sha256), content).catch(storageUnavailable);
      await incoming.discard(received);
    },
    read: (sha256) => bucket.get(keyOf(sha256)).catch(storageUnavailable),
    remove: (sha256) => bucket.remove(keyOf(sha256)).catch(storageUnavailable),
    async *keptBefore(before) {
      await incoming.sweep(before);
      for await (const { key, changedAt } of bucket.list()) {
        const sha256 = CONTENT_KEY.exec(key)?.groups?.["sha256"];
        if (sha256 !== undefined && changedAt < before) yield sha256;
      }
    },
  };
}
