/**
 * Error: thrown by an end event, caught by the nearest boundary event or event sub-process around it whose error
 * code is the same, or that names no error (BPMN 2.0.2 §13.5.1; the standard leaves the matching of codes to us: equal text). See
 * semantics/error-propagation.ts for what an error meets on its way.
 */
import {
  type Catcher,
  findCatcher,
  throwError,
  unhandledError,
} from "../semantics/error-propagation.ts";
import type { EventDefinition } from "./event-definition.ts";

/** The code that is thrown or caught; null catches every error. */
export interface ErrorDetails {
  readonly errorCode: string | null;
}

/** See the file's head. */
export const error: EventDefinition<
  ErrorDetails,
  { readonly catcher: Catcher; readonly errorCode: string }
> = {
  bpmnType: "bpmn:ErrorEventDefinition",
  positions: ["eventSubProcessStart", "boundary", "end"],
  read: (reader, position) => {
    const reference = reader.definitionReference("errorRef");
    const errorCode = reference === undefined ? null : (reference.text("errorCode") ?? "");
    if (errorCode === "") {
      reader.report(
        "ERROR_CODE_MISSING",
        "所引用的错误没有错误代码",
        "The referenced error has no error code",
      );
    }
    if (errorCode === null && position === "end") {
      reader.report(
        "ERROR_REFERENCE_MISSING",
        "错误结束事件没有指定错误",
        "The error end event names no error",
      );
    }
    if (position !== "end" && !reader.isInterrupting) {
      reader.report(
        "ERROR_EVENT_NOT_INTERRUPTING",
        "错误事件必须是中断的",
        "An error event must interrupt",
      );
    }
    return { errorCode };
  },
  evaluateThrow: (run, node, element) => {
    const errorCode = node.details.definition.errorCode ?? "";
    const catcher = findCatcher(run, element, errorCode);
    if (catcher === undefined) return { ok: false, cause: unhandledError(errorCode, "") };
    return { ok: true, value: { catcher, errorCode } };
  },
  throw: (run, _node, _element, { catcher, errorCode }) => {
    throwError(run, catcher, { errorCode, message: "", variables: {} });
    // Not reached by its own completion: what catches the error has given this event up.
    return "waits";
  },
};
