/**
 * Signal: broadcast to whoever waits for its name at that moment, in every instance and at the start of processes; not
 * kept for later (BPMN 2.0.2 §10.5.5, §10.5.1 "Publication"). A throw event publishes the variables that its input mappings
 * made. Who waits in its own instance hears it before the token goes on, and may give it up; who waits elsewhere is known to the
 * host alone, which carries the broadcast out (follow-ups.ts).
 */
import type { Evaluated } from "../elements/element-behavior.ts";
import type { ElementInstanceId } from "../ids.ts";
import type { ElementReader } from "../model/element-reader.ts";
import type { ValueSource } from "../model/value-source.ts";
import { textIn } from "../semantics/evaluation.ts";
import { waitingFor } from "../semantics/occurrence.ts";
import type { Run } from "../semantics/run.ts";
import { localVariables } from "../semantics/variables.ts";
import type { EventDefinition, EventPosition } from "./event-definition.ts";

/** The signal that is thrown or caught. */
export interface SignalDetails {
  readonly signalName: ValueSource;
}

/** See the file's head. */
export const signal: EventDefinition<SignalDetails, string> = {
  bpmnType: "bpmn:SignalEventDefinition",
  positions: ["start", "eventSubProcessStart", "catch", "boundary", "throw", "end"],
  read: readSignal,
  evaluateWait: (run, node, scopeId) => evaluateName(run, scopeId, node.details.definition),
  wait: (run, node, owner, signalName) => {
    run.emit({
      type: "signalSubscriptionOpened",
      subscriptionId: run.newId(),
      ...waitingFor(node, owner),
      signalName,
    });
  },
  evaluateThrow: (run, node, element) =>
    evaluateName(run, element.elementInstanceId, node.details.definition),
  throw: (run, _node, { elementInstanceId, elementId }, signalName) => {
    const variables = localVariables(run.state, elementInstanceId);
    run.emit({ type: "signalThrown", elementInstanceId, elementId, signalName, variables });
    run.followUps.push({ type: "broadcastSignal", signalName, variables });
    // After what has begun beside it already, so that it may begin to wait, and before what comes after it.
    run.queue.push({ at: "publish", signalName, variables });
    return "completes";
  },
};

/** The name of the signal that starts a process; its text was checked to be no expression. */
export function startSignalName(definition: unknown): string {
  const { signalName } = definition as SignalDetails;
  return signalName.kind === "text" ? signalName.text : "";
}

function readSignal(reader: ElementReader, position: EventPosition): SignalDetails {
  const name = reader.definitionReference("signalRef")?.text("name");
  const signalName = reader.value(name, "signalName");
  if (signalName === undefined) {
    reader.report(
      "SIGNAL_MISSING",
      "没有指定信号，或信号没有名称",
      "It names no signal, or the signal has no name",
    );
  } else if (position === "start" && signalName.kind === "expression") {
    reader.report(
      "SIGNAL_NAME_NOT_STATIC",
      "开始事件的信号名称不能是表达式",
      "The signal name of a start event cannot be an expression",
    );
  }
  return { signalName: signalName ?? { kind: "text", text: "" } };
}

function evaluateName(
  run: Run,
  scopeId: ElementInstanceId,
  { signalName }: SignalDetails,
): Evaluated<string> {
  return textIn(run, scopeId, signalName, "signalName");
}
