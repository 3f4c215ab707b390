import { expect, test } from "vitest";
import { graphsOf, runScenario, scenario } from "../../testing/scenario.ts";
import { traceOf } from "../../testing/trace.ts";
import { World } from "../../testing/world.ts";

const clause = "zeebe:runtimeInstructions";
const line = "start -> a:userTask -> b:userTask -> end";

scenario(
  "an instance ends early, once an element that was named at its start has completed",
  clause,
  line,
  [
    [{}, [], "start a?"],
    [{}, [["complete task:a", { x: 1 }]], "start a", { x: 1 }],
    [{}, ["complete task:a", "complete task:b -> INSTANCE_ENDED"], "start a"],
  ],
  { terminateAfter: ["a"] },
);

scenario(
  "an instance ends early once an element that was named at its start is given up",
  clause,
  `${line}
  a@late:timer(PT1H) -> c:userTask -> end2`,
  [[{}, ["trigger timer:late"], "start a~ late~"]],
  { terminateAfter: ["a"] },
);

scenario(
  "what else runs is given up with it, and what comes after is not begun",
  clause,
  `start -> fork:parallelGateway -> a:userTask -> join:parallelGateway -> end
   fork -> b:userTask -> join`,
  [
    [{}, ["complete task:a"], "start fork a b~"],
    [{}, ["complete task:b"], "start fork a? b"],
  ],
  { terminateAfter: ["a", "join"] },
);

test("a repeated activity has ended when all its members have", async () => {
  const repeated = "start -> a:userTask|||(i in items) -> b:userTask -> end";
  const items = { items: [1, 2] };
  const terminateAfter = ["a"];
  const after = async (steps: readonly string[]): Promise<string> =>
    traceOf(await runScenario(repeated, items, steps, { terminateAfter }));
  expect(await after(["complete task:a#1"])).toBe("start *a a#1 a#2?");
  expect(await after(["complete task:a#1", "complete task:a#2"])).toBe("start *a a#1 a#2");
});

test("a straight run stops there, and an instance that is cancelled meanwhile ends once", async () => {
  const straight = "start -> a:task -> b:task -> end";
  expect(traceOf(await runScenario(straight, {}, [], { terminateAfter: ["a"] }))).toBe("start a");
  const cancelled = await runScenario(line, {}, ["cancel"], { terminateAfter: ["a"] });
  expect(
    cancelled.history.filter(({ event }) => event.type === "processInstanceTerminated"),
  ).toHaveLength(1);
});

test.each(["nowhere", "main"])("%s cannot be named", async (elementId) => {
  const world = new World({ processes: await graphsOf(line) });
  const refused = world.start("main", {}, undefined, undefined, undefined, ["a", elementId]);
  expect(refused?.code).toBe("ELEMENT_NOT_IN_MODEL");
});
