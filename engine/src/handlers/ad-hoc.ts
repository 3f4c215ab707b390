/** Beginning activities of an ad-hoc sub-process from outside. */
import type { AdHocActivity } from "../commands.ts";
import type { AdHocDetails } from "../elements/activities/ad-hoc-sub-process.ts";
import { type Rejection, rejection } from "../errors.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import { adHocActivity, requestActivities } from "../semantics/ad-hoc.ts";
import type { Run } from "../semantics/run.ts";
import { terminateChildren } from "../semantics/termination.ts";
import type { ElementRecord } from "../state/records.ts";
import { type Handlers, refuseVariables } from "./handler.ts";

/** See the file's head. */
export const adHocHandlers: Handlers<"activateAdHocActivities"> = {
  activateAdHocActivities: (run, { elementInstanceId, activities, isCancelingRunning }) => {
    const element = run.element(elementInstanceId);
    if (element === undefined) return rejection("ELEMENT_INSTANCE_NOT_FOUND", elementInstanceId);
    const isOpen = element.state === "activated" && element.completion === undefined;
    if (element.kind !== "adHocSubProcess" || !isOpen)
      return rejection("AD_HOC_NOT_OPEN", element.elementId);
    const refused = refuseActivities(run, element, activities);
    if (refused !== undefined) return refused;
    if (isCancelingRunning === true) terminateChildren(run, elementInstanceId);
    const { details } = run.nodeOf(element) as ProcessNode<AdHocDetails>;
    requestActivities(run, element, activities, details.isSequential);
    return undefined;
  },
};

/** Refuses what cannot be begun in the sub-process. */
export function refuseActivities(
  run: Run,
  element: ElementRecord,
  activities: readonly AdHocActivity[],
): Rejection | undefined {
  const node = run.nodeOf(element);
  for (const { elementId, variables } of activities) {
    if (adHocActivity(run, node, elementId) === undefined)
      return rejection("AD_HOC_ACTIVITY_NOT_FOUND", elementId);
    const refused = refuseVariables(run, variables);
    if (refused !== undefined) return refused;
  }
  const pending = run.tables.items.get(element.elementInstanceId)?.length ?? 0;
  return pending + activities.length > run.limits.maxMembers
    ? rejection("AD_HOC_NOT_OPEN", element.elementId)
    : undefined;
}
