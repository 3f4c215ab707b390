import { afterEach, expect, it } from "vitest";
import { createTestServer, type TestServer } from "../../testing/test-server.ts";
import { ensureAdministrator } from "./first-administrator.ts";

const PASSWORD = "a long enough secret";

let server: TestServer;
afterEach(() => server.close());

it("makes the administrator that the settings name, who can log in", async () => {
  server = await createTestServer({
    settings: { DEMO_DATA: "false", ADMIN_USERNAME: "first", ADMIN_PASSWORD: PASSWORD },
  });
  expect(await ensureAdministrator(server.platform)).toBe(true);
  const first = await server.logIn("first", PASSWORD);
  expect((await first.get("/api/me")).json()).toMatchObject({ kind: "staff", roles: ["admin"] });
});

it("makes nobody without a password, and says so", async () => {
  server = await createTestServer({ settings: { DEMO_DATA: "false" } });
  expect(await ensureAdministrator(server.platform)).toBe(false);
  expect(await server.platform.database.account.count()).toBe(0);
});

it("leaves everything alone where there is an administrator", async () => {
  server = await createTestServer({ settings: { DEMO_DATA: "false", ADMIN_PASSWORD: PASSWORD } });
  const { database } = server.platform;
  await Promise.all([ensureAdministrator(server.platform), ensureAdministrator(server.platform)]);
  const before = await database.account.findMany();
  expect(await ensureAdministrator(server.platform)).toBe(true);
  expect(before).toHaveLength(1);
  expect(await database.account.findMany()).toEqual(before);
});

it("shows the accounts of the sample city only where it is", async () => {
  server = await createTestServer({ settings: { DEMO_DATA: "false" } });
  expect((await server.anyone.get("/api/demo/accounts")).json()).toEqual({ accounts: [] });
});
