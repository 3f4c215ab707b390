/** Whether the data key is the one that the database's sealed values were sealed with. */
import { createHmac } from "node:crypto";
import { Client } from "pg";
import { StartFailure } from "../infrastructure/start-failure.ts";

/** The row of `platform_setting` that tells data keys apart and does not betray them. */
export const DATA_KEY_MARK = "dataKeyMark";

/**
 * Marks the database with the key where it has no mark yet, and compares where it has. A server with another key would seal what no
 * other can open: one that was set up without its `DATA_KEY`, or that stands on a database which came back without its secrets.
 *
 * @throws StartFailure `DATA_KEY_WRONG`
 */
export async function checkDataKey(databaseUrl: string, dataKey: Buffer): Promise<void> {
  const mark = createHmac("sha256", dataKey).update(DATA_KEY_MARK).digest("hex");
  const client = new Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query(
      "INSERT INTO platform_setting (key, value) VALUES ($1, to_jsonb($2::text)) ON CONFLICT (key) DO NOTHING",
      [DATA_KEY_MARK, mark],
    );
    const { rows } = await client.query<{ value: unknown }>(
      "SELECT value FROM platform_setting WHERE key = $1",
      [DATA_KEY_MARK],
    );
    if (rows[0]?.value !== mark) throw wrongKey();
  } finally {
    await client.end();
  }
}

function wrongKey(): StartFailure {
  return new StartFailure("DATA_KEY_WRONG", {
    zh: "DATA_KEY 与数据库中数据所用的密钥不同，已加密的身份证号等将无法读取。请设置与其他服务器相同的 DATA_KEY，或恢复与该数据库一起备份的 secrets.json（在 DATA_DIR 中）。",
    en: "DATA_KEY is not the key that the data of this database was sealed with: sealed identity numbers could not be read. Set the same DATA_KEY as the other servers, or restore the secrets.json (in DATA_DIR) that was backed up with this database.",
  });
}
