/**
 * Content on disk under DATA_DIR/files, by its SHA-256: the same photo twice is kept once, and a file cannot change behind its
 * hash. Content is written aside, flushed and renamed, so that a name stands for whole content or does not exist.
 */
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream, mkdirSync } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Content that was received and is not kept yet. */
export interface ReceivedFile {
  /** Path of the temporary file. */
  readonly path: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** Keeps content. */
export interface FileStore {
  /**
   * Writes a stream aside.
   *
   * @throws FileTooLarge as soon as there are more than `maxBytes`; nothing is left behind
   */
  receive(content: Readable, maxBytes: number): Promise<ReceivedFile>;
  /** Keeps received content under its hash. */
  keep(received: ReceivedFile): Promise<void>;
  /** Forgets received content; harmless after `keep`. */
  discard(received: ReceivedFile): Promise<void>;
  /** Content by hash, or null when it is not there. */
  read(sha256: string): Promise<Readable | null>;
  remove(sha256: string): Promise<void>;
  /** Hashes of everything kept before `before` (epoch ms), and clean-up of what was left aside before then. */
  keptBefore(before: number): AsyncGenerator<string>;
}

/** More content than allowed. */
export class FileTooLarge extends Error {
  override readonly name = "FileTooLarge";
}

/** @param directory created when missing */
export function fileStore(directory: string): FileStore {
  const incoming = join(directory, "incoming");
  mkdirSync(incoming, { recursive: true });
  const folderOf = (sha256: string): string => join(directory, sha256.slice(0, 2));
  const pathOf = (sha256: string): string => join(folderOf(sha256), sha256);
  return {
    async receive(content, maxBytes) {
      const path = join(incoming, randomUUID());
      const hash = createHash("sha256");
      let size = 0;
      const meter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length;
          hash.update(chunk);
          done(size > maxBytes ? new FileTooLarge() : null, chunk);
        },
      });
      try {
        await pipeline(content, meter, createWriteStream(path, { flags: "wx", mode: 0o600 }));
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
      return { path, size, sha256: hash.digest("hex") };
    },
    async keep(received) {
      const file = await open(received.path, "r+");
      try {
        await file.sync();
      } finally {
        await file.close();
      }
      await mkdir(folderOf(received.sha256), { recursive: true });
      await rename(received.path, pathOf(received.sha256));
    },
    discard: (received) => rm(received.path, { force: true }),
    async read(sha256) {
      try {
        return (await open(pathOf(sha256), "r")).createReadStream();
      } catch (error) {
        if ((error as { code?: unknown }).code === "ENOENT") return null;
        throw error;
      }
    },
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
    async *keptBefore(before) {
      for (const folder of await readdir(directory)) {
        for (const name of await readdir(join(directory, folder))) {
          const path = join(directory, folder, name);
          const { mtimeMs } = await stat(path);
          if (mtimeMs >= before) continue;
          if (folder === "incoming") await rm(path, { force: true });
          else yield name;
        }
      }
    },
  };
}
