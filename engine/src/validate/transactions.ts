/** Cancel events belong to a transaction: the end event into it, the boundary event onto it (BPMN 2.0.2 §10.3.6). */
import { isBody } from "../model/element-kind.ts";
import type { EventDetails } from "../event-definitions/event-definition.ts";
import type { DraftNode, ProcessBuilder } from "../model/process-builder.ts";

/** Codes CANCEL_NOT_ALLOWED, CANCEL_EVENT_NOT_INTERRUPTING, CANCEL_BOUNDARY_EVENT, TRANSACTION_REPEATED. */
export function checkTransactions(builder: ProcessBuilder): void {
  for (const node of builder.nodes) {
    if (node.trigger === "cancel") checkCancelEvent(builder, node);
    if (node.kind === "transaction") checkTransaction(builder, node);
  }
}

function checkCancelEvent(builder: ProcessBuilder, event: DraftNode): void {
  const isBoundary = event.kind === "boundaryEvent";
  const index = isBoundary ? event.attachedTo : event.scope;
  const [member] = isBoundary ? (builder.nodes[index]?.children ?? []) : [];
  const around = builder.nodes[index];
  const owner = isBody(around?.kind) ? builder.nodes[member ?? -1] : around;
  if (owner?.kind !== "transaction") {
    builder.report(
      "CANCEL_NOT_ALLOWED",
      event.elementId,
      "取消事件只能直接放在事务里（结束事件）或附着在事务上（边界事件）",
      "A cancel event belongs directly into a transaction (end event) or onto one (boundary event)",
    );
  }
  if (isBoundary && !(event.details as EventDetails).isInterrupting) {
    builder.report(
      "CANCEL_EVENT_NOT_INTERRUPTING",
      event.elementId,
      "取消边界事件必须是中断的",
      "A cancel boundary event must interrupt",
    );
  }
}

function checkTransaction(builder: ProcessBuilder, transaction: DraftNode): void {
  const isCancel = (index: number): boolean => builder.nodes[index]?.trigger === "cancel";
  if (!transaction.children.some(isCancel)) return;
  const around = builder.nodes[transaction.scope];
  if (isBody(around?.kind)) {
    builder.report(
      "TRANSACTION_REPEATED",
      transaction.elementId,
      "能取消的事务不能多实例：请把它放进一个多实例的子流程",
      "A transaction that can be cancelled cannot be repeated: put it into a sub-process that is",
    );
    return;
  }
  if (transaction.boundaryEvents.filter(isCancel).length === 1) return;
  builder.report(
    "CANCEL_BOUNDARY_EVENT",
    transaction.elementId,
    "能取消的事务必须且只能有一个取消边界事件，说明取消之后往哪里走",
    "A transaction that can be cancelled needs exactly one cancel boundary event, which says where to go then",
  );
}
