import { applyMigrations } from "@tongban/prisma";
import { type TestDatabase, createTestDatabase } from "@tongban/prisma/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { DATA_KEY_MARK, checkDataKey } from "./check-data-key.ts";
import { checkDatabase } from "./check-database.ts";
import { migrateDatabase } from "./migrate-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function tell(url: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** The failure's code, with the advice of both sentences. */
async function failureOf(step: Promise<void>): Promise<unknown> {
  return step.then(
    () => undefined,
    (error: unknown) => error,
  );
}

function advising(code: string, advice: string): object {
  const sentence = expect.stringContaining(advice) as unknown;
  return { code, sentence: { zh: sentence, en: sentence } };
}

const address = "postgresql://db/tongban";

it("takes a database that can be written", async () => {
  await checkDatabase(database.url);
});

it("says that a standby is to be promoted, or its primary to be named", async () => {
  const url = new URL(database.url);
  url.searchParams.set("options", "-c default_transaction_read_only=on");
  expect(await failureOf(checkDatabase(url.href))).toMatchObject(
    advising("DATABASE_READ_ONLY", "pg_ctl promote"),
  );
});

it("says that a database which cannot keep Chinese is to be made anew", async () => {
  const name = "fitness_latin";
  const postgresUrl = inject("postgresUrl");
  await tell(
    postgresUrl,
    `CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`,
  );
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  const failure = await failureOf(checkDatabase(url.href));
  await tell(postgresUrl, `DROP DATABASE ${name}`);
  expect(failure).toMatchObject(advising("DATABASE_NOT_UTF8", "ENCODING 'UTF8'"));
});

it("says who must own the database where the user may not make tables", async () => {
  const postgresUrl = inject("postgresUrl");
  const name = "fitness_foreign";
  await tell(
    postgresUrl,
    `CREATE ROLE ${name} LOGIN PASSWORD '${name}'`,
    `CREATE DATABASE ${name}`,
  );
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  url.username = name;
  url.password = name;
  const failure = await failureOf(migrateDatabase(url.href, { address }));
  await tell(postgresUrl, `DROP DATABASE ${name}`, `DROP ROLE ${name}`);
  expect(failure).toMatchObject(advising("DATABASE_FORBIDDEN", "OWNER TO"));
});

it("never advises to reset a database of one's own that a newer version has upgraded", async () => {
  const name = "20990101000000_future";
  await tell(
    database.url,
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'y', '${name}', now())`,
  );
  const ofOwn = await failureOf(migrateDatabase(database.url, { address }));
  const embedded = await failureOf(migrateDatabase(database.url, { dataDirectory: "/data" }));
  await tell(database.url, `DELETE FROM _prisma_migrations WHERE migration_name = '${name}'`);
  expect(ofOwn).toMatchObject(advising("DATABASE_NEWER", name));
  expect(String(ofOwn)).not.toContain("reset");
  expect(embedded).toMatchObject(advising("DATA_FOLDER_NEWER", "npm run reset"));
  expect(await applyMigrations(database.url)).toEqual([]);
});

it("lets in only servers with the data key that the database was begun with", async () => {
  const key = Buffer.alloc(32, 1);
  await checkDataKey(database.url, key);
  await checkDataKey(database.url, key);
  const other = Buffer.alloc(32, 2);
  expect(await failureOf(checkDataKey(database.url, other))).toMatchObject(
    advising("DATA_KEY_WRONG", "secrets.json"),
  );
  await tell(database.url, `DELETE FROM platform_setting WHERE key = '${DATA_KEY_MARK}'`);
  await checkDataKey(database.url, other);
});
