/**
 * Start events. A process needs at least one and at most one without a trigger; a sub-process exactly one, without a
 * trigger; an event sub-process exactly one, with a trigger (BPMN 2.0.2 §10.3.5). A scope without start and end events
 * begins with all elements that no flow leads to (§13.1); beside a start event such an element is found as unreachable.
 */
import { implicitStarts, isInstantiating } from "../model/beginnings.ts";
import { isScope } from "../model/element-kind.ts";
import type { DraftNode, ProcessBuilder } from "../model/process-builder.ts";

/** Codes START_EVENT_MISSING, START_EVENT_AMBIGUOUS, EVENT_SUB_PROCESS_START. */
export function checkStartEvents(builder: ProcessBuilder): void {
  for (const scope of builder.nodes) {
    if (!isScope(scope.kind) || scope.kind === "adHocSubProcess") continue;
    const starts = startEventsIn(builder, scope);
    if (scope.kind === "eventSubProcess") {
      checkEventSubProcess(builder, scope, starts);
      continue;
    }
    const none = starts.filter((start) => start.trigger === "none");
    const begins = builder.nodes.some(
      (node) => node.scope === scope.index && isInstantiating(node),
    );
    if (implicitStarts(builder.nodes, scope).length > 0) continue;
    const isMissing = scope.kind === "process" ? starts.length === 0 && !begins : none.length === 0;
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

function checkEventSubProcess(
  builder: ProcessBuilder,
  scope: DraftNode,
  starts: readonly DraftNode[],
): void {
  const [start, second] = starts;
  // A trigger that is not known or not allowed here has its own finding.
  if (start === undefined || second !== undefined) {
    builder.report(
      "EVENT_SUB_PROCESS_START",
      scope.elementId,
      `事件子流程“${scope.name}”必须且只能有一个开始事件`,
      `The event sub-process "${scope.name}" must have exactly one start event`,
    );
  }
}

/** The start events that lie directly in the scope. */
function startEventsIn(builder: ProcessBuilder, scope: DraftNode): DraftNode[] {
  return builder.nodes.filter((node) => node.scope === scope.index && node.kind === "startEvent");
}
