/**
 * Complex gateway (BPMN 2.0.2 §13.4.5). It goes through two phases, and its instance lives through both:
 *
 * - *Waiting for start*: it begins with the first token that comes, and is activated when its activation condition holds.
 *   The condition sees how many tokens wait on each incoming flow under the flow's id, how many flows have one as
 *   `activationCount`, and all variables. One token is taken from each flow that has one, and the outgoing flows whose
 *   condition holds are taken, else the default one; none at all is an incident.
 * - *Waiting for reset*: what still comes over the other flows is taken in and goes no further. When nothing more can come
 *   there, as an inclusive join decides it, the gateway is reset: the outgoing flows that ask for it get another token.
 *
 * Conditions of outgoing flows see the phase as `waitingForStart`. Decision: at the reset only flows whose condition refers
 * to it are taken, and the default flow only beside such. The standard evaluates all conditions again, so that a
 * discriminator whose way out has an ordinary condition would send every token twice.
 *
 * With the property `cancelRemaining` all that could still come is given up at activation, and the reset follows at once:
 * the cancelling discriminator and cancelling partial join of the workflow patterns.
 */
import type { Compiled } from "../../expression/index.ts";
import type { FlowIndex, ProcessNode } from "../../model/process-graph.ts";
import { conditionIn } from "../../semantics/evaluation.ts";
import { raiseIncident } from "../../semantics/incidents.ts";
import {
  arriveAtJoin,
  cancelExpected,
  consumeTokens,
  isMoreExpected,
  waitingOn,
} from "../../semantics/joins.ts";
import { inclusiveFlows, trueFlows } from "../../semantics/outgoing-flows.ts";
import type { Run } from "../../semantics/run.ts";
import { complete, enter, takeFlow } from "../../semantics/tokens.ts";
import type { ElementRecord } from "../../state/records.ts";
import type { ElementBehavior, Evaluated } from "../element-behavior.ts";

/** What the model states. */
export interface ComplexGatewayDetails {
  /** Null with a single incoming flow, where there is nothing to decide. */
  readonly activationCondition: Compiled | null;
  readonly isCancelingRemaining: boolean;
}

type Gateway = ProcessNode<ComplexGatewayDetails>;

const phase = "waitingForStart";

/** See the file's head. */
export const complexGateway: ElementBehavior<ComplexGatewayDetails> = {
  clause: "§13.4.5",
  read: (reader) => ({
    activationCondition:
      reader.expression(
        reader.element.one("activationCondition")?.text("body"),
        "activationCondition",
      ) ?? null,
    isCancelingRemaining: reader.property("cancelRemaining") === "true",
  }),
  arrive: (run, node, scope, flow) => {
    const scopeId = scope.elementInstanceId;
    arriveAtJoin(run, node, scopeId, flow);
    if (node.incoming.length > 1 && instanceIn(run, node, scope) === undefined)
      enter(run, node, scopeId);
  },
  activate: (_run, { incoming }) => (incoming.length > 1 ? "waits" : "completes"),
  reconsider,
  retry: (run, node, element) => {
    reconsider(run, node, run.living(element.scopeId));
  },
  leave: (run, node, element) => {
    const reset = resetFlows(run, node, element);
    if (node.incoming.length > 1 || !reset.ok) return reset;
    const started = startFlows(run, node, element);
    return started.ok ? { ok: true, value: [...started.value, ...reset.value] } : started;
  },
  completed: (run, node, { scopeId }) => {
    if (node.incoming.length > 1 && reachedFlows(run, node, scopeId).length > 0)
      enter(run, node, scopeId);
  },
};

function reconsider(run: Run, node: Gateway, scope: ElementRecord): void {
  const element = instanceIn(run, node, scope);
  // One that has an incident decides again when that is resolved.
  if (element?.state !== "activated" || run.state.owned.has(element.elementInstanceId)) return;
  if (element.activatedBy === undefined) start(run, node, element);
  else resetWhenNothingComes(run, node, element, element.activatedBy);
}

function start(run: Run, node: Gateway, element: ElementRecord): void {
  const { elementInstanceId, elementId, scopeId } = element;
  const reached = reachedFlows(run, node, scopeId);
  const isActivated = isActivatedBy(run, node, element, reached);
  if (isActivated.ok && !isActivated.value) return;
  const flows = isActivated.ok ? startFlows(run, node, element) : isActivated;
  if (!flows.ok) {
    raiseIncident(run, element, "wait", flows.cause);
    return;
  }
  consumeTokens(run, node, scopeId, reached);
  const flowIds = reached.map((flow) => run.flowId(flow));
  run.emit({ type: "complexGatewayActivated", elementInstanceId, elementId, flowIds });
  if (node.details.isCancelingRemaining)
    cancelExpected(run, node, scopeId, without(node.incoming, reached));
  for (const flow of flows.value) takeFlow(run, flow, scopeId);
}

function resetWhenNothingComes(
  run: Run,
  node: Gateway,
  element: ElementRecord,
  activatedBy: readonly string[],
): void {
  const { scopeId } = element;
  const first = node.incoming.filter((flow) => activatedBy.includes(run.flowId(flow)));
  const awaited = without(node.incoming, first);
  const arrived = awaited.filter((flow) => waitingOn(run, node, scopeId, flow) > 0);
  const open = without(awaited, arrived);
  if (isMoreExpected(run, node, scopeId, open, [...first, ...arrived])) return;
  consumeTokens(run, node, scopeId, arrived);
  complete(run, element);
}

function isActivatedBy(
  run: Run,
  node: Gateway,
  { elementInstanceId, scopeId }: ElementRecord,
  reached: readonly FlowIndex[],
): Evaluated<boolean> {
  const { activationCondition } = node.details;
  if (activationCondition === null) throw new Error(`${node.elementId} has no condition`);
  const counts = node.incoming.map((flow): [string, number] => [
    run.flowId(flow),
    waitingOn(run, node, scopeId, flow),
  ]);
  return conditionIn(run, elementInstanceId, activationCondition, {
    ...Object.fromEntries(counts),
    activationCount: reached.length,
  });
}

function startFlows(
  run: Run,
  node: Gateway,
  element: ElementRecord,
): Evaluated<readonly FlowIndex[]> {
  return inclusiveFlows(run, node, element, { [phase]: true });
}

function resetFlows(
  run: Run,
  node: Gateway,
  element: ElementRecord,
): Evaluated<readonly FlowIndex[]> {
  const asking = node.outgoing.filter(
    (flow) => run.graph.flows[flow]?.condition?.variables.includes(phase) === true,
  );
  if (asking.length === 0) return { ok: true, value: [] };
  const taken = trueFlows(run, { ...node, outgoing: asking }, element, { [phase]: false });
  if (!taken.ok || taken.value.length > 0 || node.defaultFlow < 0) return taken;
  return { ok: true, value: [node.defaultFlow] };
}

function reachedFlows(run: Run, node: Gateway, scopeId: ElementRecord["scopeId"]): FlowIndex[] {
  return node.incoming.filter((flow) => waitingOn(run, node, scopeId, flow) > 0);
}

/** The gateway's instance in the scope, if there is one: never two. */
function instanceIn(run: Run, node: Gateway, scope: ElementRecord): ElementRecord | undefined {
  for (const childId of run.state.children.get(scope.elementInstanceId) ?? []) {
    const child = run.living(childId);
    if (child.elementId === node.elementId) return child;
  }
  return undefined;
}

function without(flows: readonly FlowIndex[], others: readonly FlowIndex[]): FlowIndex[] {
  return flows.filter((flow) => !others.includes(flow));
}
