/**
 * Boundary events of an activity: armed when it starts, given up when it ends (BPMN 2.0.2 §10.5.4, §13.5.3). For a
 * multi-instance activity they belong to the body, so one of them guards all members together.
 */
import type { Evaluated } from "../elements/element-behavior.ts";
import type { EventDefinition, EventDetails } from "../event-definitions/event-definition.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import type { Run } from "./run.ts";

/** A boundary event whose wait has been evaluated but not begun. */
export interface PreparedBoundaryEvent {
  readonly node: ProcessNode<EventDetails>;
  readonly definition: EventDefinition;
  readonly prepared: unknown;
}

const noBoundaryEvents: Evaluated<readonly PreparedBoundaryEvent[]> = { ok: true, value: [] };

/** Evaluates what the boundary events wait for, seen from inside the activity. Error events wait for nothing. */
export function evaluateBoundaryEvents(
  run: Run,
  node: ProcessNode,
  element: ElementRecord,
): Evaluated<readonly PreparedBoundaryEvent[]> {
  if (node.boundaryEvents.length === 0) return noBoundaryEvents;
  const events: PreparedBoundaryEvent[] = [];
  for (const index of node.boundaryEvents) {
    const event = run.nodeAt(index) as ProcessNode<EventDetails>;
    const definition = run.eventDefinitions[event.trigger];
    const evaluated = definition.evaluateWait?.(run, event, element.elementInstanceId);
    if (evaluated === undefined) continue;
    if (!evaluated.ok) return evaluated;
    events.push({ node: event, definition, prepared: evaluated.value });
  }
  return { ok: true, value: events };
}

/** Begins to wait for them. */
export function armBoundaryEvents(
  run: Run,
  element: ElementRecord,
  events: readonly PreparedBoundaryEvent[],
): void {
  for (const { node, definition, prepared } of events)
    definition.wait?.(run, node, element, prepared);
}
