/**
 * Message flows (BPMN 2.0.2 §9.4): they join elements of different processes, from one that can send to one that can
 * receive, and both ends mean the same message.
 */
import type { LocalisedText } from "../errors.ts";
import type { Finding } from "../model/finding.ts";
import { messageFlowsAround, messageOf, processOf } from "../model/message-flows.ts";
import type { ModelElement } from "../model/model-element.ts";

const senders =
  /^bpmn:(?:Participant|(?:Send|Service|User|Manual|Script|BusinessRule)?Task|SubProcess|CallActivity|EndEvent|IntermediateThrowEvent)$/u;
const receivers =
  /^bpmn:(?:Participant|(?:Receive|Service|User|Manual|Script|BusinessRule)?Task|SubProcess|CallActivity|StartEvent|IntermediateCatchEvent|BoundaryEvent)$/u;

/** Codes MESSAGE_FLOW_WITHIN_PROCESS, MESSAGE_FLOW_END_INVALID, MESSAGE_FLOW_MISMATCH. */
export function checkMessageFlows(definitions: ModelElement, findings: Finding[]): void {
  for (const flow of messageFlowsAround(definitions)) {
    const [source, target] = [flow.one("sourceRef"), flow.one("targetRef")];
    // What a reference leads nowhere is the parser's to report.
    if (source === undefined || target === undefined) continue;
    const report = (code: string, { zh, en }: LocalisedText): void => {
      findings.push({ code, severity: "error", elementId: flow.id, message: { zh, en } });
    };
    const within = processOf(source);
    if (within !== undefined && within.id === processOf(target)?.id) {
      report("MESSAGE_FLOW_WITHIN_PROCESS", {
        zh: "消息流只能连接不同的流程；同一流程内请用顺序流",
        en: "A message flow joins different processes; within one use sequence flows",
      });
    }
    if (!senders.test(source.type) || !receivers.test(target.type)) {
      report("MESSAGE_FLOW_END_INVALID", {
        zh: "消息流的起点必须能发送消息，终点必须能接收消息",
        en: "A message flow leads from what can send a message to what can receive one",
      });
    }
    const [sent, awaited] = [nameOf(source), nameOf(target)];
    if (sent !== undefined && awaited !== undefined && sent !== awaited) {
      report("MESSAGE_FLOW_MISMATCH", {
        zh: `消息流的起点发送“${sent}”，终点等待的却是“${awaited}”`,
        en: `The message flow begins with "${sent}" but its end waits for "${awaited}"`,
      });
    }
  }
}

function nameOf(element: ModelElement): string | undefined {
  return messageOf(element)?.text("name");
}
