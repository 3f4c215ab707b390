import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { untilAskedToStop } from "./asked-to-stop.ts";

it.each([
  ["once", [["SIGINT", 0]], false],
  [
    "once, and it echoes",
    [
      ["SIGINT", 0],
      ["SIGINT", 5],
      ["SIGTERM", 1900],
    ],
    false,
  ],
  [
    "twice",
    [
      ["SIGINT", 0],
      ["SIGINT", 2100],
    ],
    true,
  ],
  [
    "once, and the stop takes long",
    [
      ["SIGTERM", 0],
      ["disconnect", 9000],
    ],
    false,
  ],
  ["by a launcher that died", [["disconnect", 0]], false],
] as const)("stops when asked %s", async (_how, events, isForced) => {
  // oxlint-disable-next-line unicorn/prefer-event-target -- stands in for the process, which is one
  const process = new EventEmitter();
  let now = 0;
  let forced = false;
  const asked = untilAskedToStop(
    process,
    () => {
      forced = true;
    },
    () => now,
  );
  for (const [name, atMs] of events) {
    now = atMs;
    process.emit(name);
  }
  await asked;
  expect(forced).toBe(isForced);
});
