/** What can start a process: read by the host at deployment, to subscribe and to arm timers. */
import type { ConditionalDetails } from "../event-definitions/conditional.ts";
import type { EventDetails } from "../event-definitions/event-definition.ts";
import type { TimerDefinition } from "../event-definitions/timer-definition.ts";
import { type MessageCatch, startMessageName } from "../event-definitions/message.ts";
import { partsOf } from "../event-definitions/multiple.ts";
import { startSignalName } from "../event-definitions/signal.ts";
import type { Compiled } from "../expression/index.ts";
import { beginningsAt, implicitStarts } from "./beginnings.ts";
import type { ProcessGraph, ProcessNode } from "./process-graph.ts";

/** What can start the process: a start event of its own (not of a sub-process), or what instantiates it. */
export type ProcessStart = StartTrigger & {
  /** Of a parallel multiple event: the part, to be named when it creates the instance. */
  readonly part?: number | undefined;
};

type StartTrigger =
  | { readonly trigger: "none"; readonly elementId: string }
  | { readonly trigger: "message"; readonly elementId: string; readonly messageName: string }
  | { readonly trigger: "signal"; readonly elementId: string; readonly signalName: string }
  | { readonly trigger: "conditional"; readonly elementId: string; readonly condition: Compiled }
  | { readonly trigger: "timer"; readonly elementId: string; readonly timer: TimerDefinition };

/**
 * What can start the process in the order of the model; never empty for a graph that may be deployed. One that begins
 * without a start event is started as by a none start event, and named by its own id.
 */
export function startEvents(graph: ProcessGraph): readonly ProcessStart[] {
  const [root] = graph.nodes;
  if (root !== undefined && implicitStarts(graph.nodes, root).length > 0)
    return [{ trigger: "none", elementId: graph.processId }];
  const children = root?.children ?? [];
  return children.flatMap((index) => {
    const node = graph.nodes[index];
    return node === undefined ? [] : beginningsAt(graph, node).flatMap(startsAt);
  });
}

function startsAt(node: ProcessNode): readonly ProcessStart[] {
  const { elementId } = node;
  if (node.kind === "receiveTask") {
    const { messageName } = (node as ProcessNode<MessageCatch>).details;
    return [
      {
        trigger: "message",
        elementId,
        messageName: messageName.kind === "text" ? messageName.text : "",
      },
    ];
  }
  // Each part of a multiple event starts the process at the same element.
  const parts = partsOf(node);
  const events = parts.length > 0 ? parts : [node as ProcessNode<EventDetails>];
  return events.map((event): ProcessStart => {
    const { part } = event.details;
    return node.trigger === "parallelMultiple"
      ? { ...startTrigger(event), part }
      : startTrigger(event);
  });
}

function startTrigger(node: ProcessNode<EventDetails>): StartTrigger {
  const { elementId, trigger, details } = node;
  if (trigger === "message")
    return { trigger, elementId, messageName: startMessageName(details.definition) };
  if (trigger === "signal")
    return { trigger, elementId, signalName: startSignalName(details.definition) };
  if (trigger === "conditional") {
    const { condition } = details.definition as ConditionalDetails;
    if (condition === null) throw new Error(`${elementId} has no condition`);
    return { trigger, elementId, condition };
  }
  // A registered trigger's details are what its own `read` made.
  if (trigger === "timer")
    return { trigger, elementId, timer: details.definition as TimerDefinition };
  return { trigger: "none", elementId };
}
