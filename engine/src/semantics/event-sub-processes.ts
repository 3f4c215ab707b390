/**
 * Event sub-processes of a scope (BPMN 2.0.2 §13.5.4): their start events are armed with the scope
 * (semantics/armed-events.ts), which owns what they wait for. An interrupting one gives up everything in the scope and
 * then runs alone in it: from then on no other event sub-process of the scope begins, as in Camunda 8. A non-interrupting
 * one runs beside the rest, as often as its event happens. The scope completes when all of it is done.
 */
import type { EventDetails } from "../event-definitions/event-definition.ts";
import type { Variables } from "../json.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import type { Run } from "./run.ts";
import { releaseOwned, terminateChildren } from "./termination.ts";
import { beginStart, enter } from "./tokens.ts";

/** The start event has happened in the scope: begins its event sub-process. */
export function startEventSubProcess(
  run: Run,
  start: ProcessNode<EventDetails>,
  scope: ElementRecord,
  variables: Variables,
): void {
  const { elementInstanceId, elementId } = scope;
  if (start.details.isInterrupting) {
    run.emit({ type: "scopeInterrupted", elementInstanceId, elementId, by: start.elementId });
    terminateChildren(run, elementInstanceId);
    disarmEventSubProcesses(run, scope);
  }
  const element = enter(run, run.nodeAt(start.scope), elementInstanceId);
  beginStart(run, start, element.elementInstanceId, variables);
}

/** The scope's event sub-processes can begin no more. */
export function disarmEventSubProcesses(run: Run, scope: ElementRecord): void {
  const { eventStarts } = run.nodeOf(scope);
  if (eventStarts.length === 0) return;
  const starts = new Set(eventStarts.map((index) => run.nodeAt(index).elementId));
  releaseOwned(run, scope, (elementId) => starts.has(elementId));
}
