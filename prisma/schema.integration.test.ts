import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Prisma, type PrismaClient, openDatabase } from "./client.ts";
import { type TestDatabase, createTestDatabase } from "./testing/database.ts";

let database: TestDatabase;
let client: PrismaClient;
beforeAll(async () => {
  database = await createTestDatabase();
  client = openDatabase(database.url, 2);
});
afterAll(async () => {
  await client.$disconnect();
  await database.drop();
});

it("finds every column of the schema in the migrated database", async () => {
  for (const name of Object.values(Prisma.ModelName)) {
    const key = `${name.charAt(0).toLowerCase()}${name.slice(1)}` as Uncapitalize<typeof name>;
    const model = client[key] as unknown as { findFirst(): Promise<unknown> };
    await expect(model.findFirst()).resolves.not.toBeUndefined();
  }
});

async function log(purpose: string): Promise<void> {
  await client.accessLog.create({
    data: {
      chain: 3,
      at: new Date("2026-11-23T01:00:00Z"),
      actorName: "王芳",
      actorGroups: ["window@zwj"],
      action: "read",
      resource: "case",
      fields: ["applicant"],
      purpose,
    },
  });
}

it("chains the access log, refuses changes, and finds a row that was forged behind its back", async () => {
  await Promise.all(["受理", "受理", "审查"].map(log));
  expect(await client.$queryRaw`SELECT * FROM access_log_breaks()`).toEqual([]);
  await expect(client.accessLog.updateMany({ data: { purpose: "无" } })).rejects.toThrow(
    "append-only",
  );
  await expect(client.accessLog.deleteMany()).rejects.toThrow("append-only");
  await expect(client.$executeRaw`TRUNCATE access_log`).rejects.toThrow("append-only");

  const owner = new Client({ connectionString: database.url });
  await owner.connect();
  await owner.query("ALTER TABLE access_log DISABLE TRIGGER access_log_refuse_change");
  await owner.query("UPDATE access_log SET purpose = '改过' WHERE seq = 2");
  expect(await client.$queryRaw`SELECT * FROM access_log_breaks()`).toEqual([
    { chain: 3, seq: 2n },
  ]);
  await owner.query("DELETE FROM access_log WHERE seq = 3");
  await owner.query(
    "UPDATE access_log SET purpose = l.purpose FROM access_log l WHERE access_log.seq = 2 AND l.seq = 1",
  );
  await owner.end();
  const breaks = await client.$queryRaw<{ seq: bigint }[]>`SELECT * FROM access_log_breaks()`;
  expect(breaks).toHaveLength(1);
});

it("finds an element instance by its id alone without reading the table", async () => {
  await client.$executeRaw`
    INSERT INTO element_instance (process_instance_id, id, element_id, kind, state, started_at)
    SELECT n << 22, (n << 22) + place, 'step', 'userTask', 'activated', now()
      FROM generate_series(1::bigint, 10000) AS n, generate_series(0, 4) AS place`;
  await client.$executeRaw`VACUUM ANALYZE element_instance`;
  const plan = await client.$queryRaw<{ "QUERY PLAN": string }[]>`
    EXPLAIN SELECT * FROM element_instance WHERE id = (5000::bigint << 22) + 2`;
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  expect(text).toContain("element_instance_id_idx");
  expect(text).not.toContain("Seq Scan");
});
