/** What can be activated from outside, for every kind of element; a kind without a rule does not compile. */
import { beginningsAt, type Instantiation, isInstantiating } from "../model/beginnings.ts";
import { type ElementKind, isBody } from "../model/element-kind.ts";
import type { ProcessGraph, ProcessNode } from "../model/process-graph.ts";

/**
 * `enter`: as if a flow had led there. A gateway does not wait for its other tokens, and an event on the boundary or at the
 * start counts as happened and takes nothing away. `scope`: the same, and it can come to be around what is activated in
 * it. A repetition cannot (its number and its item are for the activity to say), nor an ad-hoc sub-process, which says itself
 * what it begins with. `byStart`: a scope that is entered at its
 * start event. `never`: it only comes to be with something else.
 */
type ActivationRule = "enter" | "scope" | "byStart" | "never";

const activationRules: Readonly<Record<ElementKind, ActivationRule>> = {
  process: "never",
  multiInstanceBody: "enter",
  loopBody: "enter",
  startEvent: "enter",
  endEvent: "enter",
  intermediateCatchEvent: "enter",
  intermediateThrowEvent: "enter",
  implicitThrowEvent: "never",
  boundaryEvent: "enter",
  task: "enter",
  manualTask: "enter",
  userTask: "enter",
  serviceTask: "enter",
  scriptTask: "enter",
  sendTask: "enter",
  receiveTask: "enter",
  businessRuleTask: "enter",
  exclusiveGateway: "enter",
  parallelGateway: "enter",
  inclusiveGateway: "enter",
  complexGateway: "enter",
  eventBasedGateway: "enter",
  subProcess: "scope",
  eventSubProcess: "byStart",
  transaction: "scope",
  adHocSubProcess: "enter",
  callActivity: "enter",
};

/** The node that begins when the element is activated; undefined when it cannot be. */
export function activatedNode(graph: ProcessGraph, node: ProcessNode): ProcessNode | undefined {
  if (isOutsideOfFlow(graph, node) || beginsOnly(graph, node)) return undefined;
  // It would wait for tokens that nobody sends.
  if (node.kind === "complexGateway" && node.incoming.length > 1) return undefined;
  switch (activationRules[node.kind]) {
    case "enter":
    case "scope":
      return node;
    case "byStart":
      return childrenOf(graph, node).find((child) => child.kind === "startEvent");
    case "never":
      return undefined;
  }
}

/** Whether an instance of the scope can be created for something in it. */
export function isCreatable(graph: ProcessGraph, scope: ProcessNode): boolean {
  const rule = activationRules[scope.kind];
  const isRepetition = isBody(graph.nodes[scope.scope]?.kind);
  return (
    (rule === "scope" || rule === "byStart") && !isRepetition && !isOutsideOfFlow(graph, scope)
  );
}

/** What undoes something begins only with that. */
function isOutsideOfFlow(graph: ProcessGraph, node: ProcessNode): boolean {
  const events = [node, ...(node.kind === "eventSubProcess" ? childrenOf(graph, node) : [])];
  return (
    node.isForCompensation ||
    events.some(
      ({ kind, trigger }) =>
        (kind === "startEvent" || kind === "boundaryEvent") && trigger === "compensation",
    )
  );
}

/** It begins the process and cannot wait inside of one: nothing says which message would be meant for this instance. */
function beginsOnly(graph: ProcessGraph, node: ProcessNode): boolean {
  if (isInstantiating(node)) return true;
  return graph.nodes.some(
    (gateway) =>
      gateway.kind === "eventBasedGateway" &&
      isInstantiating(gateway) &&
      !(gateway as ProcessNode<Instantiation>).details.isParallel &&
      beginningsAt(graph, gateway).includes(node),
  );
}

function childrenOf(graph: ProcessGraph, node: ProcessNode): readonly ProcessNode[] {
  return graph.nodes.filter(({ scope }) => scope === node.index);
}
