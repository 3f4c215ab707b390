/**
 * Escalation: thrown by an intermediate or end event, caught by the nearest boundary event or event sub-process around it
 * whose escalation code is the same, or that names no escalation (BPMN 2.0.2 §10.5.5, §10.5.6). It is not critical: where
 * nobody catches it, or who catches it does not interrupt, its throw event goes on. See
 * semantics/escalation-propagation.ts for what an escalation meets on its way.
 */
import {
  type Escalation,
  type EscalationCatcher,
  findEscalationCatcher,
  throwEscalation,
} from "../semantics/escalation-propagation.ts";
import { localVariables } from "../semantics/variables.ts";
import type { EventDefinition } from "./event-definition.ts";

/** The code that is thrown or caught; null catches every escalation. */
export interface EscalationDetails {
  readonly escalationCode: string | null;
}

/** See the file's head. */
export const escalation: EventDefinition<
  EscalationDetails,
  { readonly catcher: EscalationCatcher | undefined; readonly escalation: Escalation }
> = {
  bpmnType: "bpmn:EscalationEventDefinition",
  positions: ["eventSubProcessStart", "boundary", "throw", "end"],
  read: (reader, position) => {
    const reference = reader.definitionReference("escalationRef");
    const escalationCode =
      reference === undefined ? null : (reference.text("escalationCode") ?? "");
    if (escalationCode === "") {
      reader.report(
        "ESCALATION_CODE_MISSING",
        "所引用的升级没有升级代码",
        "The referenced escalation has no escalation code",
      );
    }
    if (escalationCode === null && (position === "throw" || position === "end")) {
      reader.report(
        "ESCALATION_REFERENCE_MISSING",
        "抛出升级的事件没有指定升级",
        "The event that throws an escalation names none",
      );
    }
    return { escalationCode };
  },
  evaluateThrow: (run, node, element) => {
    const escalationCode = node.details.definition.escalationCode ?? "";
    // What the event's input mappings made goes along.
    const variables = localVariables(run.state, element.elementInstanceId);
    const catcher = findEscalationCatcher(run, element, escalationCode);
    return { ok: true, value: { catcher, escalation: { escalationCode, variables } } };
  },
  throw: (run, _node, element, { catcher, escalation: thrown }) => {
    throwEscalation(run, element, catcher, thrown);
    // Who catches it may have given the throw event up.
    return run.element(element.elementInstanceId) === undefined ? "waits" : "completes";
  },
};
