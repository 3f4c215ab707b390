import { document, extensions, flows, messageOf, serviceTask } from "../../../testing/document.ts";
import { scenario } from "../../../testing/scenario.ts";

const guarded = (event: string): string => `
  start -> work:serviceTask -> end
  work@${event} -> after -> end2
`;

scenario("an interrupting timer gives the activity up", "§13.5.3", guarded("event:timer(PT1H)"), [
  [{}, [], "start work?"],
  [{}, ["complete job:work"], "start work end"],
  [{}, ["trigger timer:event"], "start work~ event after end2"],
  [
    {},
    ["trigger timer:event", "complete job:work -> INSTANCE_ENDED"],
    "start work~ event after end2",
  ],
]);

scenario(
  "a non-interrupting timer adds a token, a cycle one each time",
  "§13.5.3",
  guarded("+event:timer(R2/PT1H)"),
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
  guarded("event:message(stop)"),
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

scenario("a non-interrupting message may come again", "§13.5.3", guarded("+event:message(ask)"), [
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
]);

scenario("an error of the same code is caught", "§13.5.1", guarded("event:error(E1)"), [
  [{}, [["throw job:work E1", { why: "x" }]], "start work~ event after end2", { why: "x" }],
  [{}, ["throw job:work E2"], "start work!"],
  [{}, ["throw job:work E2", "resolve work", "complete job:work"], "start work end"],
  [{}, ["throw job:work E2", "throw job:work E1"], "start work~ event after end2"],
]);

scenario(
  "this very code goes before an event that catches all",
  "§13.5.1",
  `
  start -> work:serviceTask -> end
  work@all:error     -> endAll
  work@one:error(E1) -> endOne
`,
  [
    [{}, ["throw job:work E1"], "start work~ one endOne"],
    [{}, ["throw job:work E2"], "start work~ all endAll"],
  ],
);

scenario(
  "an error goes outwards to the nearest event that catches it, and all inside is given up",
  "§13.5.1",
  `
  start -> sub -> end
  sub {
    s:start -> and -> a:serviceTask -> e:end
               and -> b:serviceTask -> e
    a@inner:error(E1) -> i:end
  }
  sub@outer:error -> o:end
`,
  [
    [{}, ["throw job:a E1"], "start sub s and a~ b? inner i"],
    [{}, ["throw job:a E2"], "start sub~ s and a~ b~ outer o"],
    [{}, ["throw job:b E1"], "start sub~ s and a~ b~ outer o"],
  ],
);

scenario(
  "output mappings of the event choose among what came with it",
  "zeebe:ioMapping",
  document(`
    <startEvent id="start"/> ${serviceTask("work")} <endEvent id="end"/> <endEvent id="end2"/>
    <boundaryEvent id="event" attachedToRef="work">${extensions('<zeebe:ioMapping><zeebe:output source="=a" target="got.a"/></zeebe:ioMapping>')}${messageOf("m")}</boundaryEvent>
    ${flows("start -> work -> end; event -> end2")}
  `),
  [
    [
      { key: "k", got: { b: 2 } },
      [["correlate message:event", { a: 1 }]],
      "start work~ event end2",
      { got: { a: 1, b: 2 } },
    ],
  ],
);

scenario(
  "an error end event ends its sub-process and is caught on it",
  "§13.5.6",
  `
  start -> sub -> end
  sub {
    s:start -> and -> a:serviceTask -> bad:error(E1)
               and -> b:serviceTask
  }
  sub@caught:error(E1) -> oh:end
`,
  [
    [{}, ["complete job:a"], "start sub~ s and a b~ bad~ caught oh"],
    [{}, ["complete job:b"], "start sub s and a? b"],
  ],
);
