import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fastify, { type LightMyRequestResponse } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Routes } from "../http.ts";
import { registerProblems } from "./problems.ts";
import { registerWeb } from "./web.ts";

let directory: string;
let app: Routes;
async function serve(webDirectory: string): Promise<Routes> {
  const server = fastify().withTypeProvider<ZodTypeProvider>();
  registerProblems(server);
  await registerWeb(server, webDirectory);
  return server;
}
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "tongban-web-"));
  for (const folder of ["assets", "staff"]) mkdirSync(join(directory, folder));
  writeFileSync(join(directory, "index.html"), "citizens");
  writeFileSync(join(directory, "staff/index.html"), "staff");
  writeFileSync(join(directory, "assets/a-1f.js"), "code");
  app = await serve(directory);
});
afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true });
});

const get = (url: string, on: Routes = app): Promise<LightMyRequestResponse> =>
  on.inject({ method: "GET", url });

describe("the web build", () => {
  it.each([
    ["/", "citizens"],
    ["/cases/7?tab=clock", "citizens"],
    ["/staff", "staff"],
    ["/staff/", "staff"],
    ["/staff/tasks/7", "staff"],
    ["/staffing", "citizens"],
    ["/assets/a-1f.js", "code"],
  ])("answers %s with %s", async (url, body) => {
    expect((await get(url)).body).toBe(body);
  });

  it.each(["/api/nothing", "/v2/nothing", "/assets/gone.js", "/favicon.ico", "/..%2fsecret.txt"])(
    "has no page for %s",
    async (url) => {
      expect((await get(url)).json()).toMatchObject({ code: "NOT_FOUND" });
    },
  );

  it("may be kept by browsers only where its name carries its content", async () => {
    expect((await get("/assets/a-1f.js")).headers["cache-control"]).toMatch("immutable");
    expect((await get("/")).headers["cache-control"]).toBe("no-cache");
    expect((await get("/staff/tasks/7")).headers["cache-control"]).toBe("no-cache");
  });

  it("is not needed by the API", async () => {
    const bare = await serve(join(directory, "nowhere"));
    expect((await get("/", bare)).statusCode).toBe(404);
    await bare.close();
  });
});
