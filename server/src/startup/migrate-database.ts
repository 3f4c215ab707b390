/** Brings the database to this version, or says why it cannot be. */
import { MigrationProblem, applyMigrations } from "@tongban/prisma";
import { StartFailure, diskFull, isDiskFull } from "../infrastructure/start-failure.ts";

/**
 * Applies what is missing.
 *
 * @param place what the person knows the database as, for the sentence
 * @throws StartFailure `DATA_FOLDER_NEWER`, `DATA_FOLDER_CHANGED`, `DISK_FULL`
 */
export async function migrateDatabase(databaseUrl: string, place: string): Promise<void> {
  try {
    await applyMigrations(databaseUrl);
  } catch (error) {
    if (error instanceof MigrationProblem) {
      throw misfit(error, place);
    }
    throw isDiskFull(error) ? diskFull(place, error) : error;
  }
}

function misfit({ code, migrationName }: MigrationProblem, place: string): StartFailure {
  return code === "DATABASE_NEWER"
    ? new StartFailure("DATA_FOLDER_NEWER", {
        zh: `数据（${place}）由更新版本的通办创建（${migrationName}）。请使用更新的版本；或用 npm run reset 重新开始（会清除全部数据）。`,
        en: `The data (${place}) was made by a newer Tongban (${migrationName}). Use that version, or start afresh with npm run reset (which deletes all data).`,
      })
    : new StartFailure("DATA_FOLDER_CHANGED", {
        zh: `数据（${place}）的结构与本版本不符（${migrationName} 已被改动）。请使用创建它的版本；或用 npm run reset 重新开始（会清除全部数据）。`,
        en: `The data (${place}) has a structure that this version does not know (${migrationName} was changed). Use the version that made it, or start afresh with npm run reset (which deletes all data).`,
      });
}
