/**
 * How a process begins when something has happened: at a start event, at a receive task, or at an event behind an
 * event-based gateway (BPMN 2.0.2 §13.4.4). Of an exclusive gateway only that event happens. A parallel one has all of its
 * events happen: the others are waited for in the instance that the first has created.
 */
import type { ElementInstanceId } from "../ids.ts";
import type { Variables } from "../json.ts";
import { type Instantiation, isInstantiating } from "../model/beginnings.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import type { Run } from "./run.ts";
import { begin, beginStart, transition } from "./tokens.ts";

/**
 * Starts what the process begins with; all of it goes on when the root scope is activated (semantics/scopes.ts). Returns
 * the instance of the event that has happened, which is the oldest child of the scope.
 */
export function beginProcess(
  run: Run,
  start: ProcessNode,
  scopeId: ElementInstanceId,
  variables: Variables,
): ElementRecord {
  const gateway = start.incoming
    .map((flow) => run.nodeAt(run.graph.flows[flow]?.source ?? -1))
    .find(isInstantiating) as ProcessNode<Instantiation> | undefined;
  if (gateway === undefined) return beginStart(run, start, scopeId, variables);
  const passed = begin(run, gateway, scopeId);
  transition(run, gateway, passed, "elementActivated");
  transition(run, gateway, passed, "elementCompleting");
  transition(run, gateway, passed, "elementCompleted");
  const flows = gateway.outgoing.map((flow) => ({ flow, target: targetOf(run, flow) }));
  const taken = gateway.details.isParallel
    ? flows
    : flows.filter(({ target }) => target.index === start.index);
  for (const { flow } of taken)
    run.emit({ type: "sequenceFlowTaken", flowId: run.flowId(flow), scopeId });
  const happened = beginStart(run, start, scopeId, variables);
  for (const { target } of taken) if (target.index !== start.index) begin(run, target, scopeId);
  return happened;
}

function targetOf(run: Run, flow: number): ProcessNode {
  return run.nodeAt(run.graph.flows[flow]?.target ?? -1);
}
