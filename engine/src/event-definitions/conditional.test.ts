import { expect, test } from "vitest";
import { document, extensions, flows } from "../../testing/document.ts";
import { graphsOf, runScenario, scenario } from "../../testing/scenario.ts";
import { startEvents } from "../model/start-events.ts";
import { startConditionHolds } from "./conditional.ts";

scenario(
  "a condition is waited for until it becomes true",
  "§10.5.5",
  "start -> wait:conditional(x > 10) -> end",
  [
    [{ x: 1 }, [["set process", { x: 5 }]], "start wait?"],
    [{ x: 1 }, [["set process", { x: 11 }]], "start wait end"],
    [{ x: 11 }, [], "start wait end"],
    // Until there is a value to compare, it is false.
    [{}, [["set process", { y: 11 }]], "start wait?"],
    [
      {},
      [
        ["set process", { x: null }],
        ["set process", { x: 11 }],
      ],
      "start wait end",
    ],
  ],
);

const guarded = (event: string): string => `
  start -> work:serviceTask -> end
  work@${event} -> end2
`;

scenario(
  "an interrupting condition gives the activity up",
  "§13.5.3",
  guarded("c:conditional(x > 10)"),
  [
    [{ x: 1 }, [["set process", { x: 11 }]], "start work~ c end2"],
    [{ x: 11 }, [], "start work~ c end2"],
    // A local variable of the activity is seen as well.
    [{ x: 1 }, [["set work", { x: 11 }]], "start work~ c end2"],
    // What is completing is not interrupted any more.
    [{ x: 1 }, [["complete job:work", { x: 11 }]], "start work end"],
  ],
);

scenario(
  "a non-interrupting condition happens each time it has become true",
  "§13.5.3",
  guarded("+c:conditional(x > 10)"),
  [
    [
      { x: 1 },
      [
        ["set process", { x: 11 }],
        ["set process", { x: 12 }],
      ],
      "start work? c end2",
    ],
    [
      { x: 1 },
      [
        ["set process", { x: 11 }],
        ["set process", { x: 2 }],
        ["set process", { x: 12 }],
      ],
      "start work? c end2 c end2",
    ],
  ],
);

scenario(
  "a condition begins an event sub-process",
  "§13.5.4",
  `
  start -> and -> a:serviceTask -> b:serviceTask -> end
           and -> c:serviceTask -> end
  on  { o:start.conditional(stop) -> oe:end }
  on2 { p:start.+conditional(x > 10) -> pe:end }
`,
  [
    [{ stop: false }, [["complete job:a", { x: 11 }]], "start and a c? on2 p b? pe"],
    [{ stop: false }, [["complete job:a", { stop: true }]], "start and a~ c~ on o oe"],
    [{ stop: true }, [], "start~ on o oe"],
  ],
);

scenario(
  "a condition behind an event-based gateway",
  "§13.4.4",
  `
  start -> gate:event -> ready:conditional(x > 10) -> end
           gate -> late:timer(PT1H) -> end
`,
  [
    [{ x: 1 }, [["set process", { x: 11 }]], "start gate ready end"],
    [{ x: 1 }, ["trigger timer:late"], "start gate late end"],
    [{ x: 11 }, [], "start gate ready end"],
  ],
);

scenario(
  "variables that are set together are seen together",
  "§10.5.5",
  "start -> wait:conditional(a = b) -> end",
  [
    [{ a: 1, b: 2 }, [["set process", { a: 3, b: 4 }]], "start wait?"],
    [{ a: 1, b: 2 }, [["set process", { a: 3, b: 3 }]], "start wait end"],
  ],
);

scenario(
  "only changes that a condition can see make it be evaluated",
  "§10.5.5",
  `
  start -> and -> one -> end
           and -> two -> end
  one { s:start -> a:conditional(x > 10) -> e:end }
  two { s2:start -> b:serviceTask -> e2:end }
`,
  [
    [{ x: 1 }, [["set two", { x: 11 }]], "start and one two s s2 a? b?"],
    [{ x: 1 }, [["set one", { x: 11 }]], "start and one two s s2 a b? e end"],
  ],
);

scenario(
  "a condition that is neither true nor false is an incident where it is waited for",
  "§10.5.5",
  guarded("c:conditional(x)"),
  [
    [{ x: false }, [["set process", { x: 3 }]], "start work!"],
    [{ x: false }, [["set process", { x: 3 }], "resolve work"], "start work!"],
    [
      { x: false },
      [["set process", { x: 3 }], ["set process", { x: false }], "resolve work"],
      "start work?",
    ],
    [
      { x: false },
      [["set process", { x: 3 }], ["set process", { x: true }], "resolve work -> INSTANCE_ENDED"],
      "start work~ c end2",
    ],
  ],
);

scenario(
  "trouble with a condition does not hide trouble with the job",
  "§10.5.5",
  guarded("c:conditional(x)"),
  [
    [
      { x: 3 },
      ["fail job:work 0", "resolve work", "resolve work", ["set process", { x: true }]],
      "start work~ c end2",
    ],
  ],
);

const filtered = (filter: string): string =>
  document(`
    <startEvent id="start"/> <endEvent id="end"/>
    <intermediateCatchEvent id="wait"><conditionalEventDefinition>
      ${extensions(`<zeebe:conditionalFilter ${filter}/>`)}
      <condition xsi:type="tFormalExpression">=x &gt; 10</condition></conditionalEventDefinition></intermediateCatchEvent>
    ${flows("start -> wait -> end")}
  `);

scenario(
  "a filter names the variables whose change matters",
  "zeebe:conditionalFilter",
  filtered('variableNames="y, z"'),
  [
    [{ x: 1 }, [["set process", { x: 11 }]], "start wait?"],
    [
      { x: 1 },
      [
        ["set process", { x: 11 }],
        ["set process", { z: 1 }],
      ],
      "start wait end",
    ],
  ],
);
scenario(
  "a filter leaves out creations or updates",
  "zeebe:conditionalFilter",
  filtered('variableEvents="create"'),
  [
    [{ x: 1 }, [["set process", { x: 11 }]], "start wait?"],
    [{}, [["set process", { x: 11 }]], "start wait end"],
  ],
);

scenario(
  "a condition starts a process when the host has found that it holds",
  "§13.5.1",
  "begin:start.conditional(x > 10) -> t:userTask -> end",
  [[{ x: 11 }, [], "begin t?"]],
  { startElementId: "begin" },
);

test("the host asks whether the condition of a start event holds", async () => {
  const [graph] = await graphsOf("begin:start.conditional(x > 10) -> end");
  const [start] = graph === undefined ? [] : startEvents(graph);
  if (start?.trigger !== "conditional") throw new Error("No conditional start");
  const holds = (variables: Record<string, number>): unknown =>
    startConditionHolds(start.condition, variables, 0);
  expect(holds({ x: 11 })).toEqual({ ok: true, value: true });
  expect(holds({ x: 1 })).toEqual({ ok: true, value: false });
  expect(holds({})).toEqual({ ok: true, value: false });
});

test("a condition is evaluated only when a variable that it refers to has changed", async () => {
  const world = await runScenario(guarded("+c:conditional(x > 10)"), { x: 1 }, [
    ["set process", { x: 11 }],
    ["set process", { y: 1 }],
    ["set process", { x: 12 }],
  ]);
  const evaluated = world.history.filter(({ event }) => event.type === "conditionEvaluated");
  expect(evaluated).toHaveLength(1);
});
