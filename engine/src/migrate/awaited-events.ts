/**
 * What an element instance waits for while it is activated, by the model: its boundary events, the event sub-processes in it,
 * and what its kind itself waits for. Each can be evaluated without a change, and then be waited for.
 */
import type { Evaluated } from "../elements/element-behavior.ts";
import type { EventDetails } from "../event-definitions/event-definition.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { Run } from "../semantics/run.ts";
import type { ElementRecord } from "../state/records.ts";
import { ruleOf } from "./rules.ts";

/** See the file's head. */
export interface AwaitedEvent {
  readonly elementId: string;
  /** Begins an event sub-process, which an interrupted scope does not wait for. */
  readonly isScopeEvent: boolean;
  /** Evaluates it for the owner; the answer begins to wait for it. */
  readonly prepare: (
    run: Run,
    owner: ElementRecord,
  ) => Evaluated<(run: Run, owner: ElementRecord) => void>;
}

/** In the order in which they are armed. `run` has the node's graph. */
export function awaitedEvents(run: Run, node: ProcessNode): AwaitedEvent[] {
  const armed = [...node.boundaryEvents, ...node.eventStarts].map((index) => run.nodeAt(index));
  return [
    ...armed
      .filter(({ trigger }) => run.eventDefinitions[trigger].wait !== undefined)
      .map(byDefinition(run)),
    ...ownEvents(run, node).map(byBehavior),
  ];
}

function ownEvents(run: Run, node: ProcessNode): ProcessNode[] {
  switch (ruleOf(node).waitsFor) {
    case "nothing":
      return [];
    case "itself":
      return [node];
    case "behind":
      return node.outgoing.map((flow) => run.nodeAt(run.graph.flows[flow]?.target ?? -1));
  }
}

function byDefinition(run: Run): (event: ProcessNode) => AwaitedEvent {
  return (event) => {
    const definition = run.eventDefinitions[event.trigger];
    const node = event as ProcessNode<EventDetails>;
    return {
      elementId: event.elementId,
      isScopeEvent: event.kind === "startEvent",
      prepare: (ahead, owner) => {
        const evaluated = definition.evaluateWait?.(ahead, node, owner.elementInstanceId);
        if (evaluated?.ok === false) return evaluated;
        return {
          ok: true,
          value: (after, waiting) => definition.wait?.(after, node, waiting, evaluated?.value),
        };
      },
    };
  };
}

function byBehavior(node: ProcessNode): AwaitedEvent {
  return {
    elementId: node.elementId,
    isScopeEvent: false,
    prepare: (ahead, owner) => {
      const behavior = ahead.behaviorOf(node);
      const evaluated = behavior.evaluate?.(ahead, node, owner);
      if (evaluated?.ok === false) return evaluated;
      return {
        ok: true,
        value: (after, waiting) => void behavior.activate?.(after, node, waiting, evaluated?.value),
      };
    },
  };
}
