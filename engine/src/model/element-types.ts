/** Which XML elements are flow nodes that run, which carry no execution semantics, and which are refused. */
import { behaviors } from "../elements/registry.ts";
import { type ElementKind, isBody } from "./element-kind.ts";
import type { ModelElement } from "./model-element.ts";

/** Elements inside a process that say nothing about its execution. */
const documentation = new Set([
  "bpmn:DataObject",
  "bpmn:DataObjectReference",
  "bpmn:DataStoreReference",
]);

/** The kind of a flow node, or why it has none. */
export function kindOf(element: ModelElement): ElementKind | "flow" | "documentation" | "refused" {
  const { type } = element;
  if (type === "bpmn:SequenceFlow") return "flow";
  if (documentation.has(type)) return "documentation";
  // BPMN tells the two apart by an attribute; they have as much in common as a boundary event and its activity.
  if (type === "bpmn:SubProcess" && element.flag("triggeredByEvent") === true)
    return "eventSubProcess";
  const name = type.replace(/^bpmn:([A-Z])/u, (_, initial: string) => initial.toLowerCase());
  return isElementKind(name) && name !== "process" && name !== "implicitThrowEvent" && !isBody(name)
    ? name
    : "refused";
}

function isElementKind(name: string): name is ElementKind {
  return Object.hasOwn(behaviors, name);
}
