/** How commands that wait are shared out among transactions. */
import { describe, expect, test } from "vitest";
import { Batches } from "./batches.ts";

const limits = { maxTransactions: 2, maxBatch: 512, maxWaiting: 10_000 };

function waiting(count: number, batches = new Batches<number>(limits)): Batches<number> {
  for (let n = 0; n < count; n += 1) batches.add(n);
  return batches;
}

/** Batches that begin now, by their sizes. */
function begun(batches: Batches<number>): number[] {
  const sizes: number[] = [];
  for (let batch = batches.begin(); batch !== null; batch = batches.begin())
    sizes.push(batch.length);
  return sizes;
}

describe("commands that wait", () => {
  test("go in the order in which they came", () => {
    const batches = waiting(70);
    const [first, second] = [batches.begin(), batches.begin()];
    expect([...(first ?? []), ...(second ?? [])]).toEqual(Array.from({ length: 70 }, (_, n) => n));
  });

  test("are shared out evenly among the transactions", () => {
    expect(begun(waiting(400))).toEqual([200, 200]);
    const three = new Batches<number>({ ...limits, maxTransactions: 3 });
    expect(begun(waiting(512, three))).toEqual([171, 171, 170]);
  });

  test("and leave their share to those that are under way", () => {
    const batches = waiting(1);
    const one = batches.begin() ?? [];
    waiting(511, batches);
    expect(begun(batches)).toEqual([256]);
    batches.end(one);
    expect(begun(batches)).toEqual([255]);
  });

  test("have two transactions while they are few, and all there may be when they are many", () => {
    const four = new Batches<number>({ ...limits, maxTransactions: 4 });
    const sizes = [1, 1, 61, 1].map((count) => begun(waiting(count, four)));
    expect(sizes).toEqual([[1], [1], [], [16, 16]]);
  });

  test("are divided however few they are, since one may be the work of thousands", () => {
    expect([1, 2, 3].map((count) => begun(waiting(count)))).toEqual([[1], [1, 1], [2, 1]]);
  });

  test("are never more in a transaction than fit into one", () => {
    expect(begun(waiting(3000))).toEqual([512, 512]);
  });

  test("are counted until none is left", () => {
    const batches = new Batches<number>({ ...limits, maxTransactions: 1, maxWaiting: 2 });
    expect([batches.isIdle, batches.isFull, batches.waiting]).toEqual([true, false, 0]);
    waiting(2, batches);
    expect([batches.isIdle, batches.isFull, batches.waiting]).toEqual([false, true, 2]);
    const batch = batches.begin() ?? [];
    expect([batches.isIdle, batches.isFull, batches.waiting]).toEqual([false, false, 0]);
    batches.end(batch);
    expect(batches.isIdle).toBe(true);
  });
});
