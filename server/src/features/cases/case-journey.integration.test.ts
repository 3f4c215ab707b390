/** A case of M02 from the first question to the rating, as the people at its desks see it: the real model, database and rules. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestServer, type Person, type TestServer } from "../../../testing/test-server.ts";
import { ANSWERS, FORM, file, PDF, PNG } from "../../../testing/sample-application.ts";
import type { TaskSummary, TaskView } from "../tasks/tasks.schema.ts";
import type { CaseView } from "./case.schema.ts";

let server: TestServer;
let lin: Person;
let wangfang: Person;
let chenjing: Person;
let liuyang: Person;
let liqiang: Person;
let zhengkai: Person;
let now: number;

beforeAll(async () => {
  server = await createTestServer({ city: true });
  [lin, wangfang, chenjing, liuyang, liqiang, zhengkai] = (await Promise.all(
    ["linxiaoyan", "wangfang", "chenjing", "liuyang", "liqiang", "zhengkai"].map((name) =>
      server.logIn(name),
    ),
  )) as [Person, Person, Person, Person, Person, Person];
  now = server.clock.now();
});
afterAll(() => server.close());

function advance(hours: number): void {
  now += hours * 3_600_000;
  server.clock.setOffset(now - server.clock.machineNow());
  server.platform.runtime.wake();
}

async function upload(id: string, code: string, name = "a.png", content = PNG): Promise<number> {
  const { body, headers } = file(name, content);
  return (await lin.send("POST", `/api/cases/${id}/materials/${code}`, body, headers)).statusCode;
}

async function view(id: string, who = lin): Promise<CaseView> {
  return (await who.get(`/api/cases/${id}`)).json<CaseView>();
}

/** A complete draft, ready to be handed in. */
async function draft(): Promise<string> {
  const created = await lin.send("POST", "/api/cases", { matterId: "M02", answers: ANSWERS });
  const { id } = created.json<CaseView>();
  await lin.send("PUT", `/api/cases/${id}/draft`, { form: FORM });
  for (const material of (await view(id)).materials) {
    if (material.status === "missing" && material.necessity !== "tolerated")
      await upload(id, material.code);
  }
  return id;
}

async function submitted(): Promise<string> {
  const id = await draft();
  const answer = await lin.send("POST", `/api/cases/${id}/submit`, { declaration: true });
  expect(answer.statusCode).toBe(200);
  return id;
}

/** The open task of a case in somebody's inbox, as soon as the process has come to it. */
async function taskOf(who: Person, caseId: string, node: string): Promise<string> {
  const find = async (): Promise<string> => {
    const { items } = (await who.get("/api/tasks?filter=all")).json<{ items: TaskSummary[] }>();
    return items.find((task) => task.caseId === caseId && task.node === node)?.id ?? "";
  };
  await expect.poll(find, { timeout: 8000 }).not.toBe("");
  return find();
}

async function complete(who: Person, caseId: string, node: string, data: object): Promise<void> {
  const task = await taskOf(who, caseId, node);
  expect((await who.send("POST", `/api/tasks/${task}/claim`)).statusCode).toBe(200);
  if (node === "inspect") {
    const { body, headers } = file("site.png", PNG);
    await who.send("POST", `/api/tasks/${task}/photos`, body, headers);
  }
  const answer = await who.send("POST", `/api/tasks/${task}/complete`, { data });
  expect(answer.json()).toEqual({ ok: true });
}

const becomes = async (id: string, status: string): Promise<void> => {
  await expect.poll(async () => (await view(id)).status, { timeout: 8000 }).toBe(status);
};

const INSPECTED = { companion: "孙立", checklist: ["C01"], result: "pass" };

