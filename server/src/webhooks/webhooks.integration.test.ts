/** Other systems are told what happened, once it has, signed, and again until they have heard it. */
import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestServer, type TestServer } from "../../testing/test-server.ts";
import { bpmnFile, flows, userTask } from "../runtime/testing/bpmn.ts";
import type { CloudEvent } from "./cloud-event.ts";
import { webhooksSetting } from "./webhook.ts";

const SECRET = "a secret of the tests, long enough";

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: TestServer;
let receiver: Server;
const received: Received[] = [];
/** What the receiver answers next, by path; 204 when there is nothing. */
const answers = new Map<string, number[]>();

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      const status = answers.get(path)?.shift() ?? 204;
      received.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(status, { location: "/elsewhere" }).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}`;
  server = await createTestServer({
    city: true,
    settings: {
      WEBHOOKS: JSON.stringify([
        { id: "all", url: `${base}/all`, secret: SECRET, processes: ["desk-*"] },
        {
          id: "ends",
          url: `${base}/ends`,
          secret: SECRET,
          types: ["org.tongban.process-instance.terminated"],
        },
      ]),
    },
  });
  const { runtime } = server.platform;
  for (const id of ["desk-a", "other"]) {
    const content = bpmnFile(id, userTask("check") + flows("s", "check", "e"));
    await runtime.deploy([{ name: `${id}.bpmn`, content }], { account: "test", comment: "" });
  }
});
afterAll(async () => {
  await server.close();
  await new Promise((resolve) => receiver.close(resolve));
});

async function start(processId: string): Promise<string> {
  const result = await server.platform.runtime.execute({
    type: "startInstance",
    processId,
    businessKey: "B-1",
    variables: { applicant: "林小燕" },
  });
  if (!result.ok) throw new Error(result.problem.code);
  return result.value.processInstanceId;
}

function told(path: string, instance: string): CloudEvent[] {
  return received
    .filter((one) => one.path === path)
    .map(({ body }) => JSON.parse(body) as CloudEvent)
    .filter(({ subject }) => subject === instance);
}

async function left(): Promise<number> {
  return server.platform.database.webhookDelivery.count();
}

test("is told what was asked for, in CloudEvents, without what people have said", async () => {
  const instance = await start("desk-a");
  const other = await start("other");
  await server.platform.runtime.execute({ type: "cancelInstance", processInstanceId: other });
  await vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 5000 });
  expect(
    told("/all", instance)
      .map(({ type }) => type)
      .toSorted(),
  ).toEqual(["org.tongban.process-instance.started", "org.tongban.user-task.created"]);
  expect(told("/all", other)).toEqual([]);
  expect(told("/ends", other)).toMatchObject([
    {
      specversion: "1.0",
      type: "org.tongban.process-instance.terminated",
      subject: other,
      data: { processDefinitionId: "other", businessId: "B-1" },
    },
  ]);
  expect(received.map(({ body }) => body).join()).not.toContain("林小燕");
});

test("can check who has sent it, and when", async () => {
  const [first] = received;
  if (first === undefined) throw new Error("Nothing was received");
  const { headers, body } = first;
  expect(headers["content-type"]).toContain("application/cloudevents+json");
  const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
  const expected = createHmac("sha256", SECRET).update(signed).digest("base64");
  expect(headers["webhook-signature"]).toBe(`v1,${expected}`);
  expect(Math.abs(Date.now() / 1000 - Number(headers["webhook-timestamp"]))).toBeLessThan(60);
});

test("what did not happen is not told", async () => {
  const before = received.length;
  const undone = server.platform.runtime.transact(async ({ sql }) => {
    const command = { type: "startInstance", processId: "desk-a", variables: {} } as const;
    expect(await server.platform.runtime.executeIn(sql, command)).toMatchObject({ ok: true });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await left()).toBe(0);
  expect(received.length).toBe(before);
});

test("who does not answer well is told again later, and who wants no more is left alone", async () => {
  const { database } = server.platform;
  const pauses: number[] = [];
  answers.set("/ends", [500, 302, 410]);
  const instance = await start("other");
  await server.platform.runtime.execute({ type: "cancelInstance", processInstanceId: instance });
  for (const [attempts, error] of [
    [1, "HTTP 500"],
    [2, "HTTP 302"],
    [3, "HTTP 410"],
  ] as const) {
    await vi.waitFor(
      async () =>
        expect(await database.webhookDelivery.findMany()).toMatchObject([
          { webhook: "ends", attempts, lastError: error },
        ]),
      { timeout: 5000 },
    );
    const [waiting] = await database.webhookDelivery.findMany();
    // Longer each time, and never by itself when nobody wants it.
    pauses.push((waiting?.nextAt.getTime() ?? 0) - Date.now());
    await database.webhookDelivery.updateMany({ data: { nextAt: new Date(0) } });
  }
  const [afterFirst = 0, afterSecond = 0] = pauses;
  expect(afterFirst).toBeGreaterThan(3000);
  expect(afterSecond).toBeGreaterThan(afterFirst + 3000);
  expect(received.map(({ path }) => path)).not.toContain("/elsewhere");
  const admin = await server.logIn("admin");
  expect((await admin.get("/api/webhooks")).json()).toMatchObject({
    items: [
      { id: "all", waiting: 0, failed: 0 },
      { id: "ends", waiting: 0, failed: 1, lastError: "HTTP 410" },
    ],
  });
  expect((await admin.send("POST", "/api/webhooks/nobody/retry")).statusCode).toBe(404);
  expect((await admin.send("POST", "/api/webhooks/ends/retry")).json()).toEqual({ retried: 1 });
  await vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 5000 });
  expect(told("/ends", instance)).toHaveLength(4);
  expect(new Set(told("/ends", instance).map(({ id }) => id)).size).toBe(1);
});

test.each([
  ["no JSON", "{"],
  ["a short secret", JSON.stringify([{ id: "a", url: "https://a.example/", secret: "short" }])],
  ["no address of the web", JSON.stringify([{ id: "a", url: "file:///etc", secret: SECRET }])],
  ["a password in it", JSON.stringify([{ id: "a", url: "https://u:p@a.example", secret: SECRET }])],
  [
    "an unknown event",
    JSON.stringify([{ id: "a", url: "https://a.example", secret: SECRET, types: ["x"] }]),
  ],
])("a setting with %s is refused", (_what, setting) => {
  expect(webhooksSetting.safeParse(setting).success).toBe(false);
});
