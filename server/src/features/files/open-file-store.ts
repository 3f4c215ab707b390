/** Which of the two stores an installation has. */
import { join } from "node:path";
import type { Config } from "../../config.ts";
import { diskStore } from "./disk-store.ts";
import type { FileStore } from "./file-store.ts";
import { s3Bucket } from "./s3-bucket.ts";
import { s3Store } from "./s3-store.ts";

/** The store of the settings; nothing is connected until it is used. */
export function openFileStore({
  dataDirectory,
  filesS3,
}: Pick<Config, "dataDirectory" | "filesS3">): FileStore {
  const directory = join(dataDirectory, "files");
  return filesS3 === undefined ? diskStore(directory) : s3Store(directory, s3Bucket(filesS3));
}
