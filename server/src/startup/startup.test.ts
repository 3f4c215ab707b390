import { type Server, createServer } from "node:net";
import { expect, it } from "vitest";
import { checkBroker } from "./check-broker.ts";
import { checkDatabase } from "./check-database.ts";
import { listenFailure } from "../infrastructure/embedded-broker.ts";
import { StartFailure, fromFileSystem, isDiskFull } from "../infrastructure/start-failure.ts";
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

/** A server that speaks just enough of PostgreSQL's protocol to tell its version (PostgreSQL docs, 54.7). */
async function postgresOfVersion(version: number): Promise<Server> {
  const message = (type: string, ...parts: (string | number[])[]): Buffer => {
    const body = Buffer.concat(parts.map((one) => Buffer.from(one as string)));
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const ready = message("Z", "I");
  const digits = String(version);
  const ofType = (oid: number): number[] => [
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    oid,
    0,
    4,
    255,
    255,
    255,
    255,
    0,
    0,
  ];
  const columns = ["version\0", ofType(23), "encoding\0", ofType(25), "isReadOnly\0", ofType(16)];
  const answer = Buffer.concat([
    message("T", [0, 3], ...columns),
    message("D", [0, 3, 0, 0, 0, digits.length], digits, [0, 0, 0, 4], "UTF8", [0, 0, 0, 1], "f"),
    message("C", "SELECT 1\0"),
    ready,
  ]);
  const server = createServer((socket) => {
    socket.once("data", () => {
      socket.write(Buffer.concat([message("R", [0, 0, 0, 0]), ready]));
      socket.on("data", (asked) => {
        if (asked.toString("latin1", 0, 1) === "Q") socket.write(answer);
        else socket.end();
      });
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return server;
}

it.each([
  [90_624, "DATABASE_TOO_OLD"],
  [140_011, "DATABASE_TOO_OLD"],
  [150_008, undefined],
  [180_004, undefined],
])("looks at the version of a server that says it is %i: %s", async (version, code) => {
  const server = await postgresOfVersion(version);
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const failure: unknown = await checkDatabase(`postgresql://u:p@127.0.0.1:${port}/t`).catch(
    (error: unknown) => error,
  );
  server.close();
  expect(failure instanceof StartFailure ? failure.code : failure).toBe(code);
});

it.each([
  ["EADDRINUSE", "PORT_TAKEN", "PORT=8081"],
  ["EACCES", "PORT_FORBIDDEN", "PORT=16080"],
  ["EADDRNOTAVAIL", "HOST_UNUSABLE", "HOST"],
  ["ENOTFOUND", "HOST_UNUSABLE", "HOST"],
])("says what to do about %s", (code, failure, advice) => {
  const wanted = { host: "10.9.9.9", port: 8080, setting: "PORT" };
  expect(listenFailure({ code }, wanted)).toMatchObject({
    code: failure,
    sentence: {
      zh: expect.stringContaining(advice) as unknown,
      en: expect.stringContaining(advice) as unknown,
    },
  });
});

it.each([
  [{ code: "ENOSPC" }, true],
  [{ code: "53100" }, true],
  [new Error("migration failed", { cause: { code: "53100" } }), true],
  [new Error('could not extend file "base/1/2": No space left on device'), true],
  [{ code: "ENOENT" }, false],
  [new Error("something else"), false],
])("knows a full disk behind %o: %s", (error, expected) => {
  expect(isDiskFull(error)).toBe(expected);
  expect(fromFileSystem(error, "/data") instanceof StartFailure).toBe(expected);
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
