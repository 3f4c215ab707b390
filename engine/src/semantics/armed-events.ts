/**
 * Events that may happen while an activity runs: its boundary events, and the start events of the event sub-processes in
 * it. They are armed when it starts and given up when it ends (BPMN 2.0.2 §10.5.4, §13.5.3, §13.5.4). The boundary events
 * of a multi-instance activity belong to the body, so one of them guards all members together; an event sub-process in it
 * belongs to each member.
 */
import type { Evaluated } from "../elements/element-behavior.ts";
import type { EventDefinition, EventDetails } from "../event-definitions/event-definition.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import type { Run } from "./run.ts";

/** An event whose wait has been evaluated but not begun. */
export interface PreparedEvent {
  readonly node: ProcessNode<EventDetails>;
  readonly definition: EventDefinition;
  readonly prepared: unknown;
}

const noEvents: Evaluated<readonly PreparedEvent[]> = { ok: true, value: [] };

/** Evaluates what they wait for, seen from inside the activity. Errors and escalations are not waited for. */
export function evaluateArmedEvents(
  run: Run,
  node: ProcessNode,
  element: ElementRecord,
): Evaluated<readonly PreparedEvent[]> {
  if (node.boundaryEvents.length + node.eventStarts.length === 0) return noEvents;
  const events: PreparedEvent[] = [];
  for (const index of [...node.boundaryEvents, ...node.eventStarts]) {
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
export function armEvents(
  run: Run,
  element: ElementRecord,
  events: readonly PreparedEvent[],
): void {
  for (const { node, definition, prepared } of events)
    definition.wait?.(run, node, element, prepared);
}
