/** A benchmark that nobody runs rots: every contender brings every workload to its end, and what is counted is true. */
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenContender } from "./contender.ts";
import { contenderKeys, fetchedKeys, loadContender } from "./contenders/index.ts";
import { closedLoop, drain, openLoop } from "./rounds.ts";
import { workload, workloadKeys } from "./workloads.ts";

const BACKLOG = 20;

describe.each(contenderKeys.filter((key) => !fetchedKeys.includes(key)))("%s", (name) => {
  let database: TestDatabase;
  let opened: OpenContender;

  beforeAll(async () => {
    database = await createTestDatabase();
    opened = await (await loadContender(name)).open(database.url);
  });
  afterAll(async () => {
    await opened.close();
    await database.drop();
  });

  test("completes its cases of every workload that it has", async () => {
    for (const key of workloadKeys) {
      const load = await opened.loads[key]?.();
      if (load === undefined) continue;
      const isBacklog = workload(key).backlog !== undefined;
      await load.fill?.(BACKLOG);
      const { cases } = await (isBacklog ? drain(load, BACKLOG) : closedLoop(load, 2, 1));
      await load.end?.();
      expect(cases).toBeGreaterThanOrEqual(isBacklog ? BACKLOG : 2);
    }
  });
});

test("an open loop counts the wait of a case that came while others were served", async () => {
  let free = Promise.resolve();
  const oneAtATime = (): Promise<void> => {
    free = free.then(() => new Promise((resolve) => setImmediate(resolve)));
    return free;
  };
  const { cases, p99Ms, p50Ms } = await openLoop({ run: oneAtATime }, 10_000, 20);
  expect(cases).toBeGreaterThan(10);
  expect(p99Ms).toBeGreaterThanOrEqual(p50Ms);
});

test("a round is void when the database does not agree with the count", async () => {
  const load = { run: async () => undefined, completed: async () => 0 };
  await expect(closedLoop(load, 1, 1, 50)).rejects.toThrow("the database has 0 completed");
});
