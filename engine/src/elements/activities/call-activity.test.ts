import {
  after,
  boundary,
  document,
  errorOf,
  extensions,
  flows,
} from "../../../testing/document.ts";
import { runScenario, scenario } from "../../../testing/scenario.ts";
import { expect, test } from "vitest";

const caller = (called: string, events = "", mappings = ""): string =>
  document(`
    <startEvent id="start"/>
    <callActivity id="call">${extensions(`<zeebe:calledElement ${called}/>${mappings}`)}</callActivity>
    <endEvent id="end"/> ${events} ${flows("start -> call -> end")}
  `);
const child = "s:start -> work:serviceTask -> e:end";
const processes = { child };

scenario(
  "a called process is an instance of its own whose variables come back",
  "§13.3.5",
  caller('processId="child"'),
  [
    [{ a: 1 }, [], "start call? child:s child:work?"],
    [
      { a: 1 },
      [["complete job:work", { a: 2, b: 3 }]],
      "start call child:s child:work child:e end",
      { a: 2, b: 3 },
    ],
    [{ a: 1 }, ["cancel"], "start call~ child:s child:work~"],
  ],
  { processes },
);

scenario(
  "only mapped variables go down and come up when propagation is off",
  "zeebe:calledElement",
  caller(
    'processId="=which" propagateAllParentVariables="false" propagateAllChildVariables="false"',
    "",
    '<zeebe:ioMapping><zeebe:input source="=a" target="x"/><zeebe:output source="=y" target="b"/></zeebe:ioMapping>',
  ),
  [
    [
      { a: 1, which: "child" },
      [["complete job:work", { y: 7, z: 8 }]],
      "start call child:s child:work child:e end",
      { b: 7 },
    ],
    [{ a: 1, which: null }, [], "start call!"],
  ],
  { processes },
);

test("nothing else goes down", async () => {
  const world = await runScenario(
    caller(
      'processId="child" propagateAllParentVariables="false"',
      "",
      '<zeebe:ioMapping><zeebe:input source="=a" target="x"/></zeebe:ioMapping>',
    ),
    { a: 1, secret: 2 },
    [],
    { processes },
  );
  const variables = [...(world.instances[1]?.state.tables.variable.entries() ?? [])].map(
    ([key]) => key.split("/")[1],
  );
  expect(variables).toEqual(["x"]);
});

scenario(
  "a process that is not deployed is an incident; resolving it calls again",
  "§13.3.5",
  caller('processId="missing"'),
  [
    [{}, [], "start call!"],
    [{}, ["resolve call"], "start call!"],
  ],
);

const throwing = "s:start -> work:serviceTask -> e:error(E)";

scenario(
  "an error of the called process is caught on the call activity",
  "§13.5.1",
  caller(
    'processId="child"',
    `${boundary("caught", "call", errorOf("E"))} <endEvent id="oh"/> ${flows("caught -> oh")}`,
  ),
  [
    [{}, ["complete job:work"], "start call~ child:s child:work child:e~ caught oh"],
    [
      {},
      [["throw job:work E", { why: 1 }]],
      "start call~ child:s child:work~ caught oh",
      { why: 1 },
    ],
    [{}, ["throw job:work F"], "start call? child:s child:work!"],
  ],
  { processes: { child: throwing } },
);

scenario(
  "an error that no caller catches is an incident where it was thrown",
  "§13.5.1",
  caller('processId="child"'),
  [[{}, ["complete job:work"], "start call? child:s child:work child:e!"]],
  { processes: { child: throwing } },
);

scenario(
  "a timer on the call activity gives the called process up",
  "§13.5.3",
  caller(
    'processId="child"',
    `${boundary("late", "call", after("PT1H"))} <endEvent id="oh"/> ${flows("late -> oh")}`,
  ),
  [[{}, ["trigger timer:late"], "start call~ child:s child:work~ late oh"]],
  { processes },
);

scenario(
  "a called process that was cancelled by itself is an incident; resolving it calls again",
  "§13.3.5",
  caller('processId="child"'),
  [
    [{}, ["cancel child"], "start call! child:s child:work~"],
    [{}, ["cancel child", "resolve call"], "start call? child:s child:work~ child:s child:work?"],
  ],
  { processes },
);

scenario(
  "calls that never end are stopped by an incident",
  "limits",
  "s:start -> again:callActivity(main)",
  [[{}, [], "s again? main:s main:again? main:s main:again!"]],
  {
    limits: {
      maxRepetitions: 9,
      maxEvaluationSteps: 999_999,
      maxActivations: 99,
      maxMembers: 9,
      maxCallDepth: 2,
      maxVariableDepth: 9,
      maxVariableLength: 99,
    },
  },
);

scenario(
  "a call that an earlier one has ended before its turn starts nothing",
  "§13.5.3",
  "start -> c:callActivity(child) |||(i in [1, 2, 3]) -> end; c@error -> late -> end2",
  [[{}, [], "start *c~ c#1~ c#2~ c#3~ child:s child:x child:z~ cError late end2"]],
  {
    processes: {
      child: "s:start -> x:xor -[i = 1]-> z:error(E); x -default-> u:userTask -> e:end",
    },
  },
);
