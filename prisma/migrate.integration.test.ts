import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { applyMigrations } from "./migrate.ts";
import { type TestDatabase, createTestDatabase } from "./testing/database.ts";

let database: TestDatabase;
let directory: string;
beforeEach(async () => {
  database = await createTestDatabase();
  await query("DROP TABLE _prisma_migrations");
  directory = mkdtempSync(join(tmpdir(), "tongban-migrations-"));
});
afterEach(async () => {
  rmSync(directory, { recursive: true });
  await database.drop();
});

async function query(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function write(name: string, sql: string): void {
  mkdirSync(join(directory, name), { recursive: true });
  writeFileSync(join(directory, name, "migration.sql"), sql);
}

it("applies what is missing, in order, once", async () => {
  write("2_b", "INSERT INTO zz_a VALUES (1)");
  write("1_a", "CREATE TABLE zz_a (n int)");
  expect(await applyMigrations(database.url, directory)).toEqual(["1_a", "2_b"]);
  write("3_c", "INSERT INTO zz_a VALUES (2)");
  expect(await applyMigrations(database.url, directory)).toEqual(["3_c"]);
  expect(await query("SELECT n FROM zz_a ORDER BY n")).toEqual([{ n: 1 }, { n: 2 }]);
});

it("applies each once when servers start together", async () => {
  write("1_a", "CREATE TABLE zz_a (n int)");
  const applied = await Promise.all(
    Array.from({ length: 4 }, () => applyMigrations(database.url, directory)),
  );
  expect(applied.flat()).toEqual(["1_a"]);
});

it("leaves nothing of a migration that fails", async () => {
  write("1_a", "CREATE TABLE zz_a (n int); SELECT 1/0");
  await expect(applyMigrations(database.url, directory)).rejects.toThrow("1_a failed");
  expect(await query("SELECT to_regclass('zz_a') AS a")).toEqual([{ a: null }]);
});

it("refuses a database that a newer version made", async () => {
  write("1_a", "SELECT 1");
  write("2_b", "SELECT 1");
  await applyMigrations(database.url, directory);
  rmSync(join(directory, "2_b"), { recursive: true });
  await expect(applyMigrations(database.url, directory)).rejects.toMatchObject({
    code: "DATABASE_NEWER",
    migrationName: "2_b",
  });
});

it("refuses a migration that was changed after it had been applied", async () => {
  write("1_a", "SELECT 1");
  await applyMigrations(database.url, directory);
  write("1_a", "SELECT 2");
  await expect(applyMigrations(database.url, directory)).rejects.toMatchObject({
    code: "MIGRATION_CHANGED",
  });
});
