import fastify from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestServer, createTestServer } from "../../testing/test-server.ts";
import type { Routes } from "../http.ts";
import { registerAccess } from "./access.ts";

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

it("answers unknown paths of the API with a problem, and says nothing to strangers", async () => {
  const answer = await server.anyone.get("/api/nothing");
  expect(answer.statusCode).toBe(404);
  expect(answer.headers["content-type"]).toMatch("application/problem+json");
  expect(answer.json()).toMatchObject({ code: "NOT_FOUND" });
  expect((await server.anyone.get("/api/me")).json()).toMatchObject({ code: "NOT_LOGGED_IN" });
});

it("answers broken JSON with a problem", async () => {
  const answer = await server.anyone.send("POST", "/api/auth/login", "{", {
    "content-type": "application/json",
  });
  expect(answer.json()).toMatchObject({ status: 400, code: "REQUEST_UNREADABLE" });
});

it("lets the page's own scripts run, and inline styles for the modeler", async () => {
  const policy = String((await server.anyone.get("/livez")).headers["content-security-policy"]);
  expect(policy).toMatch("script-src 'self';");
  expect(policy).toMatch("style-src 'self' 'unsafe-inline'");
  expect(policy).not.toMatch("unsafe-eval");
  expect(policy).not.toMatch("upgrade-insecure-requests");
});

it("describes itself in OpenAPI 3.1, with a problem as any other answer", async () => {
  const description = (await server.anyone.get("/api/openapi.json")).json<{
    openapi: string;
    paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
  }>();
  expect(description.openapi).toBe("3.1.0");
  const responses = description.paths["/api/me"]?.["get"]?.responses ?? {};
  expect(Object.keys(responses)).toEqual(["200", "default"]);
  // Every reference leads somewhere.
  const schemas = (description as unknown as { components: { schemas: object } }).components
    .schemas;
  const names = JSON.stringify(description).matchAll(/"#\/components\/schemas\/([^"]*)"/g);
  for (const [, name] of names) expect(Object.keys(schemas)).toContain(name);
});

interface Body {
  readonly example?: object;
  readonly schema: {
    readonly properties?: object;
    readonly required?: readonly string[];
    readonly additionalProperties?: object | boolean;
    readonly anyOf?: readonly object[];
  };
}

it("shows an example of each body, with the members that it needs and none that it does not know", async () => {
  const { body } = await server.anyone.get("/api/openapi.json");
  const { paths } = JSON.parse(body) as {
    paths: Record<string, Record<string, { requestBody?: { content: Record<string, Body> } }>>;
  };
  const bodies = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(
      ([method, { requestBody }]) =>
        [`${method} ${path}`, requestBody?.content["application/json"]] as const,
    ),
  );
  const wrong = bodies.filter(([, one]) => {
    if (one === undefined) return false;
    const { example, schema } = one;
    const { properties = {}, required = [], additionalProperties } = schema;
    const given = Object.keys(example ?? {});
    const isKnown = (name: string): boolean =>
      name in properties || schema.anyOf !== undefined || additionalProperties instanceof Object;
    return !(
      example !== undefined &&
      given.every(isKnown) &&
      required.every((name) => given.includes(name))
    );
  });
  expect(wrong.map(([route]) => route)).toEqual([]);
  expect(bodies.filter(([, one]) => one !== undefined).length).toBeGreaterThan(90);
});

it("shows it on a page where calls can be tried, from this server alone", async () => {
  const moved = await server.anyone.get("/api/docs");
  expect([moved.statusCode, moved.headers["location"]]).toEqual([302, "/docs/api/"]);
  const page = await server.anyone.get("/docs/api/");
  expect(page.statusCode).toBe(200);
  const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source);
  expect(sources.length).toBeGreaterThan(2);
  for (const source of sources) {
    expect(source).not.toMatch(/^(?:https?:)?\/\//);
    const part = await server.anyone.get(`/docs/api/${source?.replace(/^\.\//, "") ?? ""}`);
    expect(part.statusCode).toBe(200);
  }
  expect((await server.anyone.get("/docs/api/json")).json()).toMatchObject({ openapi: "3.1.0" });
});

it("is alive, ready, and counts", async () => {
  expect((await server.anyone.get("/livez")).statusCode).toBe(200);
  expect((await server.anyone.get("/healthz")).json()).toEqual({ status: "ready" });
  expect((await server.anyone.get("/metrics")).body).toMatch(
    'tongban_http_request_duration_seconds_count{method="GET",route="/livez",status="200"} ',
  );
});

it("does not start with a route that does not say who may call it", () => {
  const app: Routes = fastify().withTypeProvider<ZodTypeProvider>();
  registerAccess(app);
  expect(() => app.get("/api/open", () => "")).toThrow(
    "GET /api/open does not state config.access",
  );
});
