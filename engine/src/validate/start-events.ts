/**
 * Start events. A process needs at least one and at most one without a trigger; a sub-process exactly one, without a
 * trigger. Deviation: an activity without incoming flow is not an implicit start (BPMN 2.0.2 §13.1 allows it); it is
 * reported as unreachable.
 */
import type { DraftNode, ProcessBuilder } from "../model/process-builder.ts";

/** Codes START_EVENT_MISSING, START_EVENT_AMBIGUOUS. */
export function checkStartEvents(builder: ProcessBuilder): void {
  for (const scope of builder.nodes) {
    if (scope.kind !== "process" && scope.kind !== "subProcess") continue;
    const starts = startEventsIn(builder, scope);
    const none = starts.filter((start) => start.trigger === "none");
    const isMissing = scope.kind === "process" ? starts.length === 0 : none.length === 0;
    if (isMissing) {
      builder.report(
        "START_EVENT_MISSING",
        scope.elementId,
        `“${scope.name}”没有开始事件`,
        `"${scope.name}" has no start event`,
      );
    }
    if (none.length > 1) {
      builder.report(
        "START_EVENT_AMBIGUOUS",
        scope.elementId,
        `“${scope.name}”有多个空白开始事件`,
        `"${scope.name}" has more than one start event without a trigger`,
      );
    }
  }
}

/** The start events that lie directly in the scope. */
function startEventsIn(builder: ProcessBuilder, scope: DraftNode): DraftNode[] {
  return builder.nodes.filter((node) => node.scope === scope.index && node.kind === "startEvent");
}
