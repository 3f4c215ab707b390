/** Links: every throwing link has exactly one target of its name in its scope, every target a source (BPMN 2.0.2 §10.5.5). */
import type { EventDetails } from "../event-definitions/event-definition.ts";
import type { LinkDetails } from "../event-definitions/link.ts";
import type { DraftNode, ProcessBuilder } from "../model/process-builder.ts";

/** Codes LINK_WITHOUT_TARGET, LINK_WITHOUT_SOURCE, LINK_AMBIGUOUS. */
export function checkLinks(builder: ProcessBuilder): void {
  const links = builder.nodes.filter((node) => node.trigger === "link");
  for (const link of links) {
    const partners = links.filter((other) => isPartner(link, other));
    const [, second] = partners;
    if (link.kind === "intermediateThrowEvent" && second !== undefined) {
      builder.report(
        "LINK_AMBIGUOUS",
        link.elementId,
        "链接有多个同名目标",
        "The link has several targets of its name",
      );
    }
    if (partners.length > 0) continue;
    if (link.kind === "intermediateThrowEvent") {
      builder.report(
        "LINK_WITHOUT_TARGET",
        link.elementId,
        "链接没有同名的目标",
        "The link has no target of its name",
      );
    } else {
      builder.report(
        "LINK_WITHOUT_SOURCE",
        link.elementId,
        "链接没有同名的来源",
        "The link has no source of its name",
      );
    }
  }
}

/** The other end of a link: same scope, same name, opposite direction. */
export function isPartner(link: DraftNode, other: DraftNode): boolean {
  return (
    link.kind !== other.kind && link.scope === other.scope && linkNameOf(link) === linkNameOf(other)
  );
}

function linkNameOf(node: DraftNode): string {
  return (node as { details: EventDetails<LinkDetails> }).details.definition.linkName;
}
