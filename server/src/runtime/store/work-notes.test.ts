/** What events come to for rows. */
import type { EngineEvent } from "@tongban/engine";
import { expect, test } from "vitest";
import type { CommittedEvent } from "../committed-event.ts";
import { note, Work } from "./work-notes.ts";

test("a migration leaves an element its name that has the name of something that every object has", () => {
  const work = new Work();
  const events = [
    {
      type: "timerCreated",
      timerId: "1",
      elementInstanceId: "2",
      elementId: "constructor",
      dueAt: 0,
    },
    { type: "processInstanceMigrated", elements: { a: "b" } },
  ] as unknown as EngineEvent[];
  for (const event of events)
    note(work, { processInstanceId: "9", processId: "p", at: 0, event } as CommittedEvent, event);
  expect(work.timers.inserted.get("1")?.elementId).toBe("constructor");
});
