/**
 * One embedded PostgreSQL for all integration tests of a run; see prisma/testing/database.ts. TEST_POSTGRES_URL names another one instead,
 * of an older version that operators have: a superuser's connection to a server that nobody misses.
 */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { applyMigrations } from "@tongban/prisma";
import { databaseUrl, templateName } from "@tongban/prisma/testing";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../src/infrastructure/embedded-postgres.ts";
import { removeCluster } from "../src/infrastructure/postgres/place.ts";

/** Starts the server, makes the migrated template and tells the tests where it is. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["TEST_POSTGRES_URL"];
  if (given !== undefined) {
    await prepare(project, given);
    return async () => undefined;
  }
  const directory = await mkdtemp("/tmp/tongban-test-");
  // Started by root, PostgreSQL runs as another account, which must get here.
  await chmod(directory, 0o755);
  const cluster = join(directory, "postgres");
  const postgres = await startEmbeddedPostgres({
    directory: cluster,
    password: "for-tests-only",
    durable: false,
  });
  await prepare(project, postgres.url);
  return async () => {
    await postgres.stop();
    removeCluster(cluster);
    await rm(directory, { recursive: true, force: true });
  };
}

async function prepare(project: TestProject, postgresUrl: string): Promise<void> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${templateName}`);
  await client.query(`CREATE DATABASE ${templateName} ENCODING 'UTF8' TEMPLATE template0`);
  await client.end();
  await applyMigrations(databaseUrl(postgresUrl, templateName));
  project.provide("postgresUrl", postgresUrl);
}
