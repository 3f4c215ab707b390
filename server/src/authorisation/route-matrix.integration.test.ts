/**
 * The reviewed table of who may call what: each route of the API's description and each role. A route that is not in the table
 * fails here, and so does one that lets in another role than the table says. The people who try hold their role somewhere
 * else, so that a case or task which their role would let them see must not exist for them: 404.
 */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestServer, PASSWORD, type TestServer } from "../../testing/test-server.ts";
import { hashPassword } from "../features/auth/password.ts";
import { ROLES, type Role } from "./roles.ts";

/** One letter for each role, in the order of {@link ROLES}. */
const LETTERS: Readonly<Record<Role, string>> = {
  citizen: "C",
  window: "W",
  inspector: "I",
  reviewer: "R",
  approver: "A",
  supervisor: "S",
  matterAdmin: "M",
  analyst: "N",
  hallManager: "H",
  admin: "P",
};
const EVERYONE = ROLES.map((role) => LETTERS[role]).join("");

/** Who may call a route: letters, or `public` for anyone who asks. */
const MATRIX: Readonly<Record<string, string>> = {
  "POST /api/auth/login": "public",
  "POST /api/auth/logout": "public",
  "GET /api/me": EVERYONE,
  "PUT /api/me": EVERYONE,
  "GET /api/me/accesses": "C",
  "GET /api/events": EVERYONE,
  "GET /api/clock": "public",
  "GET /api/calendar": "public",
  "GET /api/demo/accounts": "public",
  "POST /api/demo/clock": "P",
  "GET /api/audit/verification": "SP",
  "GET /api/matters": "public",
  "GET /api/matters/{id}": "public",
  "GET /api/matters/{id}/templates/{code}": "public",
  "POST /api/matters/{id}/checklist": "public",
  "GET /api/matters/{id}/form": "C",
  "POST /api/track": "public",
  "GET /api/cases": "C",
  "POST /api/cases": "C",
  "GET /api/cases/{id}": "CWIRAS",
  "DELETE /api/cases/{id}": "C",
  "PUT /api/cases/{id}/draft": "C",
  "POST /api/cases/{id}/submit": "C",
  "POST /api/cases/{id}/correction": "C",
  "PUT /api/cases/{id}/delivery": "C",
  "POST /api/cases/{id}/withdraw": "C",
  "POST /api/cases/{id}/evaluation": "C",
  "POST /api/cases/{id}/booking": "C",
  "DELETE /api/cases/{id}/booking": "C",
  "POST /api/cases/{id}/materials/{code}": "C",
  "DELETE /api/cases/{id}/materials/{code}/files/{fileId}": "C",
  "GET /api/cases/{id}/materials/{code}/files/{fileId}": "CWIRAS",
  "GET /api/cases/{id}/documents/{documentId}": "CWIRAS",
  "GET /api/cases/{id}/diagram": "CWIRASNP",
  "GET /api/bookings/slots": "C",
  "GET /api/tasks": "WIRA",
  "GET /api/tasks/{id}": "WIRA",
  "POST /api/tasks/{id}/claim": "WIRA",
  "POST /api/tasks/{id}/release": "WIRA",
  "PUT /api/tasks/{id}/draft": "WIRA",
  "POST /api/tasks/{id}/complete": "WIRA",
  "POST /api/tasks/{id}/photos": "WIRA",
  "GET /api/tasks/{id}/photos/{photoId}": "WIRA",
  "GET /api/hall": "WSHP",
  "POST /api/hall/arrivals": "WH",
  "GET /api/simulators": "CWHP",
  "POST /api/simulators/{deviceId}/actions": "CWHP",
  "GET /api/models": "SMNP",
  "POST /api/models/check": "SMNP",
  "POST /api/models/deploy": "N",
  "GET /api/models/{processId}/versions": "SMNP",
  "GET /api/models/{processId}/versions/{version}": "SMNP",
  "GET /api/models/{processId}/versions/{version}/statistics": "SMNP",
  "GET /api/models/{processId}/versions/{version}/instances": "SMNP",
  "GET /api/forms": "SMNP",
  "GET /api/decisions": "SMNP",
  "GET /api/incidents": "NP",
  "POST /api/incidents/{id}/resolve": "NP",
  "GET /api/instances/{id}": "SNP",
  "GET /api/instances/{id}/variables": "SNP",
  "GET /api/operations": "NP",
  "POST /api/operations": "NP",
  "POST /api/operations/preview": "NP",
  "GET /api/operations/{id}": "NP",
  "GET /api/operations/{id}/items": "NP",
  "POST /api/operations/{id}/suspend": "NP",
  "POST /api/operations/{id}/resume": "NP",
  "POST /api/operations/{id}/cancel": "NP",
  "GET /api/webhooks": "P",
  "POST /api/webhooks/{id}/retry": "P",
  "GET /api/supervision/cases": "S",
  "GET /api/supervision/summary": "S",
  "GET /api/supervision/cases/{id}": "S",
};

