/** One embedded PostgreSQL for all integration tests of a run; see prisma/testing/database.ts. */
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
  const directory = await mkdtemp("/tmp/tongban-test-");
  // Started by root, PostgreSQL runs as another account, which must get here.
  await chmod(directory, 0o755);
  const cluster = join(directory, "postgres");
  const postgres = await startEmbeddedPostgres({
    directory: cluster,
    password: "for-tests-only",
    durable: false,
  });
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${templateName}`);
  await client.end();
  await applyMigrations(databaseUrl(postgres.url, templateName));
  project.provide("postgresUrl", postgres.url);
  return async () => {
    await postgres.stop();
    removeCluster(cluster);
    await rm(directory, { recursive: true, force: true });
  };
}
