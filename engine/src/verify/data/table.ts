/**
 * A decision table as verification sees it: for each column the samples that stand for all its values, and for each rule
 * and column the samples that meet its test. A test that does more than name literals is not judged.
 */
import { compile, evaluate } from "../../expression/index.ts";
import type { ModelElement } from "../../model/model-element.ts";
import { comparisonsInTests } from "./comparisons.ts";
import { union } from "./points.ts";
import type { Patience } from "./patience.ts";
import { type Sample, samplesOf } from "./samples.ts";

/** A column of conditions. */
export interface Column {
  readonly label: string;
  readonly samples: readonly Sample[];
}

/** A row. */
export interface Rule {
  /** From 1. */
  readonly row: number;
  /** Column by column, the samples that meet the test. */
  readonly met: readonly ReadonlySet<Sample>[];
  /** Whether all its tests could be judged; a rule of which that is not so might be met by anything. */
  readonly isKnown: boolean;
  /** Its outputs as they are written. */
  readonly outputs: string;
}

/** See the file's head. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rules: readonly Rule[];
}

/** Meeting a test with a sample is so many times the work of looking at what came of it. */
const COST_OF_MEETING = 5;

/** Reads a `dmn:DecisionTable`; undefined when that would take too long. */
export function readTable(table: ModelElement, patience: Patience): Table | undefined {
  const entries = table
    .many("rule")
    .map((rule) => rule.many("inputEntry").map((entry) => entry.text("text") ?? "-"));
  const columns = table.many("input").map((input, column): Column => {
    const expression = input.one("inputExpression")?.text("text") ?? String(column + 1);
    const stated = input.one("inputValues")?.text("text");
    const tests = [...entries.map((cells) => cells[column] ?? "-"), stated ?? "-"];
    const compared = union(tests.map((test) => comparisonsInTests(test) ?? new Map())).get("?");
    const samples = compared === undefined ? [] : samplesOf(compared);
    const allowed = stated === undefined ? samples : [...meeting(stated, samples).values];
    return {
      label: input.text("label") ?? expression,
      samples: allowed.length > 0 ? allowed : [anything],
    };
  });
  const samples = columns.reduce((sum, column) => sum + column.samples.length, 0);
  if (!patience.take(entries.length * samples * COST_OF_MEETING)) return undefined;
  const rules = table.many("rule").map((rule, index): Rule => {
    const tests = columns.map((column, at) => meeting(entries[index]?.[at] ?? "-", column.samples));
    return {
      row: index + 1,
      met: tests.map(({ values }) => values),
      isKnown: tests.every(({ isKnown }) => isKnown),
      outputs: rule
        .many("outputEntry")
        .map((entry) => entry.text("text") ?? "")
        .join("\n"),
    };
  });
  return { columns, rules };
}

/** The only sample of a column whose tests name nothing. */
const anything: Sample = { value: null, stands: "anything", isExpected: true };

function meeting(
  test: string,
  samples: readonly Sample[],
): { readonly values: ReadonlySet<Sample>; readonly isKnown: boolean } {
  const everything = new Set(samples);
  if (test === "-") return { values: everything, isKnown: true };
  const condition = compile(conditionOf(test));
  if (comparisonsInTests(test) === undefined || !condition.ok) {
    return { values: everything, isKnown: false };
  }
  const met = samples.filter(({ value }) => {
    const evaluated = evaluate(condition.value, () => value, { now: 0 });
    return evaluated.ok && evaluated.value === true;
  });
  return { values: new Set(met), isKnown: true };
}

/** The tests of a cell as a condition on the one variable `cell`. */
function conditionOf(test: string): string {
  if (test === "null") return "cell = null";
  const negated = /^not\s*\((.*)\)$/su.exec(test)?.[1];
  return negated === undefined ? `cell in (${test})` : `not(cell in (${negated}))`;
}
