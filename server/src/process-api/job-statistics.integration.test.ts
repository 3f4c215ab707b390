/** How jobs go, by type, worker, error and time, with the official client. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestServer, type TestServer } from "../../testing/test-server.ts";
import { bpmnFile, flows, serviceTask } from "../runtime/testing/bpmn.ts";
import { type Client, connectTo, now, SECRET } from "./testing/official-client.ts";
import { rollUpJobStatistics } from "../runtime/history/job-statistics.ts";

const DAY_MS = 24 * 3_600_000;
let server: TestServer;
let client: Client;
let address: string;

/** The day around now. */
function window(): { from: string; to: string } {
  const at = server.platform.clock.now();
  return {
    from: new Date(at - DAY_MS).toISOString(),
    to: new Date(at + DAY_MS).toISOString(),
  };
}

const counts = (created: number, completed: number, failed: number): object => ({
  created: expect.objectContaining({ count: created }) as object,
  completed: expect.objectContaining({ count: completed }) as object,
  failed: expect.objectContaining({ count: failed }) as object,
});

async function activate(worker: string, maxJobsToActivate: number): Promise<never[]> {
  const { jobs } = await client.activateJobs({
    type: "weigh",
    worker,
    timeout: 60_000,
    maxJobsToActivate,
    requestTimeout: -1,
  });
  expect(jobs).toHaveLength(maxJobsToActivate);
  return jobs.map(({ jobKey }) => jobKey as never);
}

beforeAll(async () => {
  const clients = [
    { id: "everything", secret: SECRET },
    { id: "shop", secret: SECRET, processes: ["shop-*"] },
  ];
  server = await createTestServer({
    settings: { PROCESS_API_CLIENTS: JSON.stringify(clients), DEMO_CLOCK: "true" },
  });
  address = await server.app.listen({ port: 0, host: "127.0.0.1" });
  client = connectTo(address, "everything");
  const bpmn = (id: string): File =>
    new File([bpmnFile(id, serviceTask("w", "weigh") + flows("s", "w", "e"))], `${id}.bpmn`);
  await client.createDeployment({ resources: [bpmn("shop-weighing"), bpmn("weighing")] });
  const start = (processDefinitionId: string): Promise<unknown> =>
    client.createProcessInstance({ processDefinitionId } as never);
  await Promise.all(Array.from({ length: 5 }, () => start("weighing")));
  await start("shop-weighing");
  const [first, second, third] = (await activate("scale-1", 3)) as [never, never, never];
  await client.completeJob({ jobKey: first });
  await client.completeJob({ jobKey: second });
  await client.failJob({ jobKey: third, retries: 1, errorMessage: "too heavy" });
  const [fourth, fifth] = (await activate("scale-2", 2)) as [never, never];
  await client.failJob({ jobKey: fourth, retries: 0, errorMessage: "too heavy" });
  await client.throwJobError({ jobKey: fifth, errorCode: "EMPTY", errorMessage: "nothing on it" });
});
afterAll(() => server.close());

/** Everything that can be asked, so that it can be asked again. */
async function everything(): Promise<unknown> {
  const filter = { ...window(), jobType: "weigh" };
  return {
    all: await client.getGlobalJobStatistics(filter, now),
    types: (await client.getJobTypeStatistics({ filter: window() }, now)).items,
    workers: (await client.getJobWorkerStatistics({ filter }, now)).items,
    errors: (await client.getJobErrorStatistics({ filter }, now)).items,
    series: (
      await client.getJobTimeSeriesStatistics({ filter: { ...filter, resolution: "P1D" } }, now)
    ).items.map(({ created, completed, failed }) => ({ created, completed, failed })),
  };
}

const expected = {
  all: { ...counts(6, 2, 2), isIncomplete: false },
  types: [{ jobType: "weigh", workers: 2, ...counts(6, 2, 2) }],
  workers: [
    { worker: "scale-1", ...counts(0, 2, 1) },
    { worker: "scale-2", ...counts(0, 0, 1) },
  ],
  errors: [
    { errorCode: "", errorMessage: "too heavy", workers: 2 },
    { errorCode: "EMPTY", errorMessage: "nothing on it", workers: 1 },
  ],
  series: [counts(6, 2, 2)],
};

it("is told as soon as it is committed, and the same once it is taken together", async () => {
  const { sql } = server.platform.runtime;
  const at = server.platform.clock.now();
  const before = await everything();
  expect(before).toMatchObject(expected);
  await rollUpJobStatistics(sql, at, null);
  expect(await sql.query("SELECT FROM job_tally")).toEqual([]);
  expect(await everything()).toEqual(before);
  // Nine days later minutes have become hours.
  await rollUpJobStatistics(sql, at + 9 * DAY_MS, null);
  expect(
    await sql.query("SELECT FROM job_statistic WHERE begins_at <> date_trunc('hour', begins_at)"),
  ).toEqual([]);
  expect(await everything()).toEqual(before);
});

