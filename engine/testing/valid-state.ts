/** Whether a state is one that its graph could have come to: every record belongs to something of the model, in its place. */
import { awaitedEvents } from "../src/migrate/awaited-events.ts";
import { behaviors } from "../src/elements/registry.ts";
import { eventDefinitions } from "../src/event-definitions/registry.ts";
import type { ProcessGraph } from "../src/model/process-graph.ts";
import { Run } from "../src/semantics/run.ts";
import type { InstanceState } from "../src/state/instance-state.ts";
import type { ElementRecord } from "../src/state/records.ts";

/** What is wrong with it; nothing for a valid one. */
export function stateProblems(graph: ProcessGraph, state: InstanceState): string[] {
  const context = { now: 0, newId: () => "", decision: () => undefined };
  const run = new Run(graph, state, context, { behaviors, eventDefinitions });
  return [
    ...[...state.tables.element.entries()].flatMap(([, element]) => elementProblems(run, element)),
    ...[...state.tables.join.entries()].flatMap(([key]) => joinProblems(run, key)),
    ...[...state.tables.compensation.entries()].flatMap(([key, { elementId }]) =>
      graph.nodeOf.has(elementId) ? [] : [`${key} undoes ${elementId}, which is not in the model`],
    ),
  ];
}

function elementProblems(run: Run, element: ElementRecord): string[] {
  const { elementInstanceId, elementId, kind, scopeId, tokens, state } = element;
  const told = `${elementId} ${elementInstanceId}`;
  if (!run.graph.nodeOf.has(elementId)) return [`${told} is not in the model`];
  const node = run.nodeOf(element);
  if (node.kind !== kind) return [`${told} is a ${kind} and should be a ${node.kind}`];
  const scope = run.element(scopeId);
  if (scope === undefined) return [`${told} lies nowhere`];
  const problems: string[] = [];
  // What undoes something lies in what it undoes.
  if (scopeId !== elementInstanceId && scope.state !== "compensating" && state !== "compensating") {
    const around = run.nodeOf(scope);
    if (around.index !== node.scope) problems.push(`${told} lies in ${around.elementId}`);
  }
  const inside = run.state.children.get(elementInstanceId)?.size ?? 0;
  const waiting = [...(run.state.joins.get(elementInstanceId) ?? [])];
  const held = waiting.reduce((sum, key) => sum + (run.tables.join.get(key) ?? 0), inside);
  if (held !== tokens) problems.push(`${told} counts ${String(tokens)} tokens for ${String(held)}`);
  const awaited = new Set(awaitedEvents(run, node).map((event) => event.elementId));
  for (const { table, key } of run.state.owned.get(elementInstanceId) ?? []) {
    const record = run.tables[table].get(key);
    if (record !== undefined && "elementId" in record && !awaited.has(record.elementId))
      problems.push(`${told} waits for ${record.elementId}`);
  }
  return problems;
}

function joinProblems(run: Run, key: string): string[] {
  const [scopeId = "", elementId = "", flowId = ""] = key.split("/");
  const flow = run.graph.flows[run.graph.flowOf.get(flowId) ?? -1];
  const join = run.graph.nodes[run.graph.nodeOf.get(elementId) ?? -1];
  const scope = run.element(scopeId);
  const isInPlace =
    join !== undefined &&
    scope !== undefined &&
    flow?.target === join.index &&
    run.nodeOf(scope).index === join.scope;
  return isInPlace ? [] : [`No token can wait at ${key}`];
}
