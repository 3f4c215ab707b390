/** A called process has ended: the call activity goes on, or an error or escalation comes out of it, or an operator is needed. */
import { returnedVariables } from "../elements/activities/call-activity.ts";
import { rejection } from "../errors.ts";
import { findCatcher, throwError, unhandledError } from "../semantics/error-propagation.ts";
import { findEscalationCatcher, throwEscalation } from "../semantics/escalation-propagation.ts";
import { cause, raiseIncident } from "../semantics/incidents.ts";
import { forgetCalledProcess } from "../semantics/called-process.ts";
import { complete } from "../semantics/tokens.ts";
import type { Handlers } from "./handler.ts";

/** See the file's head. */
export const calledProcessHandlers: Handlers<"endCalledProcess" | "escalateFromCalledProcess"> = {
  endCalledProcess: (run, { elementInstanceId, calledProcessInstanceId, result }) => {
    const element = run.element(elementInstanceId);
    if (element === undefined || element.calledProcessInstanceId !== calledProcessInstanceId) {
      return rejection("CALLED_PROCESS_NOT_EXPECTED", calledProcessInstanceId);
    }
    forgetCalledProcess(run, element, result.kind);
    switch (result.kind) {
      case "completed":
        complete(run, element, returnedVariables(run.nodeOf(element), result.variables));
        break;
      case "terminated": {
        const { zh, en } = { zh: "被调用的流程已被终止", en: "The called process was terminated" };
        raiseIncident(run, element, "wait", cause("CALLED_PROCESS_TERMINATED", zh, en));
        break;
      }
      case "escalation": {
        const { escalationCode } = result;
        const catcher = findEscalationCatcher(run, element, escalationCode);
        // A migration of this instance may have taken away what would have caught it.
        if (catcher === undefined) {
          const zh = `被调用的流程因升级“${escalationCode}”而结束，但已没有事件捕获它`;
          const en = `The called process ended with the escalation "${escalationCode}", which nothing catches any more`;
          raiseIncident(run, element, "wait", cause("CALLED_PROCESS_TERMINATED", zh, en));
          break;
        }
        throwEscalation(run, element, catcher, result);
        break;
      }
      case "error": {
        const { errorCode, message, variables } = result;
        const catcher = findCatcher(run, element, errorCode);
        if (catcher === undefined)
          raiseIncident(run, element, "wait", unhandledError(errorCode, message));
        else throwError(run, catcher, { errorCode, message, variables });
        break;
      }
    }
    return undefined;
  },

  escalateFromCalledProcess: (
    run,
    { elementInstanceId, calledProcessInstanceId, ...escalation },
  ) => {
    const element = run.element(elementInstanceId);
    if (element === undefined || element.calledProcessInstanceId !== calledProcessInstanceId) {
      return rejection("CALLED_PROCESS_NOT_EXPECTED", calledProcessInstanceId);
    }
    const catcher = findEscalationCatcher(run, element, escalation.escalationCode);
    throwEscalation(run, element, catcher, escalation);
    return undefined;
  },
};