it("comes to what the history says", async () => {
  const { sql } = server.platform.runtime;
  const [history] = await sql.query(
    `SELECT count(*) FILTER (WHERE type = 'jobCreated')::int AS created,
            count(*) FILTER (WHERE type = 'jobCompleted')::int AS completed,
            count(*) FILTER (WHERE type = 'jobFailed')::int AS failed FROM history_event`,
  );
  expect(history).toEqual({ created: 6, completed: 2, failed: 2 });
});

it("counts nothing of a transaction that is rolled back, nor of what was refused", async () => {
  const before = await everything();
  const { runtime } = server.platform;
  const [jobId = ""] = await activate("scale-3", 1);
  await expect(
    runtime.transact(async ({ sql }) => {
      await runtime.executeIn(sql, { type: "completeJob", jobId, variables: {} });
      throw new Error("changed my mind");
    }),
  ).rejects.toThrow(/changed my mind/);
  await expect(client.failJob({ jobKey: "1" as never, retries: 1 })).rejects.toThrow(/NOT_FOUND/);
  expect(await everything()).toEqual(before);
});

it("shows a client only the jobs of its processes", async () => {
  const shop = connectTo(address, "shop");
  const found = await shop.getJobTypeStatistics({ filter: window() }, now);
  expect(found.items).toMatchObject([{ jobType: "weigh", created: { count: 1 } }]);
  expect(await shop.getGlobalJobStatistics(window(), now)).toMatchObject({ created: { count: 1 } });
});

it("has pages, windows, and filters with operators", async () => {
  const filter = { ...window(), jobType: "weigh" };
  const page = await client.getJobWorkerStatistics({ filter, page: { limit: 1 } as never }, now);
  expect([page.items.map(({ worker }) => worker), page.page.totalItems]).toEqual([["scale-1"], 2]);
  const after = page.page.endCursor as never;
  const next = await client.getJobWorkerStatistics({ filter, page: { after, limit: 5 } }, now);
  expect([next.items.map(({ worker }) => worker), next.page.totalItems]).toEqual([["scale-2"], 2]);
  const errors = await client.getJobErrorStatistics(
    { filter: { ...filter, errorMessage: { $like: "*heavy" } } },
    now,
  );
  expect(errors.items).toHaveLength(1);
  const types = async (jobType: object | string): Promise<number> =>
    (await client.getJobTypeStatistics({ filter: { ...window(), jobType } }, now)).items.length;
  expect(await types({ $in: ["weigh", "x"] })).toBe(1);
  expect(await types({ $neq: "weigh" })).toBe(0);
  const long = { from: "2020-01-01T00:00:00Z", to: "2020-01-02T00:00:00+08:00", jobType: "weigh" };
  expect(await client.getGlobalJobStatistics(long, now)).toMatchObject({
    created: { count: 0, lastUpdatedAt: null },
  });
});

it("takes a message that is long or cut in the middle of a character", async () => {
  const [jobKey] = await activate("scale-4", 1);
  if (jobKey === undefined) throw new Error("There is a job left");
  await client.failJob({ jobKey, retries: 1, errorMessage: `${"重".repeat(499)}😀` });
  const filter = { ...window(), jobType: "weigh", errorMessage: { $like: "重*" } };
  const { items } = await client.getJobErrorStatistics({ filter }, now);
  expect(items).toMatchObject([{ errorMessage: `${"重".repeat(499)}\u{FFFD}` }]);
});

describe("bad input", () => {
  const good = { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z", jobType: "x" };
  it.each<[string, string, object, RegExp]>([
    ["a window that ends before it begins", "by-types", { ...good, to: good.from }, /before/],
    ["a window without an end", "by-workers", { from: good.from, jobType: "x" }, /to/],
    ["no date", "by-types", { ...good, from: "yesterday" }, /from/],
    ["no type", "time-series", { from: good.from, to: good.to }, /jobType/],
    ["no duration", "time-series", { ...good, resolution: "1h" }, /resolution/],
    ["a duration of nothing", "time-series", { ...good, resolution: "PT0M" }, /minute/],
    [
      "too many buckets",
      "time-series",
      { ...good, to: "2036-01-01T00:00:00Z", resolution: "PT1M" },
      /buckets/,
    ],
    ["an operator that nobody knows", "errors", { ...good, errorCode: { $near: "E" } }, /\$near/],
  ])("%s", async (_what, of, filter, detail) => {
    const answer = await server.app.inject({
      method: "POST",
      url: `/v2/jobs/statistics/${of}`,
      headers: { authorization: `Basic ${Buffer.from(`everything:${SECRET}`).toString("base64")}` },
      payload: { filter },
    });
    expect(answer.json()).toMatchObject({
      status: 400,
      title: "INVALID_ARGUMENT",
      detail: expect.stringMatching(detail) as string,
    });
  });
});
