import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestServer, createTestServer } from "../../../testing/test-server.ts";

let demo: TestServer;
let real: TestServer;
beforeAll(async () => {
  demo = await createTestServer({ city: true, settings: { DEMO_CLOCK: "true" } });
  real = await createTestServer({ city: true });
});
afterAll(async () => {
  await demo.close();
  await real.close();
});

it("tells the time", async () => {
  expect((await real.anyone.get("/api/clock")).json()).toEqual({
    now: "2026-11-23T02:00:00.000Z",
    demo: false,
  });
});

it("is moved forward by an administrator, sessions and all servers staying", async () => {
  const admin = await demo.logIn("admin");
  const forward = (advance: string): ReturnType<typeof admin.send> =>
    admin.send("POST", "/api/demo/clock", { advance });
  expect((await forward("P1D")).json()).toEqual({ now: "2026-11-24T02:00:00.000Z", demo: true });
  expect((await forward("PT1H30M")).json()).toMatchObject({ now: "2026-11-24T03:30:00.000Z" });
  expect((await forward("P400D")).statusCode).toBe(400);
  expect((await forward("yesterday")).json()).toMatchObject({ code: "REQUEST_INVALID" });
  expect((await admin.get("/api/me")).statusCode).toBe(200);
});

it("is not moved by anyone else, nor where it is not a demonstration", async () => {
  const clerk = await demo.logIn("wangfang");
  const send = (who: typeof clerk): ReturnType<typeof clerk.send> =>
    who.send("POST", "/api/demo/clock", { advance: "P1D" });
  expect((await send(clerk)).json()).toMatchObject({ code: "FORBIDDEN" });
  expect((await send(await real.logIn("admin"))).json()).toMatchObject({ code: "DEMO_CLOCK_OFF" });
});
