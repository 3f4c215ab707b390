import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestServer, createTestServer } from "../../../testing/test-server.ts";

let server: TestServer;
let address: string;
const open: AbortController[] = [];
beforeAll(async () => {
  server = await createTestServer({ city: true });
  address = await server.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  for (const controller of open) controller.abort();
  await server.close();
});

/** Reads a stream until `count` changes have come. */
async function listen(username: string): Promise<(count: number) => Promise<unknown[]>> {
  const controller = new AbortController();
  open.push(controller);
  const login = await server.anyone.send("POST", "/api/auth/login", {
    username,
    password: "Tongban-2026",
  });
  const cookie = `tongban_session=${login.cookies[0]?.value ?? ""}`;
  const answer = await fetch(`${address}/api/events`, {
    headers: { cookie },
    signal: controller.signal,
  });
  expect(answer.headers.get("content-type")).toMatch("text/event-stream");
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  let text = "";
  return async (count) => {
    while (changesIn(text).length < count) {
      const read = await reader?.read();
      if (read?.done !== false) throw new Error("The stream has ended.");
      text += read.value;
    }
    return changesIn(text);
  };
}

function changesIn(text: string): unknown[] {
  return [...text.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1] ?? "") as unknown);
}

it("tells each viewer what they may see, and nothing else", async () => {
  const { database, runtime, clock } = server.platform;
  const account = await database.account.findUniqueOrThrow({ where: { username: "linxiaoyan" } });
  const version = await database.matterVersion.findFirstOrThrow({ where: { matterId: "M02" } });
  const caseId = randomUUID();
  await database.case.create({
    data: {
      id: caseId,
      matterId: "M02",
      matterVersionId: version.id,
      status: "accepted",
      officeKey: "scjgj",
      windowOfficeKey: "zwj",
      regionCode: "980102",
      applicantPersonId: account.personId ?? "",
      applicantName: "江北区燕子小馆",
      createdById: account.id,
      createdAt: clock.date(),
      updatedAt: clock.date(),
    },
  });
  await database.workItem.create({
    data: {
      id: "7",
      caseId,
      processInstanceId: "1",
      elementId: "review",
      name: "审查",
      candidateGroups: ["reviewer@scjgj"],
      officeKey: "scjgj",
      createdAt: clock.date(),
    },
  });
  const streams = {
    linxiaoyan: await listen("linxiaoyan"),
    zhaojianguo: await listen("zhaojianguo"),
    liqiang: await listen("liqiang"),
    dengshu: await listen("dengshu"),
  };
  for (const [kind, id] of [
    ["case", caseId],
    ["case", randomUUID()],
    ["case", caseId],
    ["task", "7"],
    ["model", "m02-food-licence"],
    ["device", "ticket-1"],
  ] as const) {
    await runtime.notify(runtime.sql, { kind, id });
  }
  const ofCase = { kind: "case", id: caseId };
  const ofTask = { kind: "task", id: "7" };
  const ofModel = { kind: "model", id: "m02-food-licence" };
  const ofDevice = { kind: "device", id: "ticket-1" };
  expect(await streams.linxiaoyan(2)).toEqual([ofCase, ofDevice]);
  expect(await streams.liqiang(2)).toEqual([ofCase, ofTask]);
  expect(await streams.dengshu(2)).toEqual([ofCase, ofModel]);
  expect(await streams.zhaojianguo(1)).toEqual([ofDevice]);
});

it("is for people who are logged in", async () => {
  expect((await fetch(`${address}/api/events`)).status).toBe(401);
});

it("sends everybody to ask anew when it could not hear what happened on other servers", async () => {
  const { database } = server.platform;
  const next = await listen("liqiang");
  // The line goes, and until there is another nobody knows what is announced.
  await database.$queryRaw`SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
    WHERE query = 'LISTEN tongban' AND datname = current_database()`;
  await expect(next(1)).rejects.toThrow("The stream has ended.");
});
