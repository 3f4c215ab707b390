/** Which elements may have incoming and outgoing flows (BPMN 2.0.2 §10.5, sequence flow connections). */
import type { ProcessBuilder } from "../model/process-builder.ts";

/** Code FLOW_NOT_ALLOWED. */
export function checkFlows(builder: ProcessBuilder): void {
  for (const { kind, trigger, incoming, outgoing, elementId } of builder.nodes) {
    if ((kind === "startEvent" || kind === "boundaryEvent") && incoming.length > 0) {
      builder.report(
        "FLOW_NOT_ALLOWED",
        elementId,
        "该事件不能有入口",
        "This event cannot have incoming flows",
      );
    }
    if (kind === "eventSubProcess" && incoming.length + outgoing.length > 0) {
      builder.report(
        "FLOW_NOT_ALLOWED",
        elementId,
        "事件子流程不能有入口和出口",
        "An event sub-process cannot have incoming or outgoing flows",
      );
    }
    if (kind === "endEvent" && outgoing.length > 0) {
      builder.report(
        "FLOW_NOT_ALLOWED",
        elementId,
        "结束事件不能有出口",
        "An end event cannot have outgoing flows",
      );
    }
    if (trigger === "link" && kind === "intermediateThrowEvent" && outgoing.length > 0) {
      builder.report(
        "FLOW_NOT_ALLOWED",
        elementId,
        "链接抛出事件不能有出口",
        "A throwing link cannot have outgoing flows",
      );
    }
    if (trigger === "link" && kind === "intermediateCatchEvent" && incoming.length > 0) {
      builder.report(
        "FLOW_NOT_ALLOWED",
        elementId,
        "链接捕获事件不能有入口",
        "A catching link cannot have incoming flows",
      );
    }
  }
}
