/** Models that would run for ever or grow without end: each is stopped by an incident with a code, and nothing is lost. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile, evaluate } from "../src/expression/index.ts";
import { defaultLimits } from "../src/context.ts";
import { runScenario, scenario } from "../testing/scenario.ts";
import { traceOf } from "../testing/trace.ts";

test("a process that calls itself without end is stopped where calls are too deep", async () => {
  const world = await runScenario("start -> again:callActivity(main) -> end", {}, []);
  expect(world.instances).toHaveLength(defaultLimits.maxCallDepth + 1);
  expect(traceOf(world).endsWith("main:again!")).toBe(true);
});

test("so are two that call each other", async () => {
  const world = await runScenario("start -> there:callActivity(other) -> end", {}, [], {
    processes: { other: "start -> back:callActivity(main) -> end" },
  });
  expect(world.instances).toHaveLength(defaultLimits.maxCallDepth + 1);
  expect(world.history.filter(({ event }) => event.type === "incidentRaised")).toMatchObject([
    { event: { code: "CALL_DEPTH_EXCEEDED" } },
  ]);
});

scenario(
  "a loop without a wait is stopped, and goes on when that is repaired",
  "limits",
  `
  start -> xor
  xor -[way = 1]-> a -> xor
  xor -default-> end
`,
  [[{ way: 1 }, [["set process", { way: 3 }], "resolve xor"], "start xor a xor a xor a xor end"]],
  { limits: { ...defaultLimits, maxRepetitions: 3 } },
);

scenario(
  "a multi-instance of more members than there may be is an incident, however it is stated",
  "limits",
  "start -> many:task |||(x in list) -> end",
  [[{ list: Array.from({ length: 20_001 }, () => 1) }, [], "start *many!"]],
);

test("members of members are stopped at their bodies, before they multiply", async () => {
  const world = await runScenario(
    "start -> s |||(9) { a:start -> b:userTask |||(9) -> c:end } -> end",
    {},
    [],
    { limits: { ...defaultLimits, maxActivations: 40 } },
  );
  const members = world.history.filter(
    ({ event }) =>
      event.type === "elementActivating" &&
      event.elementId === "b" &&
      event.loopCounter !== undefined,
  );
  // 9 of the first and 27 of the second are within 40, 9 more are not: no member of those is there at all.
  expect(members).toHaveLength(27);
  expect(traceOf(world)).toContain("*b!");
});

test("expressions share what one command may take, and go on with the next", async () => {
  const world = await runScenario(
    "start -> a:scriptTask(r = count(for i in 1..1000 return i)) -> b:scriptTask(r = count(for i in 1..1000 return i)) -> end",
    {},
    [],
    { limits: { ...defaultLimits, maxEvaluationSteps: 3500 } },
  );
  expect(traceOf(world)).toBe("start a b!");
});

test.each([
  ["=for i in 1..1000000000 return i", "a range without end"],
  [
    '=string join(for i in 1..100000 return "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")',
    "a text that grows",
  ],
  ["=for i in 1..10000, j in 1..10000, k in 1..10000 return 1", "loops in loops"],
  [
    '=matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")',
    "a pattern that tries every way",
  ],
  ["={f: function(n) f(n + 1), r: f(1)}.r", "a function that calls itself"],
  ["=10 ** 10 ** 10", "a number without end"],
])("%s ends in a value or an error, in bounded steps", (source) => {
  const compiled = compile(source.slice(1));
  if (!compiled.ok) throw new Error(compiled.problem.message.en);
  const evaluated = evaluate(compiled.value, () => undefined, { now: 0 });
  expect(evaluated.ok || evaluated.problem.message.zh !== "").toBe(true);
});

const words = fc.constantFrom(
  "if",
  "then",
  "else",
  "for",
  "in",
  "return",
  "some",
  "every",
  "satisfies",
  "function",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  "..",
  ".",
  ",",
  ":",
  "+",
  "-",
  "*",
  "/",
  "**",
  "=",
  "!=",
  "<",
  ">=",
  "and",
  "or",
  "between",
  "instance of",
  "not",
  "x",
  "y.z",
  "date",
  '"a"',
  '@"2026-01-01"',
  "null",
  "true",
  "1",
  "1e400",
  "0.1",
  "`",
  "\u0000",
  "#",
  "?",
  "list<",
  "external",
);

describe("fuzzed expressions", () => {
  test("compile or have a problem with a place in both languages", () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), (tokens) => {
        const compiled = compile(tokens.join(" "));
        const result = compiled.ok
          ? evaluate(compiled.value, (name) => (name === "x" ? 1 : undefined), { now: 0 })
          : compiled;
        const { zh, en } = result.ok ? { zh: "-", en: "-" } : result.problem.message;
        expect([zh, en]).not.toContain("");
      }),
      { numRuns: 3000 },
    );
  });
});
