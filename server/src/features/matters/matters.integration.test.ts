import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, type TestServer, createTestServer } from "../../../testing/test-server.ts";
import { seedSampleCity } from "../../seed/seed-sample-city.ts";
import type { Checklist, MatterGuide } from "./matters.schema.ts";

let server: TestServer;
let citizen: Person;
beforeAll(async () => {
  server = await createTestServer({ city: true });
  citizen = await server.logIn("linxiaoyan");
});
afterAll(() => server.close());

const answers = { hasLicence: true, hasStaff: false, coldFood: false, viaAgent: false };

async function checklist(who: Person, given: object): Promise<Checklist> {
  const answer = await who.send("POST", "/api/matters/M02/checklist", { answers: given });
  expect(answer.statusCode).toBe(200);
  return answer.json<Checklist>();
}

describe("the catalogue", () => {
  it("finds the food licence by what people call it", async () => {
    const answer = await server.anyone.get("/api/matters?q=开饭店");
    expect(answer.json<{ items: unknown[] }>().items[0]).toMatchObject({
      id: "M02",
      handledOnline: true,
      matchedBy: { kind: "citizenName", text: "开饭店" },
    });
  });

  it("lists all ten matters, what can be done online first", async () => {
    const { items } = (await server.anyone.get("/api/matters")).json<{
      items: { id: string; handledOnline: boolean }[];
    }>();
    expect(items.map(({ id }) => id)).toEqual([
      "M02",
      "M01",
      "M03",
      "M04",
      "M05",
      "M06",
      "M07",
      "M08",
      "M09",
      "M10",
    ]);
    expect(items.filter(({ handledOnline }) => handledOnline)).toHaveLength(1);
  });
});

describe("the guide", () => {
  it("says everything about the matter, from its version", async () => {
    const guide = (await server.anyone.get("/api/matters/M02")).json<MatterGuide>();
    expect(guide).toMatchObject({
      version: 1,
      office: { key: "scjgj" },
      timeLimits: { statutory: { value: 10 }, promised: { value: 5, unit: "workday" } },
      basics: { visits: 0 },
    });
    expect(guide.basics.serviceObjects).toContain("自然人");
    expect(guide.materials).toHaveLength(7);
    expect(guide.questions.map(({ key }) => key)).toEqual(Object.keys(answers));
    const template = guide.materials.find(({ code }) => code === "M02-4")?.template;
    const file = await server.anyone.get(template ?? "");
    expect(file.headers["content-disposition"]).toMatch(/^attachment; filename\*=UTF-8''/);
  });

  it.each(["M01", "M03", "M04", "M05", "M06", "M07", "M08", "M09", "M10"])(
    "is there for %s",
    async (id) => {
      expect((await server.anyone.get(`/api/matters/${id}`)).statusCode).toBe(200);
    },
  );

  it("is not there for what does not exist", async () => {
    expect((await server.anyone.get("/api/matters/M99")).json()).toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("the personal checklist", () => {
  it("leaves out what the answers do not ask for", async () => {
    const codes = async (given: object): Promise<string[]> =>
      (await checklist(server.anyone, given)).items.map(({ code }) => code);
    expect(await codes(answers)).toEqual(["M02-1", "M02-2", "M02-3", "M02-4", "M02-5"]);
    expect(await codes({ ...answers, hasStaff: true, viaAgent: true })).toHaveLength(7);
  });

  it("fetches the licences of a citizen, and leaves a trace of it", async () => {
    const how = async (who: Person): Promise<string[]> =>
      (await checklist(who, answers)).items.map((item) => item.how);
    expect(await how(server.anyone)).toEqual(["generate", "have", "photograph", "upload", "have"]);
    expect(await how(citizen)).toEqual(["generate", "fetch", "photograph", "upload", "fetch"]);
    const { items } = (await citizen.get("/api/me/accesses")).json<{ items: unknown[] }>();
    expect(items[0]).toMatchObject({
      actorName: "林小燕",
      action: "search",
      fields: ["营业执照", "居民身份证"],
    });
  });

  it("advises what the answers call for", async () => {
    const { advice, items } = await checklist(server.anyone, {
      ...answers,
      hasLicence: false,
      coldFood: true,
    });
    expect(advice.map(({ matterId }) => matterId)).toEqual(["M01", null]);
    expect(items.find(({ code }) => code === "M02-3")?.notes).toMatch("专间");
  });

  it("wants every question answered, and nothing else", async () => {
    const answer = await server.anyone.send("POST", "/api/matters/M02/checklist", {
      answers: { hasLicence: true, hasStaff: "yes", coldFood: false, pets: true },
    });
    expect(answer.json()).toMatchObject({
      status: 422,
      code: "MATTER_ANSWERS_INCOMPLETE",
      errors: [
        { path: "answers.hasStaff", code: "ANSWER_REQUIRED" },
        { path: "answers.viaAgent", code: "ANSWER_REQUIRED" },
        { path: "answers.pets", code: "ANSWER_UNKNOWN" },
      ],
    });
  });
});

describe("the application form", () => {
  it("comes filled in with what we know, each value with its source", async () => {
    const { schema, data, sources } = (await citizen.get("/api/matters/M02/form")).json<{
      schema: object;
      data: object;
      sources: object;
    }>();
    expect(schema).toMatchObject({ id: "m02-application" });
    expect(data).toMatchObject({
      operatorName: "江北区燕子小馆",
      uscc: "92980102MA1YC0013X",
      phone: "13900000001",
      safetyOfficerName: "林小燕",
      safetyOfficerIdNumber: "980102199003076024",
    });
    expect(sources).toMatchObject({
      uscc: { label: "电子证照：营业执照" },
      phone: { label: "实名信息" },
    });
  });

  it("is for citizens, and for matters that can be done online", async () => {
    const codeFor = async (who: Person, id: string): Promise<unknown> =>
      (await who.get(`/api/matters/${id}/form`)).json<{ code: string }>().code;
    expect(await codeFor(server.anyone, "M02")).toBe("NOT_LOGGED_IN");
    expect(await codeFor(await server.logIn("liqiang"), "M02")).toBe("FORBIDDEN");
    expect(await codeFor(citizen, "M01")).toBe("MATTER_NOT_HANDLED_ONLINE");
  });
});

describe("the sample city", () => {
  it("is written once", async () => {
    expect(await seedSampleCity(server.platform)).toBe(false);
    expect(await server.platform.database.account.count()).toBe(18);
  });

  it("keeps identity numbers sealed", async () => {
    const { database, protection } = server.platform;
    const person = await database.person.findUniqueOrThrow({
      where: { idNumberHash: protection.hash("idNumber", "980102199003076024") },
    });
    expect(Buffer.from(person.idNumberSealed).includes("980102199003076024")).toBe(false);
    expect(protection.open("idNumber", person.idNumberSealed)).toBe("980102199003076024");
  });

  it("has an access log that is whole", async () => {
    const supervisor = await server.logIn("gaolan");
    expect((await supervisor.get("/api/audit/verification")).json()).toMatchObject({
      whole: true,
      breaks: [],
    });
  });
});
