/**
 * Who runs the embedded PostgreSQL, and where its files may stand.
 *
 * PostgreSQL refuses to run as root. Started by root, it runs as an account of its own: the machine's
 * `postgres`, or `tongban`, which is created when there is none. That account must be able to reach
 * program and data; in a checkout below a private home folder it cannot, and then both are put under
 * `/var/lib/tongban`, with a link from the data folder.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { StartFailure } from "../start-failure.ts";

/** The account of PostgreSQL's processes; both undefined means: the one of this process. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

const candidates = ["postgres", "_postgres", "tongban"];

/**
 * The account that PostgreSQL runs as, created when started by root on a machine that has none.
 *
 * @throws StartFailure `POSTGRES_FAILED` where no account can be created
 */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) {
    return {};
  }
  for (const name of candidates) {
    const account = lookUp(name);
    if (account) {
      return account;
    }
  }
  spawnSync("useradd", [
    "--system",
    "--user-group",
    "--no-create-home",
    "--shell",
    "/bin/false",
    "tongban",
  ]);
  const created = lookUp("tongban");
  if (!created) {
    throw new StartFailure("POSTGRES_FAILED", {
      zh: "PostgreSQL 不能以 root 身份运行，也无法创建 tongban 用户。请改用普通用户启动，或用 DATABASE_URL 指定自己的 PostgreSQL。",
      en: "PostgreSQL does not run as root, and a user tongban could not be created. Start as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.",
    });
  }
  return created;
}

function lookUp(name: string): Account | undefined {
  try {
    const id = (option: string): number =>
      Number(
        execFileSync("id", [option, name], {
          encoding: "utf8",
          stdio: ["ignore", "pipe", "ignore"],
        }),
      );
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

/** Whether `account` can walk to `path` and read it. */
export function canReach(account: Account, path: string): boolean {
  const test = spawnSync(
    "/bin/sh",
    ["-c", 'test -r "$1" && { test ! -d "$1" || test -x "$1"; }', "sh", path],
    {
      ...account,
      cwd: "/",
    },
  );
  return test.status === 0;
}
