import { expect, test } from "vitest";
import { document, escaped } from "./document.ts";
import { runScenario, scenario } from "./scenario.ts";
import { sketch } from "./sketch.ts";

scenario(
  "a sketch of chains, conditions and a default runs",
  "STYLE, Tests",
  `
  start -> xor
  xor -[x < 5]->  low:serviceTask -> end
  xor -default->  other -> end
`,
  [
    [{ x: 4 }, [], "start xor low?"],
    [{ x: 4 }, ["complete job:low"], "start xor low end"],
    [{ x: 5 }, [], "start xor other end"],
  ],
);

scenario(
  "braces are a sub-process, @ is a boundary event, @+ a non-interrupting one",
  "STYLE, Tests",
  `
  start -> sub { s:start -> and -> a:serviceTask(charge) -> e:end; and -> b:userTask(=who) -> e } -> end
  sub@timer(PT1H) -> late:end
  sub@+warn:message(ask) -> told -> end2
  sub@error(E1) -> oh:end
`,
  [
    [{ who: "li", key: 1 }, [], "start sub s and a? b?"],
    [{ who: "li", key: 1 }, ["trigger timer:subTimer"], "start sub~ s and a~ b~ subTimer late"],
    [
      { who: "li", key: 1 },
      ["correlate message:warn", "throw job:a E1"],
      "start sub~ s and a~ b~ warn told end2 subError oh",
    ],
    [
      { who: "li", key: 1 },
      ["complete job:a", "complete task:b by li"],
      "start sub s and a b e e end",
    ],
  ],
);

scenario(
  "on { } is an event sub-process, start.+ one that does not interrupt",
  "STYLE, Tests",
  `
  start -> work:serviceTask -> end
  on { s:start.timer(PT1H) -> e:end }
  onAsk { s2:start.+message(ask) -> e2:end }
`,
  [[{ key: 1 }, ["correlate message:s2", "trigger timer:s"], "start work~ onAsk s2 e2 on s e"]],
);

scenario(
  "||| repeats in parallel, === in sequence, over a list or so many times",
  "STYLE, Tests",
  `
  start -> all:serviceTask|||(item in items -> results = item * (1 + 1))
  all -> inOrder:userTask ===(item in [1, 2]) -> twice:task|||(=2) -> end
`,
  [
    [
      { items: [3, 4] },
      ["complete job:all#2", "complete job:all#1", "complete task:inOrder"],
      "start *all all#1 all#2 *inOrder inOrder#1 inOrder#2?",
      { results: [6, 8] },
    ],
    [
      { items: [] },
      ["complete task:inOrder", "complete task:inOrder"],
      "start *all *inOrder inOrder#1 inOrder#2 *twice twice#1 twice#2 end",
    ],
  ],
);

scenario(
  "a sketch calls a sketch",
  "STYLE, Tests",
  "start -> call:callActivity(child) -> sum:scriptTask(n = a + 1) -> end",
  [[{ a: 1 }, ["complete task:t"], "start call child:start child:t child:end sum end", { n: 2 }]],
  { processes: { child: "start -> t:userTask -> end" } },
);

scenario(
  "events are stated as kind.trigger, or by their trigger alone",
  "STYLE, Tests",
  `
  byHand:start -> event -> paid:message -> tell:throw.message(bell) -> to:throw.link(L)
  event -> late:timer(=pause) -> stop:terminate
  event -> asked:receiveTask(question) -> bad:error(E1)
  byMessage:start.message(go) -> a -> byMessageEnd:end.message
  from:catch.link(L) -> wait:timer(2026-01-02T00:00:00Z) -> end
`,
  [
    [
      { key: 1, pause: "PT1H" },
      ["correlate message:paid", "complete job:tell", "trigger timer:wait"],
      "byHand event paid tell to from wait end",
    ],
    [{ key: 1, pause: "PT1H" }, ["trigger timer:late"], "byHand event late stop"],
    [{ key: 1, pause: "PT1H" }, ["correlate message:asked"], "byHand event asked bad!"],
  ],
);

