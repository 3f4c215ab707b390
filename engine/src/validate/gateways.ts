/** Gateways: an exclusive choice needs its conditions, an event-based one events behind it (BPMN 2.0.2 §13.4.2, §13.4.4). */
import type { ComplexGatewayDetails } from "../elements/gateways/complex-gateway.ts";
import type { DraftNode, ProcessBuilder } from "../model/process-builder.ts";
import { isActivity } from "../model/element-kind.ts";

/** Each token that comes to such a join is compared with all others: with many more flows one command would take too long. */
const MAX_JOINED_FLOWS = 1000;

/** Codes CONDITION_MISSING, CONDITION_NOT_ALLOWED, EVENT_GATEWAY_TARGETS, ACTIVATION_CONDITION_MISSING, JOIN_TOO_WIDE. */
export function checkGateways(builder: ProcessBuilder): void {
  for (const node of builder.nodes) {
    if (node.kind === "exclusiveGateway") checkConditions(builder, node);
    if (node.kind === "eventBasedGateway") checkTargets(builder, node);
    if (node.kind === "complexGateway") checkActivation(builder, node);
    if (node.kind === "complexGateway" || node.kind === "inclusiveGateway")
      checkWidth(builder, node);
    if (
      node.kind === "parallelGateway" ||
      node.kind === "eventBasedGateway" ||
      node.kind === "startEvent" ||
      node.kind.startsWith("intermediate")
    ) {
      checkUnconditional(builder, node);
    }
  }
}

function checkConditions(builder: ProcessBuilder, gateway: DraftNode): void {
  // With one way out there is nothing to choose.
  if (gateway.outgoing.length < 2) return;
  for (const index of gateway.outgoing) {
    const flow = builder.flows[index];
    if (flow === undefined || index === gateway.defaultFlow || flow.condition !== null) continue;
    const isSyntaxError = builder.findings.some(
      (finding) => finding.code === "EXPRESSION_SYNTAX" && finding.elementId === flow.flowId,
    );
    if (isSyntaxError) continue;
    builder.report(
      "CONDITION_MISSING",
      flow.flowId,
      `“${gateway.name}”的出口没有条件，也不是默认出口`,
      `A flow out of "${gateway.name}" has no condition and is not the default`,
    );
  }
}

function checkActivation(builder: ProcessBuilder, gateway: DraftNode): void {
  const { activationCondition } = gateway.details as ComplexGatewayDetails;
  if (activationCondition !== null || gateway.incoming.length < 2) return;
  const isSyntaxError = builder.findings.some(
    (finding) => finding.code === "EXPRESSION_SYNTAX" && finding.elementId === gateway.elementId,
  );
  if (isSyntaxError) return;
  builder.report(
    "ACTIVATION_CONDITION_MISSING",
    gateway.elementId,
    `复杂网关“${gateway.name}”没有激活条件`,
    `The complex gateway "${gateway.name}" has no activation condition`,
  );
}

function checkWidth(builder: ProcessBuilder, { elementId, name, incoming }: DraftNode): void {
  if (incoming.length <= MAX_JOINED_FLOWS) return;
  const most = String(MAX_JOINED_FLOWS);
  builder.report(
    "JOIN_TOO_WIDE",
    elementId,
    `“${name}”的入口多于 ${most} 个，请分几级汇合`,
    `More than ${most} flows lead to "${name}"; join them in several steps`,
  );
}

function checkUnconditional(builder: ProcessBuilder, node: DraftNode): void {
  for (const index of node.outgoing) {
    const flow = builder.flows[index];
    if (flow === undefined || flow.condition === null) continue;
    builder.report(
      "CONDITION_NOT_ALLOWED",
      flow.flowId,
      `“${node.name}”的出口不能有条件`,
      `Flows out of "${node.name}" cannot have conditions`,
    );
  }
}

function checkTargets(builder: ProcessBuilder, gateway: DraftNode): void {
  if (gateway.outgoing.length < 2) {
    builder.report(
      "EVENT_GATEWAY_TARGETS",
      gateway.elementId,
      "事件网关至少要有两个出口",
      "An event-based gateway needs at least two outgoing flows",
    );
  }
  for (const index of gateway.outgoing) {
    const target = builder.nodes[builder.flows[index]?.target ?? -1];
    if (target === undefined) continue;
    const isEvent =
      target.kind === "intermediateCatchEvent" &&
      target.trigger !== "link" &&
      target.trigger !== "none";
    if ((isEvent || target.kind === "receiveTask") && target.incoming.length === 1) continue;
    const isOthers = target.incoming.length > 1 && (isEvent || isActivity(target.kind));
    builder.report(
      "EVENT_GATEWAY_TARGETS",
      target.elementId,
      isOthers
        ? `“${target.name}”除事件网关外还有其他入口`
        : `事件网关后面只能是捕获事件或接收任务：“${target.name}”`,
      isOthers
        ? `"${target.name}" has other incoming flows than that of the event-based gateway`
        : `Only catch events and receive tasks can follow an event-based gateway: "${target.name}"`,
    );
  }
}
