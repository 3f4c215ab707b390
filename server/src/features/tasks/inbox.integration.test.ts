/** The inbox shows what the viewer reaches and nothing else, in order, in whatever pages it is read. */
import { randomUUID } from "node:crypto";
import { Prisma } from "@tongban/prisma";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestServer, type TestServer } from "../../../testing/test-server.ts";
import type { Viewer } from "../../authorisation/roles.ts";
import { coversTask } from "../../authorisation/task-scope.ts";
import { caseContext } from "../cases/case-context.ts";
import { type InboxQuery, readInbox } from "./inbox.ts";
import { NEVER_DUE } from "./inbox-places.ts";

const ME = "00000000-0000-7000-8000-000000000001";
const OTHER = "00000000-0000-7000-8000-000000000002";
const grant = (role: "reviewer" | "inspector") => ({
  role,
  officeKey: "scjgj",
  officeName: null,
  regionCode: null,
});
const viewer: Viewer = {
  accountId: ME,
  personId: null,
  name: "李强",
  kind: "staff",
  locale: "zh-CN",
  grants: [grant("reviewer"), grant("inspector")],
};
const GROUPS = [
  ["reviewer@scjgj"],
  ["inspector@scjgj"],
  ["window@zwj"],
  ["window@zwj", "reviewer@scjgj"],
  ["reviewer@scjgj", "inspector@scjgj"],
  [],
];
const TASKS = 240;

let server: TestServer;

beforeAll(async () => {
  server = await createTestServer({ city: true });
  const { database } = server.platform;
  const now = server.clock.now();
  const version = await database.matterVersion.findFirstOrThrow({ where: { matterId: "M02" } });
  const person = await database.person.findFirstOrThrow();
  const { id: caseId } = await database.case.create({
    data: {
      matterId: "M02",
      matterVersionId: version.id,
      officeKey: "scjgj",
      windowOfficeKey: "zwj",
      regionCode: "980102",
      applicantPersonId: person.id,
      applicantName: person.name,
      createdById: ME,
      createdAt: new Date(now),
      updatedAt: new Date(now),
    },
  });
  await database.workItem.createMany({
    data: Array.from({ length: TASKS }, (_none, index) => {
      // Many share an instant: most time limits end with a day.
      const dueAt = index % 7 === 0 ? null : new Date(now + ((index % 5) - 2) * 86_400_000);
      return {
        id: String(1000 + index),
        caseId,
        processInstanceId: "1",
        elementId: "review",
        name: "审查",
        candidateGroups: GROUPS[index % GROUPS.length] ?? [],
        assigneeId: [null, ME, OTHER, null][index % 4] ?? null,
        state: index % 11 === 0 ? "completed" : "open",
        dueAt,
        sortAt: dueAt ?? new Date(NEVER_DUE),
        createdAt: new Date(now),
      };
    }),
  });
});
afterAll(() => server.close());

async function readAll(query: InboxQuery): Promise<string[]> {
  const context = caseContext(server.platform);
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await readInbox(context, viewer, { ...query, cursor });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

/** The same by going through every task. */
async function expected({ filter }: InboxQuery): Promise<{ id: string; dueAt: Date | null }[]> {
  const tasks = await server.platform.database.workItem.findMany({
    where: { state: "open" },
    orderBy: [{ sortAt: "asc" }, { id: "asc" }],
  });
  return tasks.filter(
    (task) =>
      coversTask(viewer, task) &&
      (filter === "all" || task.assigneeId === (filter === "mine" ? ME : null)),
  );
}

describe.each(["all", "mine", "claimable"] as const)("%s", (filter) => {
  test("every task that the viewer reaches is shown once, least time first", async () => {
    const tasks = await expected({ filter });
    expect(tasks.length).toBeGreaterThan(20);
    expect(await readAll({ filter })).toEqual(tasks.map(({ id }) => id));
  });

  test("the lights part the inbox", async () => {
    const lights = ["red", "yellow", "green", "grey"] as const;
    const parts = await Promise.all(lights.map((light) => readAll({ filter, light })));
    const tasks = await expected({ filter });
    expect(parts.flat()).toEqual(tasks.map(({ id }) => id));
    expect(parts.at(-1)).toEqual(tasks.filter(({ dueAt }) => dueAt === null).map(({ id }) => id));
    expect(parts[0]?.length).toBeGreaterThan(0);
  });
});

test("a task that is offered to hundreds of groups is in the inbox of each", async () => {
  const { database } = server.platform;
  const like = await database.workItem.findFirstOrThrow({ where: { id: "1000" } });
  const groups = Array.from({ length: 300 }, () => `reviewer@${randomUUID()}`);
  await database.workItem.create({
    data: {
      ...like,
      draft: Prisma.DbNull,
      properties: {},
      id: "9000",
      state: "open",
      candidateGroups: [...groups, "reviewer@scjgj"],
    },
  });
  expect(await readAll({ filter: "all" })).toContain("9000");
  await database.workItem.delete({ where: { id: "9000" } });
});
