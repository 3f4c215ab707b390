import { Writable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestServer, createTestServer } from "../../testing/test-server.ts";
import { loggerSettings } from "./request-log.ts";

let server: TestServer;
let written = "";
beforeAll(async () => {
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString("utf8");
      done();
    },
  });
  const settings = loggerSettings("info");
  server = await createTestServer({
    logger: { ...(typeof settings === "object" && settings), stream },
  });
});
afterAll(() => server.close());

it("says what was asked for, by route, and nothing about who or whose", async () => {
  await server.app.inject({
    method: "GET",
    url: "/api/matters/M02?name=%E6%9E%97",
    remoteAddress: "203.0.113.7",
  });
  await server.app.inject({
    method: "POST",
    url: "/api/auth/login",
    payload: { username: "linxiaoyan", password: "secret-word" },
  });
  const lines = written
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.filter(({ msg }) => msg === "request")).toMatchObject([
    { method: "GET", route: "/api/matters/:id", status: 404 },
    { method: "POST", route: "/api/auth/login", status: 401 },
  ]);
  expect(written).not.toMatch(/M02|%E6|203\.0\.113|linxiaoyan|secret-word/);
});
