/** Brings the database to this version, or says why it cannot be. */
import { MigrationProblem, applyMigrations } from "@tongban/prisma";
import { StartFailure, diskFull, errorCode, isDiskFull } from "../infrastructure/start-failure.ts";

/** Which database: the embedded one of a data folder, or one of the user's own, by its address without a password. */
export type DatabasePlace = { readonly dataDirectory: string } | { readonly address: string };

/** PostgreSQL's `insufficient_privilege`. */
const FORBIDDEN = "42501";

/**
 * Applies what is missing.
 *
 * @param place what the person knows the database as, for the sentence
 * @throws StartFailure `DATA_FOLDER_NEWER`, `DATA_FOLDER_CHANGED`, `DATABASE_NEWER`, `DATABASE_CHANGED`, `DATABASE_FORBIDDEN`, `DISK_FULL`
 */
export async function migrateDatabase(databaseUrl: string, place: DatabasePlace): Promise<void> {
  try {
    await applyMigrations(databaseUrl);
  } catch (error) {
    if (error instanceof MigrationProblem) throw misfit(error, place);
    if (isDiskFull(error)) throw diskFull(nameOf(place), error);
    throw isForbidden(error) ? forbidden(nameOf(place), error) : error;
  }
}

function nameOf(place: DatabasePlace): string {
  return "address" in place ? place.address : place.dataDirectory;
}

/** By itself, or as what a migration failed of. */
function isForbidden(error: unknown): boolean {
  return (
    errorCode(error) === FORBIDDEN ||
    (error instanceof Error && errorCode(error.cause) === FORBIDDEN)
  );
}

function forbidden(place: string, cause: unknown): StartFailure {
  return new StartFailure(
    "DATABASE_FORBIDDEN",
    {
      zh: `数据库 ${place} 的这个用户无权建表。请将数据库交给该用户所有：ALTER DATABASE … OWNER TO …，表已存在时用 REASSIGN OWNED。`,
      en: `This user may not make tables in the database ${place}. Make the user its owner: ALTER DATABASE … OWNER TO …, and REASSIGN OWNED where tables are there already.`,
    },
    { cause },
  );
}

function misfit(problem: MigrationProblem, place: DatabasePlace): StartFailure {
  return "address" in place
    ? databaseMisfit(problem, place.address)
    : dataFolderMisfit(problem, place.dataDirectory);
}

/** `npm run reset` would not touch it, and nobody should empty a database that others use. */
function databaseMisfit({ code, migrationName }: MigrationProblem, address: string): StartFailure {
  return code === "DATABASE_NEWER"
    ? new StartFailure("DATABASE_NEWER", {
        zh: `数据库 ${address} 已由更新版本的通办升级（${migrationName}）。请启动更新的版本；要回到本版本，须恢复升级之前的备份。未作任何改动。`,
        en: `The database ${address} was upgraded by a newer Tongban (${migrationName}). Start that version; to come back to this one, restore the backup from before the upgrade. Nothing was changed.`,
      })
    : new StartFailure("DATABASE_CHANGED", {
        zh: `数据库 ${address} 的结构与本版本不符（${migrationName} 已被改动）。请启动创建它的版本，或恢复备份。未作任何改动。`,
        en: `The database ${address} has a structure that this version does not know (${migrationName} was changed). Start the version that made it, or restore a backup. Nothing was changed.`,
      });
}

function dataFolderMisfit({ code, migrationName }: MigrationProblem, place: string): StartFailure {
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
