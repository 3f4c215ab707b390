import { expect, it } from "vitest";
import { turns } from "./turns.ts";

it("does the work of one name in the order that it was asked for, whatever fails", async () => {
  const inTurn = turns();
  const done: string[] = [];
  const gate = Promise.withResolvers<undefined>();
  const first = inTurn("li", async () => {
    await gate.promise;
    done.push("first");
    throw new Error("failed");
  });
  const second = inTurn("li", async () => done.push("second"));
  await inTurn("wang", async () => done.push("somebody else's"));
  gate.resolve(undefined);
  await expect(first).rejects.toThrow("failed");
  await second;
  expect(done).toEqual(["somebody else's", "first", "second"]);
});
