/** Reads one `dmn:Decision`, compiling its expressions. */
import { compile, type Compiled } from "../expression/index.ts";
import type { Finding } from "../model/finding.ts";
import type { ModelElement } from "../model/model-element.ts";
import {
  type Aggregation,
  CELL_INPUT,
  type Decision,
  type DecisionTable,
  type HitPolicy,
  type TableRule,
} from "./decision-model.ts";

const HIT_POLICIES: readonly HitPolicy[] = [
  "UNIQUE",
  "ANY",
  "FIRST",
  "PRIORITY",
  "RULE ORDER",
  "OUTPUT ORDER",
  "COLLECT",
];
const AGGREGATIONS: readonly Aggregation[] = ["SUM", "MIN", "MAX", "COUNT"];
const TEXT_LITERAL = /"(?:[^"\\]|\\.)*"/gs;

/** See file head. */
export class DecisionReader {
  readonly #element: ModelElement;
  readonly #findings: Finding[];

  constructor(element: ModelElement, findings: Finding[]) {
    this.#element = element;
    this.#findings = findings;
  }

  /** The decision, or null when it has findings. */
  read(): Decision | null {
    const before = this.#findings.length;
    const logic = this.#readLogic();
    if (logic === null || this.#findings.length > before) return null;
    const { id } = this.#element;
    const name = this.#element.text("name") ?? id;
    const requires = this.#element
      .many("informationRequirement")
      .map((requirement) => requirement.one("requiredDecision")?.text("href")?.replace(/^#/, ""))
      .filter((required) => required !== undefined);
    return {
      id,
      name,
      resultName: this.#element.one("variable")?.text("name") ?? id,
      requires,
      logic,
    };
  }

  #readLogic(): Decision["logic"] | null {
    const logic = this.#element.one("decisionLogic");
    if (logic === undefined) {
      this.#report("DECISION_LOGIC_MISSING", "决策没有逻辑。", "The decision has no logic.");
      return null;
    }
    switch (logic.type) {
      case "dmn:DecisionTable":
        return this.#readTable(logic);
      case "dmn:LiteralExpression": {
        const expression = this.#compile(
          logic.text("text"),
          "文字表达式",
          "the literal expression",
        );
        return expression === null ? null : { kind: "literal", expression };
      }
      default:
        this.#report(
          "DECISION_LOGIC_UNSUPPORTED",
          `暂不支持「${logic.type}」，请使用决策表或文字表达式。`,
          `"${logic.type}" is not supported yet. Use a decision table or a literal expression.`,
        );
        return null;
    }
  }

  #readTable(table: ModelElement): DecisionTable {
    const hitPolicy = HIT_POLICIES.find((one) => one === (table.text("hitPolicy") ?? "UNIQUE"));
    const inputs = table.many("input").flatMap((input, index) => {
      const source = input.one("inputExpression")?.text("text");
      const label = input.text("label") ?? source ?? String(index + 1);
      const expression = this.#compile(source, `输入「${label}」`, `input "${label}"`);
      return expression === null ? [] : [{ label, expression }];
    });
    const outputs = table.many("output").map((output) => ({
      name: output.text("name") ?? "",
      priorities: splitTests(output.one("outputValues")?.text("text") ?? "").flatMap((value) => {
        const expression = this.#compile(value, "输出取值", "the output values");
        return expression === null ? [] : [expression];
      }),
    }));
    if (hitPolicy === undefined) {
      this.#report("HIT_POLICY_UNKNOWN", "命中策略无效。", "The hit policy is not valid.");
    }
    return {
      kind: "table",
      hitPolicy: hitPolicy ?? "UNIQUE",
      aggregation: AGGREGATIONS.find((one) => one === table.text("aggregation")) ?? null,
      inputs,
      outputs,
      rules: table.many("rule").map((rule, index) => this.#readRule(rule, index)),
    };
  }

  #readRule(rule: ModelElement, index: number): TableRule {
    const row = `第 ${index + 1} 行`;
    const rowEn = `row ${index + 1}`;
    return {
      id: rule.id || String(index + 1),
      annotation: rule.text("description") ?? "",
      tests: rule.many("inputEntry").map((entry) => {
        const test = testExpression(entry.text("text") ?? "");
        return test === null ? null : this.#compile(test, row, rowEn);
      }),
      outputs: rule.many("outputEntry").map((entry) => {
        const source = entry.text("text");
        return source === undefined || source === "-" ? null : this.#compile(source, row, rowEn);
      }),
    };
  }

  #compile(source: string | undefined, where: string, whereEn: string): Compiled | null {
    const compiled = compile(source ?? "");
    if (compiled.ok) return compiled.value;
    const { zh, en } = compiled.problem.message;
    this.#report("EXPRESSION_SYNTAX", `${where}：${zh}`, `In ${whereEn}: ${en}`);
    return null;
  }

  #report(code: string, zh: string, en: string): void {
    this.#findings.push({
      code,
      severity: "error",
      elementId: this.#element.id,
      message: { zh, en },
    });
  }
}

/**
 * A cell's unary tests (DMN 1.3 §7.3.10) as an expression over {@link CELL_INPUT}; null for a cell that is always met.
 * A cell that speaks of `?` is a condition of its own; any other is a list of tests that the input must be in.
 */
function testExpression(cell: string): string | null {
  const text = cell.trim();
  if (text === "" || text === "-") return null;
  // `null in (null)` is null in FEEL; the column means equality.
  if (text === "null") return `\`${CELL_INPUT}\` = null`;
  if (text.replaceAll(TEXT_LITERAL, "").includes("?")) {
    return outsideLiterals(text, (part) => part.replaceAll("?", `\`${CELL_INPUT}\``));
  }
  const negated = /^not\s*\((.*)\)$/s.exec(text)?.[1];
  return negated === undefined
    ? `\`${CELL_INPUT}\` in (${text})`
    : `not(\`${CELL_INPUT}\` in (${negated}))`;
}

function outsideLiterals(text: string, change: (part: string) => string): string {
  let changed = "";
  let from = 0;
  for (const literal of text.matchAll(TEXT_LITERAL)) {
    changed += change(text.slice(from, literal.index)) + literal[0];
    from = literal.index + literal[0].length;
  }
  return changed + change(text.slice(from));
}

/** Splits a list of output values at the commas outside of text literals. */
function splitTests(text: string): string[] {
  const parts = text.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/gs) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
