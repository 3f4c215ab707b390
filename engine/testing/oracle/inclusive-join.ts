/**
 * The inclusive join's rule by plain graph search (BPMN 2.0.2 §13.4.3, table 13.3): it waits as long as there is a token
 * elsewhere in the scope that may come to an incoming flow that has none yet, unless that token also has a path of sequence flows
 * to an incoming flow that has one. No path leads through the gateway itself. A boundary event is on a way out of its activity,
 * but on no path (docs/adr/0013).
 */
import type { Instance } from "./instances.ts";
import type { Node, Scope } from "./model.ts";

/** Whether the join has to wait. */
export function mayStillCome(scope: Instance, content: Scope, gateway: Node): boolean {
  const incoming = content.flows.filter(({ to }) => to === gateway.id);
  const [reached, open] = [true, false].map((has) =>
    incoming.filter(({ id }) => scope.tokens.includes(id) === has),
  );
  return elsewhere(scope, content, gateway).some((place) => {
    const ways = waysIn(place, content, gateway, true);
    const paths = waysIn(place, content, gateway, false);
    return open?.some(({ id }) => ways.has(id)) && !reached?.some(({ id }) => paths.has(id));
  });
}

/** The nodes where the scope's other tokens are, or that they come to next. */
function elsewhere(scope: Instance, { flows }: Scope, gateway: Node): string[] {
  const ahead = scope.tokens.map((token) => flows.find(({ id }) => id === token)?.to ?? token);
  const inside = scope.children.map(({ node }) => node.id);
  return [...ahead, ...inside].filter((place) => place !== gateway.id);
}

/** The gateway's incoming flows to which a path leads from the node. */
function waysIn(
  from: string,
  { nodes, flows }: Scope,
  gateway: Node,
  hasEvents: boolean,
): ReadonlySet<string> {
  const visited = new Set([from]);
  const ways = new Set<string>();
  for (const place of visited) {
    for (const flow of flows) {
      if (flow.from !== place) continue;
      if (flow.to === gateway.id) ways.add(flow.id);
      else visited.add(flow.to);
    }
    for (const node of hasEvents ? nodes : [])
      if (node.kind === "boundary" && node.attachedTo === place) visited.add(node.id);
  }
  return ways;
}
