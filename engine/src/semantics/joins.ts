/**
 * Joins that depend on what can still arrive: those of inclusive and complex gateways (BPMN 2.0.2 §13.4.3, §13.4.5).
 *
 * They decide when a token comes, and again whenever a token of their scope has moved or died: after each step of a
 * command, when the whole of that step is visible, so that a fork's tokens are seen together.
 */
import type { EngineEvent } from "../events.ts";
import type { ElementInstanceId } from "../ids.ts";
import type { FlowIndex, NodeIndex, ProcessNode } from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import { terminate } from "./termination.ts";
import { enter } from "./tokens.ts";
import type { Run } from "./run.ts";
import { upstreamOf } from "./upstream.ts";

/** The event is about to happen: if it moves a token, the joins of that scope are to decide again. */
export function noteMove(run: Run, event: EngineEvent): void {
  switch (event.type) {
    case "joinTokenArrived":
    case "joinTokensConsumed":
    case "elementActivated":
    case "elementCompleted":
    case "elementTerminated":
      run.scopesToReconsider.add(event.scopeId);
      break;
    case "variableSet":
      // An activation condition may refer to it; its gateway has a token waiting.
      for (const scopeId of run.state.joins.keys())
        run.scopesToReconsider.add(scopeId as ElementInstanceId);
      break;
    default:
  }
}

/** Lets the joins decide whose tokens have moved, in the order of the model. */
export function reconsiderJoins(run: Run): void {
  for (const scopeId of run.scopesToReconsider) {
    // Added again by what it leads to, it is looked at again.
    run.scopesToReconsider.delete(scopeId);
    const scope = run.element(scopeId);
    if (scope?.state !== "activated") continue;
    const { index } = run.nodeOf(scope);
    for (const join of run.graph.joins) {
      const node = run.nodeAt(join);
      if (node.scope === index) run.behaviorOf(node).reconsider?.(run, node, scope);
    }
  }
}

/** How many tokens wait for the join on the flow. */
export function waitingOn(
  run: Run,
  { elementId }: ProcessNode,
  scopeId: ElementInstanceId,
  flow: FlowIndex,
): number {
  return run.tables.join.get(`${scopeId}/${elementId}/${run.flowId(flow)}`) ?? 0;
}

/** Takes one waiting token from each of the flows. */
export function consumeTokens(
  run: Run,
  { elementId }: ProcessNode,
  scopeId: ElementInstanceId,
  flows: readonly FlowIndex[],
): void {
  if (flows.length === 0) return;
  const flowIds = flows.map((flow) => run.flowId(flow));
  run.emit({ type: "joinTokensConsumed", scopeId, elementId, flowIds });
}

/**
 * Whether a token can still come over one of the `open` flows: one that is elsewhere in the scope and has a way there
 * that does not visit the join, unless it also has a path of sequence flows to one of those that are `reached` already.
 */
export function isMoreExpected(
  run: Run,
  join: ProcessNode,
  scopeId: ElementInstanceId,
  open: readonly FlowIndex[],
  reached: readonly FlowIndex[],
): boolean {
  if (open.length === 0) return false;
  const { ways, paths } = upstreamOf(run.graph, join);
  const isOpen = new Set(open);
  const isReached = new Set(reached);
  return tokensElsewhere(run, join, scopeId).some(
    ({ node }) => meets(ways.get(node), isOpen) && !meets(paths.get(node), isReached),
  );
}

function meets(flows: ReadonlySet<FlowIndex> | undefined, others: ReadonlySet<FlowIndex>): boolean {
  for (const flow of flows ?? []) if (others.has(flow)) return true;
  return false;
}

/** Gives up all tokens of the scope that could still come over the flows. */
export function cancelExpected(
  run: Run,
  join: ProcessNode,
  scopeId: ElementInstanceId,
  flows: readonly FlowIndex[],
): void {
  const { ways } = upstreamOf(run.graph, join);
  const canceled = new Set(flows);
  for (const { node, element, waiting } of tokensElsewhere(run, join, scopeId)) {
    if (!meets(ways.get(node), canceled)) continue;
    if (element !== undefined) terminate(run, element);
    if (waiting !== undefined) {
      const [, elementId = "", flowId = ""] = waiting.split("/");
      const flowIds = Array.from({ length: run.tables.join.get(waiting) ?? 0 }, () => flowId);
      run.emit({ type: "joinTokensConsumed", scopeId, elementId, flowIds });
    }
  }
}

/** Where a token is: in an element, or waiting at another join under this key. */
interface TokenElsewhere {
  readonly node: NodeIndex;
  readonly element?: ElementRecord;
  readonly waiting?: string;
}

/** The tokens of the scope other than those that wait for the join itself. */
function tokensElsewhere(
  run: Run,
  join: ProcessNode,
  scopeId: ElementInstanceId,
): TokenElsewhere[] {
  const tokens: TokenElsewhere[] = [];
  for (const childId of run.state.children.get(scopeId) ?? []) {
    const element = run.living(childId);
    // What is being undone has left over its flows. A complex gateway that waits holds no token: those that it waits for
    // are where they are.
    const isGone =
      element.state === "compensating" ||
      (element.kind === "complexGateway" && element.state === "activated");
    if (!isGone) tokens.push({ node: run.nodeOf(element).index, element });
  }
  for (const waiting of run.state.joins.get(scopeId) ?? []) {
    const [, elementId = ""] = waiting.split("/");
    if (elementId !== join.elementId) tokens.push({ node: run.nodeById(elementId).index, waiting });
  }
  return tokens;
}

/** A token has come to the join and waits there; with a single incoming flow there is nothing to wait for. */
export function arriveAtJoin(
  run: Run,
  node: ProcessNode,
  scopeId: ElementInstanceId,
  flow: FlowIndex,
): void {
  const { elementId, incoming } = node;
  if (incoming.length > 1)
    run.emit({ type: "joinTokenArrived", scopeId, elementId, flowId: run.flowId(flow) });
  else enter(run, node, scopeId);
}
