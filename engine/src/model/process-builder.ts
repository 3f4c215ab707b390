/**
 * Collects the nodes and flows of one process while its XML is walked; indexes are given out in the order of the model.
 * Everything is mutable here and handed out as the immutable graph at the end.
 */
import type { ElementKind } from "./element-kind.ts";
import type { Finding } from "./finding.ts";
import type { ModelElement } from "./model-element.ts";
import {
  NO_INDEX,
  type ProcessGraph,
  type ProcessNode,
  type SequenceFlow,
} from "./process-graph.ts";

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A node that is still being linked. */
export type DraftNode = Mutable<
  Omit<ProcessNode, "children" | "incoming" | "outgoing" | "boundaryEvents" | "eventStarts">
> & {
  readonly children: number[];
  readonly incoming: number[];
  readonly outgoing: number[];
  readonly boundaryEvents: number[];
  readonly eventStarts: number[];
};

/** What must be stated of a node; links come later. */
export type NodeStatement = Pick<
  ProcessNode,
  | "elementId"
  | "name"
  | "kind"
  | "trigger"
  | "scope"
  | "inputs"
  | "outputs"
  | "isForCompensation"
  | "properties"
  | "details"
>;

const dependingJoins = new Set<ElementKind>(["inclusiveGateway", "complexGateway"]);

/** See the file's head. */
export class ProcessBuilder {
  readonly nodes: DraftNode[] = [];
  readonly flows: SequenceFlow[] = [];
  readonly nodeOf = new Map<string, number>();
  readonly flowOf = new Map<string, number>();
  /** XML elements by the index of their node, for what is linked in a second pass. */
  readonly elements: ModelElement[] = [];
  /** Ids of what associations join. */
  readonly associations: { readonly source: string; readonly target: string }[] = [];
  readonly findings: Finding[];

  constructor(findings: Finding[]) {
    this.findings = findings;
  }

  /** Adds a node as the last child of its scope. The first node with an id is the one the id means. */
  addNode(element: ModelElement, statement: NodeStatement): DraftNode {
    const node: DraftNode = {
      ...statement,
      index: this.nodes.length,
      children: [],
      incoming: [],
      outgoing: [],
      defaultFlow: NO_INDEX,
      boundaryEvents: [],
      eventStarts: [],
      attachedTo: NO_INDEX,
      handler: NO_INDEX,
      data: [],
      requiredInputs: [],
      requiredOutputs: [],
      listeners: undefined,
      startQuantity: 1,
      completionQuantity: 1,
    };
    this.nodes.push(node);
    this.elements.push(element);
    if (!this.nodeOf.has(node.elementId)) this.nodeOf.set(node.elementId, node.index);
    this.nodes[statement.scope]?.children.push(node.index);
    return node;
  }

  /** The node that the id means: for a multi-instance activity the body. */
  byId(elementId: string): DraftNode | undefined {
    return this.nodes[this.nodeOf.get(elementId) ?? NO_INDEX];
  }

  /** Reports an error of the model. */
  report(code: string, elementId: string, zh: string, en: string): void {
    this.findings.push({ code, severity: "error", elementId, message: { zh, en } });
  }

  /** The graph; the builder must not be used afterwards. */
  build(versionTag: string | null): ProcessGraph {
    const [root] = this.nodes;
    if (root === undefined) throw new Error("A process has at least itself as a node");
    return {
      processId: root.elementId,
      name: root.name,
      versionTag,
      nodes: this.nodes,
      flows: this.flows,
      nodeOf: this.nodeOf,
      flowOf: this.flowOf,
      joins: this.nodes
        .filter(({ kind, incoming }) => dependingJoins.has(kind) && incoming.length > 1)
        .map(({ index }) => index),
    };
  }
}
