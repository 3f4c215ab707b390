/** Boxed expressions, business knowledge models, services, types, imports; what they mean in detail is shown by the TCK. */
import { describe, expect, test } from "vitest";
import type { Json } from "../json.ts";
import { evaluateDecision, parseDecisions, parseDecisionsTogether } from "./index.ts";

const MODEL = 'xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="D" namespace="n"';
const text = (feel: string): string =>
  `<literalExpression><text>${feel.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text></literalExpression>`;
const decision = (logic: string, requires = ""): string =>
  `<decision id="a" name="A"><variable name="A"/>${requires}${logic}</decision>`;
const entry = (name: string, logic: string): string =>
  `<contextEntry>${name === "" ? "" : `<variable name="${name}"/>`}${logic}</contextEntry>`;

async function run(body: string, variables: Readonly<Record<string, Json>> = {}): Promise<unknown> {
  const parsed = await parseDecisions(`<definitions ${MODEL}>${body}</definitions>`);
  if (!parsed.ok) return parsed.findings.map(({ code }) => code);
  const result = evaluateDecision(parsed.model, "a", (name) => variables[name], { now: 0 });
  return result.ok ? result.output : result.problem.code;
}

describe("boxed expressions (DMN 1.5 §7.3)", () => {
  test.each<[string, string, Json]>([
    [
      "context with a result",
      `<context>${entry("basic fee", text("100"))}${entry("fee", text("basic fee * 1.1"))}${entry("", text("fee + 1"))}</context>`,
      111,
    ],
    [
      "context without one",
      `<context>${entry("a", text("1"))}${entry("b", text("a + 1"))}</context>`,
      { a: 1, b: 2 },
    ],
    ["list", `<list>${text("1")}${text("1 + 1")}</list>`, [1, 2]],
    [
      "relation",
      `<relation><column name="n"/><column name="m"/><row>${text("1")}${text("2")}</row></relation>`,
      [{ n: 1, m: 2 }],
    ],
    [
      "conditional",
      `<conditional><if>${text("1 > 2")}</if><then>${text("3")}</then><else>${text("4")}</else></conditional>`,
      4,
    ],
    [
      "filter",
      `<filter><in>${text("[1, 5]")}</in><match>${text("item > 2")}</match></filter>`,
      [5],
    ],
    [
      "for",
      `<for iteratorVariable="i"><in>${text("1..3".replace("1..3", "[1, 2]"))}</in><return>${text("i * 2")}</return></for>`,
      [2, 4],
    ],
    [
      "every",
      `<every iteratorVariable="i"><in>${text("[1, 2]")}</in><satisfies>${text("i > 0")}</satisfies></every>`,
      true,
    ],
    [
      "function that calls itself",
      `<context>${entry("fac", `<functionDefinition><formalParameter name="n"/>${text("if n < 2 then 1 else n * fac(n - 1)")}</functionDefinition>`)}${entry("", text("fac(5)"))}</context>`,
      120,
    ],
  ])("%s", async (_name, logic, result) => {
    expect(await run(decision(logic))).toEqual(result);
  });

  const fee = `<businessKnowledgeModel id="fee" name="fee of"><encapsulatedLogic><formalParameter name="area" typeRef="number"/>
    <decisionTable hitPolicy="FIRST"><input label="面积"><inputExpression><text>area</text></inputExpression></input><output/>
    <rule id="small"><inputEntry><text>&lt; 50</text></inputEntry><outputEntry><text>100</text></outputEntry></rule>
    <rule id="big"><inputEntry><text>-</text></inputEntry><outputEntry><text>200</text></outputEntry></rule></decisionTable></encapsulatedLogic></businessKnowledgeModel>`;
  const needsFee = '<knowledgeRequirement><requiredKnowledge href="#fee"/></knowledgeRequirement>';
  const invoked = `<invocation>${text("fee of")}<binding><parameter name="area"/>${text("area")}</binding></invocation>`;

  test("a business knowledge model is invoked, and its table is in the trace", async () => {
    const parsed = await parseDecisions(
      `<definitions ${MODEL}>${fee}${decision(invoked, needsFee)}</definitions>`,
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
    expect(evaluateDecision(parsed.model, "a", () => 86, { now: 0 })).toEqual({
      ok: true,
      output: 200,
      trace: [
        {
          decisionId: "fee",
          name: "fee of",
          inputs: [{ label: "面积", value: 86 }],
          matchedRules: [{ id: "big", row: 2, annotation: "", output: 200 }],
          output: 200,
        },
        { decisionId: "a", name: "A", inputs: [], matchedRules: [], output: 200 },
      ],
    });
  });
  test("an argument of another type is no argument", async () => {
    expect(await run(fee + decision(invoked, needsFee), { area: "big" })).toBe("EXPRESSION_FAILED");
  });
  test("a decision service is a function of its inputs", async () => {
    const service = `<inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>
      <decision id="twice" name="twice"><variable name="twice"/><informationRequirement><requiredInput href="#x"/></informationRequirement>${text("x * 2")}</decision>
      <decisionService id="s" name="s"><variable name="s"/><outputDecision href="#twice"/><inputData href="#x"/></decisionService>`;
    const requires = '<knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>';
    expect(await run(service + decision(text("s(4) + s(x: 1)"), requires))).toBe(10);
  });
  test("item definitions check inputs, components and allowed values", async () => {
    const item = `<itemDefinition name="grade"><typeRef>string</typeRef><allowedValues><text>"A", "B"</text></allowedValues></itemDefinition>
      <inputData id="g" name="g"><variable name="g" typeRef="grade"/></inputData>`;
    const requires = '<informationRequirement><requiredInput href="#g"/></informationRequirement>';
    expect(await run(item + decision(text("g"), requires), { g: "A" })).toBe("A");
    expect(await run(item + decision(text('g + "!"'), requires), { g: "C" })).toBe(
      "EXPRESSION_FAILED",
    );
  });
  test("what other documents define is visible under the import's name", async () => {
    const library = await parseDecisions(
      `<definitions ${MODEL.replace('namespace="n"', 'namespace="lib"')}>${fee}</definitions>`,
    );
    if (!library.ok) throw new Error(JSON.stringify(library.findings));
    const xml = `<definitions ${MODEL}><import name="fees" namespace="lib" importType="dmn"/>${decision(
      text("fees.fee of(10)"),
      needsFee.replace("#fee", "lib#fee"),
    )}</definitions>`;
    const parsed = await parseDecisions(xml, undefined, [library.model]);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
    expect(evaluateDecision(parsed.model, "a", () => undefined, { now: 0 })).toMatchObject({
      output: 100,
    });
    const alone = await parseDecisions(xml);
    expect(alone.findings.map(({ code }) => code)).toContain("DECISION_IMPORT_MISSING");
  });
});

describe("documents together", () => {
  const document = (namespace: string, imported: readonly string[]): string =>
    `<definitions ${MODEL.replace('namespace="n"', `namespace="${namespace}"`)}>${imported
      .map((name) => `<import name="${name}" namespace="${name}" importType="dmn"/>`)
      .join("")}${decision(text("1"))}</definitions>`;
  const codesOf = async (documents: readonly string[]): Promise<readonly string[]> =>
    (await parseDecisionsTogether(documents)).map((parsed) =>
      parsed.ok ? "ok" : parsed.findings.map(({ code }) => code).join(),
    );
  test("are read after those that they import, whatever their order", async () => {
    const chain = [document("c", ["b"]), document("b", ["a"]), document("a", [])];
    expect(await codesOf(chain)).toEqual(["ok", "ok", "ok"]);
    expect(await codesOf(chain.toReversed())).toEqual(["ok", "ok", "ok"]);
  });
  test("that import each other or what is not there are refused", async () => {
    const circle = [
      document("a", ["b"]),
      document("b", ["a"]),
      document("c", ["x"]),
      document("d", []),
    ];
    expect(await codesOf(circle)).toEqual([
      "DECISION_IMPORT_MISSING",
      "DECISION_IMPORT_MISSING",
      "DECISION_IMPORT_MISSING",
      "ok",
    ]);
  });
});

describe("hostile documents", () => {
  test("a table refuses what its input does not allow", async () => {
    const table = `<decisionTable><input><inputExpression><text>x</text></inputExpression><inputValues><text>"a", "b"</text></inputValues></input><output name="y"/><rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable>`;
    expect(await run(decision(table), { x: "a" })).toBe(1);
    expect(await run(decision(table), { x: "c" })).toBe("INPUT_NOT_ALLOWED");
  });
  test("decisions that require each other through a service end", async () => {
    const knot = `<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#a"/></decisionService>`;
    const requires = '<knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>';
    expect(await run(knot + decision(text("s()"), requires))).toBe("EXPRESSION_LIMIT");
  });
  test("a decision that never ends is ended", async () => {
    expect(await run(decision(text("for i in 1..1000000000 return i")))).toBe("EXPRESSION_LIMIT");
  });
  test("boxes inside boxes without end are refused", async () => {
    const deep = "<list>".repeat(150) + text("1") + "</list>".repeat(150);
    expect(await run(decision(deep))).toEqual(expect.anything());
    const deeper = "<list>".repeat(5000) + text("1") + "</list>".repeat(5000);
    expect(await run(decision(deeper))).toEqual(["XML_TOO_DEEP"]);
  });
  test("types that contain each other without end, or twice at every step, are read", async () => {
    const item = (name: string, component: string): string =>
      `<itemDefinition name="${name}"><itemComponent name="a"><typeRef>${component}</typeRef></itemComponent><itemComponent name="b"><typeRef>${component}</typeRef></itemComponent></itemDefinition>`;
    const twice = Array.from({ length: 60 }, (_, index) => item(`t${index}`, `t${index + 1}`));
    const chain = Array.from(
      { length: 3000 },
      (_, index) =>
        `<itemDefinition name="c${index}"><typeRef>c${index + 1}</typeRef></itemDefinition>`,
    );
    const types = [item("self", "self"), ...twice, ...chain].join("");
    expect(
      await run(types + decision(text("{a: {a: null, b: null}, b: null} instance of t0"))),
    ).toBe(true);
    expect(await run(types + decision(text("{a: 1, b: {}} instance of t0")))).toBe(false);
  });
  test("a long chain of decisions is no deep recursion", async () => {
    const chain = Array.from({ length: 1000 }, (_, index) =>
      index === 0
        ? `<decision id="c0" name="c0"><variable name="c0"/>${text("1")}</decision>`
        : `<decision id="c${index}" name="c${index}"><variable name="c${index}"/><informationRequirement><requiredDecision href="#c${index - 1}"/></informationRequirement>${text(`c${index - 1} + 1`)}</decision>`,
    ).join("");
    const requires =
      '<informationRequirement><requiredDecision href="#c999"/></informationRequirement>';
    expect(await run(chain + decision(text("c999"), requires))).toBe(1000);
  });
});
