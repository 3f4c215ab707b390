/** What nobody's browser sends: each is refused with a problem, whoever sends it, and none is an INTERNAL. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANSWERS } from "../../testing/sample-application.ts";
import { createTestServer, type Person, type TestServer } from "../../testing/test-server.ts";

let server: TestServer;
let citizen: Person;
let caseId: string;
beforeAll(async () => {
  server = await createTestServer({ city: true });
  citizen = await server.logIn("linxiaoyan");
  const draft = await citizen.send("POST", "/api/cases", { matterId: "M02", answers: ANSWERS });
  caseId = draft.json<{ id: string }>().id;
});
afterAll(() => server.close());

function cursor(...position: (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

describe("text that PostgreSQL cannot keep", () => {
  it.each([
    ["wangfang", "/api/tasks/%00"],
    ["dengshu", "/api/models/%00/versions"],
    ["gaolan", "/api/supervision/cases?q=%00a"],
  ])("is refused in the address (%s %s)", async (username, url) => {
    const answer = await (await server.logIn(username)).get(url);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      code: "REQUEST_INVALID",
      errors: [{ code: "REQUEST_TEXT" }],
    });
  });

  it.each(["a\0b", "a\uD800b"])("is refused in the body (%j)", async (operatorName) => {
    const answer = await citizen.send("PUT", `/api/cases/${caseId}/draft`, {
      form: { operatorName },
    });
    expect(answer.json()).toMatchObject({
      code: "REQUEST_INVALID",
      errors: [{ path: "form.operatorName", code: "REQUEST_TEXT" }],
    });
  });

  it("is refused before anyone has logged in", async () => {
    const login = { username: "a\0b", password: "x" };
    const answer = await server.anyone.send("POST", "/api/auth/login", login);
    expect(answer.json()).toMatchObject({ code: "REQUEST_INVALID" });
  });
});

describe("cursors that are none of ours", () => {
  it.each([
    ["linxiaoyan", "/api/cases", cursor("x", "y")],
    ["linxiaoyan", "/api/cases", cursor("2026-01-01T00:00:00Z", "y")],
    ["linxiaoyan", "/api/me/accesses", cursor("2026-01-01T00:00:00Z", 99_999_999_999, "1")],
    ["wangfang", "/api/tasks", cursor("x", "y")],
    ["admin", "/api/incidents", cursor("9999999999999999999")],
  ])("are refused (%s %s)", async (username, list, position) => {
    const answer = await (await server.logIn(username)).get(`${list}?cursor=${position}`);
    expect(answer.json()).toMatchObject({ code: "REQUEST_INVALID", errors: [{ path: "cursor" }] });
  });
});

describe("a draft", () => {
  it("takes no nesting that a form does not have", async () => {
    const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;
    const answer = await citizen.send(
      "PUT",
      `/api/cases/${caseId}/draft`,
      `{"form":{"operatorName":${deep}}}`,
      { "content-type": "application/json" },
    );
    expect(answer.json()).toMatchObject({ errors: [{ code: "REQUEST_DEPTH" }] });
  });

  it("takes no object that would pass for a sealed identity number", async () => {
    const answer = await citizen.send("PUT", `/api/cases/${caseId}/draft`, {
      form: { safetyOfficerIdNumber: { sealed: "AAAA" } },
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({
      code: "FORM_INVALID",
      errors: [{ path: "safetyOfficerIdNumber", code: "FORM_FIELD_TYPE" }],
    });
    expect((await citizen.get(`/api/cases/${caseId}`)).statusCode).toBe(200);
  });
});

describe("requests that are not quite ours", () => {
  it.each([
    ["/api/cases/%zz", 400, "REQUEST_UNREADABLE"],
    [`/api/cases/${"a".repeat(300)}`, 404, "NOT_FOUND"],
  ])("are answered with a problem (%s)", async (url, status, code) => {
    const answer = await citizen.get(url);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers["content-type"]).toMatch("application/problem+json");
    expect(answer.json()).toMatchObject({ code });
  });

  it("as plain text are not read: another site's form can send them", async () => {
    const answer = await citizen.send("POST", "/api/auth/login", "{}", {
      "content-type": "text/plain",
    });
    expect(answer.json()).toMatchObject({ status: 415, code: "CONTENT_TYPE_UNSUPPORTED" });
  });

  it("are counted and recognised however the address is written", async () => {
    const answer = await citizen.get("/%61pi/me");
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["x-ratelimit-limit"]).toBeDefined();
    const probe = await server.anyone.get("/livez");
    expect(probe.headers["x-ratelimit-limit"]).toBeUndefined();
  });

  it("do not keep a connection for ever", () => {
    expect(server.app.server.requestTimeout).toBe(300_000);
    expect(server.app.server.headersTimeout).toBeGreaterThan(0);
  });
});

it("keeps answers out of caches, but for what is meant to be kept", async () => {
  expect((await citizen.get(`/api/cases/${caseId}`)).headers["cache-control"]).toBe("no-store");
});

it("slows down who guesses the query code of a case, wherever the tries come from", async () => {
  const guess = (attempt: number): ReturnType<Person["send"]> =>
    server.app.inject({
      method: "POST",
      url: "/api/track",
      remoteAddress: `10.0.0.${attempt}`,
      payload: { caseNumber: "no-such-case", queryCode: "AAAAAA" },
    });
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    expect((await guess(attempt)).json()).toMatchObject({ code: "TRACK_NOT_FOUND" });
  }
  expect((await guess(9)).json()).toMatchObject({ status: 429, code: "TOO_MANY_REQUESTS" });
});
