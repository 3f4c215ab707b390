/**
 * Decision tables with gaps or overlaps (DMN 1.3 §8.2.10): inputs that no rule covers, two rules of a unique table that
 * match at once, rules that agree to disagree, a rule that never fires because others always go before.
 */
import type { LocalisedText } from "../../errors.ts";
import type { Finding } from "../../model/finding.ts";
import type { ModelElement } from "../../model/model-element.ts";
import { Patience } from "./patience.ts";
import { describe } from "./samples.ts";
import { type Column, readTable, type Rule, type Table } from "./table.ts";
import { common, type Region, uncovered } from "./table-cover.ts";

const maxGaps = 5;
const maxOverlaps = 5;

/**
 * Codes DECISION_TABLE_GAP, DECISION_TABLE_OVERLAP, DECISION_RULE_NEVER_FIRES, and DECISION_TABLE_UNDECIDED for a table that is too
 * large to be looked at to the end; for a `dmn:Decision`.
 */
export function tableFindings(decision: ModelElement): Finding[] {
  const logic = decision.one("decisionLogic");
  if (logic?.type !== "dmn:DecisionTable") return [];
  const patience = new Patience();
  const name = decision.text("name") ?? decision.id;
  const table = readTable(logic, patience);
  if (table === undefined) return [undecided(decision.id, name)];
  const policy = logic.text("hitPolicy") ?? "UNIQUE";
  const hasFallback = logic
    .many("output")
    .some((output) => output.one("defaultOutputEntry") !== undefined);
  const isSingle = ["UNIQUE", "ANY", "FIRST", "PRIORITY"].includes(policy);
  const told: Told[] = [];
  if (isSingle && !hasFallback) told.push(...gaps(table, name, patience));
  if (policy === "UNIQUE" || policy === "ANY")
    told.push(...overlaps(table, name, policy, patience));
  if (policy === "FIRST") told.push(...neverFiring(table, name, patience));
  const findings = told.map(({ code, message }): Finding => ({
    code,
    severity: "warning",
    elementId: decision.id,
    message,
  }));
  return patience.isOver ? [...findings, undecided(decision.id, name)] : findings;
}

interface Told {
  readonly code: string;
  readonly message: LocalisedText;
}

function undecided(elementId: string, name: string): Finding {
  return {
    code: "DECISION_TABLE_UNDECIDED",
    severity: "hint",
    elementId,
    message: {
      zh: `决策表“${name}”太大，没有全部检查空缺与重叠。可以拆成几个决策。`,
      en: `The decision table "${name}" is too large to be checked for gaps and overlaps to the end. It can be split into several decisions.`,
    },
  };
}

function gaps({ columns, rules }: Table, name: string, patience: Patience): Told[] {
  const expected = columns.map(({ samples }) => samples.filter(({ isExpected }) => isExpected));
  return (uncovered(rules, expected, maxGaps, patience) ?? []).map((region) => {
    const where = regionText(columns, region);
    return {
      code: "DECISION_TABLE_GAP",
      message: {
        zh: `决策表“${name}”没有规则覆盖：${where.zh}。此时结果为 null。`,
        en: `No rule of the decision table "${name}" covers: ${where.en}. The result is null then.`,
      },
    };
  });
}

function overlaps(
  { columns, rules }: Table,
  name: string,
  policy: "UNIQUE" | "ANY",
  patience: Patience,
): Told[] {
  const pairs: { readonly rows: string; readonly region: Region }[] = [];
  for (const [one, other] of pairsOf(rules.filter(({ isKnown }) => isKnown))) {
    if (pairs.length >= maxOverlaps || !patience.take(1)) break;
    const isAgreed = policy === "ANY" && one.outputs === other.outputs;
    const region = isAgreed ? undefined : common(columns, one, other, patience);
    if (region !== undefined) pairs.push({ rows: `${one.row}、${other.row}`, region });
  }
  return pairs.map(({ rows, region }) => {
    const where = regionText(columns, region);
    return {
      code: "DECISION_TABLE_OVERLAP",
      message: {
        zh: `决策表“${name}”的第 ${rows} 行在 ${where.zh} 时同时命中，而命中策略为 ${policy}。`,
        en: `Rows ${rows.replace("、", " and ")} of the decision table "${name}" match at once when ${where.en}, but its hit policy is ${policy}.`,
      },
    };
  });
}

function* pairsOf(rules: readonly Rule[]): Generator<readonly [Rule, Rule]> {
  for (const [index, one] of rules.entries())
    for (const other of rules.slice(index + 1)) yield [one, other];
}

function neverFiring({ columns, rules }: Table, name: string, patience: Patience): Told[] {
  return rules.flatMap((rule, index) => {
    const before = rules.slice(0, index).filter(({ isKnown }) => isKnown);
    if (!rule.isKnown || !isCovered(columns, rule, before, patience)) return [];
    return [
      {
        code: "DECISION_RULE_NEVER_FIRES",
        message: {
          zh: `决策表“${name}”的第 ${rule.row} 行永远不会命中：前面的行总是先命中。`,
          en: `Row ${rule.row} of the decision table "${name}" never fires: rows before it always match first.`,
        },
      },
    ];
  });
}

function isCovered(
  columns: readonly Column[],
  rule: Rule,
  before: readonly Rule[],
  patience: Patience,
): boolean {
  const own = columns.map(({ samples }, column) =>
    samples.filter((sample) => rule.met[column]?.has(sample) === true),
  );
  return uncovered(before, own, 1, patience)?.length === 0;
}

/** Columns in which everything belongs to the region are left out. */
function regionText(columns: readonly Column[], region: Region): LocalisedText {
  const parts = columns.flatMap(({ label, samples }, column) => {
    const some = region[column] ?? [];
    const isAll = samples.every((sample) => some.includes(sample) || !sample.isExpected);
    return isAll ? [] : [describe(label, some)];
  });
  if (parts.length === 0) return { zh: "任何输入", en: "any input" };
  return {
    zh: parts.map(({ zh }) => zh).join(" 且 "),
    en: parts.map(({ en }) => en).join(" and "),
  };
}
