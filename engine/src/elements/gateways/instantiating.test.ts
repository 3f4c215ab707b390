import { expect, test } from "vitest";
import { graphsOf, scenario } from "../../../testing/scenario.ts";
import { startEvents } from "../../model/start-events.ts";
import { verify } from "../../verify/verify.ts";

const received = "take:receiveTask.start(order) -> work:userTask -> end";

scenario(
  "a receive task that instantiates begins the process with its message",
  "§13.3.3",
  received,
  [[{ amount: 3 }, [], "take work?", { amount: 3 }]],
  { startElementId: "take" },
);

const exclusive = `
  begin:event.start -> called:message(call) -> a:userTask -> end
  begin -> written:receiveTask(letter) -> b:userTask -> end2
  begin -> monday:timer(R/P1W) -> c -> end3
  begin -> alarm:signal(fire) -> c
`;

for (const [title, event, trace] of [
  [
    "a message behind an exclusive event-based gateway begins the process",
    "called",
    "begin called a?",
  ],
  [
    "a receive task behind an exclusive event-based gateway begins the process",
    "written",
    "begin written b?",
  ],
  [
    "a timer behind an exclusive event-based gateway begins the process",
    "monday",
    "begin monday c end3",
  ],
  [
    "a signal behind an exclusive event-based gateway begins the process",
    "alarm",
    "begin alarm c end3",
  ],
] as const) {
  scenario(title, "§13.4.4", exclusive, [[{ x: 1 }, [], trace, { x: 1 }]], {
    startElementId: event,
  });
}

const parallel = `
  begin:event.all -> application:message(application) -> a -> and -> decide -> end
  begin -> fee:receiveTask(fee) -> b -> and
`;

scenario(
  "the first event behind a parallel event-based gateway begins the process, which waits for the others",
  "§13.4.4",
  parallel,
  [
    [{ key: "k" }, [], "begin application fee? a"],
    [{ key: "k" }, ["correlate message:fee"], "begin application fee a b and decide end"],
    [{}, [], "begin application fee! a"],
  ],
  { startElementId: "application" },
);

scenario(
  "any of them may be the first",
  "§13.4.4",
  parallel,
  [[{ key: "k" }, ["correlate message:application"], "begin fee application b a and decide end"]],
  { startElementId: "fee" },
);

test("the host is told what to wait for", async () => {
  const [graph] = await graphsOf(exclusive);
  if (graph === undefined) throw new Error("No process");
  expect(startEvents(graph)).toMatchObject([
    { trigger: "message", elementId: "called", messageName: "call" },
    { trigger: "message", elementId: "written", messageName: "letter" },
    { trigger: "timer", elementId: "monday" },
    { trigger: "signal", elementId: "alarm", signalName: "fire" },
  ]);
});

test.each([
  ["a receive task", received, "sound"],
  ["an exclusive gateway", exclusive, "sound"],
  ["a parallel gateway", parallel, "sound"],
  [
    "an exclusive gateway whose events are joined",
    parallel.replace("event.all", "event.start"),
    "unsound",
  ],
])("%s is verified as a beginning", async (_what, model, verdict) => {
  const [graph] = await graphsOf(model);
  expect(graph === undefined ? "" : verify(graph).verdict).toBe(verdict);
});
