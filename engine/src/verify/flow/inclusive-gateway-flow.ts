/**
 * The inclusive gateway (BPMN 2.0.2 §13.4.3) as transitions: one for each set of incoming flows that it may join, forbidden
 * by every token that is still expected over one of the others.
 */
import type { FlowIndex, ProcessNode } from "../../model/process-graph.ts";
import type { ElementFlow } from "./element-flow.ts";
import { isExpected } from "./expected.ts";
import type { NetBuilder } from "./net-builder.ts";
import { inclusiveWaysOut, subsets } from "./ways-out.ts";

/** With more of them there would be more sets than are worth trying. */
const maxIncoming = 8;

/** See the file's head. */
export const inclusiveGateway: ElementFlow = {
  isJoin: ({ incoming }) => incoming.length > 1,
  passes: (_net, { incoming, outgoing }) =>
    incoming.length === 1 && outgoing.length === 1 ? outgoing[0] : undefined,
  moves: (net, node) => {
    const { index, incoming } = node;
    if (incoming.length > maxIncoming) {
      net.limitations.push({
        zh: `包容网关“${node.name}”的入口多于 ${String(maxIncoming)} 个`,
        en: `The inclusive gateway "${node.name}" has more than ${String(maxIncoming)} incoming flows`,
      });
      return;
    }
    const [, ...joined] = incoming.length > 1 ? subsets(incoming) : [[], incoming];
    for (const flows of joined) {
      for (const sends of inclusiveWaysOut(net, node)) {
        if (incoming.length === 1) net.add({ node: index, takes: [net.place(index)], sends });
        else net.add({ node: index, ...joining(net, node, flows), sends });
      }
    }
  },
};

function joining(
  net: NetBuilder,
  node: ProcessNode,
  reached: readonly FlowIndex[],
): Pick<Parameters<NetBuilder["add"]>[0], "takes" | "unless" | "isForbiddenBy"> {
  const open = node.incoming.filter((flow) => !reached.includes(flow));
  return {
    takes: reached.map((flow) => net.place(node.index, flow)),
    unless: open.map((flow) => net.place(node.index, flow)),
    isForbiddenBy: (place) => isExpected(net, node, place, open, reached),
  };
}
