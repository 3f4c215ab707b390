/**
 * Decision tables with gaps or overlaps (DMN 1.3 §8.2.10): inputs that no rule covers, two rules of a unique table that
 * match at once, rules that agree to disagree, a rule that never fires because others always go before.
 */
import type { LocalisedText } from "../../errors.ts";
import type { Finding } from "../../model/finding.ts";
import type { ModelElement } from "../../model/model-element.ts";
import { describe } from "./samples.ts";
import { type Column, readTable, type Rule, type Table } from "./table.ts";
import { common, type Region, uncovered } from "./table-cover.ts";

const maxGaps = 5;
const maxOverlaps = 5;

/** Codes DECISION_TABLE_GAP, DECISION_TABLE_OVERLAP, DECISION_RULE_NEVER_FIRES; for a `dmn:Decision`. */
export function tableFindings(decision: ModelElement): Finding[] {
  const logic = decision.one("decisionLogic");
  if (logic?.type !== "dmn:DecisionTable") return [];
  const table = readTable(logic);
  const name = decision.text("name") ?? decision.id;
  const policy = logic.text("hitPolicy") ?? "UNIQUE";
  const hasFallback = logic
    .many("output")
    .some((output) => output.one("defaultOutputEntry") !== undefined);
  const isSingle = ["UNIQUE", "ANY", "FIRST", "PRIORITY"].includes(policy);
  const told: { code: string; message: LocalisedText }[] = [];
  if (isSingle && !hasFallback) told.push(...gaps(table, name));
  if (policy === "UNIQUE" || policy === "ANY") told.push(...overlaps(table, name, policy));
  if (policy === "FIRST") told.push(...neverFiring(table, name));
  return told.map(({ code, message }) => ({
    code,
    severity: "warning",
    elementId: decision.id,
    message,
  }));
}

function gaps({ columns, rules }: Table, name: string): { code: string; message: LocalisedText }[] {
  const expected = columns.map(({ samples }) => samples.filter(({ isExpected }) => isExpected));
  return (uncovered(rules, expected, maxGaps) ?? []).map((region) => {
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
): { code: string; message: LocalisedText }[] {
  const known = rules.filter(({ isKnown }) => isKnown);
  const pairs = known.flatMap((one, index) =>
    known.slice(index + 1).flatMap((other) => {
      const isAgreed = policy === "ANY" && one.outputs === other.outputs;
      const region = isAgreed ? undefined : common(columns, one, other);
      return region === undefined ? [] : [{ rows: `${one.row}、${other.row}`, region }];
    }),
  );
  return pairs.slice(0, maxOverlaps).map(({ rows, region }) => {
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

function neverFiring(
  { columns, rules }: Table,
  name: string,
): { code: string; message: LocalisedText }[] {
  return rules.flatMap((rule, index) => {
    const before = rules.slice(0, index).filter(({ isKnown }) => isKnown);
    if (!rule.isKnown || !isCovered(columns, rule, before)) return [];
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

function isCovered(columns: readonly Column[], rule: Rule, before: readonly Rule[]): boolean {
  const own = columns.map(({ samples }, column) =>
    samples.filter((sample) => rule.met[column]?.has(sample) === true),
  );
  return uncovered(before, own, 1)?.length === 0;
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
