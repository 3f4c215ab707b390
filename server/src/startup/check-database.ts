/** Whether a PostgreSQL of the user's own can be used: it answers, lets us in, and is new enough. */
import { Client } from "pg";
import { StartFailure } from "../infrastructure/start-failure.ts";
import { reasonOf, withoutPassword } from "./unreachable.ts";

/** Oldest PostgreSQL that has everything our SQL uses. */
const oldestPostgres = 15;

/**
 * Connects once and reads the version.
 *
 * @throws StartFailure `DATABASE_UNREACHABLE`, `DATABASE_TOO_OLD`
 */
export async function checkDatabase(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  let version: number;
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int AS version",
    );
    version = Math.floor((rows[0]?.version ?? 0) / 10_000);
  } catch (error) {
    throw unreachable(databaseUrl, error);
  } finally {
    await client.end().catch(() => undefined);
  }
  if (version < oldestPostgres) {
    throw new StartFailure("DATABASE_TOO_OLD", {
      zh: `DATABASE_URL 指向的 PostgreSQL 是 ${version} 版，需要 ${oldestPostgres} 或更高版本。请升级，或去掉 DATABASE_URL 使用内置数据库。`,
      en: `DATABASE_URL points at PostgreSQL ${version}; ${oldestPostgres} or later is needed. Upgrade it, or remove DATABASE_URL to use the embedded database.`,
    });
  }
}

function unreachable(databaseUrl: string, cause: unknown): StartFailure {
  const reason = reasonOf(cause);
  const address = withoutPassword(databaseUrl);
  return new StartFailure(
    "DATABASE_UNREACHABLE",
    {
      zh: `无法连接数据库 ${address}：${reason.zh}。请检查 DATABASE_URL 及数据库是否已启动，或去掉 DATABASE_URL 使用内置数据库。`,
      en: `The database ${address} cannot be reached: ${reason.en}. Check DATABASE_URL and whether the database runs, or remove DATABASE_URL to use the embedded one.`,
    },
    { cause },
  );
}
