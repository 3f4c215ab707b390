import { document, extensions, flows, messageOf, serviceTask } from "../../../testing/document.ts";
import { scenario } from "../../../testing/scenario.ts";

const inSub = (start: string, more = ""): string => `
  start -> sub -> after -> end
  sub {
    s:start -> and -> a:serviceTask -> e:end
               and -> b:serviceTask -> e
    on { o:start.${start} -> undo:serviceTask -> oe:end }
    ${more}
  }
`;

scenario(
  "an interrupting event sub-process ends the rest of its scope, runs in it, and the scope completes",
  "§13.5.4",
  inSub("timer(PT1H)"),
  [
    [{}, ["complete job:a", "complete job:b"], "start sub s and a b e e after end"],
    [{}, ["trigger timer:o"], "start sub s and a~ b~ on o undo?"],
    [{}, ["trigger timer:o", "complete job:undo"], "start sub s and a~ b~ on o undo oe after end"],
    [
      {},
      ["complete job:a", "trigger timer:o", "complete job:undo"],
      "start sub s and a b~ e on o undo oe after end",
    ],
  ],
);

scenario(
  "a non-interrupting event sub-process runs beside the rest, as often as its event happens",
  "§13.5.4",
  inSub("+message(m)"),
  [
    [
      { key: 1 },
      ["correlate message:o", "correlate message:o", "complete job:undo"],
      "start sub s and a? b? on o undo on o undo? oe",
    ],
    [
      { key: 1 },
      ["correlate message:o", "complete job:a", "complete job:b"],
      "start sub s and a b on o undo? e e",
    ],
    [
      { key: 1 },
      ["correlate message:o", "complete job:a", "complete job:b", "complete job:undo"],
      "start sub s and a b on o undo e e oe after end",
    ],
  ],
);

scenario(
  "a cycle begins a non-interrupting event sub-process each time",
  "§13.5.4",
  inSub("+timer(R2/PT1H)"),
  [
    [
      {},
      ["trigger timer:o", "trigger timer:o", "trigger timer:o -> TIMER_NOT_FOUND"],
      "start sub s and a? b? on o undo? on o undo?",
    ],
  ],
);

scenario(
  "an event sub-process of the process is armed with it and given up when it completes",
  "§13.5.4",
  `
  start -> work:serviceTask -> end
  on { o:start.message(m) -> undo:serviceTask -> oe:end }
`,
  [
    [
      { key: 1 },
      [["correlate message:o", { why: "x" }]],
      "start work~ on o undo?",
      { why: "x", key: 1 },
    ],
    [{ key: 1 }, ["correlate message:o", "complete job:undo"], "start work~ on o undo oe"],
    [{ key: 1 }, ["complete job:work"], "start work end"],
    [{ key: null }, [], ""],
    [{ key: null }, [["set process", { key: 1 }], "resolve main"], "start work?"],
  ],
);

scenario(
  "an error is caught by the event sub-process of the scope before the boundary event of its activity",
  "§13.5.4",
  `
  start -> sub -> end
  sub {
    s:start -> a:serviceTask -> e:end
    on { o:start.error(E1) -> undo:serviceTask -> oe:end }
  }
  sub@error -> x:end
`,
  [
    [{}, ["throw job:a E1"], "start sub s a~ on o undo?"],
    [
      {},
      [["throw job:a E1", { why: "x" }], "complete job:undo"],
      "start sub s a~ on o undo oe end",
      { why: "x" },
    ],
    [{}, ["throw job:a E2"], "start sub~ s a~ subError x"],
    // What the interrupting one throws itself comes out of the scope.
    [{}, ["throw job:a E1", "throw job:undo E1"], "start sub~ s a~ on~ o undo~ subError x"],
  ],
);

scenario(
  "an error of a called process is caught by an event sub-process there, then here",
  "§13.5.4",
  `
  start -> call:callActivity(child) -> end
  on { o:start.error(E1) -> oe:end }
`,
  [
    [{}, ["throw child:job:t E1"], "start call~ child:start child:t~ on o oe"],
    [{}, ["throw child:job:t E2"], "start call child:start child:t~ child:on child:o child:oe end"],
  ],
  {
    processes: {
      child: "start -> t:serviceTask -> end\n on { o:start.error(E2) -> oe:end }",
    },
  },
);

