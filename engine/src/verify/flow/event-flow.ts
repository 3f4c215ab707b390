/** What the trigger of a catch, throw or end event does to its token. A trigger that is missing does not compile. */
import type { EventDetails } from "../../event-definitions/event-definition.ts";
import type { LinkDetails } from "../../event-definitions/link.ts";
import { partsOf } from "../../event-definitions/multiple.ts";
import type { TriggerKind } from "../../model/element-kind.ts";
import type { ProcessNode } from "../../model/process-graph.ts";
import { catcherOf } from "./catchers.ts";
import type { ScopeEnd } from "./net.ts";
import type { NetBuilder } from "./net-builder.ts";

interface EventFlow {
  /** The token does not rest: nothing is waited for and no work is done. */
  readonly isImmediate?: true;
  /** How the scope ends with it, if it does. */
  endsScope?(net: NetBuilder, node: ProcessNode): ScopeEnd | null;
  /** The event from which the token goes on, if not this one. */
  goesOnFrom?(net: NetBuilder, node: ProcessNode): ProcessNode;
}

/** See the file's head. */
export const eventFlows: Readonly<Record<TriggerKind, EventFlow>> = {
  none: { isImmediate: true },
  message: {},
  timer: {},
  signal: {},
  conditional: {},
  /** Its token waits until all is undone, and goes on. What undoes it is beside the flow. */
  compensation: {},
  cancel: { endsScope: (_net, node) => ({ upTo: node.scope }) },
  terminate: { endsScope: () => ({ upTo: null }) },
  link: { isImmediate: true, goesOnFrom: (net, node) => linkTarget(net, node) ?? node },

  /** Waited for, any part or all of them let the token go on; thrown, each part does what it does alone. */
  multiple: {
    endsScope: (net, node) => {
      for (const part of partsOf(node)) {
        const end = eventFlows[part.trigger].endsScope?.(net, part) ?? null;
        if (end !== null) return end;
      }
      return null;
    },
  },
  parallelMultiple: {},

  /** An error that nothing here catches ends the process, or is an incident: either way the flow is over. */
  error: {
    endsScope: ({ graph }, node) => ({ upTo: catcherOf(graph, node, "error")?.scope ?? 0 }),
  },

  /** The token goes on, unless who catches the escalation gives it up. */
  escalation: {
    isImmediate: true,
    endsScope: ({ graph }, node) => {
      const catcher = catcherOf(graph, node, "escalation");
      return catcher?.isInterrupting === true ? { upTo: catcher.scope } : null;
    },
  },
};

/** For a throwing link, the catching one of its name in the same scope. */
export function linkTarget(net: NetBuilder, node: ProcessNode): ProcessNode | undefined {
  if (node.trigger !== "link") return undefined;
  return net.scope.children
    .map((index) => net.node(index))
    .find(
      (other) =>
        other.kind === "intermediateCatchEvent" &&
        other.trigger === "link" &&
        linkName(other) === linkName(node),
    );
}

function linkName(event: ProcessNode): string {
  return (event as ProcessNode<EventDetails<LinkDetails>>).details.definition.linkName;
}
