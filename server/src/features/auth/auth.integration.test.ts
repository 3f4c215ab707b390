import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PASSWORD, type TestServer, createTestServer } from "../../../testing/test-server.ts";
import { hashPassword } from "./password.ts";

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
  const { database } = server.platform;
  const passwordHash = await hashPassword(PASSWORD);
  for (const username of ["wangfang", "chenjing", "gone"]) {
    await database.account.create({
      data: { username, passwordHash, kind: "staff", name: "王芳", isActive: username !== "gone" },
    });
  }
  await database.accountGrant.createMany({
    data: (await database.account.findMany()).map(({ id }) => ({ accountId: id, role: "admin" })),
  });
});
afterAll(() => server.close());

function login(username: string, password: string): ReturnType<TestServer["anyone"]["send"]> {
  return server.anyone.send("POST", "/api/auth/login", { username, password });
}

describe("log-in", () => {
  it("opens a session with a cookie that scripts cannot read", async () => {
    const answer = await login("WangFang", PASSWORD);
    expect(answer.json()).toMatchObject({ name: "王芳", kind: "staff", roles: ["admin"] });
    expect(answer.headers["set-cookie"]).toMatch(/HttpOnly; SameSite=Lax/);
    expect(answer.headers["set-cookie"]).not.toMatch(/Secure/);
  });

  it("keeps neither token nor password readable", async () => {
    const answer = await login("wangfang", PASSWORD);
    const token = answer.cookies[0]?.value ?? "";
    const rows = await server.platform.database.session.findMany();
    expect(rows.some((row) => Buffer.from(row.tokenHash).toString("base64url") === token)).toBe(
      false,
    );
    const account = await server.platform.database.account.findFirstOrThrow();
    expect(account.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it.each(["nobody", "wangfang", "gone"])("answers %s the same when it fails", async (username) => {
    const answer = await login(username, username === "gone" ? PASSWORD : "wrong");
    expect(answer.statusCode).toBe(401);
    expect(answer.headers["content-type"]).toMatch("application/problem+json");
    expect(answer.json()).toMatchObject({ code: "LOGIN_FAILED", detail: "用户名或密码不正确。" });
  });

  it("blocks a name after eight failures, right password or not, and lets it in later", async () => {
    for (let attempt = 0; attempt < 8; attempt += 1) await login("chenjing", "wrong");
    expect((await login("chenjing", PASSWORD)).json()).toMatchObject({ code: "LOGIN_BLOCKED" });
    expect((await login("wangfang", PASSWORD)).statusCode).toBe(200);
    await server.platform.database.attemptThrottle.updateMany({
      data: { blockedUntil: new Date(server.clock.machineNow()) },
    });
    expect((await login("chenjing", PASSWORD)).statusCode).toBe(200);
  });

  it("says which fields of the request are wrong", async () => {
    const answer = await server.anyone.send("POST", "/api/auth/login", { username: "" });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      code: "REQUEST_INVALID",
      errors: [{ path: "username" }, { path: "password" }],
    });
  });
});

describe("a session", () => {
  it("ends at log-out", async () => {
    const person = await server.logIn("wangfang");
    expect((await person.get("/api/me")).statusCode).toBe(200);
    expect((await person.send("POST", "/api/auth/logout")).statusCode).toBe(204);
    expect((await person.get("/api/me")).json()).toMatchObject({ code: "NOT_LOGGED_IN" });
  });

  it("ends after two idle hours and after its time", async () => {
    const person = await server.logIn("wangfang");
    const { database } = server.platform;
    const now = server.clock.machineNow();
    await database.session.updateMany({ data: { lastSeenAt: new Date(now - 2 * 3_600_000) } });
    expect((await person.get("/api/me")).statusCode).toBe(401);
    await database.session.updateMany({
      data: { lastSeenAt: new Date(now), expiresAt: new Date(now) },
    });
    expect((await person.get("/api/me")).statusCode).toBe(401);
  });

  it("writes only with its own token, and never for another site", async () => {
    const person = await server.logIn("wangfang");
    const write = (headers: Record<string, string>): ReturnType<typeof person.send> =>
      person.send("PUT", "/api/me", { locale: "en" }, headers);
    expect((await write({})).statusCode).toBe(204);
    expect((await write({ "x-csrf-token": "guess" })).json()).toMatchObject({
      code: "CSRF_TOKEN_INVALID",
    });
    expect((await write({ "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
    expect((await person.get("/api/me")).json()).toMatchObject({ locale: "en" });
  });
});
