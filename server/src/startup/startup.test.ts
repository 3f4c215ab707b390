import { createServer } from "node:net";
import { expect, it } from "vitest";
import { checkBroker } from "./check-broker.ts";
import { checkDatabase } from "./check-database.ts";
import { readyBlock } from "./ready-block.ts";

/** A port of this machine on which nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return typeof address === "object" && address ? address.port : 0;
}

it("says what to do when DATABASE_URL cannot be reached, and keeps the password to itself", async () => {
  const check = checkDatabase(`postgresql://tongban:secret@127.0.0.1:${await deadPort()}/tongban`);
  const failure: unknown = await check.catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: "DATABASE_UNREACHABLE",
    sentence: { zh: expect.stringContaining("DATABASE_URL") as unknown },
  });
  expect(String(failure)).not.toContain("secret");
});

it("says what to do when MQTT_URL cannot be reached, and keeps the password to itself", async () => {
  const check = checkBroker(`mqtt://hall:secret@127.0.0.1:${await deadPort()}`);
  const failure: unknown = await check.catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: "BROKER_UNREACHABLE",
    sentence: { en: expect.stringContaining("MQTT_URL") as unknown },
  });
  expect(String(failure)).not.toContain("secret");
});

it("prints where to go, who to be and how to stop", () => {
  const account = { username: "linxiaoyan", password: "p", zh: "市民", en: "citizen" };
  const clerk = { ...account, username: "wangfang", zh: "窗口人员", en: "window clerk" };
  const block = readyBlock("http://localhost:8080", {
    demoAccounts: [account, clerk],
    hasAdministrator: true,
  });
  expect(block).toContain("http://localhost:8080");
  expect(block).toContain("password: p");
  expect(block).toContain("  linxiaoyan  市民      citizen\n");
  expect(block).toContain("  wangfang    窗口人员  window clerk\n");
  expect(block).toContain("Ctrl-C");
});

it("says how to make an administrator where there is none", () => {
  const said = (hasAdministrator: boolean): string =>
    readyBlock("http://localhost:8080", { demoAccounts: [], hasAdministrator });
  expect(said(false)).toContain("ADMIN_PASSWORD");
  expect(said(true)).not.toContain("ADMIN_PASSWORD");
});
