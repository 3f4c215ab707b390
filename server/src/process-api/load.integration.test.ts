/** Many at once: workers that wait, and starts that come faster than they can be carried out. Over HTTP, as they come. */
import { Client } from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createTestServer, type TestServer } from "../../testing/test-server.ts";
import { bpmnFile, flows, serviceTask } from "../runtime/testing/bpmn.ts";

const SECRET = "a secret of the tests";
const WORKERS = 200;
const TYPES = 10;
const STARTS = 2000;
const AT_ONCE = 100;
let server: TestServer;
let address: string;

beforeAll(async () => {
  const clients = [{ id: "load", secret: SECRET }];
  server = await createTestServer({
    city: true,
    settings: { PROCESS_API_CLIENTS: JSON.stringify(clients) },
  });
  address = await server.app.listen({ port: 0, host: "127.0.0.1" });
  const files = Array.from({ length: TYPES }, (_none, type) => ({
    name: `p${String(type)}.bpmn`,
    content: bpmnFile(
      `p${String(type)}`,
      serviceTask("work", `work-${String(type)}`) + flows("s", "work", "e"),
    ),
  }));
  await server.platform.runtime.deploy(files, { account: "test", comment: "" });
});
afterAll(() => server.close());

async function post(path: string, body: object): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${address}/v2${path}`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`load:${SECRET}`).toString("base64")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

it("200 workers wait without asking the database each, and each gets its job", async () => {
  const asked = vi.spyOn(Client.prototype, "query");
  const statements = (): string[] =>
    asked.mock.calls.flatMap(([query]) => {
      if (typeof query === "string") return [query];
      const { texts, text = "" } = query as { texts?: readonly string[]; text?: string };
      return texts ?? [text];
    });
  const claims = (): number => statements().filter((text) => text.includes("SKIP LOCKED")).length;
  const looks = (): number =>
    statements().filter((text) => text.includes("AS wanted(job_type)")).length;
  const workers = Array.from({ length: WORKERS }, (_none, index) =>
    post("/jobs/activation", {
      type: `work-${String(index % TYPES)}`,
      timeout: 60_000,
      maxJobsToActivate: 1,
      requestTimeout: 60_000,
    }),
  );
  // Each has asked once, when it came.
  await vi.waitFor(() => expect(claims()).toBeGreaterThanOrEqual(WORKERS), { timeout: 20_000 });
  await vi.waitFor(() => expect(looks()).toBeGreaterThan(1), { timeout: 20_000 });
  const before = { claims: claims(), looks: looks() };
  await vi.waitFor(() => expect(looks()).toBeGreaterThan(before.looks + 2), { timeout: 20_000 });
  const since = { claims: claims() - before.claims, looks: looks() - before.looks };
  // The platform's own workers claim now and then as well; 200 that ask would be hundreds.
  expect(since.claims).toBeLessThan(WORKERS / 4);
  expect(since.looks).toBeLessThan(10);
  asked.mockRestore();

  const starts = await Promise.all(
    workers.map((_worker, index) =>
      post("/process-instances", { processDefinitionId: `p${String(index % TYPES)}` }),
    ),
  );
  expect(new Set(starts.map(({ status }) => status))).toEqual(new Set([200]));
  const given = (await Promise.all(workers)).flatMap(
    ({ body }) => (body as { jobs: { jobKey: string }[] }).jobs,
  );
  expect(new Set(given.map(({ jobKey }) => jobKey)).size).toBe(WORKERS);
}, 120_000);

it("a start is carried out or told 503, and none is lost", async () => {
  const { sql } = server.platform.runtime;
  const count = async (): Promise<number> =>
    (await sql.query<{ rows: number }>("SELECT count(*)::int AS rows FROM process_instance"))[0]
      ?.rows ?? 0;
  const before = await count();
  const statuses: number[] = [];
  let left = STARTS;
  const sender = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const { status } = await post("/process-instances", { processDefinitionId: "p0" });
      statuses.push(status);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  expect(statuses).toHaveLength(STARTS);
  expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect((await count()) - before).toBe(statuses.filter((status) => status === 200).length);
}, 120_000);
