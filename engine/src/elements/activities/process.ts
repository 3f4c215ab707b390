/**
 * Process (BPMN 2.0.2 §13.1, §13.5.6): the root scope. It is started by `createInstance`, completes with its last token,
 * and if a call activity called it, tells that how it ended.
 */
import { completeIfEmpty, enterStart, resumeStart } from "../../semantics/scopes.ts";
import { localVariables } from "../../semantics/variables.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const process: ElementBehavior<null> = {
  clause: "§13.1",
  read: () => null,
  activate: (run, node, element) => {
    if (!resumeStart(run, element)) enterStart(run, node, element);
    return "waits";
  },
  childEnded: (run, _node, element) => completeIfEmpty(run, element),
  completed: (run) => {
    const { processInstanceId, parent } = run.instance;
    const variables = localVariables(run.state, run.rootScopeId);
    run.emit({ type: "processInstanceCompleted", variables });
    if (parent === undefined) return;
    run.followUps.push({
      type: "notifyParent",
      processInstanceId: parent.processInstanceId,
      command: {
        type: "endCalledProcess",
        elementInstanceId: parent.elementInstanceId,
        calledProcessInstanceId: processInstanceId,
        result: { kind: "completed", variables },
      },
    });
  },
};
