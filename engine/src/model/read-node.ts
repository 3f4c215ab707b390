/** From one XML element to one node (two for a repeated activity: the body, and the activity in it). */
import { behaviors } from "../elements/registry.ts";
import { type ElementKind, isActivity } from "./element-kind.ts";
import { dataInputs, dataOf, dataOutputs, requiredInputs, requiredOutputs } from "./data.ts";
import type { ElementReader } from "./element-reader.ts";
import { readListeners } from "../semantics/listeners.ts";
import type { ModelElement } from "./model-element.ts";
import type { DraftNode, ProcessBuilder } from "./process-builder.ts";
import type { VariableMapping } from "./process-graph.ts";
import { readerBy, readerOf } from "./read-event.ts";
import { thrownEvents } from "./thrown-events.ts";

const noMappings: readonly VariableMapping[] = [];

/**
 * Reads the element and adds it to the scope, under its own id unless another is given; returns the node that its own
 * content belongs to.
 */
export function readNode(
  builder: ProcessBuilder,
  element: ModelElement,
  kind: ElementKind,
  scope: number,
  elementId: string = element.id,
): DraftNode {
  const { trigger, reader } = readerOf(builder, element, kind, scope);
  const common = {
    elementId,
    name: element.text("name") ?? element.id,
    trigger,
    isForCompensation: isActivity(kind) && element.flag("isForCompensation") === true,
  };
  let inside = scope;
  const body = bodyOf(element, kind);
  if (body !== undefined) {
    inside = builder.addNode(element, {
      ...common,
      kind: body,
      scope,
      inputs: noMappings,
      outputs: noMappings,
      properties: undefined,
      details: behaviors[body].read(reader),
    }).index;
  }
  const node = builder.addNode(element, {
    ...common,
    kind,
    scope: inside,
    inputs: [...dataInputs(reader), ...readMappings(reader, "inputParameters")],
    outputs: [...readMappings(reader, "outputParameters"), ...dataOutputs(reader)],
    properties: readProperties(element),
    details: behaviors[kind].read(reader),
  });
  node.data = dataOf(element);
  node.requiredInputs = requiredInputs(element);
  node.requiredOutputs = requiredOutputs(element);
  node.listeners = readListeners(reader, kind);
  if (body === "multiInstanceBody") readThrownEvents(builder, element, inside);
  if (isActivity(kind)) readQuantities(reader, builder.byId(elementId) ?? node);
  return node;
}

/** What a multi-instance throws when members complete, as nodes in its body behind the activity. */
function readThrownEvents(builder: ProcessBuilder, activity: ModelElement, body: number): void {
  for (const { event, definitions } of thrownEvents(activity)) {
    const { trigger, reader } = readerBy(builder, event, definitions, body);
    builder.addNode(event, {
      elementId: event.id,
      name: event.text("name") ?? event.id,
      kind: "implicitThrowEvent",
      trigger,
      isForCompensation: false,
      scope: body,
      inputs: readMappings(reader, "inputParameters"),
      outputs: noMappings,
      properties: readProperties(event),
      details: behaviors.implicitThrowEvent.read(reader),
    });
  }
}

/** `zeebe:properties` by name; undefined when there are none. */
export function readProperties(
  element: ModelElement,
): Readonly<Record<string, string>> | undefined {
  const properties = element.extension("zeebe:Properties")?.many("properties") ?? [];
  if (properties.length === 0) return undefined;
  return Object.fromEntries(
    properties.map((property) => [property.text("name") ?? "", property.text("value") ?? ""]),
  );
}

/** The kind of the node around an activity that is repeated. */
function bodyOf(
  element: ModelElement,
  kind: ElementKind,
): "multiInstanceBody" | "loopBody" | undefined {
  if (!isActivity(kind)) return undefined;
  switch (element.one("loopCharacteristics")?.type) {
    case "bpmn:MultiInstanceLoopCharacteristics":
      return "multiInstanceBody";
    case "bpmn:StandardLoopCharacteristics":
      return "loopBody";
    default:
      return undefined;
  }
}

function readMappings(
  reader: ElementReader,
  list: "inputParameters" | "outputParameters",
): readonly VariableMapping[] {
  const parameters = reader.extension("zeebe:IoMapping")?.many(list) ?? [];
  if (parameters.length === 0) return noMappings;
  return parameters.flatMap((parameter) => {
    const source = reader.value(parameter.text("source"), list);
    const target = parameter.text("target") ?? "";
    const path = target.split(".");
    if (!path.every((name) => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) && name !== "__proto__")) {
      reader.report(
        "MAPPING_TARGET_INVALID",
        `变量映射的目标无效：${target}`,
        `Not a variable name: ${target}`,
      );
      return [];
    }
    return source === undefined ? [] : [{ source, target: path }];
  });
}

/** More tokens than that could only be a mistake. */
const maxQuantity = 1_000;

/** Reads `startQuantity` and `completionQuantity` (BPMN 2.0.2 §13.3.2) into the node that the flows belong to. */
function readQuantities(reader: ElementReader, node: DraftNode): void {
  const quantity = (attribute: string): number => {
    const text = reader.element.text(attribute) ?? "1";
    const value = Number(text);
    if (Number.isInteger(value) && value >= 1 && value <= maxQuantity) return value;
    reader.report(
      "QUANTITY_INVALID",
      `${attribute} 必须是 1 到 ${String(maxQuantity)} 的整数：${text}`,
      `${attribute} must be an integer from 1 to ${String(maxQuantity)}: ${text}`,
    );
    return 1;
  };
  node.startQuantity = quantity("startQuantity");
  node.completionQuantity = quantity("completionQuantity");
}
