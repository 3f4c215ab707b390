/** One trace from the call to the job: who follows it sees the command, the commit and what came of it. */
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestServer, type TestServer } from "../../testing/test-server.ts";
import { bpmnFile, flows, serviceTask } from "../runtime/testing/bpmn.ts";
import { takeTraces } from "./tracing.ts";

const CALLER = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
const SECRET = "a secret of the tests";

const exporter = new InMemorySpanExporter();
let stopTracing: () => Promise<void>;
let server: TestServer;
/** Jobs that the worker did. */
const seen: string[] = [];

beforeAll(async () => {
  stopTracing = takeTraces([new SimpleSpanProcessor({ exporter })], 0);
  server = await createTestServer({
    settings: { PROCESS_API_CLIENTS: JSON.stringify([{ id: "caller", secret: SECRET }]) },
  });
  const { runtime } = server.platform;
  runtime.defineJob("traced-work", (job) => {
    seen.push(job.id);
    return Promise.resolve({});
  });
  await runtime.start();
});
afterAll(async () => {
  await server.close();
  await stopTracing();
});

function start(headers: Record<string, string>): Promise<{ statusCode: number }> {
  return server.app.inject({
    method: "POST",
    url: "/v2/process-instances",
    headers: {
      authorization: `Basic ${Buffer.from(`caller:${SECRET}`).toString("base64")}`,
      ...headers,
    },
    payload: { processDefinitionId: "traced", variables: { name: "林小燕" } },
  });
}

function spans(): ReadableSpan[] {
  return exporter.getFinishedSpans();
}

test("a call, its command, the commit and the jobs that come of it are one trace", async () => {
  const body = serviceTask("t", "audit.record-nothing") + flows("s", "t", "e");
  const { runtime } = server.platform;
  await runtime.deploy([{ name: "traced.bpmn", content: bpmnFile("traced", body) }], {
    account: "test",
    comment: "",
  });
  expect((await start({})).statusCode).toBe(200);
  // None begins here by itself, as was asked for.
  expect(spans()).toEqual([]);

  const traceparent = `00-${CALLER.traceId}-${CALLER.spanId}-01`;
  expect((await start({ traceparent })).statusCode).toBe(200);
  await vi.waitFor(() => expect(spans().length).toBeGreaterThanOrEqual(3));
  const named = new Map(spans().map((span) => [span.name, span]));
  const call = named.get("POST /v2/process-instances");
  const command = named.get("command startInstance");
  const commit = named.get("commit");
  expect(call?.parentSpanContext?.spanId).toBe(CALLER.spanId);
  expect(command?.parentSpanContext?.spanId).toBe(call?.spanContext().spanId);
  expect(commit?.parentSpanContext?.spanId).toBe(command?.spanContext().spanId);
  const [job] = await runtime.sql.query<{ traceparent: string }>(
    "SELECT traceparent FROM job WHERE traceparent IS NOT NULL",
  );
  expect(job?.traceparent).toBe(`00-${CALLER.traceId}-${command?.spanContext().spanId ?? ""}-01`);
});

test("a worker goes on with the trace of its job", async () => {
  exporter.reset();
  const body = serviceTask("t", "traced-work") + flows("s", "t", "e");
  const { runtime } = server.platform;
  await runtime.deploy([{ name: "traced.bpmn", content: bpmnFile("traced", body) }], {
    account: "test",
    comment: "",
  });
  await start({ traceparent: `00-${CALLER.traceId}-${CALLER.spanId}-01` });
  await vi.waitFor(() => expect(spans().map(({ name }) => name)).toContain("command completeJob"));
  expect(seen).toHaveLength(1);
  await vi.waitFor(() => expect(spans().map(({ name }) => name)).toContain("job traced-work"));
  expect(new Set(spans().map((span) => span.spanContext().traceId))).toEqual(
    new Set([CALLER.traceId]),
  );
  // Kinds and counts, and nothing of what anybody wrote.
  expect(JSON.stringify(spans().map(({ name, attributes }) => [name, attributes]))).not.toContain(
    "林小燕",
  );
});
