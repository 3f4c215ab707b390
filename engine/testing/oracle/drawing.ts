/** Draws a model as BPMN for the engine. */
import {
  after,
  association,
  boundary,
  compensationOf,
  document,
  errorOf,
  escalationOf,
  extensions,
  messageOf,
} from "../document.ts";
import { contentOf, type Flow, type Node, type Scope, type Throw, type Trigger } from "./model.ts";

/** The document of the process `main`. */
export function drawingOf(model: Scope): string {
  return document(scopeOf(model, ""));
}

function scopeOf(scope: Scope, startTrigger: string): string {
  const nodes = scope.nodes.map((node) =>
    node.kind === "start" ? startOf(node.id, startTrigger) : nodeOf(node, scope),
  );
  return [...nodes, ...scope.flows.map((flow) => flowOf(flow, scope))].join("\n");
}

/** `startTrigger` has the attributes and the definition, between them a `>`. */
function startOf(id: string, startTrigger: string): string {
  return `<startEvent id="${id}"${startTrigger === "" ? ">" : startTrigger}</startEvent>`;
}

function flowOf({ id, from, to }: Flow, { nodes, flows }: Scope): string {
  const source = nodes.find((node) => node.id === from);
  const isChoice = source?.kind === "exclusive" || source?.kind === "inclusive";
  const isDefault = flows.findLast((flow) => flow.from === from)?.id === id;
  const condition =
    isChoice && !isDefault
      ? `<conditionExpression xsi:type="tFormalExpression">=${id}</conditionExpression>`
      : "";
  return `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition}</sequenceFlow>`;
}

function nodeOf(node: Node, scope: Scope): string {
  const { id } = node;
  switch (node.kind) {
    case "exclusive":
    case "inclusive": {
      const last = scope.flows.findLast(({ from }) => from === id)?.id ?? "";
      return `<${node.kind}Gateway id="${id}" default="${last}"/>`;
    }
    case "parallel":
    case "eventBased":
      return `<${node.kind}Gateway id="${id}"/>`;
    case "start":
      return startOf(id, "");
    case "catch":
      return `<intermediateCatchEvent id="${id}">${definitionOf(node.trigger)}</intermediateCatchEvent>`;
    case "throw":
      return `<intermediateThrowEvent id="${id}">${thrownBy(node.throws)}</intermediateThrowEvent>`;
    case "end":
      return `<endEvent id="${id}">${thrownBy(node.throws)}</endEvent>`;
    case "boundary":
      return boundary(id, node.attachedTo, definitionOf(node.trigger), node.isInterrupting);
    case "eventSubProcess": {
      const trigger = ` isInterrupting="${String(node.isInterrupting)}">${definitionOf(node.trigger)}`;
      return `<subProcess id="${id}" triggeredByEvent="true">${scopeOf(node.content, trigger)}</subProcess>`;
    }
    case "task":
    case "service":
    case "subProcess":
      return activityOf(node);
  }
}

function activityOf(
  node: Extract<Node, { kind: "task" | "service" | "subProcess" }>,
  isHandler = false,
): string {
  const { id, kind, repeats, undoneBy } = node;
  const content = contentOf(node);
  const loop =
    repeats === null
      ? ""
      : `<multiInstanceLoopCharacteristics isSequential="${String(repeats.isSequential)}"><loopCardinality xsi:type="tFormalExpression">${String(repeats.times)}</loopCardinality></multiInstanceLoopCharacteristics>`;
  const work = kind === "service" ? extensions(`<zeebe:taskDefinition type="work"/>`) : "";
  const tag = kind === "service" ? "serviceTask" : kind;
  const undo = isHandler ? ' isForCompensation="true"' : "";
  const activity = `<${tag} id="${id}"${undo}>${work}${loop}${content === null ? "" : scopeOf(content, "")}</${tag}>`;
  if (undoneBy === null || !("repeats" in undoneBy)) return activity;
  const event = `when${undoneBy.id}`;
  return [
    activity,
    boundary(event, id, compensationOf()),
    activityOf(undoneBy, true),
    association(event, undoneBy.id),
  ].join("\n");
}

function definitionOf(trigger: Trigger): string {
  switch (trigger.on) {
    case "timer":
      return after("PT1H");
    case "message":
      return messageOf("news");
    case "error":
      return errorOf(trigger.code ?? undefined);
    case "escalation":
      return escalationOf(trigger.code ?? undefined);
  }
}

function thrownBy(throws: Throw): string {
  switch (throws.does) {
    case "nothing":
      return "";
    case "terminate":
      return "<terminateEventDefinition/>";
    case "error":
      return errorOf(throws.code);
    case "escalation":
      return escalationOf(throws.code);
    case "compensate":
      return compensationOf(throws.target ?? undefined);
  }
}
