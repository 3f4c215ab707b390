/** Compensation: what undoes what, and what may be undone from where (BPMN 2.0.2 §10.5.5, §10.6.1). */
import { isBody, isScope } from "../model/element-kind.ts";
import type { CompensationDetails } from "../event-definitions/compensation.ts";
import type { EventDetails } from "../event-definitions/event-definition.ts";
import { handlersOf } from "../model/compensation-links.ts";
import { NO_INDEX } from "../model/process-graph.ts";
import type { DraftNode, ProcessBuilder } from "../model/process-builder.ts";

/** Codes COMPENSATION_HANDLER_INVALID, COMPENSATION_TARGET_INVALID, FLOW_NOT_ALLOWED, EVENT_NOT_ALLOWED. */
export function checkCompensation(builder: ProcessBuilder): void {
  for (const node of builder.nodes) {
    if (node.isForCompensation) checkHandler(builder, node);
    if (node.trigger !== "compensation") continue;
    if (node.kind === "boundaryEvent") checkBoundaryEvent(builder, node);
    else if (node.kind === "startEvent") checkStart(builder, node);
    else checkTarget(builder, node);
  }
}

function checkHandler(builder: ProcessBuilder, node: DraftNode): void {
  // A repeated one is two nodes with one id, of which the outer one has the flows.
  if (builder.byId(node.elementId) !== node) return;
  if (node.incoming.length + node.outgoing.length > 0) {
    builder.report(
      "FLOW_NOT_ALLOWED",
      node.elementId,
      "补偿活动不能有入口和出口",
      "An activity for compensation cannot have incoming or outgoing flows",
    );
  }
  const isJoined = builder.nodes.some(
    (event) =>
      event.kind === "boundaryEvent" &&
      event.trigger === "compensation" &&
      handlersOf(builder, event).includes(node),
  );
  if (isJoined) return;
  builder.report(
    "COMPENSATION_HANDLER_INVALID",
    node.elementId,
    "没有补偿边界事件用关联连到这个补偿活动",
    "No compensation boundary event is joined with this activity by an association",
  );
}

function checkBoundaryEvent(builder: ProcessBuilder, event: DraftNode): void {
  const host = builder.nodes[event.attachedTo];
  const events = (host?.boundaryEvents ?? []).filter(
    (index) => builder.nodes[index]?.trigger === "compensation",
  );
  if (handlersOf(builder, event).length !== 1 || events.length > 1) {
    builder.report(
      "COMPENSATION_HANDLER_INVALID",
      event.elementId,
      "补偿边界事件必须用关联连到同一层的一个补偿活动，一个活动只能有一个补偿边界事件",
      "A compensation boundary event must be joined by an association with one activity for compensation beside it, and an activity can have only one",
    );
  }
  if (event.outgoing.length > 0) {
    builder.report(
      "FLOW_NOT_ALLOWED",
      event.elementId,
      "补偿边界事件不能有出口，请用关联",
      "A compensation boundary event cannot have outgoing flows; use an association",
    );
  }
}

function checkStart(builder: ProcessBuilder, start: DraftNode): void {
  const within = builder.nodes[start.scope];
  const around = builder.nodes[within?.scope ?? NO_INDEX];
  if (within?.kind !== "eventSubProcess" || around?.kind !== "process") return;
  builder.report(
    "EVENT_NOT_ALLOWED",
    start.elementId,
    "流程本身没有可以补偿它的：补偿事件子流程只能放在子流程里",
    "Nothing undoes a process itself: a compensation event sub-process belongs into a sub-process",
  );
}

function checkTarget(builder: ProcessBuilder, thrower: DraftNode): void {
  const { activityId } = (thrower.details as EventDetails<CompensationDetails>).definition;
  if (activityId === null) return;
  const target = builder.byId(activityId);
  if (target !== undefined && isVisible(builder, thrower, target) && canBeUndone(builder, target))
    return;
  builder.report(
    "COMPENSATION_TARGET_INVALID",
    thrower.elementId,
    `“${activityId}”不是此处可以补偿的活动：它必须在同一层，并有补偿处理`,
    `"${activityId}" is no activity that can be undone from here: it must lie in the same scope and have something that undoes it`,
  );
}

/** In the same scope; in an event sub-process also in the scope around it. */
function isVisible(builder: ProcessBuilder, thrower: DraftNode, target: DraftNode): boolean {
  for (let scope = builder.nodes[thrower.scope]; scope !== undefined;) {
    if (scope.index === target.scope) return true;
    if (scope.kind !== "eventSubProcess") return false;
    scope = builder.nodes[scope.scope];
  }
  return false;
}

/** By its handler, or by what it contains. */
function canBeUndone(builder: ProcessBuilder, target: DraftNode): boolean {
  const [member] = isBody(target.kind) ? target.children : [];
  const activity = member === undefined ? target : builder.nodes[member];
  return activity !== undefined && (activity.handler !== NO_INDEX || isScope(activity.kind));
}