test("a job has the type that the sketch states, or the name", async () => {
  const types = async (model: string): Promise<unknown[]> =>
    (await runScenario(model, { kind: "k" }, [])).history.flatMap(({ event }) =>
      event.type === "jobCreated" ? [event.jobType] : [],
    );
  expect(await types("start -> a:serviceTask -> end")).toEqual(["a"]);
  expect(await types("start -> a:serviceTask(charge) -> end")).toEqual(["charge"]);
  expect(await types("start -> a:sendTask(=kind) -> end")).toEqual(["k"]);
});

test("a sketch is a document like one that is written out", () => {
  const written = document(
    [
      '<startEvent id="start"></startEvent>',
      '<task id="办理"></task>',
      '<endEvent id="end2"></endEvent>',
      '<sequenceFlow id="start_办理" sourceRef="start" targetRef="办理"></sequenceFlow>',
      `<sequenceFlow id="办理_end2" sourceRef="办理" targetRef="end2"><conditionExpression xsi:type="tFormalExpression">=${escaped('x < "y"')}</conditionExpression></sequenceFlow>`,
    ].join("\n"),
    "p",
  );
  expect(sketch('start->办理 -[x < "y"]-> end2', "p")).toBe(written);
});

test("names infer a kind only when the word stands for itself", () => {
  const xml = sketch("start1 -> xorAgain -> endorse -> android -> endAll");
  expect(xml).toContain('<startEvent id="start1">');
  expect(xml).toContain('<exclusiveGateway id="xorAgain">');
  expect(xml).toContain('<task id="endorse">');
  expect(xml).toContain('<task id="android">');
  expect(xml).toContain('<endEvent id="endAll">');
});

test.each([
  ["an arrow to nowhere", "start -> a ->\na -> end", "line 1.*the name of a node is expected"],
  ["another arrow", "start => end", "line 1.*an arrow, a line end or a semicolon is expected"],
  ["an open condition", "start -[x -> end", "line 1.*an arrow"],
  ["two names", "start -> a\na b -> end", 'line 2, before " b -> end"'],
  ["an unknown kind", "start -> a:servicetask -> end", "at a: no such kind: servicetask"],
  ["a missing kind", "start -> a: -> end", "a kind is expected"],
  ["an unknown trigger", "start -> a:catch.smoke -> end", "at a: no such trigger: smoke"],
  ["an end event that adds", "start -> a:end.+error", 'at a: "\\+" is for start events'],
  ["a trigger of a task", "start -> a:task.timer(PT1H)", "at a: task has no trigger"],
  ["a kind stated twice", "start -> a:task\na:task -> end", "line 2.*stated twice"],
  ["an open parenthesis", "start -> a:timer(PT1H\n", '"\\)" is missing'],
  ["empty parentheses", "start -> a:timer()", "the parentheses are empty"],
  ["a timer without a time", "start -> a:timer", "at a: a timer needs an argument"],
  ["a script without a variable", "start -> a:scriptTask(1 + 1)", "variable = value"],
  ["an argument too many", "start -> a:task(x)", "at a: task takes no argument"],
  ["an open brace", "start -> sub {\na", '"\\}" of sub is missing'],
  ["a brace too many", "start -> end }", '"\\}" without "\\{"'],
  ["braces of a task", "start -> a:task { b }", "at a: task has no braces"],
  ["a repeated gateway", "start -> xor|||(3)", "at xor: exclusiveGateway cannot be repeated"],
  ["a name in two scopes", "start -> a -> sub { a }", "a is in another sub-process already"],
  ["an event on nothing", "start -> end\na@timer(PT1H) -> end", "aTimer is attached to a"],
  ["a boundary event twice", "a@error -> x; a@error -> y", "aError is there already"],
  ["two defaults", "xor -default-> a; xor -default-> b", "xor has two default flows"],
  ["a flow twice", "start -> a; start -> a", "two flows from start to a"],
  ["a message without a name", "start -> a:message(to pay)", "at a: not a name: to pay"],
])("%s is refused", (_what, text, reason) => {
  expect(() => sketch(text)).toThrow(new RegExp(reason, "su"));
});

test("what the parser finds in a sketch fails the scenario", async () => {
  await expect(runScenario("start -> end\nlost -> end", {}, [])).rejects.toThrow(
    "UNREACHABLE lost",
  );
});
