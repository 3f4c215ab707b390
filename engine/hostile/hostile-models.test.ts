/**
 * Models that mean harm or come broken: each is answered with findings or with a model, never with an exception, and by
 * counts that bound the work and not by a clock. Entities, external entities and DOCTYPEs: parse/parse-xml.test.ts;
 * expressions: expression/bounds.test.ts.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { document, flows, serviceTask } from "../testing/document.ts";
import { sketch } from "../testing/sketch.ts";
import { workflowPatterns } from "../patterns/workflow-patterns.ts";
import { parseDecisions } from "../src/decision/index.ts";
import { translateModel } from "../src/dialects/index.ts";
import { type ParsedProcesses, parseProcesses } from "../src/parse-processes.ts";
import { decisionFindings } from "../src/verify/decision-findings.ts";
import { verificationFindings } from "../src/verify/index.ts";
import { verify } from "../src/verify/verify.ts";

const codesOf = (parsed: ParsedProcesses): readonly string[] =>
  parsed.ok ? [] : [...new Set(parsed.findings.map(({ code }) => code))];

/** A process of one chain of tasks. */
function chain(length: number): string {
  const tasks = Array.from({ length }, (_, index) => `t${String(index)}`);
  const joined = tasks.slice(1).map((task, index) => flows(`${tasks[index] ?? ""} -> ${task}`));
  return document(
    `<startEvent id="start"/>${flows("start -> t0")}${tasks.map((id) => `<task id="${id}"/>`).join("")}${joined.join("")}`,
  );
}

describe("size", () => {
  test("a file of 10 MB is refused before it is parsed", async () => {
    const parsed = await parseProcesses(
      chain(1).replace("<task", `<!--${"x".repeat(10_000_000)}--><task`),
    );
    expect(codesOf(parsed)).toEqual(["XML_TOO_LARGE"]);
  });
  test("1,000 sub-processes in each other are refused", async () => {
    const nested = `${'<subProcess id="s">'.repeat(1000)}${"</subProcess>".repeat(1000)}`;
    expect(codesOf(await parseProcesses(document(nested)))).toEqual(["XML_TOO_DEEP"]);
  });
  test("20,000 steps are a model, and what is more than can be verified is said", async () => {
    const parsed = await parseProcesses(chain(20_000));
    const [graph] = parsed.ok ? parsed.processes : [];
    if (graph === undefined) throw new Error("No process");
    expect(graph.nodes).toHaveLength(20_002);
    expect(verify(graph)).toMatchObject({ verdict: "undecided", problems: [], exploredStates: 0 });
  });
  test("200 branches into an inclusive join are undecided and not unsound", async () => {
    const branches = Array.from({ length: 200 }, (_, index) => `b${String(index)}`);
    const parsed = await parseProcesses(
      sketch(`start -> or\n${branches.map((id) => `or -> ${id} -> or2`).join("\n")}\nor2 -> end`),
    );
    const [graph] = parsed.ok ? parsed.processes : [];
    expect(graph && verify(graph).verdict).toBe("undecided");
  });
  test("a join of more than 1,000 flows is refused", async () => {
    const ways = Array.from(
      { length: 1001 },
      (_, index) => `<sequenceFlow id="f${String(index)}" sourceRef="start" targetRef="or"/>`,
    );
    const parsed = await parseProcesses(
      document(`<startEvent id="start"/><inclusiveGateway id="or"/>${ways.join("")}`),
    );
    expect(codesOf(parsed)).toContain("JOIN_TOO_WIDE");
  });
  test("of 10,000 findings the first are told, and how many there are", async () => {
    const parsed = await parseProcesses(
      document(
        Array.from({ length: 10_000 }, (_, index) => `<serviceTask id="t${String(index)}"/>`).join(
          "",
        ),
      ),
    );
    const findings = parsed.ok ? [] : parsed.findings;
    expect(findings).toHaveLength(201);
    expect(findings.at(-1)).toMatchObject({ code: "MORE_FINDINGS" });
  });
});

