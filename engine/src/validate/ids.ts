/** Ids: every element that runs has one. That no two have the same is seen by the parser (`ID_DUPLICATE`). */
import type { ProcessBuilder } from "../model/process-builder.ts";

/** Code ID_MISSING. */
export function checkIds(builder: ProcessBuilder): void {
  for (const node of builder.nodes) {
    if (node.elementId !== "") continue;
    builder.report("ID_MISSING", "", `“${node.name}”没有 id`, `"${node.name}" has no id`);
  }
}
