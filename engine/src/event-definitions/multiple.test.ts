import { expect, test } from "vitest";
import { graphsOf, runScenario, scenario } from "../../testing/scenario.ts";
import { startEvents } from "../model/start-events.ts";

scenario(
  "any part of a multiple catch event lets the token go on, and the others are given up",
  "§10.5.5",
  "start -> c:message(a)|timer(PT1H)|signal(fire)|conditional(x > 1) -> end",
  [
    [{ key: 1 }, [["correlate message:c", { y: 1 }]], "start c end", { y: 1 }],
    [{ key: 1 }, ["trigger timer:c"], "start c end"],
    [{ key: 1 }, ["broadcast fire"], "start c end"],
    [{ key: 1 }, [["set process", { x: 2 }]], "start c end"],
    [{ key: 1 }, ["trigger timer:c", "correlate message:c -> INSTANCE_ENDED"], "start c end"],
    [{}, [], "start c!"],
  ],
);

scenario(
  "all parts of a parallel multiple catch event must happen, in any order",
  "§10.5.5",
  "start -> c:message(a)&timer(PT1H)&conditional(x > 1) -> end",
  [
    [{ key: 1 }, [["correlate message:c", { y: 1 }], "trigger timer:c"], "start c?"],
    [
      { key: 1 },
      [["set process", { x: 2 }], ["correlate message:c", { y: 1 }], "trigger timer:c"],
      "start c end",
      { y: 1 },
    ],
    [
      { key: 1 },
      // What has happened has happened, also when the condition is false again.
      [
        "trigger timer:c",
        ["set process", { x: 2 }],
        ["set process", { x: 0 }],
        "correlate message:c",
      ],
      "start c end",
    ],
    [
      { key: 1 },
      ["correlate message:c", "correlate message:c -> SUBSCRIPTION_NOT_FOUND"],
      "start c?",
    ],
  ],
);

const guarded = (event: string): string => `
  start -> work:serviceTask -> end
  work@${event} -> end2
`;

scenario(
  "a multiple boundary event interrupts by any of its parts",
  "§13.5.3",
  guarded("b:timer(PT1H)|error(E1)|error(E2)|message(a)"),
  [
    [{ key: 1 }, ["trigger timer:b"], "start work~ b end2"],
    [{ key: 1 }, ["throw job:work E1"], "start work~ b end2"],
    [{ key: 1 }, [["throw job:work E2", { why: 1 }]], "start work~ b end2", { why: 1 }],
    [{ key: 1 }, ["throw job:work E3"], "start work!"],
  ],
);

scenario(
  "a non-interrupting multiple boundary event happens for each of its parts",
  "§13.5.3",
  guarded("+b:timer(PT1H)|message(a)"),
  [
    [
      { key: 1 },
      ["correlate message:b", "trigger timer:b", "correlate message:b"],
      "start work? b end2 b end2 b end2",
    ],
  ],
);

scenario(
  "a parallel multiple boundary event waits for all of its parts",
  "§13.5.3",
  guarded("b:signal(fire)&message(a)"),
  [
    [{ key: 1 }, ["broadcast fire"], "start work?"],
    [{ key: 1 }, ["broadcast fire", "correlate message:b"], "start work~ b end2"],
    [{ key: 1 }, ["broadcast fire", "complete job:work"], "start work end"],
  ],
);

scenario(
  "a non-interrupting parallel multiple event begins anew when all of it has happened",
  "§13.5.3",
  guarded("+b:signal(fire)&message(a)"),
  [
    [
      { key: 1 },
      ["broadcast fire", "broadcast fire", "correlate message:b", "correlate message:b"],
      "start work? b end2",
    ],
    [
      { key: 1 },
      ["broadcast fire", "correlate message:b", "correlate message:b", "broadcast fire"],
      "start work? b end2 b end2",
    ],
  ],
);

scenario(
  "multiple and parallel multiple events begin event sub-processes",
  "§13.5.4",
  `
  start -> work:serviceTask -> end
  on  { o:start.+signal(fire)&timer(R/PT1H) -> oe:end }
  on2 { p:start.escalation(LATE)|message(a) -> pe:end }
`,
  [
    [{ key: 1 }, ["broadcast fire", "trigger timer:o"], "start work? on o oe"],
    [{ key: 1 }, ["broadcast fire", "correlate message:p"], "start work~ on2 p pe"],
  ],
);

scenario(
  "a multiple event behind an event-based gateway",
  "§13.4.4",
  `
  start -> gate:event -> c:message(a)&signal(fire) -> end
           gate -> late:timer(PT1H) -> end
`,
  [
    [
      { key: 1 },
      ["broadcast fire", ["correlate message:c", { y: 1 }]],
      "start gate c end",
      { y: 1 },
    ],
    [{ key: 1 }, ["broadcast fire", "trigger timer:late"], "start gate late end"],
  ],
);

scenario(
  "a multiple event throws all its parts and goes on when its messages are sent",
  "§10.5.5",
  `
  start -> and -> tell:throw.message(mail)|signal(fire)|message(phone) -> end
           and -> heard:signal(fire) -> end
`,
  [
    [{}, [], "start and tell? heard end"],
    [{}, [["complete job:tell", { a: 1 }]], "start and tell? heard end", { a: 1 }],
    [{}, ["complete job:tell", "complete job:tell"], "start and tell heard end end"],
  ],
);

scenario(
  "a multiple end event throws all its parts, an error last",
  "§10.5.3",
  `
  start -> sub -> end
  sub { s:start -> over:end.error(E1)|escalation(LATE) }
  sub@+late:escalation(LATE) -> told:end
  sub@bad:error(E1) -> oh:end
`,
  [[{}, [], "start sub~ s over~ late bad told oh"]],
);

scenario(
  "the first part of a parallel multiple start event creates the instance, which waits for the others",
  "§13.5.1",
  `
  begin:start.message(form)&message(fee)&message(photo) -> t:userTask -> end
  on { o:start.+timer(PT1H) -> oe:end }
`,
  [
    [{ key: 7 }, [], "begin?"],
    [{ key: 7 }, [["correlate message:begin", { a: 1 }]], "begin?"],
    [
      { key: 7, by: "li" },
      [
        ["correlate message:begin", { a: 1 }],
        ["correlate message:begin", { b: 2 }],
      ],
      "begin t?",
      { key: 7, by: "li", a: 1, b: 2 },
    ],
    [{ key: 7 }, ["trigger timer:o"], "begin? on o oe"],
    [{}, [], "begin!"],
    [{}, [["set process", { key: 7 }], "resolve begin"], "begin?"],
  ],
  { startElementId: "begin", startPart: 1 },
);

test("each part of a multiple start event starts the process", async () => {
  const model = "begin:start.message(a)|signal(fire)|timer(R/PT1H) -> t:userTask -> end";
  const [graph] = await graphsOf(model);
  const starts = graph === undefined ? [] : startEvents(graph);
  expect(starts.map(({ elementId, trigger }) => `${elementId} ${trigger}`)).toEqual([
    "begin message",
    "begin signal",
    "begin timer",
  ]);
  const world = await runScenario(model, {}, ["broadcast fire"], { startElementId: "begin" });
  expect(world.instances).toHaveLength(2);
});

test("the jobs of a multiple throw event have the types of their parts", async () => {
  const world = await runScenario("start -> e:end.message(mail)|message(phone)", {}, []);
  const types = world.history.flatMap(({ event }) =>
    event.type === "jobCreated" ? [event.jobType] : [],
  );
  expect(types).toEqual(["mail", "phone"]);
});
