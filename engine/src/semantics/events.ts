/** What the event elements share: they leave the particulars to their event definition. */
import type { Evaluated, Progress } from "../elements/element-behavior.ts";
import type { EventDetails, EventPosition } from "../event-definitions/event-definition.ts";
import type { ElementInstanceId } from "../ids.ts";
import type { ElementReader } from "../model/element-reader.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import type { Run } from "./run.ts";

/** There is nothing to evaluate. */
export const nothing: Evaluated<undefined> = { ok: true, value: undefined };

/** Reads the event's definition for the position it stands in. */
export function readEvent(reader: ElementReader, position: EventPosition): EventDetails {
  return { definition: reader.readDefinition(position), isInterrupting: reader.isInterrupting };
}

/** Evaluates what the event waits for. */
export function evaluateWait(
  run: Run,
  node: ProcessNode<EventDetails>,
  scopeId: ElementInstanceId,
): Evaluated<unknown> {
  return run.eventDefinitions[node.trigger].evaluateWait?.(run, node, scopeId) ?? nothing;
}

/** Begins to wait, or lets the token through when there is nothing to wait for. */
export function waitForEvent(
  run: Run,
  node: ProcessNode<EventDetails>,
  owner: ElementRecord,
  prepared: unknown,
): Progress {
  const definition = run.eventDefinitions[node.trigger];
  if (definition.wait === undefined) return "completes";
  definition.wait(run, node, owner, prepared);
  return "waits";
}

/** Evaluates what the event throws. */
export function evaluateThrow(
  run: Run,
  node: ProcessNode<EventDetails>,
  element: ElementRecord,
): Evaluated<unknown> {
  return run.eventDefinitions[node.trigger].evaluateThrow?.(run, node, element) ?? nothing;
}

/** Throws it. */
export function throwEvent(
  run: Run,
  node: ProcessNode<EventDetails>,
  element: ElementRecord,
  prepared: unknown,
): Progress {
  return run.eventDefinitions[node.trigger].throw?.(run, node, element, prepared) ?? "completes";
}
