import {
  after,
  boundary,
  document,
  errorOf,
  extensions,
  flows,
} from "../../../testing/document.ts";
import { runScenario, scenario } from "../../../testing/scenario.ts";
import { drainChanges } from "../../state/instance-state.ts";
import { expect, test } from "vitest";

const each = (attributes: string, more = "", isSequential = false): string =>
  `<multiInstanceLoopCharacteristics isSequential="${String(isSequential)}">${extensions(`<zeebe:loopCharacteristics ${attributes}/>`)}${more}</multiInstanceLoopCharacteristics>`;
const repeated = (loop: string, around = ""): string =>
  document(`
    <startEvent id="start"/>
    <serviceTask id="work">${extensions('<zeebe:taskDefinition type="work"/>')}${loop}</serviceTask>
    <endEvent id="end"/> ${around} ${flows("start -> work -> end")}
  `);
const collecting =
  'inputCollection="=items" inputElement="item" outputCollection="results" outputElement="=result"';

scenario(
  "parallel members run at once and outputs keep the order of inputs",
  "§13.3.7",
  repeated(each(collecting)),
  [
    [{ items: ["a", "b"] }, [], "start *work work#1? work#2?"],
    [
      { items: ["a", "b"] },
      [
        ["complete job:work#2", { result: 20 }],
        ["complete job:work#1", { result: 10 }],
      ],
      "start *work work#1 work#2 end",
      { results: [10, 20] },
    ],
    [{ items: [] }, [], "start *work end", { results: [] }],
    [{ items: ["a"] }, ["cancel"], "start *work~ work#1~"],
    [{ items: "a" }, [], "start *work!"],
    [{ items: null }, [["set process", { items: [1] }], "resolve work"], "start *work work#1?"],
  ],
);

scenario(
  "sequential members run one after the other",
  "§13.3.7",
  repeated(each(collecting, "", true)),
  [
    [{ items: [1, 2] }, [], "start *work work#1?"],
    [
      { items: [1, 2] },
      [
        ["complete job:work", { result: "x" }],
        ["complete job:work", { result: "y" }],
      ],
      "start *work work#1 work#2 end",
      { results: ["x", "y"] },
    ],
  ],
);

const half = `<completionCondition xsi:type="tFormalExpression">=numberOfCompletedInstances / numberOfInstances &gt;= 0.5</completionCondition>`;

scenario(
  "the members that are left are given up when the completion condition holds",
  "§13.3.7",
  repeated(each(collecting, half)),
  [
    [
      { items: [1, 2, 3] },
      [
        ["complete job:work#3", { result: 3 }],
        ["complete job:work#1", { result: 1 }],
      ],
      "start *work work#1 work#2~ work#3 end",
      { results: [1, null, 3] },
    ],
  ],
);
scenario(
  "a sequence stops when the completion condition holds",
  "§13.3.7",
  repeated(each(collecting, half, true)),
  [
    [
      { items: [1, 2] },
      [["complete job:work", { result: 1 }]],
      "start *work work#1 end",
      { results: [1, null] },
    ],
  ],
);

scenario(
  "a cardinality repeats without a collection",
  "§13.3.7",
  "start -> work:serviceTask|||(=n) -> end",
  [
    [{ n: 2 }, ["complete job:work#1"], "start *work work#1 work#2?"],
    [{ n: 0 }, [], "start *work end"],
    [{ n: 1.5 }, [], "start *work!"],
  ],
);

const guards = `${boundary("late", "work", after("PT1H"))} ${boundary("bad", "work", errorOf("E"))}
  <endEvent id="lateEnd"/> <endEvent id="badEnd"/> ${flows("late -> lateEnd; bad -> badEnd")}`;

scenario(
  "boundary events guard all members together",
  "§13.3.7",
  repeated(each(collecting), guards),
  [
    [{ items: [1, 2] }, ["trigger timer:late"], "start *work~ work#1~ work#2~ late lateEnd"],
    [{ items: [1, 2] }, ["throw job:work#2 E"], "start *work~ work#1~ work#2~ bad badEnd"],
  ],
);

scenario(
  "a failed output element stops its member only",
  "§13.3.7",
  repeated(
    each(
      'inputCollection="=items" inputElement="item" outputCollection="r" outputElement="=item + 1"',
    ),
  ),
  [
    [
      { items: [1, "x"] },
      ["complete job:work#1", "complete job:work#2"],
      "start *work work#1 work#2!",
    ],
  ],
);

scenario(
  "a sub-process is repeated with a scope for each member",
  "§13.3.7",
  `
  start -> sub |||(item in items -> out = double) -> end
  sub { s:start -> calc:scriptTask(double = item * 2) -> e:end }
`,
  [[{ items: [1, 2] }, [], "start *sub sub#1 sub#2 s s calc calc e e end", { out: [2, 4] }]],
);

test("one of many members completes at the cost of one: few records, none of them large", async () => {
  const items = Array.from({ length: 2_000 }, (_, index) => index);
  const world = await runScenario(repeated(each(collecting)), { items }, []);
  const [main] = world.instances;
  const job = main === undefined ? undefined : [...main.state.tables.job.entries()][1_000];
  if (main === undefined || job === undefined) throw new Error("No jobs");
  const before = new Map(main.store);
  world.send(main, { type: "completeJob", jobId: job[0] as never, variables: { result: 1 } });
  const written = [...main.store].filter(([key, value]) => before.get(key) !== value);
  expect(written.length).toBeLessThan(5);
  expect(Math.max(...written.map(([, value]) => value.length))).toBeLessThan(400);
  expect(drainChanges(main.state)).toEqual([]);
});

const every = each('inputCollection="=items" inputElement="item"');
const single = (activity: string, around = ""): string =>
  document(
    `<startEvent id="start"/> ${activity} <endEvent id="end"/> ${around} ${flows("start -> work -> end")}`,
  );

scenario(
  "every kind of activity can be repeated: user task",
  "§13.3.7",
  single(`<userTask id="work">${every}</userTask>`),
  [
    [
      { items: [1, 2] },
      ["complete task:work#2", "complete task:work#1"],
      "start *work work#1 work#2 end",
    ],
  ],
);
scenario(
  "every kind of activity can be repeated: receive task",
  "§13.3.7",
  single(`<receiveTask id="work" messageRef="m">${every}</receiveTask>`),
  [
    [{ items: [1, 2], key: "k" }, ["correlate message:work#2"], "start *work work#1? work#2"],
    [
      { items: [1, 2], key: "k" },
      ["correlate message:work", "correlate message:work"],
      "start *work work#1 work#2 end",
    ],
  ],
);
scenario(
  "every kind of activity can be repeated: call activity",
  "§13.3.7",
  single(
    `<callActivity id="work">${extensions('<zeebe:calledElement processId="child"/>')}${every}</callActivity>`,
  ),
  [
    [{ items: [1, 2] }, [], "start *work work#1? work#2? child:s child:t? child:s child:t?"],
    [
      { items: [1, 2] },
      ["complete task:t", "complete task:t"],
      "start *work work#1 work#2 child:s child:t child:s child:t end",
    ],
    [
      { items: [1, 2] },
      ["complete task:t", "cancel"],
      "start *work~ work#1 work#2~ child:s child:t child:s child:t~",
    ],
  ],
  {
    processes: {
      child: document(`<startEvent id="s"/><userTask id="t"/>${flows("s -> t")}`, "child"),
    },
  },
);
scenario(
  "every kind of activity can be repeated: undefined task",
  "§13.3.7",
  single(`<task id="work">${every}</task>`),
  [[{ items: [1, 2] }, [], "start *work work#1 work#2 end"]],
);
