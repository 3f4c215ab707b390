/**
 * Link: a throw event is the source of a jump to the one catch event of the same name in the same scope, as if a
 * sequence flow connected them (BPMN 2.0.2 §10.5.5).
 */
import type { ProcessNode } from "../model/process-graph.ts";
import { enter } from "../semantics/tokens.ts";
import type { EventDefinition, EventDetails } from "./event-definition.ts";

/** Name of the link. */
export interface LinkDetails {
  readonly linkName: string;
}

/** See the file's head. */
export const link: EventDefinition<LinkDetails> = {
  bpmnType: "bpmn:LinkEventDefinition",
  positions: ["throw", "catch"],
  read: (reader) => {
    const linkName = reader.definitionText("name");
    if (linkName === "")
      reader.report("LINK_NAME_MISSING", "链接事件没有名称", "The link event has no link name");
    return { linkName };
  },
  thrown: (run, node, element) => {
    const { linkName } = node.details.definition;
    for (const index of run.nodeAt(node.scope).children) {
      const target = run.nodeAt(index);
      if (isLinkTarget(target, linkName)) {
        enter(run, target, element.scopeId);
        return;
      }
    }
    throw new Error(`Link ${linkName} leads nowhere`);
  },
};

/** True for the catch event that the link leads to. */
function isLinkTarget(node: ProcessNode, linkName: string): boolean {
  if (node.kind !== "intermediateCatchEvent" || node.trigger !== "link") return false;
  return (node as ProcessNode<EventDetails<LinkDetails>>).details.definition.linkName === linkName;
}