describe("the whole way of a case", () => {
  test(
    "applied for, accepted, inspected, reviewed, decided, delivered, rated",
    { timeout: 60_000 },
    async () => {
      const id = await draft();
      const first = await lin.send("POST", `/api/cases/${id}/submit`, {
        declaration: true,
        idempotencyKey: "k",
      });
      const again = await lin.send("POST", `/api/cases/${id}/submit`, {
        declaration: true,
        idempotencyKey: "k",
      });
      expect(again.json()).toEqual(first.json());
      const { caseNumber, queryCode } = first.json<{ caseNumber: string; queryCode: string }>();
      expect(caseNumber).toMatch(/^11980102MB10013126400013102400020261123\d{4}$/);

      await becomes(id, "received");
      const received = await view(id);
      expect(
        received.clocks.map(({ purpose, state, light, dueAt }) => [purpose, state, light, dueAt]),
      ).toContainEqual(["acceptance", "running", "green", "2026-11-30T15:59:59.999Z"]);

      await complete(wangfang, id, "accept", { outcome: "accept", toleratedMaterials: ["M02-4"] });
      await complete(liuyang, id, "inspect", INSPECTED);
      expect((await view(id)).clocks.find(({ purpose }) => purpose === "decision")?.dueAt).toBe(
        "2026-11-30T15:59:59.999Z",
      );
      expect((await view(id)).materials.find(({ code }) => code === "M02-4")?.status).toBe(
        "tolerated",
      );
      await complete(liqiang, id, "review", { outcome: "pass", opinion: "材料齐全" });
      await lin.send("PUT", `/api/cases/${id}/delivery`, { kind: "electronic" });
      await complete(zhengkai, id, "decide", { outcome: "grant", opinion: "同意" });
      await becomes(id, "closed");

      const closed = await view(id);
      expect(closed.documents.map(({ kind }) => kind)).toEqual([
        "receipt",
        "acceptanceNotice",
        "decisionGrant",
        "licence",
        "deliveryProof",
      ]);
      expect(closed.licence?.number).toMatch(/^JY2980102\d{7}$/);
      expect(closed.stages.map(({ key, state }) => `${key} ${state}`)).toEqual([
        "booking notNeeded",
        "acceptance done",
        "review done",
        "approval done",
        "fee notNeeded",
        "delivery done",
        "evaluation current",
      ]);
      const licence = closed.documents.find(({ kind }) => kind === "licence");
      const pdf = await lin.get(`/api/cases/${id}/documents/${licence?.id ?? ""}`);
      expect(pdf.rawPayload.subarray(0, 5).toString()).toBe("%PDF-");

      expect(
        (await lin.send("POST", `/api/cases/${id}/evaluation`, { grade: 1, tags: ["办事效率高"] }))
          .statusCode,
      ).toBe(200);
      expect(
        (await lin.send("POST", `/api/cases/${id}/evaluation`, { grade: 5 })).json(),
      ).toMatchObject({ code: "EVALUATION_ALREADY_GIVEN" });
      await expect
        .poll(async () => (await view(id)).stages.at(-1)?.state, { timeout: 8000 })
        .toBe("done");

      const tracked = await server.anyone.send("POST", "/api/track", {
        caseNumber,
        queryCode: queryCode.toLowerCase(),
      });
      expect(tracked.json()).toMatchObject({ status: "closed" });
      expect(tracked.body).not.toContain("林小燕");
      expect(
        (
          await server.anyone.send("POST", "/api/track", { caseNumber, queryCode: "ZZZZZZ" })
        ).json(),
      ).toMatchObject({ code: "TRACK_NOT_FOUND" });
      const diagram = (await lin.get(`/api/cases/${id}/diagram`)).json<{
        processes: { processId: string }[];
      }>();
      expect(diagram.processes.map(({ processId }) => processId)).toContain("stage-approval");
    },
  );

  test(
    "one correction: the clock pauses for it, and there is no second",
    { timeout: 60_000 },
    async () => {
      const id = await submitted();
      const task = await taskOf(wangfang, id, "accept");
      await wangfang.send("POST", `/api/tasks/${task}/claim`);
      const send = (data: object) => wangfang.send("POST", `/api/tasks/${task}/complete`, { data });
      expect((await send({ outcome: "correct" })).json()).toMatchObject({
        code: "FORM_INVALID",
        errors: [{ code: "CORRECTION_EMPTY" }],
      });
      expect(
        (
          await send({
            outcome: "correct",
            correctionItems: [{ materialCode: "M02-3", reasonCode: "M02-6-EXPIRED" }],
          })
        ).json(),
      ).toMatchObject({
        errors: [{ code: "REASON_OF_OTHER_MATERIAL" }],
      });
      const items = [
        { materialCode: "M02-6", reasonCode: "M02-6-EXPIRED", note: "张三的已过期" },
        { materialCode: "M02-1", reasonCode: "M02-1-ADDRESS" },
      ];
      expect((await send({ outcome: "correct", correctionItems: items })).statusCode).toBe(200);
      await becomes(id, "correction");
      const asked = await view(id);
      expect(asked.correction?.reasons).toHaveLength(2);
      expect(asked.clocks.find(({ purpose }) => purpose === "acceptance")).toMatchObject({
        state: "paused",
        light: "grey",
        dueAt: null,
      });
      expect(asked.actions).toContain("correct");

      const answer = (form?: object) =>
        lin.send("POST", `/api/cases/${id}/correction`, { declaration: true, form });
      expect((await answer()).json()).toMatchObject({ code: "CORRECTION_INCOMPLETE" });
      expect(await upload(id, "M02-3")).toBe(409);
      expect(await upload(id, "M02-6", "health.pdf", PDF)).toBe(200);
      advance(24);
      expect(
        (await answer({ ...FORM, address: "临江市江北区滨河大道 12 号 3 铺" })).statusCode,
      ).toBe(200);
      await becomes(id, "received");
      expect((await view(id)).clocks.find(({ purpose }) => purpose === "acceptance")).toMatchObject(
        { state: "running" },
      );

      const second = await taskOf(chenjing, id, "accept");
      await chenjing.send("POST", `/api/tasks/${second}/claim`);
      const refused = await chenjing.send("POST", `/api/tasks/${second}/complete`, {
        data: { outcome: "correct", correctionItems: items },
      });
      expect(refused.statusCode).toBeGreaterThanOrEqual(400);
      const accepted = await chenjing.send("POST", `/api/tasks/${second}/complete`, {
        data: { outcome: "accept" },
      });
      expect(accepted.statusCode).toBe(200);
    },
  );

  test("a refusal states reason and remedy", { timeout: 30_000 }, async () => {
    const id = await submitted();
    const task = await taskOf(wangfang, id, "accept");
    await wangfang.send("POST", `/api/tasks/${task}/claim`);
    const send = (data: object) => wangfang.send("POST", `/api/tasks/${task}/complete`, { data });
    expect((await send({ outcome: "refuse" })).json()).toMatchObject({ code: "FORM_INVALID" });
    expect(
      (
        await send({
          outcome: "refuse",
          refusalReasonCode: "NOT_OUR_OFFICE",
          refusalReason: "经营场所在江南区",
        })
      ).statusCode,
    ).toBe(200);
    await becomes(id, "refused");
    const refused = await view(id);
    expect(refused.decision?.reason).toContain("经营场所在江南区");
    expect(refused.decision?.remedy).toContain("行政复议");
    expect(refused.clocks.every(({ state }) => state === "stopped")).toBe(true);
  });

  test(
    "an office that is silent for five working days has accepted",
    { timeout: 30_000 },
    async () => {
      const id = await submitted();
      await becomes(id, "received");
      const receivedAt = (await view(id)).clocks[0]?.startedAt;
      advance(24 * 9);
      await expect
        .poll(async () => ["deemedAccepted", "review"].includes((await view(id)).status), {
          timeout: 8000,
        })
        .toBe(true);
      expect((await view(id)).clocks.find(({ purpose }) => purpose === "decision")?.startedAt).toBe(
        receivedAt,
      );
    },
  );

  test("withdrawn before the decision", { timeout: 30_000 }, async () => {
    const id = await submitted();
    await taskOf(wangfang, id, "accept");
    expect(
      (await lin.send("POST", `/api/cases/${id}/withdraw`, { reason: "不开了" })).statusCode,
    ).toBe(200);
    await becomes(id, "withdrawn");
    expect(
      (await lin.send("POST", `/api/cases/${id}/withdraw`, { reason: "再撤" })).json(),
    ).toMatchObject({ code: "CASE_NOT_WITHDRAWABLE" });
  });
});

