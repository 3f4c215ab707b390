import { document, extensions, flow, flows, serviceTask } from "../../../testing/document.ts";
import { scenario } from "../../../testing/scenario.ts";

const choice = document(`
  <startEvent id="start"/> <exclusiveGateway id="xor" default="xor_other"/>
  ${serviceTask("low")} ${serviceTask("lower")} <task id="other"/> <endEvent id="end"/>
  ${flow("xor", "low", "x < 5")} ${flow("xor", "lower", "x < 3")} ${flow("xor", "other")}
  ${flows("start -> xor; low -> end; lower -> end; other -> end")}
`);

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

const noDefault = document(`
  <startEvent id="start"/> <exclusiveGateway id="xor"/> <task id="a"/> <task id="b"/> <endEvent id="end"/>
  ${flow("xor", "a", "x = 1")} ${flow("xor", "b", "x = 2")} ${flows("start -> xor; a -> end; b -> end")}
`);

scenario("no flow to take is an incident", "§13.4.2", noDefault, [
  [{ x: 2 }, [], "start xor b end"],
  [{ x: 3 }, [], "start xor!"],
  [{ x: 3 }, [["set process", { x: 1 }], "resolve xor"], "start xor a end"],
]);

const merge = document(`
  <startEvent id="start"/> <parallelGateway id="and"/> <task id="a"/> <task id="b"/>
  <exclusiveGateway id="merge"/> <task id="c"/> <endEvent id="end"/>
  ${flows("start -> and -> a -> merge -> c -> end; and -> b -> merge")}
`);

scenario("every token passes for itself", "§13.4.2", merge, [
  [{}, [], "start and a b merge merge c c end end"],
]);

const count = `<zeebe:script expression="=n + 1" resultVariable="n"/>`;
const loop = document(`
  <startEvent id="start"/> <exclusiveGateway id="again"/>
  <scriptTask id="count">${extensions(count)}</scriptTask>
  <exclusiveGateway id="enough" default="enough_again"/> <endEvent id="end"/>
  ${flow("enough", "end", "n >= max")} ${flows("start -> again -> count -> enough -> again")}
`);

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
      maxActivations: 1000,
      maxMembers: 10,
      maxCallDepth: 3,
      maxVariableDepth: 9,
      maxVariableLength: 999,
    },
  },
);
