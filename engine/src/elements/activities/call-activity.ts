/**
 * Call activity (BPMN 2.0.2 §13.3.5, `zeebe:calledElement`, or the standard's `calledElement` for the latest version): the called process is an instance of its own, started by a
 * follow-up and linked both ways. It gets the variables that are visible here (or only the local ones) and its own come
 * back when it completes. The command `endCalledProcess` is carried out in handlers/called-process.ts.
 */
import type { Binding } from "../../context.ts";
import type { Variables } from "../../json.ts";
import type { ElementReader } from "../../model/element-reader.ts";
import type { ProcessNode } from "../../model/process-graph.ts";
import type { ValueSource } from "../../model/value-source.ts";
import { readBinding } from "../../semantics/binding.ts";
import { forgetCalledProcess } from "../../semantics/called-process.ts";
import { catchableErrors } from "../../semantics/error-propagation.ts";
import { catchableEscalations } from "../../semantics/escalation-propagation.ts";
import { textIn } from "../../semantics/evaluation.ts";
import { failed, raiseIncident } from "../../semantics/incidents.ts";
import type { Run } from "../../semantics/run.ts";
import { localVariables, visibleVariables } from "../../semantics/variables.ts";
import type { ElementRecord } from "../../state/records.ts";
import type { ElementBehavior, Evaluated } from "../element-behavior.ts";

/** What is called and which variables go along. */
export interface CallDetails {
  readonly processId: ValueSource;
  readonly binding: Binding;
  /** Whether all visible variables go down; otherwise only those of the input mappings. */
  readonly isParentPropagated: boolean;
  /** Whether all variables come back up; otherwise only those of the output mappings. */
  readonly isChildPropagated: boolean;
}

interface PreparedCall {
  readonly processId: string;
  readonly variables: Variables;
}

/** See the file's head. */
export const callActivity: ElementBehavior<CallDetails, PreparedCall> = {
  clause: "§13.3.5",
  read: readCall,
  evaluate: evaluateCall,
  activate: (run, node, element, prepared) => {
    call(run, node, element, prepared);
    return "waits";
  },
  retry: (run, node, element) => {
    const prepared = evaluateCall(run, node, element);
    if (prepared.ok) call(run, node, element, prepared.value);
    else raiseIncident(run, element, "wait", prepared.cause);
  },
  terminate: (run, _node, element) => giveUp(run, element),
};

function giveUp(run: Run, element: ElementRecord): void {
  const { calledProcessInstanceId } = element;
  if (calledProcessInstanceId === undefined) return;
  forgetCalledProcess(run, element, "canceled");
  run.followUps.push({
    type: "cancelCalledProcess",
    processInstanceId: calledProcessInstanceId,
    command: { type: "cancelInstance", byParent: true },
  });
}

/** The variables that come back from the called process. */
export function returnedVariables(node: ProcessNode, variables: Variables): Variables {
  const { isChildPropagated } = (node as ProcessNode<CallDetails>).details;
  return isChildPropagated || node.outputs.length > 0 ? variables : {};
}

function readCall(reader: ElementReader): CallDetails {
  const called = reader.extension("zeebe:CalledElement");
  // The standard's own attribute is a qualified name; which file it comes from makes no difference here.
  const standard = reader.element.text("calledElement")?.replace(/^.*:/u, "");
  const processId = reader.value(called?.text("processId") ?? standard, "processId");
  if (processId === undefined) {
    reader.report("CALLED_PROCESS_MISSING", "没有指定调用的流程", "It names no process to call");
  }
  return {
    processId: processId ?? { kind: "text", text: "" },
    binding: readBinding(called),
    isParentPropagated: called?.flag("propagateAllParentVariables") ?? true,
    isChildPropagated: called?.flag("propagateAllChildVariables") ?? true,
  };
}

function evaluateCall(
  run: Run,
  node: ProcessNode<CallDetails>,
  element: ElementRecord,
): Evaluated<PreparedCall> {
  const scopeId = element.elementInstanceId;
  const processId = textIn(run, scopeId, node.details.processId, "processId");
  if (!processId.ok) return processId;
  if (callDepth(run) > run.limits.maxCallDepth) {
    return failed(
      "CALL_DEPTH_EXCEEDED",
      "调用活动的层数过多",
      "Call activities are nested too deeply",
    );
  }
  const variables = node.details.isParentPropagated
    ? visibleVariables(run.state, scopeId)
    : localVariables(run.state, scopeId);
  return { ok: true, value: { processId: processId.value, variables } };
}

function call(
  run: Run,
  node: ProcessNode<CallDetails>,
  element: ElementRecord,
  prepared: PreparedCall,
): void {
  const { elementInstanceId, elementId } = element;
  const { processInstanceId, rootProcessInstanceId, businessKey } = run.instance;
  const { processId, variables } = prepared;
  const calledProcessInstanceId = run.newId<typeof processInstanceId>();
  run.emit({
    type: "calledProcessRequested",
    elementInstanceId,
    elementId,
    calledProcessInstanceId,
    processId,
  });
  run.followUps.push({
    type: "startCalledProcess",
    calledProcessInstanceId,
    processId,
    binding: node.details.binding,
    variables,
    parent: {
      processInstanceId,
      elementInstanceId,
      depth: callDepth(run),
      catchableErrors: catchableErrors(run, element),
      catchableEscalations: catchableEscalations(run, element),
    },
    rootProcessInstanceId,
    ...(businessKey === undefined ? undefined : { businessKey }),
  });
}

/** Depth of a process that this instance calls. */
function callDepth(run: Run): number {
  return (run.instance.parent?.depth ?? 0) + 1;
}
