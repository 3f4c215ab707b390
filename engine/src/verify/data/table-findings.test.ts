import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateDecision, parseDecisions } from "../../decision/index.ts";
import { decisionFindings } from "../decision-findings.ts";

const escaped = (text: string): string =>
  text.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A table over inputs `x`, `y`, …; rows are `test | test → output`. */
function tableOf(policy: string, rows: readonly string[], more = ""): string {
  const width = rows[0]?.split("→")[0]?.split("|").length ?? 0;
  const inputs = ["x", "y", "z"]
    .slice(0, width)
    .map(
      (name) =>
        `<input id="${name}"><inputExpression id="e${name}"><text>${name}</text></inputExpression>${more}</input>`,
    );
  const rules = rows.map((row, index) => {
    const [tests = "", output = ""] = row.split("→");
    const cells = tests
      .split("|")
      .map(
        (cell, column) =>
          `<inputEntry id="i${String(index)}.${String(column)}"><text>${escaped(cell)}</text></inputEntry>`,
      );
    return `<rule id="r${String(index)}">${cells.join("")}<outputEntry id="o${String(index)}"><text>${escaped(output)}</text></outputEntry></rule>`;
  });
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="D" namespace="n"><decision id="a" name="A"><decisionTable id="t" hitPolicy="${policy}">${inputs.join("")}<output id="out" name="o"/>${rules.join("")}</decisionTable></decision></definitions>`;
}

async function findingsOf(policy: string, rows: readonly string[], more = ""): Promise<string[]> {
  const findings = await decisionFindings(tableOf(policy, rows, more));
  return findings.map(({ code, message }) => `${code}: ${message.en}`);
}

describe("what is fine", () => {
  test.each<[string, string[]]>([
    ["UNIQUE", ["< 10 → 1", ">= 10 → 2"]],
    ["UNIQUE", ["[1..5] → 1", "> 5 → 2", "< 1 → 3"]],
    ["UNIQUE", ["<= 5 → 1", ">= 6 → 2"]],
    ["UNIQUE", ['"a" → 1', '"b","c" → 2']],
    ["UNIQUE", ["true → 1", "false → 2"]],
    ["UNIQUE", ["< 10 | true → 1", "< 10 | false → 2", ">= 10 | - → 3"]],
    ["FIRST", ["< 10 → 1", "- → 2"]],
    ["ANY", ["< 10 → 1", "> 5 → 1"]],
    ["COLLECT", ["< 10 → 1", "> 20 → 2"]],
    ["UNIQUE", ["< 10 → 1", "> limit → 2"]],
    ["UNIQUE", ["not(1, 2) → 1", "1,2 → 2"]],
  ])("%s %j", async (policy, rows) => {
    expect(await findingsOf(policy, rows)).toEqual([]);
  });
});

test.each<[string, string[], string[]]>([
  [
    "UNIQUE",
    ["< 10 → 1", "> 10 → 2"],
    [
      'DECISION_TABLE_GAP: No rule of the decision table "A" covers: x = 10. The result is null then.',
    ],
  ],
  [
    "UNIQUE",
    ["< 10 → 1", "[5..20] → 2", "> 15 → 3"],
    [
      'DECISION_TABLE_OVERLAP: Rows 1 and 2 of the decision table "A" match at once when 5 ≤ x < 10, but its hit policy is UNIQUE.',
      'DECISION_TABLE_OVERLAP: Rows 2 and 3 of the decision table "A" match at once when 15 < x ≤ 20, but its hit policy is UNIQUE.',
    ],
  ],
  [
    "UNIQUE",
    ["< 10 | true → 1", ">= 10 | - → 2"],
    [
      'DECISION_TABLE_GAP: No rule of the decision table "A" covers: x < 10 and y = false. The result is null then.',
    ],
  ],
  [
    "ANY",
    ["< 10 → 1", ">= 5 → 2"],
    [
      'DECISION_TABLE_OVERLAP: Rows 1 and 2 of the decision table "A" match at once when 5 ≤ x < 10, but its hit policy is ANY.',
    ],
  ],
  [
    "FIRST",
    ["< 10 → 1", "[1..5] → 2", "- → 3"],
    [
      'DECISION_RULE_NEVER_FIRES: Row 2 of the decision table "A" never fires: rows before it always match first.',
    ],
  ],
  [
    "FIRST",
    ["< 10 | - → 1", ">= 10 | true → 2", "12 | true → 2", "- | - → 3"],
    [
      'DECISION_RULE_NEVER_FIRES: Row 3 of the decision table "A" never fires: rows before it always match first.',
    ],
  ],
  [
    "PRIORITY",
    ['[0..1000) | "A" → 1', '>= 1000 | "A" → 2', '- | "B" → 2'],
    [
      'DECISION_TABLE_GAP: No rule of the decision table "A" covers: x < 0 and y = "A". The result is null then.',
    ],
  ],
])("%s %j", async (policy, rows, findings) => {
  expect(await findingsOf(policy, rows)).toEqual(findings);
});

test("values that an input is limited to are all that is expected", async () => {
  const values = '<inputValues id="v"><text>[0..100]</text></inputValues>';
  expect(await findingsOf("UNIQUE", ["< 10 → 1", ">= 10 → 2"], values)).toEqual([]);
  expect(await findingsOf("UNIQUE", ["< 10 → 1", "[10..50] → 2"], values)).toEqual([
    'DECISION_TABLE_GAP: No rule of the decision table "A" covers: 50 < x ≤ 100. The result is null then.',
  ]);
});

const whole = fc.integer({ min: 0, max: 3 });
const cells = fc.oneof(
  fc.constant("-"),
  whole.map(String),
  fc
    .tuple(fc.constantFrom("<", "<=", ">", ">="), whole)
    .map(([sign, value]) => `${sign} ${String(value)}`),
  fc
    .tuple(whole, whole)
    .map(([low, high]) => `[${String(Math.min(low, high))}..${String(Math.max(low, high))}]`),
  whole.map((value) => `not(${String(value)})`),
);
const tables = fc.array(
  fc.tuple(cells, cells).map(([x, y]) => `${x} | ${y} → 1`),
  { minLength: 1, maxLength: 6 },
);

test("where nothing is found, every input has exactly one rule; and where something is, some input has not", async () => {
  await fc.assert(
    fc.asyncProperty(tables, async (rows) => {
      const xml = tableOf("UNIQUE", rows);
      const parsed = await parseDecisions(xml);
      if (!parsed.ok) throw new Error(parsed.findings[0]?.message.en);
      const seen = new Set<string>();
      for (let x = -1; x <= 4; x += 1) {
        for (let y = -1; y <= 4; y += 1) {
          const result = evaluateDecision(parsed.model, "a", (name) => (name === "x" ? x : y), {
            now: 0,
          });
          if (!result.ok) seen.add("DECISION_TABLE_OVERLAP");
          else if (result.output === null) seen.add("DECISION_TABLE_GAP");
        }
      }
      const told = (await decisionFindings(xml)).map(({ code }) => code);
      expect(told).toEqual(expect.arrayContaining([...seen]));
      // Between whole numbers two rules may meet, such as `> 1` and `< 2`, though no input here is there.
      expect(told.includes("DECISION_TABLE_GAP")).toBe(seen.has("DECISION_TABLE_GAP"));
    }),
    { numRuns: 200 },
  );
});
