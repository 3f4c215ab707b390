/** A lane of workers: what it claims, and which hands it keeps for new jobs. */
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { JobAtHand } from "../store/job-claims.ts";
import type { FreeHand } from "./hand-over.ts";
import { WorkerLane } from "./worker-lane.ts";

let waiting: JobAtHand[] = [];
let claims: number[] = [];
let fails = false;
let atWork: PromiseWithResolvers<void>[] = [];
let hands: FreeHand[] = [];
let lane: WorkerLane<string>;

/** A hand that is let go of at the end, unless it was given something. */
function kept(jobType = "stamp"): FreeHand | null {
  const hand = lane.offer(jobType);
  if (hand !== null) hands.push(hand);
  return hand;
}

function give(hand: FreeHand | null | undefined, given: JobAtHand): void {
  if (hand === null || hand === undefined) throw new Error("No hand was free.");
  hands = hands.filter((other) => other !== hand);
  hand.give(given);
}

/** Lets all run that need not wait for anybody. */
async function turns(): Promise<void> {
  for (let passed = 0; passed < 10; passed += 1) await turn();
}

function job(id: string): JobAtHand {
  return {
    id,
    jobType: "stamp",
    processInstanceId: "1",
    elementId: "t",
    businessKey: null,
    retries: 3,
    attempts: 0,
    headers: {},
    properties: {},
    variables: {},
    traceparent: null,
  };
}

beforeEach(() => {
  waiting = [];
  claims = [];
  fails = false;
  atWork = [];
  hands = [];
  lane = new WorkerLane(
    {
      claim: async (_types, limit) => {
        if (fails) throw new Error("the database is away");
        const claimed = waiting.splice(0, limit);
        claims.push(claimed.length);
        return claimed;
      },
      leaseMs: 30_000,
      onError: () => undefined,
    },
    2,
    async () => {
      const done = Promise.withResolvers<void>();
      atWork.push(done);
      await done.promise;
    },
  );
  lane.register("stamp", "handler");
});
afterEach(async () => {
  for (const hand of hands) hand.leave();
  for (const { resolve } of atWork) resolve();
  await lane.stop();
});

async function looked(times: number): Promise<void> {
  await expect.poll(() => claims.length, { interval: 1 }).toBe(times);
  await turns();
}

test("who has not looked yet offers nothing, nor does who has no such work", async () => {
  expect(kept("stamp")).toBeNull();
  lane.start();
  await looked(1);
  expect(kept("print")).toBeNull();
  expect(kept("stamp")).toMatchObject({ leaseMs: 30_000 });
});

test("as many hands are kept as are free; one that is let go is free again, and what is given is done", async () => {
  lane.start();
  await looked(1);
  const [, second] = [kept("stamp"), kept("stamp")];
  expect(kept("stamp")).toBeNull();
  hands.shift()?.leave();
  give(second, job("1"));
  expect(atWork).toHaveLength(1);
  expect(kept("stamp")).not.toBeNull();
  expect(kept("stamp")).toBeNull();
});

test("nobody overtakes what may be waiting", async () => {
  waiting = [job("1"), job("2"), job("3")];
  lane.start();
  await looked(1);
  expect(claims).toEqual([2]);
  atWork[0]?.resolve();
  await looked(2);
  // Its claim brought all there was room for: there may be more.
  expect(kept("stamp")).toBeNull();
  atWork[1]?.resolve();
  await looked(3);
  expect(kept("stamp")).not.toBeNull();
});

test("when it is told of new jobs, it looks before it offers anything", async () => {
  lane.start();
  await looked(1);
  lane.wake();
  expect(kept("stamp")).toBeNull();
  await looked(2);
  expect(kept("stamp")).not.toBeNull();
});

test("work that ends when nothing waits asks the database nothing", async () => {
  lane.start();
  await looked(1);
  give(kept("stamp"), job("1"));
  atWork[0]?.resolve();
  await turns();
  expect(claims).toEqual([0]);
});

test("when a look has failed, nothing is offered", async () => {
  fails = true;
  lane.start();
  await turns();
  expect(kept("stamp")).toBeNull();
});

test("a stop offers nothing, and waits for the commit of what was offered and for its work", async () => {
  lane.start();
  await looked(1);
  const hand = kept("stamp");
  let isStopped = false;
  const stopped = lane.stop().then(() => {
    isStopped = true;
  });
  expect(kept("stamp")).toBeNull();
  await turns();
  give(hand, job("1"));
  await turns();
  expect(isStopped).toBe(false);
  atWork[0]?.resolve();
  await stopped;
});
