/** What holds although requests overlap, come late or come from the wrong one of two people. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANSWERS, file, FORM, PNG } from "../../../testing/sample-application.ts";
import { createTestServer, type Person, type TestServer } from "../../../testing/test-server.ts";
import type { CaseView } from "./case.schema.ts";

let server: TestServer;
let lin: Person;
beforeAll(async () => {
  server = await createTestServer({ city: true });
  lin = await server.logIn("linxiaoyan");
});
afterAll(() => server.close());

async function draft(channel: "online" | "window" = "online"): Promise<CaseView> {
  const created = await lin.send("POST", "/api/cases", { matterId: "M02", answers: ANSWERS });
  const { id } = created.json<CaseView>();
  const kept = await lin.send("PUT", `/api/cases/${id}/draft`, { form: FORM, channel });
  return kept.json<CaseView>();
}

function upload(id: string, code: string): ReturnType<Person["send"]> {
  const { body, headers } = file("photo.png", PNG);
  return lin.send("POST", `/api/cases/${id}/materials/${code}`, body, headers);
}

/** The materials that want a file before the case can be handed in. */
function wanted({ materials }: CaseView): string[] {
  return materials
    .filter(({ status, necessity }) => status === "missing" && necessity !== "tolerated")
    .map(({ code }) => code);
}

async function complete(): Promise<CaseView> {
  const begun = await draft();
  for (const code of wanted(begun)) await upload(begun.id, code);
  return (await lin.get(`/api/cases/${begun.id}`)).json<CaseView>();
}

const submit = (id: string): ReturnType<Person["send"]> =>
  lin.send("POST", `/api/cases/${id}/submit`, { declaration: true });

describe("an application that is handed in", () => {
  it("takes no file that was still on its way", async () => {
    const { id, materials } = await complete();
    const code = materials.find(({ status }) => status === "provided")?.code ?? "";
    const { body, headers } = file("late.png", PNG);
    const slow = new PassThrough();
    slow.write(body.subarray(0, -40));
    const late = lin.send("POST", `/api/cases/${id}/materials/${code}`, slow, headers);
    const incoming = join(server.platform.config.dataDirectory, "files/incoming");
    await expect.poll(() => readdirSync(incoming)).toHaveLength(1);
    expect((await submit(id)).statusCode).toBe(200);
    slow.end(body.subarray(-40));
    expect((await late).json()).toMatchObject({ code: "CASE_NOT_EDITABLE" });
    const files = await server.platform.database.materialFile.count({ where: { caseId: id } });
    expect(files).toBe(materials.flatMap((material) => material.files).length);
    expect(readdirSync(incoming)).toEqual([]);
  });

  it("has all of its materials, whatever is removed meanwhile", async () => {
    const { id, materials } = await complete();
    const paths = materials.flatMap((one) =>
      one.files.map((kept) => `/api/cases/${id}/materials/${one.code}/files/${kept.id}`),
    );
    const [submitted] = await Promise.all([
      submit(id),
      ...paths.map((path) => lin.send("DELETE", path)),
    ]);
    const after = (await lin.get(`/api/cases/${id}`)).json<CaseView>();
    const isWhole = wanted(after).length === 0;
    expect({ isSubmitted: submitted.statusCode === 200, isWhole }).not.toEqual({
      isSubmitted: true,
      isWhole: false,
    });
  });

  it("stays as it is once its correction is answered", async () => {
    const { id, materials } = await complete();
    const { database, clock } = server.platform;
    const { code, files } = materials.find(({ status }) => status === "provided") ?? {};
    await database.case.update({ where: { id }, data: { status: "correction" } });
    await database.caseMaterial.updateMany({
      where: { caseId: id, code: code ?? "" },
      data: { correctionReason: "不清晰" },
    });
    const at = clock.date();
    await database.correctionNotice.create({
      data: { caseId: id, number: "1", reasons: [], issuedAt: at, deadlineAt: at, answeredAt: at },
    });
    const kept = `/api/cases/${id}/materials/${code}/files/${files?.[0]?.id}`;
    expect((await lin.send("DELETE", kept)).json()).toMatchObject({ code: "CASE_NOT_EDITABLE" });
    expect((await upload(id, code ?? "")).json()).toMatchObject({ code: "CASE_NOT_EDITABLE" });
  });
});

it("a material has no more files than it may, however many come at once", async () => {
  const begun = await draft();
  const [code = ""] = wanted(begun);
  const most = server.platform.config.uploadMaxFiles;
  const answers = await Promise.all(Array.from({ length: most + 3 }, () => upload(begun.id, code)));
  expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(most);
  expect(answers.find(({ statusCode }) => statusCode === 422)?.json()).toMatchObject({
    code: "FILE_TOO_MANY",
  });
});

