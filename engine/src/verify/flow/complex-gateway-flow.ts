/**
 * The complex gateway (BPMN 2.0.2 §13.4.5) as transitions. A place for each set of flows that may have activated it holds
 * the wait for its reset; while there is a token in one of them, nothing activates the gateway again.
 *
 * Whether a set of tokens activates it is what its condition says. If that looks at more than the tokens, nothing is decided: it
 * might never hold, and then the tokens would wait for ever.
 */
import type { ComplexGatewayDetails } from "../../elements/gateways/complex-gateway.ts";
import { evaluate } from "../../expression/index.ts";
import { type FlowIndex, NO_INDEX, type ProcessNode } from "../../model/process-graph.ts";
import type { ElementFlow } from "./element-flow.ts";
import { isExpected } from "./expected.ts";
import type { PlaceIndex } from "./net.ts";
import type { NetBuilder } from "./net-builder.ts";
import { inclusiveWaysOut, subsets } from "./ways-out.ts";

/** With more of them there would be more sets than are worth trying. */
const maxIncoming = 4;

type Gateway = ProcessNode<ComplexGatewayDetails>;

/** See the file's head. */
export const complexGateway: ElementFlow = {
  isJoin: ({ incoming }) => incoming.length > 1,
  moves: (net, node) => {
    const gateway = node as Gateway;
    const { index, incoming, details } = gateway;
    if (incoming.length === 1) {
      for (const started of inclusiveWaysOut(net, node)) {
        for (const reset of resetWays(net, node))
          net.add({ node: index, takes: [net.place(index)], sends: [...started, ...reset] });
      }
      return;
    }
    if (incoming.length > maxIncoming || details.isCancelingRemaining) {
      net.limitations.push({
        zh: `复杂网关“${node.name}”的入口多于 ${String(maxIncoming)} 个，或会取消其余分支`,
        en: `The complex gateway "${node.name}" has more than ${String(maxIncoming)} incoming flows, or cancels the rest`,
      });
      return;
    }
    if (dependsOnData(net, gateway)) {
      net.limitations.push({
        zh: `复杂网关“${node.name}”的激活条件取决于数据`,
        en: `The activation condition of the complex gateway "${node.name}" depends on data`,
      });
      return;
    }
    const [, ...sets] = subsets(incoming);
    const resets = sets.map((set) => net.place(index, NO_INDEX, set.join()));
    for (const [at, set] of sets.entries()) {
      const reset = resets[at] ?? NO_INDEX;
      if (mayActivate(net, gateway, set)) addStart(net, node, set, reset, resets);
      for (const arrived of subsets(incoming.filter((flow) => !set.includes(flow))))
        addReset(net, node, set, reset, arrived);
    }
  },
};

function addStart(
  net: NetBuilder,
  node: ProcessNode,
  set: readonly FlowIndex[],
  reset: PlaceIndex,
  resets: readonly PlaceIndex[],
): void {
  const { index, incoming } = node;
  const empty = incoming.filter((flow) => !set.includes(flow));
  for (const sends of inclusiveWaysOut(net, node)) {
    net.add({
      node: index,
      takes: set.map((flow) => net.place(index, flow)),
      unless: [...resets, ...empty.map((flow) => net.place(index, flow))],
      keeps: [reset],
      sends,
    });
  }
}

function addReset(
  net: NetBuilder,
  node: ProcessNode,
  set: readonly FlowIndex[],
  reset: PlaceIndex,
  arrived: readonly FlowIndex[],
): void {
  const { index, incoming } = node;
  const reached = [...set, ...arrived];
  const open = incoming.filter((flow) => !reached.includes(flow));
  for (const sends of resetWays(net, node)) {
    net.add({
      node: index,
      takes: [reset, ...arrived.map((flow) => net.place(index, flow))],
      unless: open.map((flow) => net.place(index, flow)),
      isForbiddenBy: (place) => isExpected(net, node, place, open, reached),
      sends,
    });
  }
}

/** The flows that may get a token at the reset: those that ask for it. */
function resetWays(net: NetBuilder, node: ProcessNode): FlowIndex[][] {
  const asking = node.outgoing.filter(
    (flow) => net.graph.flows[flow]?.condition?.variables.includes("waitingForStart") === true,
  );
  const ways = subsets(asking);
  return asking.length > 0 && node.defaultFlow !== NO_INDEX ? [...ways, [node.defaultFlow]] : ways;
}

function dependsOnData(net: NetBuilder, { incoming, details }: Gateway): boolean {
  const counts = new Set(incoming.map((flow) => net.graph.flows[flow]?.flowId));
  const names = details.activationCondition?.variables ?? [];
  return names.some((name) => name !== "activationCount" && !counts.has(name));
}

function mayActivate(net: NetBuilder, node: Gateway, set: readonly FlowIndex[]): boolean {
  const { activationCondition } = node.details;
  if (activationCondition === null) return true;
  const counts = new Map<string, number>([["activationCount", set.length]]);
  for (const flow of node.incoming)
    counts.set(net.graph.flows[flow]?.flowId ?? "", set.includes(flow) ? 1 : 0);
  const evaluated = evaluate(activationCondition, (name) => counts.get(name), {
    now: 0,
    timeZone: "UTC",
  });
  // What cannot be evaluated is an incident: the gateway is not activated.
  return evaluated.ok && evaluated.value === true;
}
