/**
 * Which events can happen at all. A message, a time or a condition may always come; an error, an escalation, a cancellation or a
 * compensation only if somebody in the process throws it and nobody else catches it before. What a worker or a called process
 * throws nobody knows, so it may be anything.
 */
import { eventsOf, partsOf } from "../../event-definitions/multiple.ts";
import type { TriggerKind } from "../../model/element-kind.ts";
import type { NodeIndex, ProcessGraph, ProcessNode } from "../../model/process-graph.ts";
import { catcherOf, possibleCatchers } from "./catchers.ts";

const known = new WeakMap<ProcessGraph, ReadonlySet<string>>();

/** Whether the catching event (boundary event, or start event of an event sub-process) can happen. */
export function canHappen(graph: ProcessGraph, event: ProcessNode): boolean {
  const thrown = known.get(graph) ?? whatIsThrown(graph);
  known.set(graph, thrown);
  const parts = partsOf(event);
  const isPossible = (trigger: TriggerKind): boolean =>
    !isThrownInside(trigger) || thrown.has(keyOf(event.index, trigger));
  if (parts.length === 0) return isPossible(event.trigger);
  return event.trigger === "parallelMultiple"
    ? parts.every((part) => isPossible(part.trigger))
    : parts.some((part) => isPossible(part.trigger));
}

function isThrownInside(trigger: TriggerKind): boolean {
  return (
    trigger === "error" ||
    trigger === "escalation" ||
    trigger === "cancel" ||
    trigger === "compensation"
  );
}

function keyOf(event: NodeIndex, trigger: TriggerKind): string {
  return `${trigger}/${String(event)}`;
}

/** The events that catch what is thrown, with the trigger that they do it by. */
function whatIsThrown(graph: ProcessGraph): ReadonlySet<string> {
  const caught = new Set<string>();
  for (const node of graph.nodes) {
    if (mayThrowAnything(node)) {
      for (const { index } of possibleCatchers(graph, node.index, "error"))
        caught.add(keyOf(index, "error"));
    }
    if (node.kind === "callActivity") {
      for (const { index } of possibleCatchers(graph, node.index, "escalation"))
        caught.add(keyOf(index, "escalation"));
    }
    if (!isThrowing(node)) continue;
    for (const thrown of ["error", "escalation"] as const) {
      for (const event of eventsOf(node, thrown)) {
        const catcher = catcherOf(graph, event, thrown);
        if (catcher !== undefined) caught.add(keyOf(catcher.event.index, thrown));
      }
    }
    if (eventsOf(node, "cancel").length > 0) addCancelled(graph, node, caught);
    if (eventsOf(node, "compensation").length > 0) addCompensated(graph, caught);
  }
  return caught;
}

function isThrowing({ kind }: ProcessNode): boolean {
  return kind === "endEvent" || kind === "intermediateThrowEvent" || kind === "implicitThrowEvent";
}

/** Whether the element is done by jobs, whose workers may throw any error, or by a called process. */
function mayThrowAnything(node: ProcessNode): boolean {
  switch (node.kind) {
    case "serviceTask":
    case "sendTask":
    case "callActivity":
      return true;
    case "businessRuleTask":
      return (node.details as { readonly kind: string }).kind === "job" || isListenedTo(node);
    case "adHocSubProcess":
      return (node.details as { readonly job: unknown }).job !== null || isListenedTo(node);
    case "endEvent":
    case "intermediateThrowEvent":
      return eventsOf(node, "message").length > 0 || isListenedTo(node);
    default:
      return isListenedTo(node);
  }
}

function isListenedTo({ kind, details, listeners }: ProcessNode): boolean {
  if (listeners !== undefined) return true;
  return (
    kind === "userTask" && (details as { readonly listeners: unknown }).listeners !== undefined
  );
}

/** The transaction that the cancel end event ends. */
function addCancelled(graph: ProcessGraph, thrower: ProcessNode, caught: Set<string>): void {
  let isInside = false;
  for (let host = graph.nodes[thrower.scope]; host !== undefined; host = graph.nodes[host.scope]) {
    if (isInside && host.kind !== "multiInstanceBody" && host.kind !== "loopBody") return;
    isInside ||= host.kind === "transaction";
    if (isInside) for (const event of host.boundaryEvents) caught.add(keyOf(event, "cancel"));
    // Whatever has completed in it is undone.
    if (isInside) addCompensated(graph, caught);
  }
}

/** Which activities have completed when it is thrown is not asked: all that can be undone may be. */
function addCompensated(graph: ProcessGraph, caught: Set<string>): void {
  for (const { index, trigger, kind } of graph.nodes) {
    const isCatching = kind === "boundaryEvent" || kind === "startEvent";
    if (isCatching && trigger === "compensation") caught.add(keyOf(index, "compensation"));
  }
}

/** Boundary events and event sub-processes of the scope that can never happen, in the order of the model. */
export function impossibleEvents(graph: ProcessGraph, scope: ProcessNode): ProcessNode[] {
  return scope.children
    .flatMap((index) => graph.nodes[index] ?? [])
    .filter((node) =>
      node.kind === "eventSubProcess"
        ? !canBegin(graph, node)
        : node.kind === "boundaryEvent" && !canHappen(graph, node),
    );
}

/** Whether one of the start events of the event sub-process can happen. */
export function canBegin(graph: ProcessGraph, eventSubProcess: ProcessNode): boolean {
  return eventSubProcess.children
    .flatMap((index) => graph.nodes[index] ?? [])
    .some((node) => node.kind === "startEvent" && canHappen(graph, node));
}
