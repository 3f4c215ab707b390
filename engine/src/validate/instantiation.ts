/**
 * What begins a process without a start event: a receive task or an event-based gateway that instantiates (BPMN 2.0.2
 * §10.3.3, §10.6.6). It stands in the process itself, no flow leads to it, and what it waits for must be known before
 * there is an instance. The events of a parallel gateway are messages, which alone can be correlated with what has begun.
 */
import type { EventDetails } from "../event-definitions/event-definition.ts";
import { caughtMessage, type MessageCatch } from "../event-definitions/message.ts";
import { isInstantiating, type Instantiation } from "../model/beginnings.ts";
import type { DraftNode, ProcessBuilder } from "../model/process-builder.ts";

/** Codes INSTANTIATE_NOT_ALLOWED, EVENT_GATEWAY_TARGETS, MESSAGE_NAME_NOT_STATIC. */
export function checkInstantiation(builder: ProcessBuilder): void {
  for (const node of builder.nodes) {
    if (!isInstantiating(node)) continue;
    if (node.scope !== 0 || node.incoming.length > 0) {
      builder.report(
        "INSTANTIATE_NOT_ALLOWED",
        node.elementId,
        `“${node.name}”启动流程，因此不能有入口、不能重复，也不能在子流程中`,
        `"${node.name}" begins the process: no flow may lead to it, it cannot be repeated or lie in a sub-process`,
      );
    }
    if (node.kind === "eventBasedGateway") checkTargets(builder, node);
  }
}

function checkTargets(builder: ProcessBuilder, gateway: DraftNode): void {
  const { isParallel } = gateway.details as Instantiation;
  for (const flow of gateway.outgoing) {
    const target = builder.nodes[builder.flows[flow]?.target ?? -1];
    if (target === undefined) continue;
    const isMessage = target.kind === "receiveTask" || target.trigger === "message";
    const isSingle = target.trigger !== "multiple" && target.trigger !== "parallelMultiple";
    if (!(isParallel ? isMessage : isSingle)) {
      builder.report(
        "EVENT_GATEWAY_TARGETS",
        target.elementId,
        isParallel
          ? `启动流程的并行事件网关后面只能是消息：“${target.name}”`
          : `启动流程的事件网关后面不能是多重事件：“${target.name}”`,
        isParallel
          ? `Only messages can follow a parallel event-based gateway that begins the process: "${target.name}"`
          : `A multiple event cannot follow an event-based gateway that begins the process: "${target.name}"`,
      );
    } else if (isMessage && hasDynamicName(target)) {
      builder.report(
        "MESSAGE_NAME_NOT_STATIC",
        target.elementId,
        `“${target.name}”启动流程，消息名称不能是表达式`,
        `"${target.name}" begins the process, so the name of its message cannot be an expression`,
      );
    }
  }
}

function hasDynamicName(target: DraftNode): boolean {
  const { messageName } =
    target.kind === "receiveTask"
      ? (target.details as MessageCatch)
      : caughtMessage((target.details as EventDetails).definition);
  return messageName.kind === "expression";
}
