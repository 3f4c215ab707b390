/** What may happen after what in a process: reachability between the beginnings and the ends of its elements. */
import { isBody, isScope } from "../../model/element-kind.ts";
import type { NodeIndex, ProcessGraph, ProcessNode } from "../../model/process-graph.ts";

/** The beginning of an element (even) or its end (odd). */
export type Moment = number;

/** When the element begins: its expressions are evaluated. */
export function beginOf(node: NodeIndex): Moment {
  return 2 * node;
}

/** When the element has ended: its results are there. */
export function endOf(node: NodeIndex): Moment {
  return 2 * node + 1;
}

/** See the file's head. */
export class Order {
  readonly #next: readonly Moment[][];
  readonly #reached = new Map<Moment, ReadonlySet<Moment>>();

  constructor(graph: ProcessGraph) {
    this.#next = Array.from({ length: 2 * graph.nodes.length }, () => []);
    for (const node of graph.nodes) this.#connect(graph, node);
  }

  /** Whether the second can only be after the first: not before it, and not beside it. */
  isOnlyAfter(first: Moment, second: Moment): boolean {
    return this.#from(first).has(second) && !this.#from(second).has(first);
  }

  #connect(graph: ProcessGraph, node: ProcessNode): void {
    const { index, kind, children, outgoing, boundaryEvents, scope } = node;
    const [begin, end] = [beginOf(index), endOf(index)];
    if (isBody(kind)) {
      for (const child of children) {
        this.#add(begin, beginOf(child));
        this.#add(endOf(child), beginOf(child));
      }
      // There may be no member at all.
      this.#add(begin, end);
    } else if (isScope(kind)) {
      for (const child of children) {
        const inner = graph.nodes[child];
        const begins = inner?.kind === "startEvent" || inner?.kind === "eventSubProcess";
        if (begins || inner?.incoming.length === 0) this.#add(begin, beginOf(child));
      }
    } else this.#add(begin, end);
    for (const event of boundaryEvents) this.#add(begin, beginOf(event));
    for (const flow of outgoing) this.#add(end, beginOf(graph.flows[flow]?.target ?? index));
    if (scope >= 0) this.#add(end, endOf(scope));
  }

  #add(before: Moment, after: Moment): void {
    this.#next[before]?.push(after);
  }

  #from(moment: Moment): ReadonlySet<Moment> {
    const known = this.#reached.get(moment);
    if (known !== undefined) return known;
    const reached = new Set([moment]);
    for (const at of reached) for (const next of this.#next[at] ?? []) reached.add(next);
    this.#reached.set(moment, reached);
    return reached;
  }
}
