/**
 * Which activity undoes which (BPMN 2.0.2 §10.6.1): an association leads from the compensation boundary event of the one to
 * the other, the handler.
 */
import { isBody } from "./element-kind.ts";
import type { ModelElement } from "./model-element.ts";
import type { DraftNode, ProcessBuilder } from "./process-builder.ts";

/** The associations in the content of a process or sub-process; ids of both ends. */
export function associationsIn(content: ModelElement): { source: string; target: string }[] {
  return content
    .many("artifacts")
    .filter(({ type }) => type === "bpmn:Association")
    .map((association) => ({
      source: association.one("sourceRef")?.id ?? "",
      target: association.one("targetRef")?.id ?? "",
    }));
}

/** Gives each activity its handler, where the model has one that may be it. */
export function linkHandlers(builder: ProcessBuilder): void {
  for (const event of builder.nodes) {
    if (event.kind !== "boundaryEvent" || event.trigger !== "compensation") continue;
    const host = builder.nodes[event.attachedTo];
    const [handler] = handlersOf(builder, event);
    if (host === undefined || handler === undefined) continue;
    // Each member of a repeated activity is undone for itself.
    const [member] = isBody(host.kind) ? host.children : [];
    const undone = member === undefined ? host : builder.nodes[member];
    if (undone !== undefined) undone.handler = handler.index;
  }
}

/** The handlers beside the compensation boundary event that an association joins with it; rightly, exactly one. */
export function handlersOf(builder: ProcessBuilder, event: DraftNode): DraftNode[] {
  return builder.associations.flatMap(({ source, target }) => {
    const other = source === event.elementId ? target : target === event.elementId ? source : "";
    const handler = builder.byId(other);
    return handler?.isForCompensation === true && handler.scope === event.scope ? [handler] : [];
  });
}
