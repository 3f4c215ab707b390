/**
 * Event sub-process (BPMN 2.0.2 §10.3.5, §13.5.4): begins when its start event happens while the scope it lies in is
 * running, in that scope, whose variables it sees and may change. See semantics/event-sub-processes.ts.
 */
import { completeIfEmpty, resumeContent } from "../../semantics/scopes.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const eventSubProcess: ElementBehavior<null> = {
  clause: "§13.5.4",
  read: (reader) => {
    if (reader.element.one("loopCharacteristics") !== undefined) {
      reader.report(
        "EVENT_SUB_PROCESS_REPEATED",
        "事件子流程不能循环或多实例；需要重复时请把循环放到其内部",
        "An event sub-process cannot be repeated; put what is repeated inside it",
      );
    }
    return null;
  },
  activate: (run, _node, element) => {
    resumeContent(run, element);
    return "waits";
  },
  childEnded: (run, _node, element) => completeIfEmpty(run, element),
};
