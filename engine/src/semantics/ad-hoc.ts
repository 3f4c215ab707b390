/**
 * Activities of an ad-hoc sub-process: which may be begun, and how those that were asked for begin one by one or all at once.
 */
import type { AdHocActivity } from "../commands.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import { isActivity } from "../model/element-kind.ts";
import type { ElementRecord } from "../state/records.ts";
import type { Run } from "./run.ts";
import { enter } from "./tokens.ts";
import { setAllLocal } from "./variables.ts";

/** What lies in the sub-process and no flow leads to: an activity or an event on the way. */
export function adHocActivity(
  run: Run,
  node: ProcessNode,
  elementId: string,
): ProcessNode | undefined {
  const index = run.graph.nodeOf.get(elementId) ?? -1;
  if (!node.children.includes(index)) return undefined;
  const activity = run.nodeAt(index);
  const isBegun = isActivity(activity.kind) || activity.kind.startsWith("intermediate");
  return isBegun && activity.incoming.length === 0 && !activity.isForCompensation
    ? activity
    : undefined;
}

/** Notes that the activities are to be begun, and begins what can be begun now. */
export function requestActivities(
  run: Run,
  element: ElementRecord,
  activities: readonly AdHocActivity[],
  isSequential: boolean,
): void {
  if (activities.length === 0) return;
  const { elementInstanceId, elementId } = element;
  run.emit({ type: "adHocActivitiesRequested", elementInstanceId, elementId, activities });
  beginPending(run, element, isSequential);
}

/** Begins what was asked for: all of it, or in sequential order the next when nothing runs. */
export function beginPending(run: Run, element: ElementRecord, isSequential: boolean): void {
  const { elementInstanceId, elementId } = element;
  const pending = (run.tables.items.get(elementInstanceId) ?? []) as unknown as AdHocActivity[];
  for (const next of pending) {
    if (isSequential && element.tokens > 0) return;
    run.emit({
      type: "adHocActivityBegun",
      elementInstanceId,
      elementId,
      activityId: next.elementId,
    });
    const activity = enter(run, run.nodeById(next.elementId), elementInstanceId);
    setAllLocal(run, activity.elementInstanceId, next.variables);
  }
}
