/** Decision tables: XML → node (DMN 1.3 §8). */
import {
  type Code,
  INPUT_NAME,
  namedScope,
  type Node,
  type Scope,
  type Generator,
} from "../expression/within.ts";
import type { ModelElement } from "../model/model-element.ts";
import type {
  Aggregation,
  HitPolicy,
  Table,
  TableInput,
  TableOutput,
  TableRule,
} from "./decision-table.ts";
import { evaluateTable } from "./evaluate-table.ts";
import { typeNamed } from "./item-definitions.ts";
import type { ModelReading } from "./model-reading.ts";
import { NOWHERE, NULL, type Owner, stated, typed } from "./nodes.ts";

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

/** Trees of a table's cells; null tests are always met, null outputs are null. */
interface TableTrees {
  readonly inputs: readonly { label: string; value: Node; allowed: Node | null }[];
  readonly outputs: readonly {
    name: string;
    priorities: Node;
    fallback: Node | null;
  }[];
  readonly rules: readonly {
    id: string;
    annotation: string;
    tests: readonly (Node | null)[];
    outputs: readonly Node[];
  }[];
}

/** Reads a table; `isWhole` when it is all of a decision's logic. */
export function readTable(
  table: ModelElement,
  owner: Owner,
  reading: ModelReading,
  isWhole: boolean,
): Node {
  const hitPolicy = HIT_POLICIES.find((one) => one === (table.text("hitPolicy") ?? "UNIQUE"));
  if (hitPolicy === undefined) {
    reading.report(
      "HIT_POLICY_UNKNOWN",
      owner.id,
      "命中策略无效。",
      "The hit policy is not valid.",
    );
  }
  const aggregation = AGGREGATIONS.find((one) => one === table.text("aggregation")) ?? null;
  const trees: TableTrees = {
    inputs: table.many("input").map((input, index) => readInput(input, index, owner, reading)),
    outputs: table.many("output").map((output) => readOutput(output, owner, reading)),
    rules: table.many("rule").map((rule, index) => readRule(rule, index, table, owner, reading)),
  };
  const settings = { hitPolicy: hitPolicy ?? "UNIQUE", aggregation, owner, isWhole } as const;
  return {
    kind: "custom",
    ...NOWHERE,
    generate: (generator, scope) => {
      const compiled: Table = { ...settings, ...compile(trees, generator, scope) };
      return (env) => evaluateTable(compiled, env);
    },
  };
}

function compile(
  trees: TableTrees,
  generator: Generator,
  scope: Scope,
): Pick<Table, "inputs" | "outputs" | "rules"> {
  const withInput = namedScope(scope, [INPUT_NAME]);
  const code = (node: Node): Code => generator.code(node, scope);
  const test = (node: Node | null): Code | null => node && generator.code(node, withInput);
  const inputs = trees.inputs.map(({ label, value, allowed }): TableInput => ({
    label,
    value: code(value),
    allowed: test(allowed),
  }));
  const outputs = trees.outputs.map(({ name, priorities, fallback }): TableOutput => ({
    name,
    priorities: code(priorities),
    fallback: fallback && code(fallback),
  }));
  const rules = trees.rules.map((rule): TableRule => ({
    id: rule.id,
    annotation: rule.annotation,
    tests: rule.tests.map(test),
    outputs: rule.outputs.map(code),
  }));
  return { inputs, outputs, rules };
}

function readInput(
  input: ModelElement,
  index: number,
  { element }: Owner,
  reading: ModelReading,
): TableTrees["inputs"][number] {
  const expression = input.one("inputExpression");
  const source = expression?.text("text");
  const label = input.text("label") ?? source ?? String(index + 1);
  const [where, whereEn] = [`输入「${label}」`, `input "${label}"`];
  const parsed = reading.expression(source ?? "", element, where, whereEn) ?? NULL;
  const allowed = input.one("inputValues")?.text("text");
  return {
    label,
    value: typed(
      stated(source ?? "", parsed),
      typeNamed(expression?.text("typeRef"), reading.types),
    ),
    allowed: allowed === undefined ? null : reading.tests(allowed, element, where, whereEn),
  };
}

function readOutput(
  output: ModelElement,
  { element }: Owner,
  reading: ModelReading,
): TableTrees["outputs"][number] {
  const values = output.one("outputValues")?.text("text");
  const fallback = output.one("defaultOutputEntry")?.text("text");
  const [where, whereEn] = ["输出取值", "the output values"];
  const tree = (source: string): Node =>
    reading.expression(source, element, where, whereEn) ?? NULL;
  return {
    name: output.text("name") ?? "",
    priorities: tree(`[${values ?? ""}]`),
    fallback: fallback === undefined ? null : tree(fallback),
  };
}

function readRule(
  rule: ModelElement,
  index: number,
  table: ModelElement,
  { element }: Owner,
  reading: ModelReading,
): TableTrees["rules"][number] {
  const [where, whereEn] = [`第 ${index + 1} 行`, `row ${index + 1}`];
  const types = table
    .many("output")
    .map((output) => typeNamed(output.text("typeRef"), reading.types));
  return {
    id: rule.id || String(index + 1),
    annotation: rule.text("description") ?? rule.many("annotationEntry")[0]?.text("text") ?? "",
    tests: rule.many("inputEntry").map((entry) => {
      const source = entry.text("text");
      return source === undefined ? null : reading.tests(source, element, where, whereEn);
    }),
    outputs: rule.many("outputEntry").map((entry, column) => {
      const source = entry.text("text");
      if (source === undefined || source === "-") return NULL;
      const parsed = reading.expression(source, element, where, whereEn);
      return parsed === null
        ? NULL
        : typed(stated(source, parsed), types[column] ?? { kind: "Any" });
    }),
  };
}
