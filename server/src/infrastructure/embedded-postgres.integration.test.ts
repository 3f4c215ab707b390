import { fork } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { removeCluster } from "./postgres/place.ts";

const password = "not-a-secret";
let directory: string;
let cluster: string;
beforeEach(() => {
  directory = mkdtempSync("/tmp/tongban-test-");
  chmodSync(directory, 0o755);
  cluster = join(directory, "postgres");
});
afterEach(() => {
  removeCluster(cluster);
  rmSync(directory, { recursive: true, force: true });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

it("keeps what was written over a stop and a start, with fsync on", async () => {
  const first = await startEmbeddedPostgres({ directory: cluster, password });
  await query(first.url, "CREATE TABLE note AS SELECT '开饭店' AS text");
  expect(await query(first.url, "SHOW fsync")).toEqual([{ fsync: "on" }]);
  await first.stop();

  const second = await startEmbeddedPostgres({ directory: cluster, password });
  expect(await query(second.url, "SELECT text FROM note")).toEqual([{ text: "开饭店" }]);
  await second.stop();
});

it("works below a folder that is private to its user", async () => {
  chmodSync(directory, 0o700);
  const postgres = await startEmbeddedPostgres({ directory: cluster, password });
  expect(await query(postgres.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await postgres.stop();
});

it("refuses a data folder that another server uses", async () => {
  const first = await startEmbeddedPostgres({ directory: cluster, password });
  await expect(startEmbeddedPostgres({ directory: cluster, password })).rejects.toMatchObject({
    code: "DATA_FOLDER_IN_USE",
  });
  expect(await query(first.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await first.stop();
});

it("starts at once after its server was killed, and has what was committed", async () => {
  const owner = fork(join(import.meta.dirname, "../../testing/own-a-cluster.ts"), [
    cluster,
    password,
  ]);
  const [message] = (await once(owner, "message")) as [{ url: string; pid: number }];
  await query(message.url, "CREATE TABLE note AS SELECT 1 AS one");
  owner.kill("SIGKILL");
  await once(owner, "exit");

  const next = await startEmbeddedPostgres({ directory: cluster, password });
  expect(next.pid).not.toBe(message.pid);
  expect(await query(next.url, "SELECT one FROM note")).toEqual([{ one: 1 }]);
  await next.stop();
});

it("forgets a postmaster that is long dead", async () => {
  const first = await startEmbeddedPostgres({ directory: cluster, password });
  await first.stop();
  const socketFolder = mkdtempSync("/tmp/tongban-test-");
  // A process that lives, but is no PostgreSQL: the number was given to someone else.
  const trace = [process.pid, cluster, 0, 5432, socketFolder, "", ""].join("\n");
  writeFileSync(join(cluster, "postmaster.pid"), trace);

  const second = await startEmbeddedPostgres({ directory: cluster, password });
  await second.stop();
  expect(existsSync(socketFolder)).toBe(false);
});

it.each([
  ["17", "DATA_FOLDER_OLDER"],
  ["19", "DATA_FOLDER_NEWER"],
])("refuses a cluster of PostgreSQL %s with %s", async (version, code) => {
  const first = await startEmbeddedPostgres({ directory: cluster, password });
  await first.stop();
  writeFileSync(join(cluster, "PG_VERSION"), `${version}\n`);
  await expect(startEmbeddedPostgres({ directory: cluster, password })).rejects.toMatchObject({
    code,
  });
});

it("refuses a cluster whose secrets are not these", async () => {
  const first = await startEmbeddedPostgres({ directory: cluster, password });
  await first.stop();
  await expect(
    startEmbeddedPostgres({ directory: cluster, password: "another" }),
  ).rejects.toMatchObject({ code: "DATA_FOLDER_CHANGED" });
});
