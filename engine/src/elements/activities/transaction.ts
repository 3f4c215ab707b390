/**
 * Transaction (BPMN 2.0.2 §10.3.6, §13.3.4): a sub-process that ends in one of three ways.
 *
 * - It completes, and can then be undone as a sub-process.
 * - A cancel end event in it cancels it: what runs is given up, what has completed is undone, the latest first, and then
 *   its cancel boundary event happens.
 * - An error leaves it (a hazard): it is given up and nothing is undone.
 *
 * While it is undone nothing that was waited for on it may happen any more; an error of what undoes it is a hazard too.
 */
import type { ProcessNode } from "../../model/process-graph.ts";
import { compensateScope } from "../../semantics/compensation.ts";
import { completeIfEmpty, enterStart, resumeContent } from "../../semantics/scopes.ts";
import type { Run } from "../../semantics/run.ts";
import { releaseOwned, terminateChildren } from "../../semantics/termination.ts";
import type { ElementRecord } from "../../state/records.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const transaction: ElementBehavior<null> = {
  clause: "§13.3.4",
  read: () => null,
  activate: (run, node, element) => {
    if (!resumeContent(run, element)) enterStart(run, node, element);
    return "waits";
  },
  childEnded: (run, node, element) => {
    if (element.isCanceled !== true) completeIfEmpty(run, element);
    else if (element.tokens === 0) leaveCanceled(run, node, element);
  },
};

/** The cancel end event `by` has been reached in the transaction. */
export function cancelTransaction(run: Run, element: ElementRecord, by: string): void {
  const { elementInstanceId, elementId } = element;
  run.emit({ type: "transactionCanceled", elementInstanceId, elementId, by });
  terminateChildren(run, elementInstanceId);
  releaseOwned(run, element);
  if (!compensateScope(run, element, {})) leaveCanceled(run, run.nodeOf(element), element);
}

function leaveCanceled(run: Run, node: ProcessNode, element: ElementRecord): void {
  const event = node.boundaryEvents
    .map((index) => run.nodeAt(index))
    .find(({ trigger }) => trigger === "cancel");
  if (event === undefined) throw new Error(`${node.elementId} has no cancel boundary event`);
  run.behaviorOf(event).triggered?.(run, event, element, {});
}
