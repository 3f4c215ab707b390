/** What a table's hit policy makes of the rules that matched (DMN 1.3 §8.2.10 and .11). */
import {
  add,
  type Env,
  equal,
  type FeelNumber,
  isList,
  isNumber,
  order,
  type Value,
} from "../expression/within.ts";
import type { DecisionProblem } from "./decision-problem.ts";
import { type Hit, outputOf, type Table } from "./decision-table.ts";

/** The table's value, or why it has none. */
export type Outcome = { readonly value: Value } | { readonly problem: DecisionProblem };

/** See the file's head. */
export function applyHitPolicy(table: Table, hits: readonly Hit[], env: Env): Outcome {
  const { hitPolicy } = table;
  const isSingle = !["RULE ORDER", "OUTPUT ORDER", "COLLECT"].includes(hitPolicy);
  if (hits.length === 0 && (isSingle || table.outputs.some(({ fallback }) => fallback !== null))) {
    return { value: fallbackOf(table, env) };
  }
  const outputs = (of: readonly Hit[]): Value[] => of.map((hit) => outputOf(table, hit.outputs));
  const [first = null] = outputs(hits);
  switch (hitPolicy) {
    case "UNIQUE":
      return hits.length > 1 ? severalMatch(table, hits) : { value: first };
    case "ANY":
      return outputs(hits).every((output) => equal(output, first, env.run) === true)
        ? { value: first }
        : disagree(table, hits);
    case "FIRST":
      return { value: first };
    case "PRIORITY":
      return { value: outputs(byPriority(table, hits, env))[0] ?? null };
    case "OUTPUT ORDER":
      return { value: outputs(byPriority(table, hits, env)) };
    case "RULE ORDER":
      return { value: outputs(hits) };
    case "COLLECT":
      return table.aggregation === null
        ? { value: outputs(hits) }
        : aggregate(table, outputs(hits));
  }
}

/** The default outputs; null when the table has none. */
function fallbackOf(table: Table, env: Env): Value {
  if (table.outputs.every(({ fallback }) => fallback === null)) return null;
  return outputOf(
    table,
    table.outputs.map(({ fallback }) => (fallback === null ? null : fallback(env))),
  );
}

/** Most important output value of the first column first, then the second, and so on; else in the order of the rules. */
function byPriority(table: Table, hits: readonly Hit[], env: Env): Hit[] {
  const priorities = table.outputs.map((output) => output.priorities(env));
  const rankOf = (value: Value, column: number): number => {
    const values = priorities[column] ?? null;
    const rank = isList(values)
      ? values.findIndex((priority) => equal(priority, value, env.run) === true)
      : -1;
    return rank === -1 ? Number.MAX_SAFE_INTEGER : rank;
  };
  const ranked = hits.map((hit) => ({ hit, ranks: hit.outputs.map(rankOf) }));
  return ranked
    .toSorted((a, b) => {
      const column = a.ranks.findIndex((rank, index) => rank !== b.ranks[index]);
      return column === -1 ? 0 : (a.ranks[column] ?? 0) - (b.ranks[column] ?? 0);
    })
    .map(({ hit }) => hit);
}

function aggregate(table: Table, outputs: readonly Value[]): Outcome {
  const { aggregation } = table;
  if (aggregation === "COUNT") return { value: outputs.length };
  if (outputs.length === 0) return { value: null };
  if (aggregation === "SUM") {
    return outputs.every((output) => isNumber(output))
      ? { value: sum(outputs) }
      : notNumeric(table);
  }
  const extreme = outputs.reduce<Value | undefined>((best, output) => {
    const ordered = best === undefined ? undefined : order(output, best);
    if (ordered === undefined) return undefined;
    return (aggregation === "MIN") === ordered < 0 ? output : best;
  }, outputs[0]);
  return extreme === undefined ? notNumeric(table) : { value: extreme };
}

function sum(values: readonly FeelNumber[]): Value {
  return values.reduce<FeelNumber | null>(
    (total, value) => (total === null ? null : add(total, value)),
    0,
  );
}

const rowsOf = (hits: readonly Hit[]): string => hits.map(({ row }) => row).join(", ");

function severalMatch({ owner }: Table, hits: readonly Hit[]): Outcome {
  const rows = rowsOf(hits);
  return {
    problem: {
      code: "SEVERAL_RULES_MATCH",
      message: {
        zh: `决策「${owner.name}」的第 ${rows} 行同时命中，而命中策略要求唯一。`,
        en: `Rows ${rows} of the decision "${owner.name}" match at once, but the hit policy is unique.`,
      },
    },
  };
}

function disagree({ owner }: Table, hits: readonly Hit[]): Outcome {
  const rows = rowsOf(hits);
  return {
    problem: {
      code: "RULES_DISAGREE",
      message: {
        zh: `决策「${owner.name}」的第 ${rows} 行同时命中，但结果不一致。`,
        en: `Rows ${rows} of the decision "${owner.name}" match, but disagree.`,
      },
    },
  };
}

function notNumeric({ owner }: Table): Outcome {
  return {
    problem: {
      code: "AGGREGATION_NOT_NUMERIC",
      message: {
        zh: `决策「${owner.name}」要汇总的结果不全是数字。`,
        en: `Not all results that the decision "${owner.name}" aggregates are numbers.`,
      },
    },
  };
}
