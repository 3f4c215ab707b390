/** A decision table: which rules match, and what the hit policy makes of them (DMN 1.3 §8.2.10). */
import type { LocalisedText } from "../errors.ts";
import { type Code, describe, Env, jsonOf, textOf, type Value } from "../expression/within.ts";
import type { Json } from "../json.ts";
import type { DecisionProblem } from "./decision-problem.ts";
import type { DecisionRun, MatchedRule } from "./decision-run.ts";
import { type Hit, outputOf, type Table, type TableInput } from "./decision-table.ts";
import { applyHitPolicy } from "./hit-policy.ts";

/** Evaluates all inputs, then each rule in order. */
export function evaluateTable(table: Table, env: Env): Value {
  const run = env.run as DecisionRun;
  const values: Value[] = [];
  for (const input of table.inputs) {
    const value = input.value(env);
    if (value !== null && input.allowed !== null && !isMet(input.allowed, value, env)) {
      return run.problem(inputNotAllowed(table, input, value));
    }
    values.push(value);
  }
  const hits: Hit[] = [];
  for (const [index, rule] of table.rules.entries()) {
    run.spend(rule.tests.length + 1);
    if (
      !rule.tests.every((test, column) => test === null || isMet(test, values[column] ?? null, env))
    )
      continue;
    hits.push({ row: index + 1, rule, outputs: rule.outputs.map((output) => output(env)) });
    if (table.hitPolicy === "FIRST") break;
  }
  const result = applyHitPolicy(table, hits, env);
  const output = "problem" in result ? run.problem(result.problem) : result.value;
  note(table, values, hits, output, run);
  return output;
}

/** A test that cannot be evaluated on this input (`> 5` on a text) is not met; the next row may be. */
function isMet(test: Code, value: Value, env: Env): boolean {
  const run = env.run as DecisionRun;
  return run.tried(() => test(new Env(run, env, [value]))) === true;
}

function note(
  table: Table,
  values: readonly Value[],
  hits: readonly Hit[],
  output: Value,
  run: DecisionRun,
): void {
  if (!table.isWhole && !run.notesInner) return;
  const shown = (value: Value): Json => jsonOf(value, run) ?? textOf(value, run);
  const inputs = table.inputs.map(({ label }, column) => ({
    label,
    value: shown(values[column] ?? null),
  }));
  const matchedRules = hits.map(({ row, rule, outputs }): MatchedRule => ({
    id: rule.id,
    row,
    annotation: rule.annotation,
    output: shown(outputOf(table, outputs)),
  }));
  if (table.isWhole) run.lastTable = { inputs, matchedRules };
  else {
    const { id, name } = table.owner;
    run.noteInner({ decisionId: id, name, inputs, matchedRules, output: shown(output) });
  }
}

function inputNotAllowed({ owner }: Table, { label }: TableInput, value: Value): DecisionProblem {
  const described = describe(value);
  const message: LocalisedText = {
    zh: `决策「${owner.name}」的输入「${label}」不允许取值 ${described}。`,
    en: `The input "${label}" of the decision "${owner.name}" does not allow ${described}.`,
  };
  return { code: "INPUT_NOT_ALLOWED", message };
}
