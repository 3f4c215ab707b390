/** Every element can be reached from a start event over flows, links and boundary events; else it would never run. */
import { isBody, isScope } from "../model/element-kind.ts";
import { implicitStarts, isInstantiating } from "../model/beginnings.ts";
import { handlersOf } from "../model/compensation-links.ts";
import type { DraftNode, ProcessBuilder } from "../model/process-builder.ts";
import { isPartner } from "./links.ts";

/** What begins in a scope without a flow that leads to it. */
const begins = new Set<string>(["startEvent", "eventSubProcess"]);

/** Code UNREACHABLE. */
export function checkReachability(builder: ProcessBuilder): void {
  const reached = new Set<number>();
  const waiting: number[] = [0];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const node = builder.nodes[index];
    if (node === undefined || reached.has(index)) continue;
    reached.add(index);
    waiting.push(...successors(builder, node));
  }
  for (const node of builder.nodes) {
    if (reached.has(node.index)) continue;
    // What lies in an element that is not reached goes without saying.
    if (!reached.has(node.scope)) continue;
    builder.report(
      "UNREACHABLE",
      node.elementId,
      `“${node.name}”永远不会执行到`,
      `"${node.name}" can never be reached`,
    );
  }
}

function successors(builder: ProcessBuilder, node: DraftNode): number[] {
  const next = node.outgoing.map((index) => builder.flows[index]?.target ?? -1);
  next.push(...node.boundaryEvents);
  if (node.kind === "boundaryEvent" && node.trigger === "compensation")
    next.push(...handlersOf(builder, node).map(({ index }) => index));
  if (isBody(node.kind)) next.push(...node.children);
  if (isScope(node.kind)) {
    next.push(
      ...implicitStarts(builder.nodes, node).map(({ index }) => index),
      ...node.children.filter((index) => {
        const child = builder.nodes[index];
        if (child === undefined) return false;
        // Any activity of an ad-hoc sub-process may be begun.
        const isBegun = node.kind === "adHocSubProcess" && child.incoming.length === 0;
        return isBegun || begins.has(child.kind) || isInstantiating(child);
      }),
    );
  }
  if (node.trigger === "link" && node.kind === "intermediateThrowEvent") {
    next.push(
      ...builder.nodes
        .filter((other) => other.trigger === "link" && isPartner(node, other))
        .map(({ index }) => index),
    );
  }
  return next;
}
