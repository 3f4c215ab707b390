/**
 * A database of its own for each test file, copied within milliseconds from a template to which all
 * migrations have been applied.
 *
 * The global set-up of the integration tests (server/testing/postgres.global-setup.ts) provides
 * `postgresUrl`; only files named `*.integration.test.ts` have it.
 */
import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** An administrator's connection string to the tests' PostgreSQL. */
    postgresUrl: string;
  }
}

/** Name of the database that carries all migrations and no data. */
export const templateName = "tongban_template";

/** A database that belongs to one test file. */
export interface TestDatabase {
  readonly url: string;
  /** Ends its connections and deletes it. */
  drop(): Promise<void>;
}

/**
 * Creates an empty, migrated database.
 *
 * @example
 * let database: TestDatabase;
 * beforeAll(async () => { database = await createTestDatabase(); });
 * afterAll(async () => { await database.drop(); });
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const postgresUrl = inject("postgresUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(postgresUrl, `CREATE DATABASE ${name} TEMPLATE ${templateName}`);
  return {
    url: databaseUrl(postgresUrl, name),
    drop: () => drop(postgresUrl, name),
  };
}

/** The same server's connection string for another database. */
export function databaseUrl(postgresUrl: string, name: string): string {
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/**
 * PostgreSQL gives connections that are being closed five seconds to go. One that it ended itself would hear of it, and nobody listens to
 * what a closed pool still hears.
 */
async function drop(postgresUrl: string, name: string): Promise<void> {
  try {
    await administer(postgresUrl, `DROP DATABASE ${name}`);
  } catch {
    await administer(postgresUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  }
}

async function administer(postgresUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
