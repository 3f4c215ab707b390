/** What a fill makes is as good as what the runtime makes: a copy can be carried on where its template stood. */
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Copies, fill } from "./fill.ts";
import { LARGE_OFFICE } from "./copy-sql.ts";
import { type Office, openOffice } from "./office.ts";
import { makeTemplates } from "./templates.ts";

const COPIES = 20;
const DAY_MS = 86_400_000;

let database: TestDatabase;
let office: Office;
let wanted: readonly Copies[];

beforeAll(async () => {
  database = await createTestDatabase();
  office = await openOffice(database.url);
  const { waiting, ended, shortWaiting, shortEnded } = await makeTemplates(database.url, office);
  await office.close();
  wanted = [...waiting, ended, shortWaiting, shortEnded].map((template) => ({
    template,
    count: COPIES,
    sinceMs: 30 * DAY_MS,
  }));
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

test(
  "a copied task is claimed and completed, and its case goes on",
  { timeout: 60_000 },
  async () => {
    const filled = await fill(database.url, wanted, () => undefined);
    office = await openOffice(database.url);
    const { platform, ask } = office;
    expect(await platform.database.processInstance.count({ where: { state: "active" } })).toBe(
      filled.liveInstances,
    );
    expect(await platform.database.historyEntry.count()).toBe(filled.historyRows);

    const task = await platform.database.workItem.findFirstOrThrow({
      where: { node: "review", state: "open", assigneeId: null, officeKey: LARGE_OFFICE },
      orderBy: { id: "asc" },
    });
    const url = `/api/tasks/${task.id}`;
    await ask("reviewer", { method: "POST", url: `${url}/claim` });
    const payload = { data: { outcome: "pass", opinion: "材料齐全，符合条件" } };
    await ask("reviewer", { method: "POST", url: `${url}/complete`, payload });
    await expect
      .poll(
        () =>
          platform.database.workItem.count({
            where: { caseId: task.caseId, node: "decide", state: "open" },
          }),
        { timeout: 20_000 },
      )
      .toBe(1);
  },
);
