/**
 * Compensation: undoes what has completed in the scope of the throwing event, one activity or all of it, the latest first
 * (BPMN 2.0.2 §10.5.5, §13.5.5; semantics/compensation.ts). The throwing event waits until that is done, unless its
 * `waitForCompletion` is false; when there is nothing to undo it goes on at once. What it catches is not waited for: a
 * boundary event says which activity is the handler, a start event begins the event sub-process that undoes what it is in.
 *
 * In an event sub-process what is meant is the scope around it, for which it acts.
 */
import { compensateScope } from "../semantics/compensation.ts";
import type { Run } from "../semantics/run.ts";
import type { ElementRecord } from "../state/records.ts";
import type { EventDefinition } from "./event-definition.ts";

/** What to undo; null for everything in the scope. */
export interface CompensationDetails {
  readonly activityId: string | null;
  readonly isAwaited: boolean;
}

/** See the file's head. */
export const compensation: EventDefinition<CompensationDetails> = {
  bpmnType: "bpmn:CompensateEventDefinition",
  positions: ["eventSubProcessStart", "boundary", "throw", "end"],
  read: (reader) => ({
    activityId: reader.definitionReference("activityRef")?.id ?? null,
    isAwaited: reader.definition?.flag("waitForCompletion") ?? true,
  }),
  throw: (run, node, element) => {
    const { activityId, isAwaited } = node.details.definition;
    const hasBegun = compensateScope(run, scopeToUndo(run, element, activityId), {
      within: element.scopeId,
      ...(activityId === null ? undefined : { target: activityId }),
      ...(isAwaited ? { thrownBy: element.elementInstanceId } : undefined),
    });
    return hasBegun && isAwaited ? "waits" : "completes";
  },
};

function scopeToUndo(
  run: Run,
  { scopeId }: ElementRecord,
  activityId: string | null,
): ElementRecord {
  const lies = activityId === null ? undefined : run.nodeById(activityId).scope;
  let scope = run.living(scopeId);
  for (let node = run.nodeOf(scope); node.kind === "eventSubProcess"; node = run.nodeOf(scope)) {
    if (node.index === lies) return scope;
    scope = run.living(scope.scopeId);
  }
  return scope;
}
