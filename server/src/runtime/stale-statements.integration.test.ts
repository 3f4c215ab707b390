/** Statements that are prepared, when their sessions do not know them any more or the tables have changed under them. */
import { openDatabase, type PrismaClient } from "@tongban/prisma";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Runtime } from "./index.ts";
import { postgresConnections, type RuntimeConnections } from "./runtime-connections.ts";
import { bpmnFile, flows, serviceTask } from "./testing/bpmn.ts";

/** More than a command is tried. */
const CONNECTIONS = 12;

let database: TestDatabase;
let prisma: PrismaClient;
let connections: RuntimeConnections;
let runtime: Runtime;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openDatabase(database.url, 2);
  const urls = { databaseUrl: database.url, directUrl: database.url };
  connections = postgresConnections(urls, CONNECTIONS, () => undefined);
  runtime = new Runtime({
    databaseUrl: database.url,
    prisma,
    now: () => Date.now(),
    timeZone: "Asia/Shanghai",
    poolSize: CONNECTIONS,
    onError: () => undefined,
    connections,
  });
  await runtime.start();
  const content = bpmnFile("worked", serviceTask("t", "outside") + flows("s", "t", "e"));
  await runtime.deploy([{ name: "worked.bpmn", content }], { account: "test", comment: "" });
});
afterAll(async () => {
  await runtime.stop();
  await prisma.$disconnect();
  await database.drop();
});

/** Starts cases and does their work, on as many connections as there are. */
async function work(): Promise<void> {
  const start = { type: "startInstance", processId: "worked", variables: {} } as const;
  const all = Array.from({ length: CONNECTIONS }, () =>
    Promise.all([
      runtime.execute(start),
      runtime.claimJobs(
        { jobType: "outside", worker: "w", leaseMs: 60_000, limit: 0 },
        AbortSignal.abort(),
      ),
    ]),
  );
  expect((await Promise.all(all)).map(([started]) => started.ok)).not.toContain(false);
  const jobs = await runtime.claimJobs(
    { jobType: "outside", worker: "w", leaseMs: 60_000, limit: CONNECTIONS },
    AbortSignal.abort(),
  );
  expect(jobs).toHaveLength(CONNECTIONS);
  for (const { id } of jobs)
    expect(await runtime.execute({ type: "completeJob", jobId: id, variables: {} })).toMatchObject({
      ok: true,
    });
}

test("work goes on when a migration changes the type of a column", async () => {
  await work();
  await prisma.$executeRaw`ALTER TABLE process_instance ALTER COLUMN state TYPE varchar(20)`;
  await prisma.$executeRaw`ALTER TABLE job ALTER COLUMN job_type TYPE varchar(200)`;
  await work();
});

test("and when somebody has cleared the sessions", async () => {
  await work();
  const clients = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => connections.pool.connect()),
  );
  for (const client of clients) await client.query("DISCARD ALL");
  for (const client of clients) client.release();
  await work();
});
