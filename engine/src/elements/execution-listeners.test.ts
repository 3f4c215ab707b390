import { boundary, after, document, extensions, flows } from "../../testing/document.ts";
import { scenario } from "../../testing/scenario.ts";

const listener = (on: string, type: string): string =>
  `<zeebe:executionListener eventType="${on}" type="${type}"/>`;
const listeners = (...all: readonly string[]): string =>
  `<zeebe:executionListeners>${all.join("")}</zeebe:executionListeners>`;
const working = (inside: string, around = ""): string =>
  document(`<startEvent id="start"/><endEvent id="end"/>${flows("start -> work -> end")}
    <serviceTask id="work">${extensions(`<zeebe:taskDefinition type="work"/>${inside}`)}</serviceTask>${around}`);

const both = working(
  `<zeebe:ioMapping><zeebe:input source="=1" target="a"/><zeebe:output source="=b" target="result"/></zeebe:ioMapping>
   ${listeners(listener("start", "before"), listener("start", "=&#34;and&#34; + string(a)"), listener("end", "after"))}`,
);

scenario(
  "start listeners are done before an element is activated, end listeners before it leaves",
  "zeebe:executionListeners",
  both,
  [
    [{}, [], "start work?"],
    [
      {},
      [
        ["complete job:work", { b: 1 }],
        ["complete job:work", { b: 2 }],
        ["complete job:work", { c: 3 }],
        ["complete job:work", { d: 4 }],
      ],
      "start work end",
      { result: 2, d: 4 },
    ],
    [{}, ["fail job:work 0", "resolve work", "complete job:work"], "start work?"],
    [{}, ["complete job:work", "cancel"], "start work~"],
  ],
);

scenario(
  "boundary events wait while it runs, and no longer when its end listeners are called",
  "zeebe:executionListeners",
  working(
    listeners(listener("start", "before"), listener("end", "after")),
    `${boundary("late", "work", after("PT1H"))}<endEvent id="end2"/>${flows("late -> end2")}`,
  ),
  [
    [{}, ["trigger timer:late -> TIMER_NOT_FOUND"], "start work?"],
    [{}, ["complete job:work", "trigger timer:late"], "start work~ late end2"],
    [
      {},
      ["complete job:work", "complete job:work", "trigger timer:late -> TIMER_NOT_FOUND"],
      "start work?",
    ],
  ],
);

const everywhere = document(`
  ${extensions(listeners(listener("start", "opens"), listener("end", "closes")))}
  <startEvent id="start">${extensions(listeners(listener("end", "started")))}</startEvent>
  <exclusiveGateway id="gateway">${extensions(listeners(listener("start", "deciding")))}</exclusiveGateway>
  <task id="many"><extensionElements>${listeners(listener("start", "each"))}</extensionElements>
    <multiInstanceLoopCharacteristics isSequential="true"><loopCardinality xsi:type="tFormalExpression">=2</loopCardinality></multiInstanceLoopCharacteristics></task>
  ${flows("start -> gateway -> many")}
`);

scenario(
  "processes, events and gateways have listeners, and so has each member of a repeated activity",
  "zeebe:executionListeners",
  everywhere,
  [
    [{}, [], ""],
    [{}, [["complete job:main", { x: 1 }]], "start?", { x: 1 }],
    [
      {},
      ["complete job:main", "complete job:start", "complete job:gateway"],
      "start gateway *many many#1?",
    ],
    [
      {},
      [
        "complete job:main",
        "complete job:start",
        "complete job:gateway",
        "complete job:many",
        "complete job:many",
        ["complete job:main", { y: 2 }],
      ],
      "start gateway *many many#1 many#2",
      { y: 2 },
    ],
  ],
);

scenario(
  "a listener whose type cannot be evaluated is an incident",
  "zeebe:executionListeners",
  working(listeners(listener("start", "=kind"))),
  [
    [{}, [], "start work!"],
    [{}, [["set process", { kind: "k" }], "resolve work"], "start work?"],
  ],
);
