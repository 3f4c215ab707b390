/** Content on its way in: written to this machine's disk while it is measured and hashed, in constant memory. */
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream, mkdirSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type FileStore, FileTooLarge } from "./file-store.ts";

/** The part of a store that takes content in. */
export interface IncomingFiles extends Pick<FileStore, "receive" | "discard"> {
  /** Forgets what a server that died left behind before then. @param before epoch ms */
  sweep(before: number): Promise<void>;
}

/** @param directory created when missing */
export function incomingFiles(directory: string): IncomingFiles {
  mkdirSync(directory, { recursive: true });
  return {
    async receive(content, maxBytes) {
      const path = join(directory, randomUUID());
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
    discard: (received) => rm(received.path, { force: true }),
    async sweep(before) {
      for (const name of await readdir(directory)) {
        const path = join(directory, name);
        // One that is gone by now was kept or discarded.
        const found = await stat(path).catch(() => null);
        if (found !== null && found.mtimeMs < before) await rm(path, { force: true });
      }
    },
  };
}
