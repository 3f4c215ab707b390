/** Statements that are sent together fail together, for the reason that came first. */
import { expect, test } from "vitest";
import { together } from "./together.ts";

const aborted = Object.assign(new Error("aborted"), { code: "25P02" });

test("all answers come in the order of the work", async () => {
  await expect(together([Promise.resolve(1), "2", Promise.resolve(3)])).resolves.toEqual([
    1,
    "2",
    3,
  ]);
});

test("what failed because another had failed is not the reason", async () => {
  const work = [Promise.reject(aborted), Promise.reject(new Error("lost race"))] as const;
  await expect(together(work)).rejects.toThrow("lost race");
});

test("a failure is told when nothing is under way any more", async () => {
  let isDone = false;
  const slow = new Promise((resolve) => setImmediate(resolve)).then(() => {
    isDone = true;
  });
  await expect(together([Promise.reject(new Error("first")), slow])).rejects.toThrow("first");
  expect(isDone).toBe(true);
});
