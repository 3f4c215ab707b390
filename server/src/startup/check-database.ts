/** Whether a PostgreSQL of the user's own can be used: it answers, lets us in, is new enough, keeps Chinese and may be written. */
import { Client } from "pg";
import { StartFailure } from "../infrastructure/start-failure.ts";
import { reasonOf, withoutPassword } from "./unreachable.ts";

/** Oldest PostgreSQL that has everything our SQL uses. */
const oldestPostgres = 15;

/** What the database says about itself. */
interface Traits {
  readonly version: number;
  readonly encoding: string;
  /** A standby, or a database that was told to be so (`default_transaction_read_only`). */
  readonly isReadOnly: boolean;
}

/**
 * Connects once and reads what it is.
 *
 * @throws StartFailure `DATABASE_UNREACHABLE`, `DATABASE_TOO_OLD`, `DATABASE_NOT_UTF8`, `DATABASE_READ_ONLY`
 */
export async function checkDatabase(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  let traits: Traits | undefined;
  try {
    await client.connect();
    const { rows } = await client.query<Traits>(
      `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding,
         current_setting('transaction_read_only')::boolean AS "isReadOnly"`,
    );
    traits = rows[0];
  } catch (error) {
    throw unreachable(databaseUrl, error);
  } finally {
    await client.end().catch(() => undefined);
  }
  const failure =
    traits === undefined ? undefined : unfitness(traits, withoutPassword(databaseUrl));
  if (failure !== undefined) throw failure;
}

function unfitness(
  { version, encoding, isReadOnly }: Traits,
  address: string,
): StartFailure | undefined {
  const major = Math.floor(version / 10_000);
  if (major < oldestPostgres) {
    return new StartFailure("DATABASE_TOO_OLD", {
      zh: `DATABASE_URL 指向的 PostgreSQL 是 ${major} 版，需要 ${oldestPostgres} 或更高版本。请升级，或去掉 DATABASE_URL 使用内置数据库。`,
      en: `DATABASE_URL points at PostgreSQL ${major}; ${oldestPostgres} or later is needed. Upgrade it, or remove DATABASE_URL to use the embedded database.`,
    });
  }
  if (encoding !== "UTF8") {
    return new StartFailure("DATABASE_NOT_UTF8", {
      zh: `数据库 ${address} 的编码是 ${encoding}，无法保存中文。请用 CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0 另建一个。`,
      en: `The database ${address} has the encoding ${encoding}, which cannot keep Chinese. Make another one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.`,
    });
  }
  return isReadOnly ? readOnly(address) : undefined;
}

function readOnly(address: string): StartFailure {
  return new StartFailure("DATABASE_READ_ONLY", {
    zh: `数据库 ${address} 只读，多半是备库。请让 DATABASE_URL 指向主库；主库已经不在时，先将备库提升为主库（pg_ctl promote），见 docs/operations.md。`,
    en: `The database ${address} is read-only, most likely a standby. Point DATABASE_URL at the primary; if that is gone, promote the standby first (pg_ctl promote), see docs/operations.md.`,
  });
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
