/**
 * Inclusive gateway (BPMN 2.0.2 §13.4.3). As a join it waits until there is a token on one incoming flow and none can
 * come any more over those without: see semantics/joins.ts. It then takes one token from each flow that has one. As a
 * split it takes every outgoing flow whose condition holds, and the default flow only if there is none.
 */
import type { FlowIndex } from "../../model/process-graph.ts";
import { arriveAtJoin, consumeTokens, isMoreExpected, waitingOn } from "../../semantics/joins.ts";
import { inclusiveFlows } from "../../semantics/outgoing-flows.ts";
import { enter } from "../../semantics/tokens.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const inclusiveGateway: ElementBehavior<null> = {
  clause: "§13.4.3",
  read: () => null,
  arrive: (run, node, scope, flow) => {
    arriveAtJoin(run, node, scope.elementInstanceId, flow);
  },
  reconsider: (run, node, scope) => {
    const scopeId = scope.elementInstanceId;
    const [reached, open]: [FlowIndex[], FlowIndex[]] = [[], []];
    for (const flow of node.incoming)
      (waitingOn(run, node, scopeId, flow) > 0 ? reached : open).push(flow);
    if (reached.length === 0) return;
    if (isMoreExpected(run, node, scopeId, open, reached)) return;
    consumeTokens(run, node, scopeId, reached);
    enter(run, node, scopeId);
  },
  leave: inclusiveFlows,
};
