/**
 * Who catches what is thrown, read off the model: from the thrower outwards, in each scope first its event sub-processes,
 * then the boundary events on it (BPMN 2.0.2 §10.5.6). An event with this very code goes before one that catches all. What
 * an interrupting event sub-process throws, its scope's event sub-processes catch no more, and none catches its own.
 */
import type { EventDetails } from "../../event-definitions/event-definition.ts";
import { eventsOf } from "../../event-definitions/multiple.ts";
import { isScope } from "../../model/element-kind.ts";
import {
  NO_INDEX,
  type NodeIndex,
  type ProcessGraph,
  type ProcessNode,
} from "../../model/process-graph.ts";

/** See {@link catcherOf}. */
export interface Catcher {
  readonly isInterrupting: boolean;
  /** The outermost scope whose tokens are given up if it interrupts. */
  readonly scope: NodeIndex;
}

/** The code that an event throws or catches; null catches everything of its trigger. */
export type CodeOf = (event: ProcessNode) => string | null;

/** Undefined when nothing in this process catches it. */
export function catcherOf(
  graph: ProcessGraph,
  thrower: ProcessNode,
  codeOf: CodeOf,
): Catcher | undefined {
  const code = codeOf(thrower);
  const among = (indexes: readonly NodeIndex[]): ProcessNode<EventDetails> | undefined => {
    const events = indexes.flatMap((index) => {
      const node = graph.nodes[index];
      return node === undefined ? [] : eventsOf(node, thrower.trigger);
    });
    return (
      events.find((event) => codeOf(event) === code) ??
      events.find((event) => codeOf(event) === null)
    );
  };
  let scope = thrower.scope;
  let inner: NodeIndex = NO_INDEX;
  let isInterrupted = false;
  for (let host = graph.nodes[scope]; host !== undefined; host = graph.nodes[host.scope]) {
    if (isScope(host.kind)) scope = host.index;
    const from = inner;
    const starts = host.eventStarts.filter((start) => graph.nodes[start]?.scope !== from);
    const event = (isInterrupted ? undefined : among(starts)) ?? among(host.boundaryEvents);
    if (event !== undefined) return { isInterrupting: event.details.isInterrupting, scope };
    inner = host.index;
    isInterrupted = host.kind === "eventSubProcess" && isInterruptingStart(graph, host);
  }
  return undefined;
}

function isInterruptingStart(graph: ProcessGraph, scope: ProcessNode): boolean {
  return scope.children.some((index) => {
    const start = graph.nodes[index] as ProcessNode<EventDetails>;
    return start.kind === "startEvent" && start.details.isInterrupting;
  });
}
