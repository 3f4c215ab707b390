/**
 * An event has happened that was waited for, by the event itself or by an event-based gateway in front of it. The
 * gateway's first event wins: the gateway gives up the others and the token goes over the flow to the winner, which does
 * not wait again (BPMN 2.0.2 §13.4.4).
 */
import type { Variables } from "../json.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import type { Run } from "./run.ts";
import { releaseOwned } from "./termination.ts";
import { complete, enterHappened, transition } from "./tokens.ts";

/** `owner` waited for the event of the node. */
export function happened(
  run: Run,
  node: ProcessNode,
  owner: ElementRecord,
  variables: Variables,
): void {
  if (owner.elementId === node.elementId) {
    complete(run, owner, variables);
    return;
  }
  const gateway = run.nodeOf(owner);
  const flow = gateway.outgoing.find((index) => run.graph.flows[index]?.target === node.index);
  const flowId = flow === undefined ? undefined : run.graph.flows[flow]?.flowId;
  if (flowId === undefined)
    throw new Error(`${owner.elementId} does not lead to ${node.elementId}`);
  transition(run, gateway, owner, "elementCompleting");
  releaseOwned(run, owner);
  transition(run, gateway, owner, "elementCompleted");
  run.emit({ type: "sequenceFlowTaken", flowId, scopeId: owner.scopeId });
  enterHappened(run, node, owner.scopeId, variables);
}
