/** Ids: every element that runs has one, and no two have the same. */
import type { ProcessBuilder } from "../model/process-builder.ts";

/** Codes ID_MISSING, DUPLICATE_ID. */
export function checkIds(builder: ProcessBuilder): void {
  const seen = new Map<string, number>();
  for (const node of builder.nodes) {
    if (node.elementId === "")
      builder.report("ID_MISSING", "", `“${node.name}”没有 id`, `"${node.name}" has no id`);
    // The activity inside a multi-instance body shares the body's id.
    if (builder.nodes[node.scope]?.kind === "multiInstanceBody") continue;
    seen.set(node.elementId, (seen.get(node.elementId) ?? 0) + 1);
  }
  for (const flow of builder.flows) seen.set(flow.flowId, (seen.get(flow.flowId) ?? 0) + 1);
  for (const [id, count] of seen) {
    if (count > 1)
      builder.report(
        "DUPLICATE_ID",
        id,
        `id “${id}”重复`,
        `The id "${id}" is used ${String(count)} times`,
      );
  }
}
