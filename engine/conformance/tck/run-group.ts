/** Runs the cases of one group: a folder with models and cases about them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DecisionModel, DrgElement } from "../../src/decision/decision-model.ts";
import { evaluateElement } from "../../src/decision/evaluate-decision.ts";
import { parseDecisions } from "../../src/decision/index.ts";
import { FeelFunction } from "../../src/expression/values/function.ts";
import { textOf } from "../../src/expression/values/text.ts";
import { Run } from "../../src/expression/program/run.ts";
import { isContext, type Value } from "../../src/expression/values/value.ts";
import { readCases, type TestCase } from "./cases.ts";
import { isSame } from "./same.ts";

/** A case and why it failed; null when it passed. */
export interface CaseResult {
  readonly id: string;
  readonly failure: string | null;
}

/** 2026-11-23T02:00:00Z: results must not depend on it. */
const NOW = 1_795_399_200_000;

/** Runs all cases of a folder. */
export async function runGroup(folder: string): Promise<CaseResult[]> {
  const files = readdirSync(folder).toSorted();
  const models = await modelsIn(
    folder,
    files.filter((file) => file.endsWith(".dmn")),
  );
  const results: CaseResult[] = [];
  for (const file of files.filter((name) => name.endsWith(".xml"))) {
    const { model: name, cases } = readCases(readFileSync(join(folder, file), "utf8"));
    const model = models.get(name);
    for (const test of cases) {
      const failure = typeof model === "object" ? failureOf(test, model) : (model ?? "no model");
      results.push({
        id: `${file.replace(/^.*-test-/u, "").replace(".xml", "")}/${test.id}`,
        failure,
      });
    }
  }
  return results;
}

/** Models by file, or why they cannot be read. Those that others import are read first. */
async function modelsIn(
  folder: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, DecisionModel | string>> {
  const models = new Map<string, DecisionModel | string>();
  let pending = files;
  while (pending.length > 0) {
    const before = models.size;
    const available = [...models.values()].filter((model) => typeof model === "object");
    const refused: string[] = [];
    for (const file of pending) {
      const parsed = await parseDecisions(
        readFileSync(join(folder, file), "utf8"),
        undefined,
        available,
      );
      if (parsed.ok) models.set(file, parsed.model);
      else if (parsed.findings.some(({ code }) => code === "DECISION_IMPORT_MISSING")) {
        refused.push(file);
      } else {
        models.set(file, parsed.findings.map(({ message }) => message.en).join("; "));
      }
    }
    if (models.size === before) for (const file of refused) models.set(file, "imports nothing");
    pending = refused.filter((file) => !models.has(file));
  }
  return models;
}

function failureOf(test: TestCase, model: DecisionModel): string | null {
  for (const { name, expected, isError } of test.results) {
    const actual = resultOf(test, name, model);
    if (isError ? actual !== null && !isSame(actual, expected) : !isSame(actual, expected)) {
      return `${name} is ${shown(actual)} instead of ${shown(expected)}`;
    }
  }
  return null;
}

function shown(value: Value): string {
  return typeof value === "string" ? JSON.stringify(value) : textOf(value, new Run({ now: NOW }));
}

function resultOf(test: TestCase, name: string, model: DecisionModel): Value {
  const lookup = (input: string): Value | undefined => test.inputs.get(input);
  const elements = [...model.elements.values()].toReversed();
  const find = (wanted: string, kind: DrgElement["kind"]): DrgElement | undefined =>
    elements.find((element) => element.kind === kind && element.name === wanted);
  if (test.service === null) {
    const decision = find(name, "decision") ?? find(name, "service");
    if (decision === undefined) return "no such decision";
    const evaluated = evaluateElement(model, decision, lookup, { now: NOW }, "standard");
    return evaluated.ok ? evaluated.value : null;
  }
  const service = find(test.service, "service");
  if (service === undefined) return "no such service";
  const evaluated = evaluateElement(model, service, lookup, { now: NOW }, "standard");
  if (!evaluated.ok || !(evaluated.value instanceof FeelFunction)) return null;
  const call = { run: evaluated.run, place: { from: 0, to: 0 } };
  const result = evaluated.value.invokeNamed(test.inputs, call) ?? null;
  return isContext(result) && Object.hasOwn(result, name) ? (result[name] ?? null) : result;
}