scenario(
  "after one event sub-process has interrupted the scope, no other begins in it",
  "§13.5.4",
  inSub("timer(PT1H)", "on2 { p:start.+message(m) -> pe:end }"),
  [
    [
      { key: 1 },
      ["correlate message:p", "trigger timer:o", "correlate message:p -> SUBSCRIPTION_NOT_FOUND"],
      "start sub s and a~ b~ on2 p pe on o undo?",
    ],
  ],
);

scenario(
  "the variables of the scope are visible in its event sub-process, and it may change them",
  "§13.5.4",
  `
  start -> each ===(i in [1, 2]) -> end
  each {
    s:start -> a:serviceTask -> e:end
    on { o:start.+message(m) -> put:scriptTask(total = total + i) -> oe:end }
  }
`,
  [
    [
      { key: 1, total: 0 },
      ["correlate message:o", "complete job:a", "correlate message:o"],
      "start *each each#1 s a on o put oe e each#2 s a? on o put oe",
      { total: 3 },
    ],
  ],
);

scenario(
  "what a message brings at the start is there when the event sub-processes of the process are armed",
  "§13.5.4",
  `
  start:start.message(go) -> work:serviceTask -> end
  on { o:start.message(m) -> oe:end }
`,
  [[{ key: 1 }, ["correlate message:o"], "start work~ on o oe"]],
  { startElementId: "start" },
);

scenario(
  "an error of a non-interrupting event sub-process is caught by another of the scope, which ends it",
  "§13.5.4",
  inSub("+timer(PT1H)", "on2 { p:start.error(E1) -> pe:end }"),
  [
    [
      {},
      ["trigger timer:o", "throw job:undo E1"],
      "start sub s and a~ b~ on~ o undo~ on2 p pe after end",
    ],
  ],
);

scenario(
  "terminate ends an event sub-process, or its scope with all event sub-processes in it",
  "§13.5.6",
  `
  start -> sub -> end
  sub {
    s:start -> a:serviceTask -> all:terminate
    on { o:start.+timer(R/PT1H) -> and -> undo:serviceTask -> one:terminate; and -> c:serviceTask }
  }
`,
  [
    [{}, ["trigger timer:o", "complete job:undo"], "start sub s a? on o and undo c~ one"],
    [{}, ["trigger timer:o", "complete job:a"], "start sub s a on~ o and undo~ c~ all end"],
  ],
);

scenario(
  "an interrupting event sub-process ends the calls of its own scope and leaves other members alone",
  "§13.5.4",
  `
  start -> each |||(i in [1, 2]) -> end
  each {
    s:start -> call:callActivity(child) -> e:end
    on { o:start.timer(PT1H) -> oe:end }
  }
`,
  [
    [
      {},
      ["trigger timer:o"],
      "start *each each#1 each#2 s s call~ call? child:start child:t~ child:start child:t? on o oe",
    ],
  ],
  { processes: { child: "start -> t:serviceTask -> end" } },
);

scenario(
  "output mappings of the start event choose among what came with it",
  "zeebe:ioMapping",
  document(`
    <startEvent id="start"/> ${serviceTask("work")} <endEvent id="end"/> ${flows("start -> work -> end")}
    <subProcess id="on" triggeredByEvent="true">
      <startEvent id="o" isInterrupting="false">${extensions('<zeebe:ioMapping><zeebe:output source="=a" target="got"/></zeebe:ioMapping>')}${messageOf("m")}</startEvent>
      ${serviceTask("note")} <endEvent id="oe"/> ${flows("o -> note -> oe")}
    </subProcess>
  `),
  [
    [
      { key: 1 },
      [["correlate message:o", { a: 1, b: 2 }]],
      "start work? on o note?",
      { key: 1, got: 1 },
    ],
  ],
);

scenario(
  "an event sub-process in an event sub-process",
  "§13.5.4",
  `
  start -> work:serviceTask -> end
  on {
    o:start.timer(PT1H) -> undo:serviceTask -> oe:end
    on2 { p:start.error(E1) -> pe:end }
  }
`,
  [
    [{}, ["trigger timer:o", "throw job:undo E1"], "start work~ on o undo~ on2 p pe"],
    [{}, ["throw job:work E1"], "start work!"],
  ],
);

scenario(
  "a boundary event gives the activity up with its event sub-processes",
  "§13.5.4",
  `${inSub("+timer(PT1H)")}
  sub@late:timer(P1D) -> x:end`,
  [
    [
      {},
      ["trigger timer:o", "trigger timer:late", "trigger timer:o -> INSTANCE_ENDED"],
      "start sub~ s and a~ b~ on~ o undo~ late x",
    ],
  ],
);
