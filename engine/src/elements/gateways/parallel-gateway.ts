/**
 * Parallel gateway (BPMN 2.0.2 §13.4.1): waits for one token on each incoming flow, then sends one over each outgoing
 * flow. A second token on the same flow waits for the next round.
 */
import type { ElementInstanceId } from "../../ids.ts";
import type { ProcessNode } from "../../model/process-graph.ts";
import { consumeTokens, waitingOn } from "../../semantics/joins.ts";
import type { Run } from "../../semantics/run.ts";
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
    run.emit({ type: "joinTokenArrived", scopeId, elementId, flowId: run.flowId(flow) });
    join(run, node, scopeId);
  },
  reconsider: (run, node, scope) => {
    while (join(run, node, scope.elementInstanceId));
  },
};

/** Goes on if a token waits on each incoming flow. */
function join(run: Run, node: ProcessNode, scopeId: ElementInstanceId): boolean {
  const isWaiting = (flow: number): boolean => waitingOn(run, node, scopeId, flow) > 0;
  if (node.incoming.length === 0 || !node.incoming.every(isWaiting)) return false;
  consumeTokens(run, node, scopeId, node.incoming);
  enter(run, node, scopeId);
  return true;
}
