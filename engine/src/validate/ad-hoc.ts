/** Ad-hoc sub-processes have activities, and neither start nor end events (BPMN 2.0.2 §10.3.5, Ad-Hoc). */
import { isActivity } from "../model/element-kind.ts";
import type { ProcessBuilder } from "../model/process-builder.ts";

/** Codes AD_HOC_EVENT_NOT_ALLOWED, AD_HOC_EMPTY. */
export function checkAdHocSubProcesses(builder: ProcessBuilder): void {
  for (const scope of builder.nodes) {
    if (scope.kind !== "adHocSubProcess") continue;
    const children = scope.children.flatMap((index) => builder.nodes[index] ?? []);
    for (const { kind, elementId, name } of children) {
      if (kind !== "startEvent" && kind !== "endEvent") continue;
      builder.report(
        "AD_HOC_EVENT_NOT_ALLOWED",
        elementId,
        `即席子流程里不能有开始和结束事件：“${name}”`,
        `An ad-hoc sub-process has no start and end events: "${name}"`,
      );
    }
    if (children.some(({ kind }) => isActivity(kind))) continue;
    builder.report(
      "AD_HOC_EMPTY",
      scope.elementId,
      `即席子流程“${scope.name}”里没有活动`,
      `The ad-hoc sub-process "${scope.name}" has no activity`,
    );
  }
}
