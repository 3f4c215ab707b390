/** What people call the elements of a model: the analyst's name, or what kind of thing an unnamed one is. Never an id. */
import type { ProcessGraph } from "@tongban/engine";

type Node = ProcessGraph["nodes"][number];

/** Names by element id. An element without a name has its id for one in the graph. */
export function elementNames(graph: ProcessGraph): ReadonlyMap<string, string> {
  return new Map(
    graph.nodes.map((node) => [
      node.elementId,
      node.name === "" || node.name === node.elementId ? unnamed(node) : node.name,
    ]),
  );
}

/** By the ending of BPMN's own word for it, the particular before the general. */
const KINDS: readonly (readonly [ending: string, name: string])[] = [
  ["startEvent", "开始"],
  ["endEvent", "结束"],
  ["Event", "事件"],
  ["eventBasedGateway", "等待事件"],
  ["parallelGateway", "并行网关"],
  ["Gateway", "判断网关"],
  ["Process", "子流程"],
  ["callActivity", "调用流程"],
];

function unnamed({ kind }: Node): string {
  return KINDS.find(([ending]) => kind.endsWith(ending))?.[1] ?? "未命名步骤";
}
