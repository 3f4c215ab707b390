/** How tokens move: along flows, into elements, and on from events that have already happened (BPMN 2.0.2 §13.2). */
import type { ElementLifecycleEvent, LifecycleEventType } from "../events.ts";
import type { ElementInstanceId } from "../ids.ts";
import type { Variables } from "../json.ts";
import type { FlowIndex, ProcessNode } from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import type { Run } from "./run.ts";
import { propagateAll, setAllLocal } from "./variables.ts";

/** Lets a lifecycle event of the element instance happen. */
export function transition(
  run: Run,
  node: ProcessNode,
  element: ElementRecord,
  type: LifecycleEventType,
): void {
  const { elementInstanceId, scopeId, loopCounter } = element;
  run.emit(lifecycleEvent(node, type, elementInstanceId, scopeId, loopCounter));
}

function lifecycleEvent(
  node: ProcessNode,
  type: LifecycleEventType,
  elementInstanceId: ElementInstanceId,
  scopeId: ElementInstanceId,
  loopCounter: number | undefined,
): ElementLifecycleEvent {
  const { elementId, kind: elementKind, properties } = node;
  const event = { type, elementInstanceId, elementId, elementKind, scopeId };
  // Most have neither, and there is no other event that is as frequent.
  if (loopCounter === undefined && properties === undefined) return event;
  return {
    ...event,
    ...(loopCounter === undefined ? undefined : { loopCounter }),
    ...(properties === undefined ? undefined : { properties }),
  };
}

/** Starts a new instance of the node in the scope; it is activated when its turn comes. */
export function enter(
  run: Run,
  node: ProcessNode,
  scopeId: ElementInstanceId,
  member?: { readonly loopCounter: number },
): ElementRecord {
  const element = begin(run, node, scopeId, run.newId(), member?.loopCounter);
  run.queue.push({ at: "inputs", elementInstanceId: element.elementInstanceId });
  return element;
}

/**
 * Starts a new instance of an event that has happened elsewhere: a boundary event, or the event that an event-based
 * gateway waited for. It does not wait; it completes with the variables that came with what happened.
 */
export function enterHappened(
  run: Run,
  node: ProcessNode,
  scopeId: ElementInstanceId,
  variables: Variables,
): void {
  const element = begin(run, node, scopeId);
  transition(run, node, element, "elementActivated");
  complete(run, element, variables);
}

/**
 * Starts a new instance of a start event that has happened, before its scope is activated: it goes on when the scope is
 * (semantics/scopes.ts). What came with it is seen by its output mappings only; without, it is merged into the scope now,
 * so that what the scope waits for can refer to it.
 */
export function beginStart(
  run: Run,
  start: ProcessNode,
  scopeId: ElementInstanceId,
  variables: Variables,
): ElementRecord {
  const element = begin(run, start, scopeId);
  if (start.outputs.length > 0) setAllLocal(run, element.elementInstanceId, variables);
  else propagateAll(run, scopeId, variables);
  return element;
}

/** The element instance is done: takes in the variables that came with it and leaves when its turn comes. */
export function complete(run: Run, element: ElementRecord, variables: Variables = {}): void {
  const node = run.nodeOf(element);
  transition(run, node, element, "elementCompleting");
  takeIn(run, node, element, variables);
  run.queue.push({ at: "outputs", elementInstanceId: element.elementInstanceId });
}

/** Takes in a result: with output mappings only they see it, without it is merged into what is visible (as Camunda 8). */
export function takeIn(
  run: Run,
  node: ProcessNode,
  element: ElementRecord,
  variables: Variables,
): void {
  if (node.outputs.length > 0) setAllLocal(run, element.elementInstanceId, variables);
  else propagateAll(run, element.elementInstanceId, variables);
}

/** A token goes over the flow and arrives at its target. */
export function takeFlow(run: Run, flowIndex: FlowIndex, scopeId: ElementInstanceId): void {
  const flow = run.graph.flows[flowIndex];
  if (flow === undefined) throw new Error(`No flow ${String(flowIndex)}`);
  run.emit({ type: "sequenceFlowTaken", flowId: flow.flowId, scopeId });
  const target = run.nodeAt(flow.target);
  if (target.startQuantity > 1) {
    gather(run, target, scopeId, flow.flowId);
    return;
  }
  const behavior = run.behaviorOf(target);
  if (behavior.arrive === undefined) enter(run, target, scopeId);
  else behavior.arrive(run, target, run.living(scopeId), flowIndex);
}

/** An activity begins when as many tokens have come as it needs, over whichever flows (BPMN 2.0.2 §13.3.2). */
function gather(run: Run, node: ProcessNode, scopeId: ElementInstanceId, flowId: string): void {
  run.emit({ type: "joinTokenArrived", scopeId, elementId: node.elementId, flowId });
  beginWhenGathered(run, node, scopeId);
}

/** Begins if as many tokens wait for the activity as it needs; false when they do not. */
export function beginWhenGathered(
  run: Run,
  node: ProcessNode,
  scopeId: ElementInstanceId,
): boolean {
  const { elementId, startQuantity } = node;
  const waiting = node.incoming.flatMap((index) => {
    const over = run.flowId(index);
    const count = run.tables.join.get(`${scopeId}/${elementId}/${over}`) ?? 0;
    return Array.from({ length: count }, () => over);
  });
  if (waiting.length < startQuantity) return false;
  const flowIds = waiting.slice(0, startQuantity);
  run.emit({ type: "joinTokensConsumed", scopeId, elementId, flowIds });
  enter(run, node, scopeId);
  return true;
}

/** The root scope of a new instance. */
export function enterProcess(run: Run, processInstanceId: ElementInstanceId): ElementRecord {
  return begin(run, run.nodeAt(0), processInstanceId, processInstanceId);
}

/** A new instance that is activating; nothing brings it on by itself. */
export function begin(
  run: Run,
  node: ProcessNode,
  scopeId: ElementInstanceId,
  elementInstanceId: ElementInstanceId = run.newId(),
  loopCounter?: number,
): ElementRecord {
  run.emit(lifecycleEvent(node, "elementActivating", elementInstanceId, scopeId, loopCounter));
  return run.living(elementInstanceId);
}
