/** Content on disk under DATA_DIR/files. It is written aside, flushed and renamed. */
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { FileStore } from "./file-store.ts";
import { incomingFiles } from "./incoming-files.ts";

const INCOMING = "incoming";

/** @param directory created when missing */
export function diskStore(directory: string): FileStore {
  const incoming = incomingFiles(join(directory, INCOMING));
  const folderOf = (sha256: string): string => join(directory, sha256.slice(0, 2));
  const pathOf = (sha256: string): string => join(folderOf(sha256), sha256);
  return {
    receive: incoming.receive,
    discard: incoming.discard,
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
      await incoming.sweep(before);
      for (const folder of await readdir(directory)) {
        if (folder === INCOMING) continue;
        for (const name of await readdir(join(directory, folder))) {
          // Another server that shares the folder may have swept it meanwhile.
          const found = await stat(join(directory, folder, name)).catch(() => null);
          if (found !== null && found.mtimeMs < before) yield name;
        }
      }
    },
  };
}
