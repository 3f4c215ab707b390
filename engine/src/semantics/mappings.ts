/** Input and output mappings of the zeebe dialect (`zeebe:ioMapping`), one after the other in the order of the model. */
import type { IncidentCause } from "../errors.ts";
import type { Json } from "../json.ts";
import type { ProcessNode, VariableMapping } from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import { valueIn } from "./evaluation.ts";
import type { Run } from "./run.ts";
import { localVariables, lookupFrom, propagateAll, setAllLocal, withMember } from "./variables.ts";

/** Sets the inputs as local variables of the element; all or none, and each one sees those before it. */
export function applyInputs(
  run: Run,
  node: ProcessNode,
  element: ElementRecord,
): IncidentCause | undefined {
  if (node.inputs.length === 0) return undefined;
  const scopeId = element.elementInstanceId;
  const results: Record<string, Json> = {};
  for (const mapping of node.inputs) {
    const evaluated = valueIn(run, scopeId, mapping.source, results);
    if (!evaluated.ok) return evaluated.cause;
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
  if (node.outputs.length === 0) return undefined;
  // A member of a multi-instance writes to itself: the body collects its output element from there.
  const target = isMember(run, element) ? element.elementInstanceId : element.scopeId;
  const results: Record<string, Json> = {};
  for (const mapping of node.outputs) {
    const evaluated = valueIn(run, element.elementInstanceId, mapping.source);
    if (!evaluated.ok) return evaluated.cause;
    const [name, ...path] = splitTarget(mapping);
    const current = Object.hasOwn(results, name)
      ? results[name]
      : lookupFrom(run.state, target)(name);
    results[name] = withMember(path.length === 0 ? undefined : current, path, evaluated.value);
  }
  propagateAll(run, target, results);
  return undefined;
}

function isMember(run: Run, element: ElementRecord): boolean {
  return element.loopCounter !== undefined && run.living(element.scopeId).members !== undefined;
}

function splitTarget(mapping: VariableMapping): readonly [string, ...string[]] {
  const [name, ...path] = mapping.target;
  if (name === undefined) throw new Error("A mapping has no target");
  return [name, ...path];
}
