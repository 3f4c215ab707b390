import { describe, expect, test } from "vitest";
import type { Json } from "../json.ts";
import { evaluateDecision, parseDecisions } from "./index.ts";

const DMN = 'xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"';
const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A table of one input `x` and one output column; rows are `test → output`. */
function table(policy: string, rows: readonly string[], more = ""): string {
  const rules = rows.map((row, index) => {
    const [cell = "", output = ""] = row.split("→").map((part) => escape(part.trim()));
    return `<rule id="r${index + 1}"><description>第${index + 1}条</description><inputEntry id="i${index}"><text>${cell}</text></inputEntry><outputEntry id="o${index}"><text>${output}</text></outputEntry></rule>`;
  });
  return `<definitions ${DMN} id="d" name="D" namespace="n"><decision id="a" name="A"><decisionTable ${policy}><input id="in" label="X"><inputExpression id="ie"><text>x</text></inputExpression></input><output id="out" name="y">${more}</output>${rules.join("")}</decisionTable></decision></definitions>`;
}
async function run(
  xml: string,
  variables: Readonly<Record<string, Json>>,
  id = "a",
): Promise<unknown> {
  const parsed = await parseDecisions(xml);
  if (!parsed.ok) return parsed.findings.map((finding) => finding.code);
  const result = evaluateDecision(parsed.model, id, (name) => variables[name], { now: 0 });
  return result.ok ? result.output : result.problem.code;
}
const rows = ["< 10 → 1", "[5..20] → 2", "> 15 → 3"];

describe("hit policies (DMN 1.3 §8.2.10)", () => {
  test.each<[string, number, Json]>([
    ['hitPolicy="UNIQUE"', 3, 1],
    ['hitPolicy="UNIQUE"', 7, "SEVERAL_RULES_MATCH"],
    ['hitPolicy="FIRST"', 7, 1],
    ['hitPolicy="ANY"', 7, "RULES_DISAGREE"],
    ['hitPolicy="RULE ORDER"', 7, [1, 2]],
    ['hitPolicy="COLLECT"', 7, [1, 2]],
    ['hitPolicy="COLLECT" aggregation="SUM"', 7, 3],
    ['hitPolicy="COLLECT" aggregation="MIN"', 7, 1],
    ['hitPolicy="COLLECT" aggregation="MAX"', 7, 2],
    ['hitPolicy="COLLECT" aggregation="COUNT"', 7, 2],
    ['hitPolicy="COLLECT" aggregation="SUM"', 21, 3],
  ])("%s of %i is %j", async (policy, x, output) => {
    expect(await run(table(policy, rows), { x })).toEqual(output);
  });
  test("priority follows the order of the output values", async () => {
    const values = "<outputValues><text>3, 2, 1</text></outputValues>";
    expect(await run(table('hitPolicy="PRIORITY"', rows, values), { x: 7 })).toBe(2);
    expect(await run(table('hitPolicy="OUTPUT ORDER"', rows, values), { x: 17 })).toEqual([3, 2]);
  });
  test("no match is null", async () => {
    expect(await run(table("", ["1 → 1"]), { x: 9 })).toBeNull();
  });
});

describe("unary tests (DMN 1.3 §7.3.10)", () => {
  test.each<[string, Json, boolean]>([
    ['"a", "b"', "b", true],
    ['not("a", "b")', "c", true],
    ['not("a")', "a", false],
    ["-", null, true],
    ["> limit", 6, true],
    ["? > limit and ? < 10", 7, true],
    ['contains(?, "热?食")', "含热?食类", true],
    ["null", null, true],
    ["true", true, true],
    ['"a"', 5, false],
    ["> 5", "text", false],
  ])("%s on %j is %s", async (cell, x, met) => {
    const output = await run(table('hitPolicy="FIRST"', [`${cell} → "yes"`, '- → "no"']), {
      x,
      limit: 5,
    });
    expect(output).toBe(met ? "yes" : "no");
  });
});

describe("required decisions and traces", () => {
  const xml = `<definitions ${DMN} id="d" name="D" namespace="n">
    <decision id="risk" name="风险"><variable id="v" name="risk level"/><literalExpression id="l"><text>if area > 100 then "high" else "low"</text></literalExpression></decision>
    <decision id="a" name="A"><informationRequirement id="q"><requiredDecision href="#risk"/></informationRequirement>
      <decisionTable><input id="in" label="风险"><inputExpression id="ie"><text>\`risk level\`</text></inputExpression></input><output id="o1" name="people"/><output id="o2" name="visit"/>
      <rule id="r1"><inputEntry id="e1"><text>"high"</text></inputEntry><outputEntry id="x1"><text>2 + 1</text></outputEntry><outputEntry id="x2"><text>true</text></outputEntry></rule>
      <rule id="r2"><description>低风险</description><inputEntry id="e2"><text>"low"</text></inputEntry><outputEntry id="x3"><text>2</text></outputEntry><outputEntry id="x4"><text>false</text></outputEntry></rule></decisionTable></decision></definitions>`;
  test("are evaluated first, and the trace says which rule fired", async () => {
    const parsed = await parseDecisions(xml);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
    expect(evaluateDecision(parsed.model, "a", () => 86, { now: 0 })).toEqual({
      ok: true,
      output: { people: 2, visit: false },
      trace: [
        { decisionId: "risk", name: "风险", inputs: [], matchedRules: [], output: "low" },
        {
          decisionId: "a",
          name: "A",
          inputs: [{ label: "风险", value: "low" }],
          matchedRules: [
            { id: "r2", row: 2, annotation: "低风险", output: { people: 2, visit: false } },
          ],
          output: { people: 2, visit: false },
        },
      ],
    });
  });
  test.each([
    [
      "a circle",
      xml.replace(
        '<variable id="v"',
        '<informationRequirement id="c"><requiredDecision href="#a"/></informationRequirement><variable id="v"',
      ),
      "DECISION_CIRCLE",
    ],
    ["a missing one", xml.replace("#risk", "#nobody"), "DECISION_REQUIRED_MISSING"],
    ["a syntax error", xml.replace("2 + 1", "2 +"), "EXPRESSION_SYNTAX"],
    ["no decision", `<definitions ${DMN} id="d" name="D" namespace="n"/>`, "DECISION_NONE"],
    ["no DMN", "<a/>", "NOT_DMN"],
    ["an entity", "<!DOCTYPE x><a/>", "XML_DOCTYPE_FORBIDDEN"],
  ])("%s is refused", async (_name, broken, code) => {
    expect(await run(broken, {})).toContain(code);
  });
  test("a decision without logic is null, and a warning says so", async () => {
    const empty = `<definitions ${DMN} id="d" name="D" namespace="n"><decision id="a" name="A"/></definitions>`;
    expect(await run(empty, {})).toBeNull();
    const { findings } = await parseDecisions(empty);
    expect(findings).toMatchObject([{ code: "DECISION_LOGIC_MISSING", severity: "warning" }]);
  });
  test("an unknown decision is a problem", async () => {
    expect(await run(xml, {}, "nobody")).toBe("DECISION_NOT_IN_MODEL");
  });
});
