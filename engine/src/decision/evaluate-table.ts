/** A decision table: which rules match, and what the hit policy makes of them (DMN 1.3 §8.2.10). */
import {
  type Compiled,
  evaluate,
  type EvaluationContext,
  type Lookup,
} from "../expression/index.ts";
import type { LocalisedText } from "../errors.ts";
import type { Json } from "../json.ts";
import {
  type Aggregation,
  CELL_INPUT,
  type Decision,
  type DecisionTable,
  type TableRule,
} from "./decision-model.ts";
import type { DecisionProblem, DecisionTrace, MatchedRule } from "./evaluate-decision.ts";

type Failure = { readonly ok: false; readonly problem: DecisionProblem };
type Outcome = { readonly ok: true; readonly output: Json } | Failure;

/** What a table contributes to a trace. */
export type TableResult = Omit<DecisionTrace, "decisionId" | "name">;

/** Evaluates all inputs, then each rule in order. */
export function evaluateTable(
  decision: Decision,
  table: DecisionTable,
  lookup: Lookup,
  context: EvaluationContext,
): { readonly ok: true; readonly result: TableResult } | Failure {
  const inputs: { label: string; value: Json }[] = [];
  for (const { label, expression } of table.inputs) {
    const evaluated = evaluate(expression, lookup, context);
    if (!evaluated.ok) return failure("EXPRESSION_FAILED", evaluated.problem.message);
    inputs.push({ label, value: evaluated.value });
  }
  const values = inputs.map(({ value }) => value);
  const matched: MatchedRule[] = [];
  for (const [index, rule] of table.rules.entries()) {
    if (!matches(rule, values, lookup, context)) continue;
    const output = outputOf(table, rule, lookup, context);
    if (!output.ok) return output;
    matched.push({
      id: rule.id,
      row: index + 1,
      annotation: rule.annotation,
      output: output.output,
    });
    if (table.hitPolicy === "FIRST") break;
  }
  const outcome = applyHitPolicy(decision, table, matched, context);
  if (!outcome.ok) return outcome;
  return { ok: true, result: { inputs, matchedRules: matched, output: outcome.output } };
}

/** A test that cannot be evaluated on this input (`> 5` on a text) is not met; the next row may be. */
function matches(
  rule: TableRule,
  values: readonly Json[],
  lookup: Lookup,
  context: EvaluationContext,
): boolean {
  return rule.tests.every((test, column) => {
    if (test === null) return true;
    const value = values[column] ?? null;
    const evaluated = evaluate(
      test,
      (name) => (name === CELL_INPUT ? value : lookup(name)),
      context,
    );
    return evaluated.ok && evaluated.value === true;
  });
}

/** The value of the only output column, or an object of all by name. */
function outputOf(
  table: DecisionTable,
  rule: TableRule,
  lookup: Lookup,
  context: EvaluationContext,
): Outcome {
  const values: Json[] = [];
  for (const expression of rule.outputs) {
    const evaluated = valueOf(expression, lookup, context);
    if (!evaluated.ok) return evaluated;
    values.push(evaluated.output);
  }
  if (table.outputs.length === 1) return { ok: true, output: values[0] ?? null };
  const entries = table.outputs.map(({ name }, column) => [name, values[column] ?? null] as const);
  return { ok: true, output: Object.fromEntries(entries) };
}

function valueOf(expression: Compiled | null, lookup: Lookup, context: EvaluationContext): Outcome {
  if (expression === null) return { ok: true, output: null };
  const evaluated = evaluate(expression, lookup, context);
  return evaluated.ok
    ? { ok: true, output: evaluated.value }
    : failure("EXPRESSION_FAILED", evaluated.problem.message);
}

function applyHitPolicy(
  decision: Decision,
  table: DecisionTable,
  matched: readonly MatchedRule[],
  context: EvaluationContext,
): Outcome {
  const outputs = matched.map(({ output }) => output);
  const rows = matched.map(({ row }) => row).join(", ");
  switch (table.hitPolicy) {
    case "UNIQUE":
      return matched.length > 1
        ? failure("SEVERAL_RULES_MATCH", {
            zh: `决策「${decision.name}」的第 ${rows} 行同时命中，而命中策略要求唯一。`,
            en: `Rows ${rows} of the decision "${decision.name}" match at once, but the hit policy is unique.`,
          })
        : { ok: true, output: outputs[0] ?? null };
    case "ANY":
      return new Set(outputs.map((output) => JSON.stringify(output))).size > 1
        ? failure("RULES_DISAGREE", {
            zh: `决策「${decision.name}」的第 ${rows} 行同时命中，但结果不一致。`,
            en: `Rows ${rows} of the decision "${decision.name}" match, but disagree.`,
          })
        : { ok: true, output: outputs[0] ?? null };
    case "FIRST":
      return { ok: true, output: outputs[0] ?? null };
    case "PRIORITY":
      return { ok: true, output: byPriority(table, outputs, context)[0] ?? null };
    case "OUTPUT ORDER":
      return { ok: true, output: byPriority(table, outputs, context) };
    case "RULE ORDER":
      return { ok: true, output: outputs };
    case "COLLECT":
      return table.aggregation === null
        ? { ok: true, output: outputs }
        : aggregate(decision, table.aggregation, outputs);
  }
}

/** Stable sort: most important output value of the first column first, then the second, and so on. */
function byPriority(
  table: DecisionTable,
  outputs: readonly Json[],
  context: EvaluationContext,
): Json[] {
  const ranks = table.outputs.map(({ priorities }) =>
    priorities.map((priority) => {
      const evaluated = evaluate(priority, () => undefined, context);
      return JSON.stringify(evaluated.ok ? evaluated.value : null);
    }),
  );
  const rankOf = (output: Json): number[] =>
    table.outputs.map(({ name }, column) => {
      const value = table.outputs.length === 1 ? output : (output as Record<string, Json>)[name];
      const rank = ranks[column]?.indexOf(JSON.stringify(value)) ?? -1;
      return rank === -1 ? Number.MAX_SAFE_INTEGER : rank;
    });
  return outputs.toSorted((a, b) => {
    const [left, right] = [rankOf(a), rankOf(b)];
    return (
      left
        .map((rank, column) => rank - (right[column] ?? 0))
        .find((difference) => difference !== 0) ?? 0
    );
  });
}

function aggregate(
  decision: Decision,
  aggregation: Aggregation,
  outputs: readonly Json[],
): Outcome {
  if (aggregation === "COUNT") return { ok: true, output: outputs.length };
  if (!outputs.every((output) => typeof output === "number")) {
    return failure("AGGREGATION_NOT_NUMERIC", {
      zh: `决策「${decision.name}」要汇总的结果不全是数字。`,
      en: `Not all results that the decision "${decision.name}" aggregates are numbers.`,
    });
  }
  if (outputs.length === 0) return { ok: true, output: null };
  switch (aggregation) {
    case "SUM":
      return { ok: true, output: outputs.reduce((sum, value) => sum + value, 0) };
    case "MIN":
      return { ok: true, output: Math.min(...outputs) };
    case "MAX":
      return { ok: true, output: Math.max(...outputs) };
  }
}

function failure(code: DecisionProblem["code"], message: LocalisedText): Failure {
  return { ok: false, problem: { code, message } };
}
