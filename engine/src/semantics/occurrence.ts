/** What is waited for has happened: which event of the model that is, and whether it may happen again. */
import type { EventDetails } from "../event-definitions/event-definition.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { Run } from "./run.ts";

/** A repeated receive task waits in its members, not in the body that shares its id. */
export function waitingNode(run: Run, elementId: string): ProcessNode {
  const node = run.nodeById(elementId);
  return node.kind === "multiInstanceBody" ? run.nodeAt(node.children[0] ?? -1) : node;
}

/** True for an event that leaves its activity or scope running. */
export function isRepeatable(node: ProcessNode): boolean {
  return (
    (node.kind === "boundaryEvent" || node.kind === "startEvent") &&
    !(node as ProcessNode<EventDetails>).details.isInterrupting
  );
}
