/**
 * Who catches what is thrown, read off the model: from the thrower outwards, in each scope first its event sub-processes,
 * then the boundary events on it (BPMN 2.0.2 §10.5.6). An event with this very code goes before one that catches all. What
 * an interrupting event sub-process throws, its scope's event sub-processes catch no more, and none catches its own.
 */
import type { ErrorDetails } from "../../event-definitions/error.ts";
import type { EscalationDetails } from "../../event-definitions/escalation.ts";
import type { EventDetails } from "../../event-definitions/event-definition.ts";
import { eventsOf } from "../../event-definitions/multiple.ts";
import { isScope } from "../../model/element-kind.ts";
import {
  NO_INDEX,
  type NodeIndex,
  type ProcessGraph,
  type ProcessNode,
} from "../../model/process-graph.ts";

/** What is thrown with a code and caught on the way outwards. */
export type Thrown = "error" | "escalation";

/** See {@link catcherOf}. */
export interface Catcher {
  readonly event: ProcessNode<EventDetails>;
  readonly isInterrupting: boolean;
  /** The outermost scope whose tokens are given up if it interrupts. */
  readonly scope: NodeIndex;
}

/** The event that catches what `thrower` throws; undefined when nothing in this process does. */
export function catcherOf(
  graph: ProcessGraph,
  thrower: ProcessNode,
  thrown: Thrown,
): Catcher | undefined {
  const code = codeOf(thrower, thrown);
  for (const { events, scope } of levels(graph, thrower.scope, thrown)) {
    const event =
      events.find((candidate) => codeOf(candidate, thrown) === code) ??
      events.find((candidate) => codeOf(candidate, thrown) === null);
    if (event !== undefined) return { event, isInterrupting: event.details.isInterrupting, scope };
  }
  return undefined;
}

/** All events that may catch what an activity throws whose codes nobody knows: a worker's errors, those of a called process. */
export function possibleCatchers(
  graph: ProcessGraph,
  activity: NodeIndex,
  thrown: Thrown,
): ProcessNode<EventDetails>[] {
  const catchers: ProcessNode<EventDetails>[] = [];
  for (const { events } of levels(graph, activity, thrown)) {
    catchers.push(...events);
    if (events.some((event) => codeOf(event, thrown) === null)) break;
  }
  return catchers;
}

interface Level {
  /** Candidates that are asked together. */
  readonly events: readonly ProcessNode<EventDetails>[];
  readonly scope: NodeIndex;
}

function* levels(graph: ProcessGraph, from: NodeIndex, thrown: Thrown): Generator<Level> {
  const catching = (indexes: readonly NodeIndex[]): ProcessNode<EventDetails>[] =>
    indexes.flatMap((index) => {
      const node = graph.nodes[index];
      return node === undefined ? [] : eventsOf(node, thrown);
    });
  let scope = from;
  let inner: NodeIndex = NO_INDEX;
  let isInterrupted = false;
  for (let host = graph.nodes[from]; host !== undefined; host = graph.nodes[host.scope]) {
    if (isScope(host.kind)) scope = host.index;
    const below = inner;
    const starts = host.eventStarts.filter((start) => graph.nodes[start]?.scope !== below);
    if (!isInterrupted) yield { events: catching(starts), scope };
    yield { events: catching(host.boundaryEvents), scope };
    inner = host.index;
    isInterrupted = host.kind === "eventSubProcess" && isInterruptingStart(graph, host);
  }
}

function codeOf(event: ProcessNode, thrown: Thrown): string | null {
  return thrown === "error"
    ? (event as ProcessNode<EventDetails<ErrorDetails>>).details.definition.errorCode
    : (event as ProcessNode<EventDetails<EscalationDetails>>).details.definition.escalationCode;
}

function isInterruptingStart(graph: ProcessGraph, scope: ProcessNode): boolean {
  return scope.children.some((index) => {
    const start = graph.nodes[index] as ProcessNode<EventDetails>;
    return start.kind === "startEvent" && start.details.isInterrupting;
  });
}
