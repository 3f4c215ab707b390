import {
  after,
  boundary,
  document,
  errorOf,
  every,
  extensions,
  flows,
  messageOf,
  serviceTask,
} from "../../../testing/document.ts";
import { scenario } from "../../../testing/scenario.ts";

const guarded = (events: string): string =>
  document(`
    <startEvent id="start"/> ${serviceTask("work")} <endEvent id="end"/> <task id="after"/> <endEvent id="end2"/>
    ${events} ${flows("start -> work -> end; event -> after -> end2")}
  `);

scenario(
  "an interrupting timer gives the activity up",
  "§13.5.3",
  guarded(boundary("event", "work", after("PT1H"))),
  [
    [{}, [], "start work?"],
    [{}, ["complete job:work"], "start work end"],
    [{}, ["trigger timer:event"], "start work~ event after end2"],
    [
      {},
      ["trigger timer:event", "complete job:work -> INSTANCE_ENDED"],
      "start work~ event after end2",
    ],
  ],
);

scenario(
  "a non-interrupting timer adds a token, a cycle one each time",
  "§13.5.3",
  guarded(boundary("event", "work", every("R2/PT1H"), false)),
  [
    [{}, ["trigger timer:event"], "start work? event after end2"],
    [
      {},
      ["trigger timer:event", "trigger timer:event"],
      "start work? event after end2 event after end2",
    ],
    [
      {},
      [
        "trigger timer:event",
        "trigger timer:event",
        "trigger timer:event -> TIMER_NOT_FOUND",
        "complete job:work",
      ],
      "start work event after end2 event after end2 end",
    ],
  ],
);

scenario(
  "an interrupting message brings its variables",
  "§13.5.3",
  guarded(boundary("event", "work", messageOf("stop"))),
  [
    [
      { key: "k" },
      [["correlate message:event", { why: "x" }]],
      "start work~ event after end2",
      { why: "x" },
    ],
    [{ key: "k" }, ["complete job:work"], "start work end"],
    [{ key: true }, [], "start work!"],
  ],
);

scenario(
  "a non-interrupting message may come again",
  "§13.5.3",
  guarded(boundary("event", "work", messageOf("ask"), false)),
  [
    [
      { key: 1 },
      ["correlate message:event", "correlate message:event"],
      "start work? event after end2 event after end2",
    ],
    [
      { key: 1 },
      ["complete job:work", "correlate message:event -> INSTANCE_ENDED"],
      "start work end",
    ],
  ],
);

scenario(
  "an error of the same code is caught",
  "§13.5.1",
  guarded(boundary("event", "work", errorOf("E1"))),
  [
    [{}, [["throw job:work E1", { why: "x" }]], "start work~ event after end2", { why: "x" }],
    [{}, ["throw job:work E2"], "start work!"],
    [{}, ["throw job:work E2", "resolve work", "complete job:work"], "start work end"],
    [{}, ["throw job:work E2", "throw job:work E1"], "start work~ event after end2"],
  ],
);

scenario(
  "this very code goes before an event that catches all",
  "§13.5.1",
  document(`
    <startEvent id="start"/> ${serviceTask("work")} <endEvent id="end"/>
    ${boundary("all", "work", errorOf())} ${boundary("one", "work", errorOf("E1"))}
    <endEvent id="endAll"/> <endEvent id="endOne"/>
    ${flows("start -> work -> end; all -> endAll; one -> endOne")}
  `),
  [
    [{}, ["throw job:work E1"], "start work~ one endOne"],
    [{}, ["throw job:work E2"], "start work~ all endAll"],
  ],
);

const nested = (inner: string, outer: string): string =>
  document(`
    <startEvent id="start"/>
    <subProcess id="sub"> <startEvent id="s"/> <parallelGateway id="and"/> ${serviceTask("a")} ${serviceTask("b")} <endEvent id="e"/>
      <endEvent id="i"/> ${inner} ${flows("s -> and -> a -> e; and -> b -> e")}
    </subProcess>
    ${outer} <endEvent id="end"/> <endEvent id="o"/> ${flows("start -> sub -> end; outer -> o")}
  `);

scenario(
  "an error goes outwards to the nearest event that catches it, and all inside is given up",
  "§13.5.1",
  nested(
    `${boundary("inner", "a", errorOf("E1"))} ${flows("inner -> i")}`,
    boundary("outer", "sub", errorOf()),
  ),
  [
    [{}, ["throw job:a E1"], "start sub s and a~ b? inner i"],
    [{}, ["throw job:a E2"], "start sub~ s and a~ b~ outer o"],
    [{}, ["throw job:b E1"], "start sub~ s and a~ b~ outer o"],
  ],
);

scenario(
  "output mappings of the event choose among what came with it",
  "zeebe:ioMapping",
  guarded(
    `<boundaryEvent id="event" attachedToRef="work">${extensions('<zeebe:ioMapping><zeebe:output source="=a" target="got.a"/></zeebe:ioMapping>')}${messageOf("m")}</boundaryEvent>`,
  ),
  [
    [
      { key: "k", got: { b: 2 } },
      [["correlate message:event", { a: 1 }]],
      "start work~ event after end2",
      { got: { a: 1, b: 2 } },
    ],
  ],
);

scenario(
  "an error end event ends its sub-process and is caught on it",
  "§13.5.6",
  document(`
    <startEvent id="start"/>
    <subProcess id="sub"> <startEvent id="s"/> <parallelGateway id="and"/> ${serviceTask("a")} ${serviceTask("b")}
      <endEvent id="bad">${errorOf("E1")}</endEvent> ${flows("s -> and -> a -> bad; and -> b")}
    </subProcess>
    ${boundary("caught", "sub", errorOf("E1"))} <endEvent id="end"/> <endEvent id="oh"/>
    ${flows("start -> sub -> end; caught -> oh")}
  `),
  [
    [{}, ["complete job:a"], "start sub~ s and a b~ bad~ caught oh"],
    [{}, ["complete job:b"], "start sub s and a? b"],
  ],
);
