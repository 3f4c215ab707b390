/** What makes an event happen, found by its event definitions: none, one, or several of them (BPMN 2.0.2 §10.5.5). */
import type { EventPosition } from "../event-definitions/event-definition.ts";
import { eventDefinitions } from "../event-definitions/registry.ts";
import type { ElementKind, TriggerKind } from "./element-kind.ts";
import { ElementReader, type EventPart } from "./element-reader.ts";
import type { ModelElement } from "./model-element.ts";
import type { ProcessBuilder } from "./process-builder.ts";

/** The reader of an element, and its trigger: `none` for everything that is no event. */
export function readerOf(
  builder: ProcessBuilder,
  element: ModelElement,
  kind: ElementKind,
  scope: number,
): EventPart {
  const definitions = kind.endsWith("Event")
    ? [...element.many("eventDefinitions"), ...element.many("eventDefinitionRef")]
    : [];
  return readerBy(builder, element, definitions, scope);
}

/** The same for an element whose event definitions are these. */
export function readerBy(
  builder: ProcessBuilder,
  element: ModelElement,
  definitions: readonly ModelElement[],
  scope: number,
): EventPart {
  const reading = (
    trigger: TriggerKind,
    definition: ModelElement | undefined,
    parts: readonly EventPart[],
  ): EventPart => {
    const readDefinition = (reader: ElementReader, position: EventPosition): unknown =>
      readAs(trigger, reader, position === "start" ? startPosition(builder, scope) : position);
    const { findings } = builder;
    const reader = new ElementReader(element, definition, findings, readDefinition, parts);
    return { trigger, reader };
  };
  const parts = definitions.map((definition) =>
    reading(triggerOf(builder, element, definition), definition, []),
  );
  const [only, second] = parts;
  if (second === undefined) return only ?? reading("none", undefined, []);
  const isParallel = element.flag("parallelMultiple") === true;
  return reading(isParallel ? "parallelMultiple" : "multiple", undefined, parts);
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
  definition: ModelElement,
): TriggerKind {
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

function readAs(trigger: TriggerKind, reader: ElementReader, position: EventPosition): unknown {
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
