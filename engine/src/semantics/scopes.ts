/** What the process and the sub-processes have in common: they hold tokens and end with the last of them. */
import { implicitStarts, isInstantiatingEvent } from "../model/beginnings.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import { disarmEventSubProcesses } from "./event-sub-processes.ts";
import type { Run } from "./run.ts";
import { complete, enter, transition } from "./tokens.ts";

/** Enters the scope's none start event; without start events all elements that it begins with. */
export function enterStart(run: Run, node: ProcessNode, element: ElementRecord): void {
  for (const index of node.children) {
    const child = run.nodeAt(index);
    if (child.kind === "startEvent" && child.trigger === "none") {
      enter(run, child, element.elementInstanceId);
      return;
    }
  }
  const starts = implicitStarts(run.graph.nodes, node);
  if (starts.length === 0) throw new Error(`${node.elementId} has no none start event`);
  for (const start of starts) enter(run, start, element.elementInstanceId);
}

/**
 * Lets what the scope was created with go on: the start event of an event sub-process that has happened, or what a
 * modification has activated in it. False when there is nothing.
 */
export function resumeContent(run: Run, { elementInstanceId }: ElementRecord): boolean {
  const children = run.state.children.get(elementInstanceId);
  if (children === undefined || children.size === 0) return false;
  for (const childId of children) {
    const isStart = run.living(childId).kind === "startEvent";
    run.queue.push({ at: isStart ? "evaluate" : "inputs", elementInstanceId: childId });
  }
  return true;
}

/**
 * Lets what the process has begun with go on: the event that has happened before it was activated, and what is waited for
 * beside it; or the elements that it was to begin at. False when there is nothing.
 */
export function resumeStart(run: Run, scope: ElementRecord): boolean {
  const [happened, ...others] = run.state.children.get(scope.elementInstanceId) ?? [];
  if (happened === undefined) return false;
  const element = run.living(happened);
  const node = run.nodeOf(element);
  if (!isInstantiatingEvent(run.graph, node)) return resumeContent(run, scope);
  transition(run, node, element, "elementActivated");
  complete(run, element);
  for (const elementInstanceId of others) run.queue.push({ at: "inputs", elementInstanceId });
  return true;
}

/** Completes the scope when no token is left in it (BPMN 2.0.2 §13.3.4). */
export function completeIfEmpty(run: Run, element: ElementRecord): void {
  if (element.state !== "activated" || element.tokens > 0) return;
  disarmEventSubProcesses(run, element);
  complete(run, element);
}
