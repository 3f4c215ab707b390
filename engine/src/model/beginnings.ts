/**
 * Where a process can begin by something that happens: at its start events, and at what instantiates it (BPMN 2.0.2
 * §10.3.3, §10.6.6, §13.4.4): a receive task, or one of the events behind an event-based gateway.
 */
import type { ElementReader } from "./element-reader.ts";
import type { ModelElement } from "./model-element.ts";
import type { FlowIndex, ProcessNode } from "./process-graph.ts";

/** Whether the element begins the process, and how a gateway does. */
export interface Instantiation {
  readonly isInstantiating: boolean;
  /** Of a gateway: all of its events must happen, the first of which begins the process. */
  readonly isParallel: boolean;
}

/** Reads the attributes `instantiate` and `eventGatewayType`. */
export function readInstantiation({ element }: ElementReader): Instantiation {
  return {
    isInstantiating: element.flag("instantiate") === true,
    isParallel: element.text("eventGatewayType") === "Parallel",
  };
}

/** What of a graph is needed here; a draft of one will do. */
interface Linked {
  readonly nodes: readonly ProcessNode[];
  readonly flows: readonly { readonly index: FlowIndex; readonly target: number }[];
}

/** True for a receive task or an event-based gateway that begins the process. */
export function isInstantiating(node: ProcessNode): boolean {
  return (
    (node.kind === "receiveTask" || node.kind === "eventBasedGateway") &&
    (node as ProcessNode<Instantiation>).details.isInstantiating
  );
}

/** True for what begins the process without being a start event: such a receive task, or an event behind such a gateway. */
export function isInstantiatingEvent(
  graph: Linked & { readonly flows: readonly { readonly source: number }[] },
  node: ProcessNode,
): boolean {
  const before = node.incoming.flatMap(
    (flow) => graph.nodes[graph.flows[flow]?.source ?? -1] ?? [],
  );
  return (node.kind === "receiveTask" && isInstantiating(node)) || before.some(isInstantiating);
}

/** The events at which the process can begin when its node is this one; none when it cannot. */
export function beginningsAt(graph: Linked, node: ProcessNode): readonly ProcessNode[] {
  if (node.kind === "startEvent") return [node];
  if (!isInstantiating(node)) return [];
  return node.kind === "receiveTask"
    ? [node]
    : node.outgoing.flatMap((flow) => graph.nodes[graph.flows[flow]?.target ?? -1] ?? []);
}

/**
 * Where a scope begins that has no start event (BPMN 2.0.2 §13.1): at all of its elements that no flow leads to. With an
 * end event there must be a start event, and what waits for something to happen is no beginning.
 */
export function implicitStarts(
  nodes: readonly ProcessNode[],
  scope: ProcessNode,
): readonly ProcessNode[] {
  const children = scope.children.flatMap((index) => nodes[index] ?? []);
  const isExplicit = children.some(
    (node) => node.kind === "startEvent" || node.kind === "endEvent" || isInstantiating(node),
  );
  if (isExplicit) return [];
  return children.filter(
    ({ kind, trigger, incoming, isForCompensation }) =>
      incoming.length === 0 &&
      !isForCompensation &&
      kind !== "boundaryEvent" &&
      kind !== "eventSubProcess" &&
      !(kind === "intermediateCatchEvent" && trigger === "link"),
  );
}

/**
 * Whether the event stands behind an exclusive event-based gateway that begins the process, so that no instance waits for
 * it. Asked while the element is read, before flows are linked.
 */
export function beginsAlone(event: ModelElement): boolean {
  const flows = event.parent?.many("flowElements") ?? [];
  return flows.some((flow) => {
    const source = flow.type === "bpmn:SequenceFlow" ? flow.one("sourceRef") : undefined;
    return (
      source?.flag("instantiate") === true &&
      source.text("eventGatewayType") !== "Parallel" &&
      flow.one("targetRef")?.id === event.id
    );
  });
}
