/** Which element and flow of the source is which of the target: a migration plan, read against the two graphs. */
import { NO_INDEX, type ProcessGraph, type ProcessNode } from "../model/process-graph.ts";
import type { ElementMapping, MigrationPlan } from "./plan.ts";

/** See the file's head. */
export class Correspondence {
  readonly source: ProcessGraph;
  readonly target: ProcessGraph;
  readonly #elements: ReadonlyMap<string, ElementMapping>;
  readonly #flows: ReadonlyMap<string, string>;

  constructor(source: ProcessGraph, target: ProcessGraph, plan: MigrationPlan) {
    this.source = source;
    this.target = target;
    const root = { source: rootOf(source).elementId, target: rootOf(target).elementId };
    this.#elements = new Map([root, ...plan.elements].map((mapping) => [mapping.source, mapping]));
    this.#flows = new Map((plan.flows ?? []).map(({ source: from, target: to }) => [from, to]));
  }

  /** The id in the target; undefined when the element is not mapped. */
  elementId(sourceId: string): string | undefined {
    return this.#elements.get(sourceId)?.target;
  }

  /** Whether something becomes the target's element. */
  isTarget(targetId: string): boolean {
    return [...this.#elements.values()].some(({ target }) => target === targetId);
  }

  /** Whether what it waits for is evaluated anew. */
  isUpdated(sourceId: string): boolean {
    return this.#elements.get(sourceId)?.isUpdated === true;
  }

  /** The node in the target that an instance of the source's node goes on as. */
  nodeFor(node: ProcessNode): ProcessNode | undefined {
    const found = nodeById(this.target, this.elementId(node.elementId) ?? "");
    // The activity in a body shares its id.
    const isInner = nodeById(this.source, node.elementId)?.index !== node.index;
    return isInner ? this.target.nodes[found?.children[0] ?? NO_INDEX] : found;
  }

  /**
   * The flow on which tokens wait that waited on this one: as the plan says; else the one of the same id, if it leads to what
   * the join has become; else the only one between the same two elements.
   */
  flowId(sourceId: string): string | undefined {
    const flow = this.source.flows[this.source.flowOf.get(sourceId) ?? NO_INDEX];
    if (flow === undefined) return undefined;
    const ends = [flow.source, flow.target].map((index) => {
      const node = this.source.nodes[index];
      return node === undefined ? undefined : this.nodeFor(node)?.index;
    });
    const leadsThere = this.target.flows.filter(({ target }) => target === ends[1]);
    const stated = this.#flows.get(sourceId);
    if (stated !== undefined) return leadsThere.find(({ flowId }) => flowId === stated)?.flowId;
    const same = leadsThere.find(({ flowId }) => flowId === sourceId);
    const [only, another] = leadsThere.filter(({ source }) => source === ends[0]);
    return same?.flowId ?? (another === undefined ? only?.flowId : undefined);
  }
}

/** The node with the id; of a repeated activity the body. */
export function nodeById(graph: ProcessGraph, elementId: string): ProcessNode | undefined {
  return graph.nodes[graph.nodeOf.get(elementId) ?? NO_INDEX];
}

function rootOf(graph: ProcessGraph): ProcessNode {
  const [root] = graph.nodes;
  if (root === undefined) throw new Error("A graph has no process");
  return root;
}
