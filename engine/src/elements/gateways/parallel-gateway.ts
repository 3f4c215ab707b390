/**
 * Parallel gateway (BPMN 2.0.2 §13.4.1): waits for one token on each incoming flow, then sends one over each outgoing
 * flow. A second token on the same flow waits for the next round.
 */
import { enter } from "../../semantics/tokens.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const parallelGateway: ElementBehavior<null> = {
  clause: "§13.4.1",
  read: () => null,
  arrive: (run, node, scope, flow) => {
    const scopeId = scope.elementInstanceId;
    const { elementId, incoming } = node;
    if (incoming.length <= 1) {
      enter(run, node, scopeId);
      return;
    }
    const flowId = run.flowId(flow);
    run.emit({ type: "joinTokenArrived", scopeId, elementId, flowId });
    const flowIds = incoming.map((index) => run.flowId(index));
    if (!flowIds.every((id) => run.tables.join.get(`${scopeId}/${elementId}/${id}`) !== undefined))
      return;
    run.emit({ type: "joinTokensConsumed", scopeId, elementId, flowIds });
    enter(run, node, scopeId);
  },
};
