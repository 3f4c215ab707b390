/** From one XML element to one node (two for a multi-instance activity: the body, and the activity in it). */
import { behaviors } from "../elements/registry.ts";
import type { EventPosition } from "../event-definitions/event-definition.ts";
import { eventDefinitions } from "../event-definitions/registry.ts";
import type { ElementKind, TriggerKind } from "./element-kind.ts";
import { ElementReader } from "./element-reader.ts";
import { isActivity, refusedExtensions } from "./element-types.ts";
import type { ModelElement } from "./model-element.ts";
import type { DraftNode, ProcessBuilder } from "./process-builder.ts";
import type { VariableMapping } from "./process-graph.ts";

const noMappings: readonly VariableMapping[] = [];

/** Reads the element and adds it to the scope; returns the node that its own content belongs to. */
export function readNode(
  builder: ProcessBuilder,
  element: ModelElement,
  kind: ElementKind,
  scope: number,
): DraftNode {
  const definitions = element.many("eventDefinitions");
  const trigger = triggerOf(builder, element, kind, definitions);
  const reader = new ElementReader(element, definitions[0], builder.findings, (reading, position) =>
    readDefinition(
      reading,
      trigger,
      position === "start" ? startPosition(builder, scope) : position,
    ),
  );
  refuseUnsupported(reader, kind);
  const common = { elementId: element.id, name: element.text("name") ?? element.id, trigger };
  let inside = scope;
  if (isRepeated(element, kind)) {
    inside = builder.addNode(element, {
      ...common,
      kind: "multiInstanceBody",
      scope,
      inputs: noMappings,
      outputs: noMappings,
      properties: undefined,
      details: behaviors.multiInstanceBody.read(reader),
    }).index;
  }
  return builder.addNode(element, {
    ...common,
    kind,
    scope: inside,
    inputs: readMappings(reader, "inputParameters"),
    outputs: readMappings(reader, "outputParameters"),
    properties: readProperties(element),
    details: behaviors[kind].read(reader),
  });
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

function startPosition(builder: ProcessBuilder, scope: number): EventPosition {
  switch (builder.nodes[scope]?.kind) {
    case "process":
      return "start";
    case "eventSubProcess":
      return "eventSubProcessStart";
    default:
      return "subProcessStart";
  }
}

function triggerOf(
  builder: ProcessBuilder,
  element: ModelElement,
  kind: ElementKind,
  definitions: readonly ModelElement[],
): TriggerKind {
  const [definition, second] = definitions;
  if (!kind.endsWith("Event") || definition === undefined) return "none";
  if (second !== undefined || element.many("eventDefinitionRef").length > 0) {
    builder.report(
      "NOT_SUPPORTED",
      element.id,
      "暂不支持多重事件",
      "Multiple events are not supported",
    );
  }
  const known = Object.entries(eventDefinitions).find(
    ([, { bpmnType }]) => bpmnType === definition.type,
  );
  if (known !== undefined) return known[0] as TriggerKind;
  const type = definition.type.replace("bpmn:", "");
  builder.report(
    "NOT_SUPPORTED",
    element.id,
    `暂不支持此类事件：${type}`,
    `Events of this kind are not supported: ${type}`,
  );
  return "none";
}

function readDefinition(
  reader: ElementReader,
  trigger: TriggerKind,
  position: EventPosition,
): unknown {
  const definition = eventDefinitions[trigger];
  // What kind of event it is was reported already if it is not supported at all.
  const isUnknown = reader.definition !== undefined && trigger === "none";
  if (!definition.positions.includes(position) && !isUnknown) {
    reader.report(
      "EVENT_NOT_ALLOWED",
      `此处不支持“${trigger}”事件`,
      `An event of kind "${trigger}" is not supported in this place`,
    );
  }
  return definition.read(reader, position);
}

function isRepeated(element: ModelElement, kind: ElementKind): boolean {
  return (
    isActivity(kind) &&
    element.one("loopCharacteristics")?.type === "bpmn:MultiInstanceLoopCharacteristics"
  );
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

function refuseUnsupported(reader: ElementReader, kind: ElementKind): void {
  const { element } = reader;
  for (const type of refusedExtensions) {
    if (reader.extension(type) !== undefined) {
      reader.report(
        "NOT_SUPPORTED",
        `暂不支持扩展 ${type}`,
        `The extension ${type} is not supported`,
      );
    }
  }
  if (!isActivity(kind)) return;
  if (element.flag("isForCompensation") === true) {
    reader.report("NOT_SUPPORTED", "暂不支持补偿活动", "Compensation activities are not supported");
  }
  if (
    (element.text("startQuantity") ?? "1") !== "1" ||
    (element.text("completionQuantity") ?? "1") !== "1"
  ) {
    reader.report(
      "NOT_SUPPORTED",
      "暂不支持 startQuantity 与 completionQuantity",
      "Token quantities are not supported",
    );
  }
  const loop = element.one("loopCharacteristics");
  if (loop?.type === "bpmn:StandardLoopCharacteristics") {
    reader.report("NOT_SUPPORTED", "暂不支持标准循环", "Standard loops are not supported");
  }
  if (loop !== undefined && (loop.text("behavior") ?? "All") !== "All") {
    reader.report(
      "NOT_SUPPORTED",
      "暂不支持多实例的事件行为",
      "Event behaviour of a multi-instance is not supported",
    );
  }
}
