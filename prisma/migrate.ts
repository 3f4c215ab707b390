/**
 * Applies the committed migrations. Prisma's own command needs an engine that is downloaded from
 * outside the registry; plain SQL files need none. Table and checksums are Prisma's, so that its tools
 * understand the database (`_prisma_migrations`).
 */
import { createHash, randomUUID } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";

/** Any constant will do, as long as every server uses the same one. */
const advisoryLock = 7_400_114;

/** Why the migrations of this version do not fit the database. */
export type MigrationProblemCode =
  /** The database has a migration that this version does not know: a newer version made it. */
  | "DATABASE_NEWER"
  /** A migration was changed after it had been applied. */
  | "MIGRATION_CHANGED";

/** The database cannot be brought to this version; nothing was changed. */
export class MigrationProblem extends Error {
  override readonly name = "MigrationProblem";
  readonly code: MigrationProblemCode;
  readonly migrationName: string;

  constructor(code: MigrationProblemCode, migrationName: string) {
    super(`${code}: ${migrationName}`);
    this.code = code;
    this.migrationName = migrationName;
  }
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, as Prisma writes it. */
  readonly checksum: string;
}

/**
 * Brings a database to this version, each migration in a transaction of its own. Servers that start
 * together take turns.
 *
 * @param directory folder with `<timestamp>_<name>/migration.sql`, applied in the order of their names
 * @returns names of the migrations that were applied now
 * @throws MigrationProblem when the database was made by a newer version or from other files
 */
export async function applyMigrations(
  databaseUrl: string,
  directory: string = join(import.meta.dirname, "migrations"),
): Promise<string[]> {
  const migrations = readMigrations(directory);
  const client = new Client({ connectionString: databaseUrl });
  // A connection lost between two statements is told by the next one.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [advisoryLock]);
    await client.query(bookkeeping);
    const pending = await findPending(client, migrations);
    for (const migration of pending) {
      await applyOne(client, migration);
    }
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

const bookkeeping = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

function readMigrations(directory: string): Migration[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const sql = readFileSync(join(directory, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function findPending(client: Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    `SELECT migration_name, checksum FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { migration_name: name, checksum } of rows) {
    const migration = known.get(name);
    if (!migration) {
      throw new MigrationProblem("DATABASE_NEWER", name);
    }
    if (migration.checksum !== checksum) {
      throw new MigrationProblem("MIGRATION_CHANGED", name);
    }
    known.delete(name);
  }
  return [...known.values()];
}

async function applyOne(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(`The migration ${name} failed.`, { cause: error });
  }
}