/** Bodies that pass the schemas, so that what answers is the check of the object. */
const BODIES: Readonly<Record<string, object>> = {
  "PUT /api/cases/{id}/draft": { form: {} },
  "POST /api/cases/{id}/submit": { declaration: true },
  "POST /api/cases/{id}/correction": { declaration: true },
  "PUT /api/cases/{id}/delivery": { kind: "window" },
  "POST /api/cases/{id}/withdraw": { reason: "试" },
  "POST /api/cases/{id}/evaluation": { grade: 1 },
  "POST /api/cases/{id}/booking": { date: "2026-11-24", slot: "09:00" },
  "PUT /api/tasks/{id}/draft": { data: {} },
  "POST /api/tasks/{id}/complete": { data: {} },
};
const TASK_ID = "4711";
const OBJECT = /^\w+ \/api\/(?:supervision\/)?(?:cases|tasks)\/\{id\}/;

let server: TestServer;
let caseId: string;
const credentials = new Map<Role, Record<string, string>>();
beforeAll(async () => {
  server = await createTestServer({ city: true });
  const { database, clock } = server.platform;
  const owner = await database.account.findUniqueOrThrow({ where: { username: "linxiaoyan" } });
  const matter = await database.matterVersion.findFirstOrThrow({ where: { matterId: "M02" } });
  caseId = randomUUID();
  await database.case.create({
    data: {
      id: caseId,
      matterId: "M02",
      matterVersionId: matter.id,
      status: "accepted",
      officeKey: "scjgj",
      windowOfficeKey: "zwj",
      regionCode: "980102",
      applicantPersonId: owner.personId ?? "",
      applicantName: owner.name,
      createdById: owner.id,
      createdAt: clock.date(),
      updatedAt: clock.date(),
    },
  });
  await database.workItem.create({
    data: {
      id: TASK_ID,
      caseId,
      processInstanceId: "1",
      elementId: "review",
      name: "审查",
      candidateGroups: ["reviewer@scjgj"],
      officeKey: "scjgj",
      createdAt: clock.date(),
    },
  });
  const passwordHash = await hashPassword(PASSWORD);
  const other = await database.account.findUniqueOrThrow({ where: { username: "zhaojianguo" } });
  for (const role of ROLES) {
    const isCitizen = role === "citizen";
    // Regions are seen as a whole, so whoever sees one is put nowhere.
    const isLocal = ["window", "inspector", "reviewer", "approver"].includes(role);
    await database.account.create({
      data: {
        username: `elsewhere-${role.toLowerCase()}`,
        passwordHash,
        kind: isCitizen ? "citizen" : "staff",
        name: role,
        personId: null,
        grants: { create: { role, officeKey: isLocal ? "zjj" : null } },
      },
    });
    const username = isCitizen ? other.username : `elsewhere-${role.toLowerCase()}`;
    const login = await server.anyone.send("POST", "/api/auth/login", {
      username,
      password: PASSWORD,
    });
    credentials.set(role, {
      cookie: `tongban_session=${login.cookies[0]?.value ?? ""}`,
      "x-csrf-token": login.json<{ csrfToken: string }>().csrfToken,
    });
  }
});
afterAll(() => server.close());

/** The status of an answer; streams are left as soon as they begin. */
async function statusOf(route: string, role: Role | null): Promise<number> {
  const [method = "", pattern = ""] = route.split(" ");
  const isTask = pattern.startsWith("/api/tasks/");
  const url = pattern
    .replace("{id}", isTask ? TASK_ID : pattern.includes("cases") ? caseId : "1")
    .replaceAll(/\{\w+\}/g, "1");
  const answer = await server.app.inject({
    method: method as "GET" | "POST" | "PUT" | "DELETE",
    url,
    headers: role === null ? {} : (credentials.get(role) ?? {}),
    ...(method !== "GET" && { payload: BODIES[route] ?? {} }),
    payloadAsStream: true,
  });
  answer.stream().destroy();
  return answer.statusCode;
}

it("knows every route that the API describes, and no other", async () => {
  const { paths } = (await server.anyone.get("/api/openapi.json")).json<{
    paths: Record<string, Record<string, unknown>>;
  }>();
  // The process API has rights of its own: access.integration.test.ts.
  const described = Object.entries(paths)
    .filter(([path]) => !/^\/(?:v2|oauth|document-links)\//.test(path))
    .flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
  expect(Object.keys(MATRIX).toSorted()).toEqual(described.toSorted());
});

const entries = Object.entries(MATRIX);
it.each(entries.filter(([, who]) => who === "public"))("%s is open to anyone", async (route) => {
  // Nobody's log-in fails with 401 as well, by its own code.
  const refused = route.endsWith("/login") ? [403] : [401, 403];
  expect(refused).not.toContain(await statusOf(route, null));
});

describe.each(entries.filter(([, who]) => who !== "public"))("%s", (route, who) => {
  it(`is for ${who}, and for nobody who is not logged in`, async () => {
    expect(await statusOf(route, null)).toBe(401);
    const statuses = new Map<Role, number>();
    for (const role of ROLES) statuses.set(role, await statusOf(route, role));
    const allowed = ROLES.filter((role) => statuses.get(role) !== 403);
    expect(allowed.map((role) => LETTERS[role]).join("")).toBe(who);
    expect([...statuses.values()].filter((status) => status === 401 || status >= 500)).toEqual([]);
  });
});

it.each(entries.filter(([route]) => OBJECT.test(route)))(
  "%s tells nothing to those whose role is elsewhere",
  async (route, who) => {
    // The platform's administrator is nowhere in particular.
    const elsewhere = ROLES.filter((role) => who.includes(LETTERS[role]) && role !== "admin");
    for (const role of elsewhere) {
      expect({ role, status: await statusOf(route, role) }).toEqual({ role, status: 404 });
    }
  },
);
