/** Carries out a planned migration: see plan-migration.ts. */
import type { ElementInstanceId } from "../ids.ts";
import type { ProcessGraph } from "../model/process-graph.ts";
import type { Run } from "../semantics/run.ts";
import { beginData } from "../semantics/mappings.ts";
import { releaseOwned } from "../semantics/termination.ts";
import { begin, beginWhenGathered, transition } from "../semantics/tokens.ts";
import type { AddedScope, PlannedMigration } from "./plan-migration.ts";

/** What the instance becomes one of. */
export interface MigrationTarget {
  readonly graph: ProcessGraph;
  readonly definitionId: string;
  readonly version: number;
}

/** The instance becomes one of the target; from then on the run has its graph. Nothing goes on yet. */
export function migrate(run: Run, target: MigrationTarget, planned: PlannedMigration): void {
  for (const [owner, events] of planned.released) release(run, owner, events);
  const { graph, definitionId, version } = target;
  run.emit({
    type: "processInstanceMigrated",
    definitionId,
    processId: graph.processId,
    version,
    elements: planned.renamedElements,
    flows: planned.renamedFlows,
  });
  run.graph = graph;
  const added = new Map<string, ElementInstanceId>();
  for (const [key, scope] of planned.scopes) {
    const within = added.get(scope.within) ?? run.living(scope.within).elementInstanceId;
    added.set(key, addScope(run, scope, within));
  }
  // What the target keeps data in is there from now on.
  for (const { elementInstanceId } of planned.elements)
    beginData(run, run.nodeOf(run.living(elementInstanceId)), elementInstanceId);
  for (const { owner, arm } of planned.armed) arm(run, run.living(owner));
  for (const { userTaskId, prepared } of planned.userTasks) {
    const task = run.tables.userTask.get(userTaskId);
    const { elementInstanceId, elementId } = run.living(task?.elementInstanceId ?? "");
    const { candidateGroups, candidateUsers, dueAt, followUpAt, priority } = prepared;
    const particulars = { candidateGroups, candidateUsers, dueAt, followUpAt, priority };
    run.emit({ type: "userTaskUpdated", userTaskId, elementInstanceId, elementId, ...particulars });
  }
}

/** Joins of the migrated instance decide by the target's flows. */
export function decideAgain(run: Run): void {
  for (const [scopeId, keys] of run.state.joins) {
    const joins = new Set([...keys].map((key) => key.split("/")[1] ?? ""));
    for (const elementId of joins) {
      const scope = run.element(scopeId);
      if (scope?.state !== "activated") continue;
      const node = run.nodeById(elementId);
      const behavior = run.behaviorOf(node);
      if (behavior.reconsider !== undefined) behavior.reconsider(run, node, scope);
      else while (beginWhenGathered(run, node, scope.elementInstanceId));
    }
  }
  for (const [, { scopeId }] of run.tables.element.entries()) run.scopesToReconsider.add(scopeId);
}

function release(run: Run, ownerId: ElementInstanceId, events: ReadonlySet<string>): void {
  const owner = run.living(ownerId);
  const { elementInstanceId, occurred = {} } = owner;
  for (const elementId of Object.keys(occurred)) {
    if (events.has(elementId))
      run.emit({ type: "eventPartsConsumed", elementInstanceId, elementId });
  }
  // An incident of who waits, or its job, may bear the same id.
  releaseOwned(
    run,
    owner,
    (elementId, table) =>
      events.has(elementId) && table !== "incident" && table !== "job" && table !== "userTask",
  );
}

/** The scope begins as if what lives in it had been there from the start. */
function addScope(
  run: Run,
  { node, from, elements, joins, armings }: AddedScope,
  within: ElementInstanceId,
): ElementInstanceId {
  const scope = begin(run, node, within);
  const scopeId = scope.elementInstanceId;
  beginData(run, node, scopeId);
  for (const arm of armings) arm(run, scope);
  transition(run, node, scope, "elementActivated");
  for (const elementInstanceId of elements) {
    const { elementId } = run.living(elementInstanceId);
    run.emit({ type: "elementMoved", elementInstanceId, elementId, scopeId });
  }
  for (const key of run.state.joins.get(from) ?? []) {
    const [, elementId = "", flowId = ""] = key.split("/");
    if (!joins.has(elementId)) continue;
    const count = run.tables.join.get(key) ?? 0;
    const flowIds = Array.from({ length: count }, () => flowId);
    run.emit({ type: "joinTokensConsumed", scopeId: from, elementId, flowIds });
    for (const each of flowIds)
      run.emit({ type: "joinTokenArrived", scopeId, elementId, flowId: each });
  }
  return scopeId;
}
