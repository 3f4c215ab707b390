/** Makes the data folder. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { errorCode, unwritable } from "./start-failure.ts";

/**
 * Makes a folder with those above it, one by one: where the file system lets nobody make one, as in `/proc`, Node's own recursive way
 * (24.21) tries for ever.
 *
 * @throws StartFailure `DATA_FOLDER_UNWRITABLE` there; whatever else the file system says as it is
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process was faster.
    if (existsSync(folder)) return;
    throw errorCode(error) === "ENOENT" ? unwritable(folder, error) : error;
  }
}
