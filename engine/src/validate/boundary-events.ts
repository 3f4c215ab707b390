/** Boundary events: attached to an activity of the same scope, with a trigger (BPMN 2.0.2 §10.5.4). */
import { isActivity } from "../model/element-kind.ts";
import type { ProcessBuilder } from "../model/process-builder.ts";

/** Code BOUNDARY_EVENT_NOT_ATTACHED. */
export function checkBoundaryEvents(builder: ProcessBuilder): void {
  for (const node of builder.nodes) {
    if (node.kind !== "boundaryEvent") continue;
    const host = builder.nodes[node.attachedTo];
    if (host === undefined || !isActivity(host.kind) || host.scope !== node.scope) {
      builder.report(
        "BOUNDARY_EVENT_NOT_ATTACHED",
        node.elementId,
        "边界事件没有附着在同一层的活动上",
        "The boundary event is not attached to an activity of its own scope",
      );
    }
  }
}
