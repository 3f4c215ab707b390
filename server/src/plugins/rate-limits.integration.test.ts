import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestServer, createTestServer } from "../../testing/test-server.ts";
import { GUESSABLE } from "./rate-limits.ts";

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

it("stops one address from guessing, with a problem that says to wait", async () => {
  for (let attempt = 0; attempt < GUESSABLE.max; attempt += 1) {
    await server.anyone.send("POST", "/api/auth/login", {});
  }
  const answer = await server.anyone.send("POST", "/api/auth/login", {});
  expect(answer.json()).toMatchObject({ status: 429, code: "TOO_MANY_REQUESTS" });
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  expect((await server.anyone.get("/api/clock")).statusCode).toBe(200);
});

it("believes the own proxy about the address, and not what the caller wrote before it", async () => {
  const behindProxy = await createTestServer({ settings: { TRUST_PROXY: "true" } });
  const left = async (forwardedFor: string): Promise<number> => {
    const headers = { "x-forwarded-for": forwardedFor };
    const answer = await behindProxy.app.inject({ method: "GET", url: "/api/clock", headers });
    return Number(answer.headers["x-ratelimit-remaining"]);
  };
  const first = await left("10.0.0.1, 192.0.2.7");
  expect(await left("10.0.0.2, 192.0.2.7")).toBe(first - 1);
  expect(await left("10.0.0.2, 192.0.2.8")).toBe(first);
  await behindProxy.close();
});
