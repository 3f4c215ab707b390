import { scenario } from "../../../testing/scenario.ts";

const choice = `
  start -> xor
  xor -[x < 5]->  low:serviceTask -> end
  xor -[x < 3]->  lower:serviceTask -> end
  xor -default->  other -> end
`;

scenario("first true condition wins, else default", "§13.4.2", choice, [
  [{ x: 4 }, [], "start xor low?"],
  [{ x: 2 }, [], "start xor low?"],
  [{ x: 4 }, ["complete job:low"], "start xor low end"],
  [{ x: 5 }, [], "start xor other end"],
]);

scenario(
  "a condition that is not true or false is an incident, which can be resolved",
  "§13.4.2",
  choice,
  [
    [{}, [], "start xor!"],
    [{ x: null }, [], "start xor!"],
    [{ x: null }, [["set process", { x: 1 }], "resolve xor"], "start xor low?"],
    [{ x: null }, ["resolve xor"], "start xor!"],
  ],
);

const noDefault = `
  start -> xor
  xor -[x = 1]-> a -> end
  xor -[x = 2]-> b -> end
`;

scenario("no flow to take is an incident", "§13.4.2", noDefault, [
  [{ x: 2 }, [], "start xor b end"],
  [{ x: 3 }, [], "start xor!"],
  [{ x: 3 }, [["set process", { x: 1 }], "resolve xor"], "start xor a end"],
]);

const merge = `
  start -> and -> a -> merge:xor -> c -> end
           and -> b -> merge
`;

scenario("every token passes for itself", "§13.4.2", merge, [
  [{}, [], "start and a b merge merge c c end end"],
]);

const loop = `
  start -> again:xor -> count:scriptTask(n = n + 1) -> enough:xor
  enough -[n >= max]-> end
  enough -default-> again
`;

scenario("a loop runs until its condition holds", "§13.4.2", loop, [
  [{ n: 0, max: 2 }, [], "start again count enough again count enough end", { n: 2 }],
]);

scenario(
  "a loop without a wait is stopped by an incident and goes on when that is resolved",
  "limits",
  loop,
  [
    [{ n: 0, max: 3 }, [], "start again count enough again count enough again!", { n: 2 }],
    [
      { n: 0, max: 3 },
      ["resolve again"],
      "start again count enough again count enough again count enough end",
    ],
  ],
  {
    limits: {
      maxRepetitions: 2,
      maxEvaluationSteps: 999_999,
      maxActivations: 1000,
      maxMembers: 10,
      maxCallDepth: 3,
      maxVariableDepth: 9,
      maxVariableLength: 999,
    },
  },
);