test("a decision table that is too large to be judged is said to be so", async () => {
  const cell = (row: number, column: number): string =>
    `<inputEntry><text>[${String(row * 7 + column)}..${String(row * 9 + column + 50)}]</text></inputEntry>`;
  const columns = [0, 1, 2, 3, 4, 5, 6, 7];
  const rules = Array.from(
    { length: 400 },
    (_, row) =>
      `<rule>${columns.map((column) => cell(row, column)).join("")}<outputEntry><text>1</text></outputEntry></rule>`,
  );
  const inputs = columns.map(
    (column) => `<input><inputExpression><text>x${String(column)}</text></inputExpression></input>`,
  );
  const findings = await decisionFindings(
    `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n"><decision id="a" name="a"><decisionTable hitPolicy="UNIQUE">${inputs.join("")}<output name="y"/>${rules.join("")}</decisionTable></decision></definitions>`,
  );
  expect(findings.map(({ code }) => code)).toContain("DECISION_TABLE_UNDECIDED");
});

test("names of JavaScript's own are names like others", async () => {
  const parsed = await parseProcesses(
    document(
      `<startEvent id="__proto__"/><task id="constructor"/><endEvent id="toString"/>${flows("__proto__ -> constructor -> toString")}`,
    ),
  );
  const [graph] = parsed.ok ? parsed.processes : [];
  expect(graph?.nodes.map(({ elementId }) => elementId)).toEqual([
    "main",
    "__proto__",
    "constructor",
    "toString",
  ]);
});

const whole = sketch(`
  start -> or; or -[x > 1]-> a:serviceTask |||(i in list) -> or2 -> end; or -default-> b:userTask ~~~(again x < 3) -> or2
  a@timer(PT1H) -> late:callActivity(other) -> end2
  on { s:start.message(m) -> undo:compensation -> e:end }
`);
/** The model of every workflow pattern: between them they have all kinds of elements. */
const models = workflowPatterns.map(({ model }) =>
  model.trimStart().startsWith("<") ? model : sketch(model),
);
const foreign = whole.replaceAll("zeebe:", "camunda:").replace(/zeebe\/1\.0/u, "1.0/bpmn");
const table = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n"><decision id="a" name="a"><decisionTable hitPolicy="FIRST"><input><inputExpression><text>x</text></inputExpression></input><output name="y"/><rule><inputEntry><text>&gt; 1</text></inputEntry><outputEntry><text>"b"</text></outputEntry></rule></decisionTable></decision></definitions>`;

/** The text with pieces cut out, doubled, moved, or replaced by what often breaks readers. */
function mangled(text: string): fc.Arbitrary<string> {
  const at = fc.nat(text.length);
  const piece = fc.constantFrom(
    "",
    "<",
    ">",
    '"',
    "&",
    "]]>",
    "\u0000",
    "\uD800",
    "{",
    "=",
    "(",
    "<a>",
    "id=",
    "9".repeat(400),
  );
  const cut = fc.tuple(at, fc.nat(40), piece, fc.boolean());
  return fc.array(cut, { minLength: 1, maxLength: 4 }).map((cuts) =>
    cuts.reduce((mangling, [from, length, put, isDoubled]) => {
      const taken = mangling.slice(from, from + length);
      return `${mangling.slice(0, from)}${put}${isDoubled ? taken + taken : ""}${mangling.slice(from + length)}`;
    }, text),
  );
}

describe("fuzzed files are answered, with findings in both languages or with a model", () => {
  test("processes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(whole, ...models).chain(mangled), async (xml) => {
        const parsed = await parseProcesses(xml);
        const findings = parsed.ok
          ? parsed.processes.flatMap(verificationFindings)
          : parsed.findings;
        expect(findings.every(({ message }) => message.zh !== "" && message.en !== "")).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
  test("models of other engines", async () => {
    await fc.assert(
      fc.asyncProperty(mangled(foreign), async (xml) => {
        const translated = await translateModel(xml);
        await parseProcesses(translated?.xml ?? xml);
      }),
      { numRuns: 200 },
    );
  });
  test("decisions", async () => {
    await fc.assert(
      fc.asyncProperty(mangled(table), async (xml) => {
        const parsed = await parseDecisions(xml);
        expect(parsed.ok || parsed.findings.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

test("the file that is mangled is a model when it is not", async () => {
  expect(codesOf(await parseProcesses(whole))).toEqual([]);
  expect((await parseDecisions(table)).ok).toBe(true);
  expect(codesOf(await parseProcesses(document(serviceTask("x"))))).toEqual([]);
});
