/**
 * A start that cannot go on for a reason outside the program: a taken port, a full disk, a database
 * that is not there. It is thrown by the steps of the start and shown to the person, without a stack
 * trace, as two plain sentences that say what to do.
 */

/** Stable names of what can keep the server from starting. */
export type StartFailureCode =
  | "SETTING_INVALID"
  | "PORT_TAKEN"
  | "PORT_FORBIDDEN"
  | "HOST_UNUSABLE"
  | "DATABASE_UNREACHABLE"
  | "DATABASE_TOO_OLD"
  | "DATABASE_NOT_UTF8"
  | "DATABASE_READ_ONLY"
  | "DATABASE_FORBIDDEN"
  | "DATABASE_NEWER"
  | "DATABASE_CHANGED"
  | "DATA_KEY_WRONG"
  | "DATA_FOLDER_OLDER"
  | "DATA_FOLDER_NEWER"
  | "DATA_FOLDER_CHANGED"
  | "DATA_FOLDER_IN_USE"
  | "DATA_FOLDER_UNWRITABLE"
  | "DISK_FULL"
  | "BROKER_UNREACHABLE"
  | "FILE_STORAGE_UNUSABLE"
  | "FILE_STORAGE_TAKEN"
  | "PLATFORM_UNSUPPORTED"
  | "POSTGRES_FAILED"
  | "NOT_CONFIRMED";

/** What is said to the person, in both languages. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** Thrown by a step of the start; `sentence` is all that the person sees. */
export class StartFailure extends Error {
  override readonly name = "StartFailure";
  readonly code: StartFailureCode;
  readonly sentence: Sentence;

  constructor(code: StartFailureCode, sentence: Sentence, options?: { readonly cause?: unknown }) {
    super(`${code}: ${sentence.en}`, options);
    this.code = code;
    this.sentence = sentence;
  }
}

/** The system's own name of an error (`ENOSPC`, `28P01`), or undefined where it has none. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) {
    return undefined;
  }
  return typeof error.code === "string" ? error.code : undefined;
}

/**
 * Turns what the file system refused into a StartFailure; anything else is given back as it came.
 *
 * @param folder the folder that was being written, for the sentence
 */
export function fromFileSystem(error: unknown, folder: string): unknown {
  if (isDiskFull(error)) {
    return diskFull(folder, error);
  }
  switch (errorCode(error)) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "ENOTDIR":
    case "EEXIST":
      return unwritable(folder, error);
    default:
      return error;
  }
}

/** Nothing can be written in `folder`. */
export function unwritable(folder: string, cause?: unknown): StartFailure {
  return new StartFailure(
    "DATA_FOLDER_UNWRITABLE",
    {
      zh: `无法写入数据目录 ${folder}。请为当前用户授予写权限，或用 DATA_DIR 指定别的目录。`,
      en: `The data folder ${folder} cannot be written. Give this user write access, or set DATA_DIR to another folder.`,
    },
    { cause },
  );
}

/**
 * Whether a full disk is behind an error: said by the file system, by PostgreSQL (53100), or by either in the
 * words of a library between us.
 */
export function isDiskFull(error: unknown): boolean {
  if (["ENOSPC", "EDQUOT", "53100"].includes(errorCode(error) ?? "")) {
    return true;
  }
  return (
    error instanceof Error &&
    (/no space left on device|disk quota exceeded/i.test(error.message) || isDiskFull(error.cause))
  );
}

/** The disk that holds `folder` is full. */
export function diskFull(folder: string, cause?: unknown): StartFailure {
  return new StartFailure(
    "DISK_FULL",
    {
      zh: `磁盘已满，无法写入 ${folder}。请腾出空间（建议至少 1 GB）后重新启动；已保存的数据不受影响。`,
      en: `The disk is full: ${folder} cannot be written. Free some space (1 GB is a good start) and start again; what was saved is safe.`,
    },
    { cause },
  );
}
