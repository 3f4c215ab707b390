/**
 * Properties over random processes and random schedules: every token that is split is joined again, none is lost or
 * doubled, and after every step the events and the stored records give the live state (checked by the world).
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Block, blocks, documentOf, visitsOf } from "../testing/random-process.ts";
import { graphsOf } from "../testing/scenario.ts";
import { type LiveInstance, World } from "../testing/world.ts";
import type { Command } from "./commands.ts";
import type { JobId, TimerId } from "./ids.ts";

const maxSteps = 400;

/** Runs the process; at each step the schedule picks what happens next among all that is waited for. */
async function run(block: Block, schedule: readonly number[]): Promise<LiveInstance> {
  const world = new World({ processes: await graphsOf(documentOf(block)) });
  expect(world.start("main", {})).toBeUndefined();
  const [instance] = world.instances;
  if (instance === undefined) throw new Error("No instance");
  for (let step = 0; step < maxSteps; step += 1) {
    const possible = possibleCommands(instance);
    const command =
      possible[(schedule[step % schedule.length] ?? 0) % Math.max(1, possible.length)];
    if (command === undefined) break;
    expect(world.send(instance, command)).toBeUndefined();
  }
  return instance;
}

function possibleCommands({ state }: LiveInstance): Command[] {
  const jobs = [...state.tables.job.entries()].map(([key]): Command => ({
    type: "completeJob",
    jobId: key as JobId,
    variables: {},
  }));
  const timers = [...state.tables.timer.entries()].map(([key]): Command => ({
    type: "triggerTimer",
    timerId: key as TimerId,
  }));
  return [...jobs, ...timers];
}

function visits({ events }: LiveInstance): Map<string, number> {
  const counts = new Map<string, number>();
  for (const event of events) {
    if (event.type !== "elementCompleted" || event.elementKind === "process") continue;
    counts.set(event.elementId, (counts.get(event.elementId) ?? 0) + 1);
  }
  return counts;
}

const schedules = fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 });

test("no token is lost or doubled: every element completes as often as the structure says", async () => {
  await fc.assert(
    fc.asyncProperty(blocks(false), schedules, async (block, schedule) => {
      const instance = await run(block, schedule);
      expect(instance.events.at(-1)?.type).toBe("processInstanceCompleted");
      expect(visits(instance)).toEqual(visitsOf(block));
    }),
    { numRuns: 150 },
  );
});

test("with boundary events and event sub-processes in between the process completes all the same, and nothing is left behind", async () => {
  await fc.assert(
    fc.asyncProperty(blocks(true), schedules, async (block, schedule) => {
      const instance = await run(block, schedule);
      expect(instance.events.at(-1)?.type).toBe("processInstanceCompleted");
      expect([...instance.store.keys()]).toEqual(["instance "]);
    }),
    { numRuns: 150 },
  );
});
