/** From one XML element to one node (two for a repeated activity: the body, and the activity in it). */
import { behaviors } from "../elements/registry.ts";
import type { ElementKind } from "./element-kind.ts";
import type { ElementReader } from "./element-reader.ts";
import { isActivity, refusedExtensions } from "./element-types.ts";
import type { ModelElement } from "./model-element.ts";
import type { DraftNode, ProcessBuilder } from "./process-builder.ts";
import type { VariableMapping } from "./process-graph.ts";
import { readerOf } from "./read-event.ts";

const noMappings: readonly VariableMapping[] = [];

/** Reads the element and adds it to the scope; returns the node that its own content belongs to. */
export function readNode(
  builder: ProcessBuilder,
  element: ModelElement,
  kind: ElementKind,
  scope: number,
): DraftNode {
  const { trigger, reader } = readerOf(builder, element, kind, scope);
  refuseUnsupported(reader, kind);
  const common = {
    elementId: element.id,
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
  if (loop !== undefined && (loop.text("behavior") ?? "All") !== "All") {
    reader.report(
      "NOT_SUPPORTED",
      "暂不支持多实例的事件行为",
      "Event behaviour of a multi-instance is not supported",
    );
  }
}
