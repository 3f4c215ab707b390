/**
 * The way of an escalation: from where it is thrown outwards through the scopes, and over a call activity into the calling
 * process, until an event catches it (BPMN 2.0.2 §10.5.6; semantics/catching-events.ts). Of those at the same place an
 * event with this very code goes before one that catches all.
 *
 * Whether it ends something is up to who catches it. For a called process the call carries along what its callers would
 * catch: if the nearest of them interrupts, the called process ends as with an error; if it does not, the caller is told
 * and the called process goes on. What nobody catches is noted in the history and has no effect.
 */
import type { CatchableEscalations } from "../commands.ts";
import type { EscalationDetails } from "../event-definitions/escalation.ts";
import type { EventDetails } from "../event-definitions/event-definition.ts";
import type { Variables } from "../json.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import { endCalledInstance } from "./called-process.ts";
import { catchingEvents } from "./catching-events.ts";
import type { Run } from "./run.ts";

/** An escalation on its way. */
export interface Escalation {
  readonly escalationCode: string;
  /** Become variables of the catching event. */
  readonly variables: Variables;
}

type EscalationNode = ProcessNode<EventDetails<EscalationDetails>>;

/** Who catches: a boundary event or event sub-process of this instance, or somebody above the calling element. */
export type EscalationCatcher =
  | { readonly kind: "event"; readonly node: EscalationNode; readonly host: ElementRecord }
  | { readonly kind: "caller"; readonly isInterrupting: boolean };

/** The nearest catcher of what the element instance throws; undefined when nobody catches it. */
export function findEscalationCatcher(
  run: Run,
  thrower: ElementRecord,
  escalationCode: string,
): EscalationCatcher | undefined {
  for (const { host, nodes } of catchingEvents<EscalationDetails>(run, thrower, "escalation")) {
    const node =
      nodes.find((event) => codeOf(event) === escalationCode) ??
      nodes.find((event) => codeOf(event) === null);
    if (node !== undefined) return { kind: "event", node, host };
  }
  const above = run.instance.parent?.catchableEscalations;
  const isInterrupting =
    above !== undefined && Object.hasOwn(above.codes, escalationCode)
      ? above.codes[escalationCode]
      : above?.any;
  return isInterrupting === undefined ? undefined : { kind: "caller", isInterrupting };
}

/** Delivers the escalation, or notes that nobody catches it. */
export function throwEscalation(
  run: Run,
  thrower: ElementRecord,
  catcher: EscalationCatcher | undefined,
  escalation: Escalation,
): void {
  const { elementInstanceId, elementId } = thrower;
  const { escalationCode, variables } = escalation;
  const caughtBy = catcher?.kind === "event" ? { caughtBy: catcher.node.elementId } : undefined;
  run.emit({
    type: "escalationThrown",
    elementInstanceId,
    elementId,
    escalationCode,
    isCaught: catcher !== undefined,
    ...caughtBy,
  });
  if (catcher === undefined) return;
  if (catcher.kind === "event") {
    const { node, host } = catcher;
    run.behaviorOf(node).triggered?.(run, node, host, variables);
  } else if (catcher.isInterrupting) {
    endCalledInstance(run, { kind: "escalation", ...escalation });
  } else {
    tellCaller(run, escalation);
  }
}

/** What would be caught around the call activity, here and further up, the nearest of each code. */
export function catchableEscalations(run: Run, callActivity: ElementRecord): CatchableEscalations {
  const codes: Record<string, boolean> = {};
  for (const { nodes } of catchingEvents<EscalationDetails>(run, callActivity, "escalation")) {
    for (const event of nodes) {
      const code = codeOf(event);
      if (code !== null && !Object.hasOwn(codes, code)) codes[code] = event.details.isInterrupting;
    }
    const any = nodes.find((event) => codeOf(event) === null);
    // Nothing goes further than an event that catches all.
    if (any !== undefined) return { any: any.details.isInterrupting, codes };
  }
  const above = run.instance.parent?.catchableEscalations;
  return { ...above, codes: { ...above?.codes, ...codes } };
}

function tellCaller(run: Run, escalation: Escalation): void {
  const { processInstanceId, parent } = run.instance;
  if (parent === undefined) throw new Error("Only a called process has a caller");
  run.followUps.push({
    type: "notifyParent",
    processInstanceId: parent.processInstanceId,
    command: {
      type: "escalateFromCalledProcess",
      elementInstanceId: parent.elementInstanceId,
      calledProcessInstanceId: processInstanceId,
      ...escalation,
    },
  });
}

function codeOf(event: EscalationNode): string | null {
  return event.details.definition.escalationCode;
}
