/**
 * Input and output mappings (`zeebe:ioMapping`, and data associations as model/data.ts makes mappings of them), one after
 * the other in the order of the model; before them what must be there, and after them what must have come of it.
 */
import type { IncidentCause } from "../errors.ts";
import type { ElementInstanceId } from "../ids.ts";
import type { Json } from "../json.ts";
import type { ProcessNode, VariableMapping } from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import { valueIn } from "./evaluation.ts";
import { cause } from "./incidents.ts";
import type { Run } from "./run.ts";
import {
  localVariables,
  lookupFrom,
  propagateAll,
  setAllLocal,
  setLocal,
  withMember,
} from "./variables.ts";

/** Sets the inputs as local variables of the element; all or none, and each one sees those before it. */
export function applyInputs(
  run: Run,
  node: ProcessNode,
  element: ElementRecord,
): IncidentCause | undefined {
  const scopeId = element.elementInstanceId;
  beginData(run, node, scopeId);
  const missing = unavailable(run, scopeId, node.requiredInputs, node.name);
  if (missing !== undefined || node.inputs.length === 0) return missing;
  const results: Record<string, Json> = {};
  for (const mapping of node.inputs) {
    const evaluated = valueIn(run, scopeId, mapping.source, results);
    if (!evaluated.ok) return evaluated.cause;
    const problem = typeProblem(mapping, evaluated.value);
    if (problem !== undefined) return problem;
    const [name, ...path] = splitTarget(mapping);
    const current = Object.hasOwn(results, name)
      ? results[name]
      : localVariables(run.state, scopeId)[name];
    results[name] = withMember(path.length === 0 ? undefined : current, path, evaluated.value);
  }
  setAllLocal(run, scopeId, results);
  return undefined;
}

/** Sets the outputs where they are visible from outside the element; all or none. */
export function applyOutputs(
  run: Run,
  node: ProcessNode,
  element: ElementRecord,
): IncidentCause | undefined {
  const missing = unavailable(run, element.elementInstanceId, node.requiredOutputs, node.name);
  if (missing !== undefined || node.outputs.length === 0) return missing;
  // A member of a multi-instance writes to itself: the body collects its output element from there.
  const target = isMember(run, element) ? element.elementInstanceId : element.scopeId;
  const results: Record<string, Json> = {};
  for (const mapping of node.outputs) {
    const evaluated = valueIn(run, element.elementInstanceId, mapping.source);
    if (!evaluated.ok) return evaluated.cause;
    const problem = typeProblem(mapping, evaluated.value);
    if (problem !== undefined) return problem;
    const [name, ...path] = splitTarget(mapping);
    const current = Object.hasOwn(results, name) ? results[name] : lookupFrom(run, target)(name);
    results[name] = withMember(path.length === 0 ? undefined : current, path, evaluated.value);
  }
  propagateAll(run, target, results);
  return undefined;
}

/** Data objects and properties are there, and null, as long as nothing else has been said. */
export function beginData(run: Run, node: ProcessNode, scopeId: ElementInstanceId): void {
  if (node.data.length === 0) return;
  const known = localVariables(run.state, scopeId);
  for (const name of node.data) if (!Object.hasOwn(known, name)) setLocal(run, scopeId, name, null);
}

/** All variables of one set must have a value (BPMN 2.0.2 §10.4.2). */
function unavailable(
  run: Run,
  scopeId: ElementInstanceId,
  sets: readonly (readonly string[])[],
  name: string,
): IncidentCause | undefined {
  if (sets.length === 0) return undefined;
  const lookup = lookupFrom(run, scopeId);
  const lacking = sets.map((set) => set.filter((variable) => (lookup(variable) ?? null) === null));
  if (lacking.some((variables) => variables.length === 0)) return undefined;
  const [first = []] = lacking;
  return cause(
    "DATA_UNAVAILABLE",
    `“${name}”缺少必需的数据：${first.join("、")}`,
    `"${name}" lacks required data: ${first.join(", ")}`,
  );
}

function typeProblem({ type, target }: VariableMapping, value: Json): IncidentCause | undefined {
  if (type === undefined || value === null) return undefined;
  const actual = Array.isArray(value) ? "list" : typeof value;
  if (actual === type) return undefined;
  const name = target.join(".");
  return cause(
    "VALUE_INVALID",
    `数据“${name}”的类型应为 ${type}，实际为 ${actual}`,
    `The data "${name}" must be a ${type} and is a ${actual}`,
  );
}

function isMember(run: Run, element: ElementRecord): boolean {
  return element.loopCounter !== undefined && run.living(element.scopeId).members !== undefined;
}

function splitTarget(mapping: VariableMapping): readonly [string, ...string[]] {
  const [name, ...path] = mapping.target;
  if (name === undefined) throw new Error("A mapping has no target");
  return [name, ...path];
}
