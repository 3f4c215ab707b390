/**
 * Embedded sub-process (BPMN 2.0.2 §13.3.4): a scope of its own that begins at its none start event and completes with
 * its last token.
 */
import { completeIfEmpty, enterStart, resumeContent } from "../../semantics/scopes.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const subProcess: ElementBehavior<null> = {
  clause: "§13.3.4",
  read: () => null,
  activate: (run, node, element) => {
    if (!resumeContent(run, element)) enterStart(run, node, element);
    return "waits";
  },
  childEnded: (run, _node, element) => completeIfEmpty(run, element),
};
