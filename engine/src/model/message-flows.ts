/** Message flows of a collaboration (BPMN 2.0.2 §9.4): which message an element sends when it does not say so itself. */
import type { ModelElement } from "./model-element.ts";

/** The message flows of all collaborations in the file of the element. */
export function messageFlowsAround(element: ModelElement): readonly ModelElement[] {
  let top = element;
  for (let around = top.parent; around !== undefined; around = around.parent) top = around;
  return top
    .many("rootElements")
    .filter(({ type }) => type === "bpmn:Collaboration")
    .flatMap((collaboration) => collaboration.many("messageFlows"));
}

/** The message that a message flow takes from the element: the flow's own, or what its target waits for. */
export function messageByFlow(element: ModelElement): ModelElement | undefined {
  for (const flow of messageFlowsAround(element)) {
    if (flow.one("sourceRef")?.id !== element.id) continue;
    const target = flow.one("targetRef");
    const message = flow.one("messageRef") ?? (target && messageOf(target));
    if (message !== undefined) return message;
  }
  return undefined;
}

/** The message that a task or an event refers to. */
export function messageOf(element: ModelElement): ModelElement | undefined {
  return (
    element.one("messageRef") ??
    element
      .many("eventDefinitions")
      .find(({ type }) => type === "bpmn:MessageEventDefinition")
      ?.one("messageRef")
  );
}

/** The process that the element lies in; undefined for a participant. */
export function processOf(element: ModelElement): ModelElement | undefined {
  let at: ModelElement | undefined = element;
  while (at !== undefined && at.type !== "bpmn:Process") at = at.parent;
  return at;
}
