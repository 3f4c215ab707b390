/**
 * The way of a BPMN error: from where it is thrown outwards through the scopes, and over a call activity into the calling
 * process, until an error event catches it (BPMN 2.0.2 §10.5.6, §13.5.1; semantics/catching-events.ts). Of those at the
 * same place an event with this very code goes before one that catches all.
 *
 * An error that nobody catches is an incident where it was thrown, and nothing is given up (the standard leaves this
 * open; other engines end the process or the path). To know that for a called process, the call carries along what its
 * callers would catch.
 */
import type { CatchableErrors } from "../commands.ts";
import type { IncidentCause } from "../errors.ts";
import type { ErrorDetails } from "../event-definitions/error.ts";
import type { EventDetails } from "../event-definitions/event-definition.ts";
import type { Variables } from "../json.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import { endCalledInstance } from "./called-process.ts";
import { catchingEvents } from "./catching-events.ts";
import { cause } from "./incidents.ts";
import type { Run } from "./run.ts";

/** A BPMN error on its way. */
export interface BpmnError {
  readonly errorCode: string;
  readonly message: string;
  readonly variables: Variables;
}

/** Who catches: a boundary event or event sub-process of this instance, or somebody above the calling element. */
export type Catcher =
  | { readonly kind: "event"; readonly node: ProcessNode; readonly host: ElementRecord }
  | { readonly kind: "caller" };

/** The nearest catcher of an error that is thrown by the element instance; undefined when nobody catches it. */
export function findCatcher(
  run: Run,
  thrower: ElementRecord,
  errorCode: string,
): Catcher | undefined {
  for (const { host, nodes } of catchingEvents<ErrorDetails>(run, thrower, "error")) {
    const node =
      nodes.find((event) => codeOf(event) === errorCode) ??
      nodes.find((event) => codeOf(event) === null);
    if (node !== undefined) return { kind: "event", node, host };
  }
  const above = run.instance.parent?.catchableErrors;
  return above !== undefined && (above.any || above.codes.includes(errorCode))
    ? { kind: "caller" }
    : undefined;
}

/** Delivers the error: everything inside the activity or scope that catches is given up, then its error event happens. */
export function throwError(run: Run, catcher: Catcher, error: BpmnError): void {
  if (catcher.kind === "caller") {
    endCalledInstance(run, { kind: "error", ...error });
    return;
  }
  const { host, node } = catcher;
  const { elementInstanceId, elementId } = host;
  const { errorCode } = error;
  run.emit({
    type: "errorCaught",
    elementInstanceId,
    elementId,
    errorCode,
    caughtBy: node.elementId,
  });
  run.behaviorOf(node).triggered?.(run, node, host, error.variables);
}

/** What would be caught around the call activity, here and further up. */
export function catchableErrors(run: Run, callActivity: ElementRecord): CatchableErrors {
  const above = run.instance.parent?.catchableErrors;
  const codes = new Set(above?.codes);
  let any = above?.any ?? false;
  for (const { nodes } of catchingEvents<ErrorDetails>(run, callActivity, "error")) {
    for (const event of nodes) {
      const code = codeOf(event);
      if (code === null) any = true;
      else codes.add(code);
    }
  }
  return { any, codes: [...codes] };
}

/** The incident of an error that nobody catches. */
export function unhandledError(errorCode: string, message: string): IncidentCause {
  const detail = message === "" ? "" : `: ${message}`;
  return cause(
    "UNHANDLED_ERROR",
    `没有事件捕获错误“${errorCode}”${detail}`,
    `No event catches the error "${errorCode}"${detail}`,
  );
}

function codeOf(event: ProcessNode<EventDetails<ErrorDetails>>): string | null {
  return event.details.definition.errorCode;
}
