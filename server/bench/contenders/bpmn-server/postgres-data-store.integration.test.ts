/** What `bpmn-server` saves is what it finds again. */
import { createTestDatabase } from "@tongban/prisma/testing";
import { expect, test } from "vitest";
import type { Instance } from "./library.ts";
import { PostgresDataStore } from "./postgres-data-store.ts";

test("a case is found with the items that wait, and counted when it has ended", async () => {
  const database = await createTestDatabase();
  const store = await PostgresDataStore.open(database.url, 1);
  const items = [
    { id: "1", elementId: "start", status: "end" },
    { id: "2", elementId: "task", status: "wait" },
  ];
  const instance: Instance = {
    id: "case",
    name: "userTask",
    status: "running",
    items,
    tokens: [],
    loops: [],
    data: { count: 1 },
    logs: ["long"],
  };
  await store.saveInstance(instance);
  const found = await store.findItems({ id: "case" });
  expect(found.map(({ id, instanceId }) => [id, instanceId])).toEqual([["2", "case"]]);
  expect(await store.findItems({ id: "case", "items.elementId": "start" })).toEqual([]);
  expect(await store.ended(["userTask"])).toBe(0);

  await store.saveInstance({ ...instance, status: "end" });
  expect((await store.findInstance({ id: "case" })).status).toBe("end");
  expect(await store.ended(["userTask"])).toBe(1);
  await store.close();
  await database.drop();
});
