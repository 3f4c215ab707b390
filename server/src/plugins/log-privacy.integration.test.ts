/** A case whose people are known goes its way, and goes wrong; whoever reads the log at its most talkative does not learn of them. */
import { Writable } from "node:stream";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { ANSWERS, file, FORM, PNG } from "../../testing/sample-application.ts";
import { createTestServer, type Person, type TestServer } from "../../testing/test-server.ts";
import type { CaseView } from "../features/cases/case.schema.ts";
import { loggerSettings } from "./request-log.ts";

let server: TestServer;
let written = "";
const note = (chunk: unknown): boolean => {
  written += String(chunk);
  return true;
};

beforeAll(async () => {
  // What nobody waits for is told there.
  vi.spyOn(process.stderr, "write").mockImplementation(note);
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      note(chunk.toString("utf8"));
      done();
    },
  });
  const settings = loggerSettings("trace");
  const logger = { ...(typeof settings === "object" && settings), stream };
  server = await createTestServer({ city: true, logger });
});
afterAll(async () => {
  await server.close();
  vi.restoreAllMocks();
});

/** Whatever identifies the applicant and the official, and what they are logged in by. */
const PERSONAL = [
  FORM.operatorName,
  FORM.uscc,
  FORM.phone,
  FORM.address,
  FORM.safetyOfficerName,
  FORM.safetyOfficerIdNumber,
  "linxiaoyan",
  "wangfang",
  "身份证",
  "passport.png",
  "tongban_session",
];

async function handedIn(lin: Person): Promise<CaseView> {
  const created = await lin.send("POST", "/api/cases", { matterId: "M02", answers: ANSWERS });
  const { id, materials } = created.json<CaseView>();
  await lin.send("PUT", `/api/cases/${id}/draft`, { form: FORM });
  for (const { code } of materials) {
    const { body, headers } = file("身份证 passport.png", PNG);
    await lin.send("POST", `/api/cases/${id}/materials/${code}`, body, headers);
  }
  await lin.send("POST", `/api/cases/${id}/submit`, { declaration: true });
  return (await lin.get(`/api/cases/${id}`)).json<CaseView>();
}

it("has nothing of the people, also where the database quotes them", async () => {
  const lin = await server.logIn("linxiaoyan");
  const { id } = await handedIn(lin);
  const wangfang = await server.logIn("wangfang");
  await wangfang.get(`/api/tasks?filter=all&q=${encodeURIComponent(FORM.operatorName)}`);
  await server.anyone.send("POST", "/api/track", { caseNumber: FORM.phone, queryCode: "AAAAAA" });

  const write = (statement: string): Promise<unknown> =>
    server.platform.database.$executeRawUnsafe(statement);
  await write(
    `CREATE FUNCTION quote() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       RAISE 'cannot take %', NEW USING ERRCODE = '22000', DETAIL = '${FORM.safetyOfficerName} ${FORM.phone}'; END $$`,
  );
  for (const table of ["cases", "history_entry"])
    await write(
      `CREATE TRIGGER quote BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION quote()`,
    );
  const refused = await lin.send("POST", "/api/cases", { matterId: "M02", answers: ANSWERS });
  expect(refused.statusCode).toBe(500);
  // Whether it is refused at once or its process stops later, depends on how far that has come.
  await lin.send("POST", `/api/cases/${id}/withdraw`, { reason: FORM.operatorName });

  // The log was there, and tells what went wrong.
  expect(written).toContain("INTERNAL");
  expect(written).toContain("said by the database");
  expect(PERSONAL.filter((value) => written.includes(value))).toEqual([]);
});
