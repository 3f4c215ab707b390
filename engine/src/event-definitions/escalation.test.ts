import { expect, test } from "vitest";
import { runScenario, scenario } from "../../testing/scenario.ts";

const guarded = (event: string): string => `
  start -> sub -> end
  sub { s:start -> and -> up:throw.escalation(LATE) -> a:serviceTask -> e:end; and -> b:serviceTask -> e }
  sub@${event} -> told:serviceTask -> end2
`;

scenario(
  "an escalation that nobody interrupts for goes on beside who catches it",
  "§10.5.6",
  guarded("+c:escalation(LATE)"),
  [
    [{}, [], "start sub s and up b? c told? a?"],
    [
      {},
      ["complete job:a", "complete job:b", "complete job:told"],
      "start sub s and up b c told a e e end end2",
    ],
  ],
);

scenario(
  "an interrupting boundary event gives up the activity that the escalation comes out of",
  "§10.5.6",
  guarded("c:escalation(LATE)"),
  [
    [{}, [], "start sub~ s and up~ b~ c told?"],
    [{}, ["complete job:told"], "start sub~ s and up~ b~ c told end2"],
  ],
);

const atTheEnd = (event: string): string => `
  start -> sub -> end
  sub { s:start -> and -> a:serviceTask -> over:end.escalation(LATE); and -> b:serviceTask }
  sub@${event} -> end2
`;

scenario("an end event throws an escalation", "§10.5.3", atTheEnd("+c:escalation"), [
  [{}, ["complete job:a"], "start sub s and a b? over c end2"],
  [{}, ["complete job:b", "complete job:a"], "start sub s and a b over c end2 end"],
]);
scenario("an end event throws an escalation that interrupts", "§10.5.3", atTheEnd("c:escalation"), [
  [{}, ["complete job:a"], "start sub~ s and a b~ over~ c end2"],
]);

scenario(
  "an escalation that nobody catches just goes on",
  "§10.5.6",
  guarded("+c:escalation(OTHER)"),
  [[{}, [], "start sub s and up b? a?"]],
);

scenario(
  "this very escalation code goes before an event that catches all",
  "§10.5.6",
  `
  start -> sub -> end
  sub { s:start -> up:throw.escalation(LATE) -> up2:throw.escalation(OTHER) -> e:end }
  sub@+all:escalation       -> endAll
  sub@+one:escalation(LATE) -> endOne
`,
  [[{}, [], "start sub s up one endOne up2 all endAll e end"]],
);

scenario(
  "the event sub-process of a scope catches an escalation before the boundary event of its activity",
  "§13.5.4",
  `
  start -> sub -> end
  sub {
    s:start -> up:throw.escalation(LATE) -> a:serviceTask -> up2:throw.escalation(OTHER) -> e:end
    on { o:start.+escalation(LATE) -> note:serviceTask -> oe:end }
    on2 { p:start.escalation(OTHER) -> pe:end }
  }
  sub@+c:escalation -> end2
`,
  [
    [{}, [], "start sub s up on o a? note?"],
    [
      {},
      ["complete job:note", "complete job:a"],
      "start sub s up on o a note oe up2~ on2 p pe end",
    ],
    [{}, ["complete job:a"], "start sub s up on~ o a note~ up2~ on2 p pe end"],
  ],
);

scenario(
  "an escalation of a called process is caught here while that goes on, or ends it",
  "§10.5.6",
  `
  start -> call:callActivity(child) -> end
  call@+heard:escalation(NEWS) -> end2
  call@stop:escalation(STOP) -> end3
`,
  [
    [{}, [], "start call? child:start child:news child:a? heard end2"],
    [
      {},
      ["complete job:a"],
      "start call~ child:start child:news child:a heard end2 child:stop~ stop end3",
    ],
  ],
  {
    processes: {
      child:
        "start -> news:throw.escalation(NEWS) -> a:serviceTask -> stop:throw.escalation(STOP) -> b:serviceTask -> end",
    },
  },
);

scenario(
  "an escalation goes through several calls to the nearest that catches it",
  "§10.5.6",
  `
  start -> call:callActivity(middle) -> end
  call@+any:escalation -> end2
`,
  [
    [
      {},
      [],
      "start call middle:start middle:call inner:start inner:up inner:end any end2 middle:end end",
    ],
  ],
  {
    processes: {
      middle: "start -> call:callActivity(inner) -> end",
      inner: "start -> up:throw.escalation(LATE) -> end",
    },
  },
);

scenario(
  "an event sub-process does not catch what it throws itself",
  "§13.5.4",
  `
  start -> sub -> end
  sub {
    s:start -> a:serviceTask -> e:end
    on { o:start.+timer(PT1H) -> up:throw.escalation(LATE) -> oe:end }
    on2 { p:start.+escalation(LATE) -> up2:throw.escalation(LATE) -> pe:end }
  }
  sub@+c:escalation -> end2
`,
  [[{}, ["trigger timer:o"], "start sub s a? on o up on2 p oe up2 c end2 pe"]],
);

test("what nobody catches is in the history", async () => {
  const world = await runScenario("start -> up:end.escalation(LATE)", {}, []);
  expect(world.history.map(({ event }) => event)).toContainEqual(
    expect.objectContaining({ type: "escalationThrown", escalationCode: "LATE", isCaught: false }),
  );
});