describe("what must not happen", () => {
  test(
    "two clerks take the same task: one gets it, the other is told who has it",
    { timeout: 30_000 },
    async () => {
      const task = await taskOf(wangfang, await submitted(), "accept");
      const answers = await Promise.all(
        [wangfang, chenjing].map((who) => who.send("POST", `/api/tasks/${task}/claim`)),
      );
      expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
        200, 409,
      ]);
      const told = answers
        .find(({ statusCode }) => statusCode === 409)
        ?.json<{ code: string; by: string }>();
      expect(told).toMatchObject({
        code: "TASK_ALREADY_CLAIMED",
        by: expect.stringMatching(/王芳|陈静/) as string,
      });
    },
  );

  test("a task is completed once", { timeout: 30_000 }, async () => {
    const task = await taskOf(wangfang, await submitted(), "accept");
    await wangfang.send("POST", `/api/tasks/${task}/claim`);
    const answers = await Promise.all(
      [1, 2].map(() =>
        wangfang.send("POST", `/api/tasks/${task}/complete`, { data: { outcome: "accept" } }),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
      200, 409,
    ]);
    expect(answers.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({
      code: "TASK_ALREADY_COMPLETED",
    });
  });

  test(
    "nobody sees the case of another, nor the task of another office",
    { timeout: 30_000 },
    async () => {
      const id = await submitted();
      const task = await taskOf(wangfang, id, "accept");
      const [zhao, hubo] = await Promise.all([server.logIn("zhaojianguo"), server.logIn("hubo")]);
      for (const who of [zhao, hubo, server.anyone]) {
        expect((await who.get(`/api/cases/${id}`)).statusCode).not.toBe(200);
        expect((await who.get(`/api/tasks/${task}`)).statusCode).not.toBe(200);
        expect((await who.send("POST", `/api/tasks/${task}/claim`)).statusCode).not.toBe(200);
      }
      expect((await zhao.get(`/api/cases/${id}`)).json()).toMatchObject({ code: "NOT_FOUND" });
    },
  );

  test(
    "a draft that is not complete is told everything at once and stays a draft",
    { timeout: 30_000 },
    async () => {
      const { id } = (
        await lin.send("POST", "/api/cases", { matterId: "M02", answers: ANSWERS })
      ).json<CaseView>();
      const form = { ...FORM, safetyOfficerIdNumber: "980102199003076025", area: 0 };
      await lin.send("PUT", `/api/cases/${id}/draft`, { form });
      const refused = await lin.send("POST", `/api/cases/${id}/submit`, { declaration: true });
      expect(refused.json<{ errors: { code: string }[] }>().errors.map(({ code }) => code)).toEqual(
        expect.arrayContaining(["CITIZEN_NUMBER_CHECK_DIGIT", "FORM_FIELD_RANGE"]),
      );
      await lin.send("PUT", `/api/cases/${id}/draft`, { form: FORM });
      expect(
        (await lin.send("POST", `/api/cases/${id}/submit`, { declaration: true })).json(),
      ).toMatchObject({ code: "CASE_MATERIAL_MISSING" });
      expect(
        (await lin.send("POST", `/api/cases/${id}/submit`, { declaration: false })).json(),
      ).toMatchObject({ code: "CASE_DECLARATION_REQUIRED" });
      expect(
        (await lin.send("PUT", `/api/cases/${id}/draft`, { form: { ...FORM, hack: 1 } })).json(),
      ).toMatchObject({ errors: [{ code: "FORM_FIELD_UNKNOWN" }] });
      expect(await upload(id, "M02-3", "virus.exe", Buffer.from("MZ"))).toBe(415);
      expect(await upload(id, "M02-3", "not-a.jpg", PDF)).toBe(422);
      expect(await view(id)).toMatchObject({ status: "draft", caseNumber: null, documents: [] });
      const kept = await server.platform.database.case.findUniqueOrThrow({ where: { id } });
      expect(JSON.stringify(kept.form)).not.toContain("980102199003076024");
    },
  );

  test("who reviewed a case does not decide it", { timeout: 30_000 }, async () => {
    const reviewer = await server.platform.database.account.findUniqueOrThrow({
      where: { username: "liqiang" },
    });
    await server.platform.database.accountGrant.create({
      data: { accountId: reviewer.id, role: "approver", officeKey: "scjgj" },
    });
    const both = await server.logIn("liqiang");
    const id = await submitted();
    await complete(wangfang, id, "accept", { outcome: "accept" });
    await complete(liuyang, id, "inspect", INSPECTED);
    await complete(both, id, "review", { outcome: "pass", opinion: "同意" });
    const task = await taskOf(both, id, "decide");
    expect((await both.get(`/api/tasks/${task}`)).json<TaskView>().blockedBy?.code).toBe(
      "SAME_PERSON_REVIEWED_AND_APPROVED",
    );
    expect((await both.send("POST", `/api/tasks/${task}/claim`)).json()).toMatchObject({
      code: "SAME_PERSON_REVIEWED_AND_APPROVED",
    });
  });
});
