/**
 * The secrets of one installation: drawn once, kept in the data folder, readable by its owner alone.
 * An operator who sets SESSION_SECRET and DATA_KEY never uses them.
 */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { makeFolder } from "./make-folder.ts";
import { StartFailure, fromFileSystem } from "./start-failure.ts";

const secretsSchema = z.object({
  sessionSecret: z.string().min(32),
  /** 64 hexadecimal digits. */
  dataKey: z.string().regex(/^[0-9a-f]{64}$/),
  /** Password of the embedded database's only account. */
  databasePassword: z.string().min(16),
});

/** What is drawn at the first start. */
export type Secrets = z.infer<typeof secretsSchema>;

/**
 * Reads the secrets of a data folder, drawing them when there are none.
 *
 * @throws StartFailure `DATA_FOLDER_UNWRITABLE`, `DISK_FULL`, `DATA_FOLDER_CHANGED`
 */
export function loadSecrets(dataDirectory: string): Secrets {
  const file = join(dataDirectory, "secrets.json");
  try {
    makeFolder(dataDirectory);
    return existsSync(file) ? readSecrets(file) : drawSecrets(file);
  } catch (error) {
    throw fromFileSystem(error, dataDirectory);
  }
}

function readSecrets(file: string): Secrets {
  const parsed = secretsSchema.safeParse(parseJson(readFileSync(file, "utf8")));
  if (!parsed.success) {
    throw new StartFailure("DATA_FOLDER_CHANGED", {
      zh: `密钥文件 ${file} 已损坏。请从备份恢复；没有备份时可运行 npm run reset 重新开始（会清除全部数据）。`,
      en: `The secrets file ${file} is damaged. Restore it from a backup; without one, npm run reset starts afresh (and deletes all data).`,
    });
  }
  return parsed.data;
}

function drawSecrets(file: string): Secrets {
  const secrets: Secrets = {
    sessionSecret: randomBytes(32).toString("hex"),
    dataKey: randomBytes(32).toString("hex"),
    databasePassword: randomBytes(18).toString("base64url"),
  };
  // Written aside and renamed: a crash leaves either no file or a whole one.
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });
  renameSync(`${file}.new`, file);
  return secrets;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