it("nobody takes the hall's visits away: five ahead for one person, however they are asked for", async () => {
  const days = ["24", "25", "26", "27", "30"].map((day) => `2026-11-${day}`);
  const drafts = await Promise.all([...days, "2026-12-01"].map(() => draft("window")));
  const answers = await Promise.all(
    drafts.map(({ id }, index) =>
      lin.send("POST", `/api/cases/${id}/booking`, {
        date: days[index] ?? "2026-12-01",
        slot: "09:00",
      }),
    ),
  );
  expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
    200, 200, 200, 200, 200, 409,
  ]);
});

describe("the access log", () => {
  it("has each change of a case, which the applicant's own list leaves out", async () => {
    const { id, materials } = await complete();
    const { code, files } = materials.find((material) => material.files.length > 0) ?? {};
    await lin.send("DELETE", `/api/cases/${id}/materials/${code}/files/${files?.[0]?.id}`);
    await upload(id, code ?? "");
    await submit(id);
    await lin.send("PUT", `/api/cases/${id}/delivery`, { kind: "electronic" });
    const rows = await server.platform.database.accessLog.findMany({
      where: { caseId: id, action: "write" },
    });
    const purposes = rows.map(({ purpose }) => purpose.split("：")[0]);
    expect(new Set(purposes)).toEqual(
      new Set(["开始填写申请", "保存草稿", "上传材料", "删除材料文件", "提交申请", "选择领取方式"]),
    );
    const { items } = (await lin.get("/api/me/accesses")).json<{ items: { action: string }[] }>();
    expect(items.filter(({ action }) => action === "write")).toEqual([]);
  });
});

it("who completed a review that an analyst added may not decide, whatever the step is called", async () => {
  const { id } = await draft();
  const { database, clock } = server.platform;
  const { id: zhengkai } = await database.account.findUniqueOrThrow({
    where: { username: "zhengkai" },
  });
  const item = { caseId: id, processInstanceId: "1", officeKey: "scjgj", createdAt: clock.date() };
  await database.workItem.createMany({
    data: [
      {
        ...item,
        id: "81",
        elementId: "Activity_1",
        name: "复审",
        role: "reviewer",
        state: "completed",
        completedById: zhengkai,
      },
      {
        ...item,
        id: "82",
        elementId: "decide",
        name: "决定",
        node: "decide",
        role: "approver",
        candidateGroups: ["approver@scjgj"],
      },
    ],
  });
  const approver = await server.logIn("zhengkai");
  expect((await approver.send("POST", "/api/tasks/82/claim")).json()).toMatchObject({
    code: "SAME_PERSON_REVIEWED_AND_APPROVED",
  });
});

/** The first task of a new case. */
async function toAccept(): Promise<string> {
  const { id } = await complete();
  expect((await submit(id)).statusCode).toBe(200);
  const find = (): Promise<{ id: string } | null> =>
    server.platform.database.workItem.findFirst({ where: { caseId: id, node: "accept" } });
  await expect.poll(find, { timeout: 8000 }).not.toBeNull();
  return (await find())?.id ?? "";
}

it("a task that another system has given to a name that is no account is taken, by that name", async () => {
  const userTaskId = await toAccept();
  const { runtime } = server.platform;
  const give = (assignee: string | null): Promise<unknown> =>
    runtime.execute({ type: "assignUserTask", userTaskId, assignee });
  const wangfang = await server.logIn("wangfang");
  const claim = (): ReturnType<Person["send"]> =>
    wangfang.send("POST", `/api/tasks/${userTaskId}/claim`);
  for (const name of ["archive-robot", "00000000-0000-7000-8000-00000000000f"]) {
    expect(await give(name)).toMatchObject({ ok: true });
    expect((await claim()).json()).toMatchObject({ code: "TASK_ALREADY_CLAIMED", by: name });
  }
  expect(await give(null)).toMatchObject({ ok: true });
  expect((await claim()).statusCode).toBe(200);
});

describe("a task that is completed", () => {
  it("keeps no draft that was still on its way", async () => {
    const { database } = server.platform;
    const task = await toAccept();
    const wangfang = await server.logIn("wangfang");
    await wangfang.send("POST", `/api/tasks/${task}/claim`);
    const late = await database.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM work_item WHERE id = ${task} FOR UPDATE`;
      const sent = wangfang.send("PUT", `/api/tasks/${task}/draft`, { data: { opinion: "x" } });
      await expect
        .poll(
          () =>
            database.$queryRaw<
              object[]
            >`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
        )
        .not.toEqual([]);
      await tx.workItem.update({ where: { id: task }, data: { state: "completed" } });
      return { sent };
    });
    expect((await late.sent).json()).toMatchObject({ code: "TASK_ALREADY_COMPLETED" });
    expect(await database.workItem.findUnique({ where: { id: task } })).toMatchObject({
      draft: null,
    });
  });
});
