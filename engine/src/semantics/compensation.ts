/**
 * Compensation: undoing what has completed (BPMN 2.0.2 §10.6, §13.5.5).
 *
 * When an activity that can be undone completes, a record is kept in its scope, with the variables of its own. Who throws
 * compensation makes the scope `compensating`: what was recorded there until then is undone one after the other, the latest
 * first. Each of them is an element instance of its own again that has those variables, and in it runs what undoes it:
 *
 * - the handler of its compensation boundary event; else
 * - the compensation event sub-process in it; else, for a sub-process and for a repeated activity,
 * - all that had completed in it, the latest first.
 *
 * What has been undone is not undone again. What a scope recorded goes with the scope, unless that is recorded itself.
 */
import type { EventDetails } from "../event-definitions/event-definition.ts";
import type { CompensationId, ElementInstanceId } from "../ids.ts";
import { NO_INDEX, type ProcessNode } from "../model/process-graph.ts";
import { compareAge } from "../state/instance-state.ts";
import type { CompensationRecord, ElementRecord } from "../state/records.ts";
import type { Run } from "./run.ts";
import { beginStart, complete, enter } from "./tokens.ts";
import { localVariables, setAllLocal } from "./variables.ts";

/** What to undo in a scope. */
export interface CompensationScope {
  /** The only activity; undefined for all. */
  readonly target?: string | undefined;
  /** Who waits until it is done. */
  readonly thrownBy?: ElementInstanceId | undefined;
  /** Where that runs: the scope of the throwing event, which may be an event sub-process in it; by default the scope. */
  readonly within?: ElementInstanceId | undefined;
}

/** The element instance is about to complete: from then on it can be undone, if it has what undoes it. */
export function recordCompletion(run: Run, node: ProcessNode, element: ElementRecord): void {
  const { elementInstanceId, elementId, scopeId, loopCounter } = element;
  const hasContent = run.state.compensable.has(elementInstanceId);
  const isUndone = node.handler !== NO_INDEX || compensationStart(run, node) !== undefined;
  if (!hasContent && !isUndone) return;
  // What undoes something is not undone itself; and a process is undone by the handler of who called it.
  const isRecorded = node.scope !== NO_INDEX && run.living(scopeId).state !== "compensating";
  if (hasContent && (!isRecorded || node.handler !== NO_INDEX))
    run.emit({ type: "compensationsDiscarded", scopeId: elementInstanceId });
  if (!isRecorded) return;
  const variables = localVariables(run.state, elementInstanceId);
  run.emit({
    type: "compensationRecorded",
    compensationId: run.newId(),
    elementInstanceId,
    elementId,
    elementKind: node.kind,
    scopeId,
    ...(loopCounter === undefined ? undefined : { loopCounter }),
    ...(Object.keys(variables).length === 0 ? undefined : { variables }),
  });
}

/** Begins to undo what has completed in the scope until now; false when there is nothing to undo. */
export function compensateScope(
  run: Run,
  scope: ElementRecord,
  { target, thrownBy, within = scope.elementInstanceId }: CompensationScope,
): boolean {
  const compensates = scope.compensating?.compensates ?? scope.elementInstanceId;
  const upTo = latest(run, { compensates, target });
  if (upTo === undefined) return false;
  const elementInstanceId = run.newId<ElementInstanceId>();
  run.emit({
    type: "elementCompensating",
    elementInstanceId,
    elementId: scope.elementId,
    elementKind: scope.kind,
    scopeId: within,
    compensates,
    upTo,
    ...(target === undefined ? undefined : { target }),
    ...(thrownBy === undefined ? undefined : { thrownBy }),
  });
  run.queue.push({ at: "compensate", elementInstanceId });
  return true;
}

/** Something in the compensating element instance has ended, or it has just begun: undoes what is next, or is done. */
export function continueCompensation(run: Run, element: ElementRecord): void {
  const { compensating, tokens } = element;
  if (compensating === undefined || tokens > 0) return;
  // The event sub-process alone says what is undone: what it left out stays.
  if (compensationStart(run, run.nodeOf(element)) !== undefined) discardCompensations(run, element);
  const next = latest(run, compensating);
  if (next === undefined) endCompensation(run, element);
  else undo(run, next, element.elementInstanceId);
}

/** What the element instance has recorded is given up with it. */
export function discardCompensations(run: Run, element: ElementRecord): void {
  const { compensating, elementInstanceId } = element;
  // While a scope undoes its own content, that is the scope's to give up.
  if (compensating?.upTo !== undefined) return;
  const scopeId = compensating?.compensates ?? elementInstanceId;
  if (run.state.compensable.has(scopeId)) run.emit({ type: "compensationsDiscarded", scopeId });
}

/** The latest that is still to be undone. */
function latest(
  run: Run,
  { compensates, target, upTo }: NonNullable<ElementRecord["compensating"]>,
): CompensationId | undefined {
  const key = run.state.compensable
    .get(compensates)
    ?.findLast(
      (id) =>
        (upTo === undefined || compareAge(id, upTo) <= 0) &&
        (target === undefined || run.tables.compensation.get(id)?.elementId === target),
    );
  return key as CompensationId | undefined;
}

function undo(run: Run, compensationId: CompensationId, scopeId: ElementInstanceId): void {
  const { elementInstanceId: compensates, ...recorded } = recordOf(run, compensationId);
  const { elementId, kind, loopCounter, variables = {} } = recorded;
  const elementInstanceId = run.newId<ElementInstanceId>();
  run.emit({
    type: "elementCompensating",
    elementInstanceId,
    elementId,
    elementKind: kind,
    scopeId,
    ...(loopCounter === undefined ? undefined : { loopCounter }),
    compensates,
    compensationId,
  });
  setAllLocal(run, elementInstanceId, variables);
  const element = run.living(elementInstanceId);
  const node = run.nodeOf(element);
  const start = compensationStart(run, node);
  if (node.handler !== NO_INDEX) enter(run, handlerOf(run, node), elementInstanceId);
  else if (start !== undefined) {
    const inner = enter(run, run.nodeAt(start.scope), elementInstanceId);
    beginStart(run, start, inner.elementInstanceId, {});
  } else run.queue.push({ at: "compensate", elementInstanceId });
}

function endCompensation(run: Run, element: ElementRecord): void {
  const { elementInstanceId, elementId, scopeId, kind: elementKind, compensating } = element;
  run.emit({ type: "elementCompensated", elementInstanceId, elementId, elementKind, scopeId });
  const scope = run.living(scopeId);
  const thrower = run.element(compensating?.thrownBy ?? "");
  if (thrower !== undefined) complete(run, thrower);
  else if (scope.state === "compensating")
    run.queue.push({ at: "compensate", elementInstanceId: scopeId });
  else {
    const node = run.nodeOf(scope);
    run.behaviorOf(node).childEnded?.(run, node, scope);
  }
}

/** The start event of the compensation event sub-process in the activity. */
function compensationStart(run: Run, node: ProcessNode): ProcessNode<EventDetails> | undefined {
  const index = node.eventStarts.find((start) => run.nodeAt(start).trigger === "compensation");
  return index === undefined ? undefined : (run.nodeAt(index) as ProcessNode<EventDetails>);
}

/** The handler; the body around it when it is repeated. */
function handlerOf(run: Run, node: ProcessNode): ProcessNode {
  return run.nodeById(run.nodeAt(node.handler).elementId);
}

function recordOf(run: Run, compensationId: CompensationId): CompensationRecord {
  const record = run.tables.compensation.get(compensationId);
  if (record === undefined) throw new Error(`Nothing is recorded as ${compensationId}`);
  return record;
}
