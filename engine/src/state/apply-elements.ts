/** Appliers of the instance, its elements, tokens and variables. */
import type { ElementCompensated, ElementCompensating, ElementLifecycleEvent } from "../events.ts";
import { rootScopeOf } from "../ids.ts";
import { isLegalTransition } from "../lifecycle.ts";
import type { Appliers } from "./appliers.ts";
import { addTo, type InstanceState, removeFrom } from "./instance-state.ts";
import type { ElementRecord } from "./records.ts";

/** See appliers.ts. */
export const elementAppliers: Appliers<
  | "processInstanceCreated"
  | "processInstanceCompleted"
  | "processInstanceTerminated"
  | "elementActivating"
  | "elementActivated"
  | "elementCompleting"
  | "elementCompleted"
  | "elementTerminating"
  | "elementTerminated"
  | "sequenceFlowTaken"
  | "joinTokenArrived"
  | "joinTokensConsumed"
  | "joinTokensDiscarded"
  | "complexGatewayActivated"
  | "variableSet"
  | "multiInstanceStarted"
  | "multiInstanceMemberEnded"
  | "multiInstanceMemberCanceled"
  | "loopRoundEnded"
  | "decisionEvaluated"
  | "scopeInterrupted"
  | "errorCaught"
  | "escalationThrown"
> = {
  processInstanceCreated: (state, event) => {
    const { processInstanceId, definitionId, processId, version, rootProcessInstanceId } = event;
    const { businessKey, parent, terminateAfter } = event;
    state.tables.instance.set("", {
      processInstanceId,
      definitionId,
      processId,
      version,
      rootProcessInstanceId,
      ...(businessKey === undefined ? undefined : { businessKey }),
      ...(parent === undefined ? undefined : { parent }),
      ...(terminateAfter === undefined ? undefined : { terminateAfter }),
      state: "active",
    });
  },
  processInstanceCompleted: (state) => {
    state.tables.instance.change("").state = "completed";
  },
  processInstanceTerminated: (state) => {
    state.tables.instance.change("").state = "terminated";
  },

  elementActivating,
  elementActivated: (state, event) => {
    const element = changed(state, event);
    element.state = "activated";
    // Deleting makes a record slow, so only where there is something to delete.
    if (element.listened !== undefined) delete element.listened;
  },
  elementCompleting: (state, event) => {
    changed(state, event).state = "completing";
  },
  elementTerminating: (state, event) => {
    changed(state, event).state = "terminating";
  },
  elementCompleted: ended,
  elementTerminated: ended,

  // The token is on its way for no longer than this event: it becomes an element instance or waits at a join.
  sequenceFlowTaken: () => undefined,
  joinTokenArrived: (state, { scopeId, elementId, flowId }) => {
    const key = `${scopeId}/${elementId}/${flowId}`;
    state.tables.join.set(key, (state.tables.join.get(key) ?? 0) + 1);
    addTo(state.joins, scopeId, key);
    state.tables.element.change(scopeId).tokens += 1;
  },
  joinTokensConsumed: (state, { scopeId, elementId, flowIds }) => {
    for (const flowId of flowIds)
      consumeJoinToken(state, scopeId, `${scopeId}/${elementId}/${flowId}`);
  },

  joinTokensDiscarded: (state, { scopeId }) => {
    const scope = state.tables.element.change(scopeId);
    for (const key of state.joins.get(scopeId) ?? []) {
      scope.tokens -= state.tables.join.get(key) ?? 0;
      state.tables.join.delete(key);
    }
    state.joins.delete(scopeId);
  },

  complexGatewayActivated: (state, { elementInstanceId, flowIds }) => {
    state.tables.element.change(elementInstanceId).activatedBy = flowIds;
  },

  variableSet: (state, { scopeId, name, value }) => {
    state.tables.variable.set(`${scopeId}/${name}`, [value]);
    addTo(state.variableNames, scopeId, name);
  },

  multiInstanceStarted: (state, { elementInstanceId, total, pendingItems }) => {
    state.tables.element.change(elementInstanceId).members = { total, started: 0, completed: 0 };
    if (pendingItems !== undefined) state.tables.items.set(elementInstanceId, pendingItems);
  },
  multiInstanceMemberEnded: (state, { elementInstanceId, loopCounter, output, isConditionMet }) => {
    const body = state.tables.element.change(elementInstanceId);
    if (body.members === undefined)
      throw new Error(`${elementInstanceId} is not a multi-instance body`);
    body.members = {
      ...body.members,
      completed: body.members.completed + 1,
      ...(isConditionMet === true ? { isConditionMet } : undefined),
    };
    if (output === undefined) return;
    const key = `${elementInstanceId}/${String(loopCounter)}`;
    state.tables.output.set(key, [output]);
    addTo(state.outputs, elementInstanceId, key);
  },
  multiInstanceMemberCanceled: (state, { elementInstanceId }) => {
    const body = state.tables.element.change(elementInstanceId);
    if (body.members === undefined)
      throw new Error(`${elementInstanceId} is not a multi-instance body`);
    body.members = { ...body.members, canceled: (body.members.canceled ?? 0) + 1 };
  },
  loopRoundEnded: (state, { elementInstanceId, loopCounter, isContinued }) => {
    state.tables.element.change(elementInstanceId).loop = { rounds: loopCounter, isContinued };
  },
  scopeInterrupted: (state, { elementInstanceId }) => {
    state.tables.element.change(elementInstanceId).isInterrupted = true;
  },
  decisionEvaluated: () => undefined,
  errorCaught: () => undefined,
  escalationThrown: () => undefined,
};

function elementActivating(state: InstanceState, event: ElementLifecycleEvent): void {
  const { scopeId, loopCounter } = event;
  addElement(state, event, { state: "activating" });
  if (loopCounter === undefined) return;
  const scope = state.tables.element.change(scopeId);
  if (scope.members !== undefined)
    scope.members = { ...scope.members, started: scope.members.started + 1 };
}

/** Puts a new element instance into its scope. */
export function addElement(
  state: InstanceState,
  event: ElementLifecycleEvent | ElementCompensating,
  stated: Pick<ElementRecord, "state" | "compensating">,
): void {
  const { elementInstanceId, elementId, elementKind, scopeId, loopCounter } = event;
  const { element } = state.tables;
  element.add(elementInstanceId, {
    elementInstanceId,
    elementId,
    kind: elementKind,
    scopeId,
    tokens: 0,
    ...(loopCounter === undefined ? undefined : { loopCounter }),
    ...stated,
  });
  if (scopeId === elementInstanceId) return;
  element.change(scopeId).tokens += 1;
  addTo(state.children, scopeId, elementInstanceId);
}

function changed(state: InstanceState, event: ElementLifecycleEvent): ElementRecord {
  const record = state.tables.element.change(event.elementInstanceId);
  if (!isLegalTransition(record.state, event.type)) {
    throw new Error(`${event.elementId} cannot come from ${record.state} to ${event.type}`);
  }
  return record;
}

function ended(state: InstanceState, event: ElementLifecycleEvent): void {
  removeElement(state, event, changed(state, event));
}

/** Takes an element instance out of its scope, with its variables and outputs; nothing may be left in it. */
export function removeElement(
  state: InstanceState,
  event: ElementLifecycleEvent | ElementCompensated,
  { tokens }: ElementRecord,
): void {
  const { elementInstanceId, scopeId } = event;
  if (tokens > 0) {
    throw new Error(`${event.elementId} ended before its content`);
  }
  if (state.owned.has(elementInstanceId))
    throw new Error(`${event.elementId} ended before what it waits on`);
  dropScopeRecords(state, elementInstanceId);
  state.children.delete(elementInstanceId);
  state.tables.element.delete(elementInstanceId);
  if (scopeId === elementInstanceId) return;
  state.tables.element.change(scopeId).tokens -= 1;
  // The set stays though it may be empty now: most often the token goes on, and there is another child.
  state.children.get(scopeId)?.delete(elementInstanceId);
}

function dropScopeRecords(state: InstanceState, scopeId: string): void {
  const names = state.variableNames.get(scopeId);
  if (names !== undefined && !isRootScope(state, scopeId)) {
    for (const name of names) state.tables.variable.delete(`${scopeId}/${name}`);
    state.variableNames.delete(scopeId);
  }
  const outputs = state.outputs.get(scopeId);
  if (outputs !== undefined) {
    for (const key of outputs) state.tables.output.delete(key);
    state.outputs.delete(scopeId);
  }
  if (state.tables.items.get(scopeId) !== undefined) state.tables.items.delete(scopeId);
}

// The variables of the process outlive its root scope: an ended instance can still be asked for its result.
function isRootScope(state: InstanceState, scopeId: string): boolean {
  const root = state.tables.instance.get("");
  return root !== undefined && rootScopeOf(root.processInstanceId) === scopeId;
}

function consumeJoinToken(state: InstanceState, scopeId: string, key: string): void {
  const waiting = state.tables.join.get(key) ?? 0;
  if (waiting === 0) throw new Error(`No token waits at ${key}`);
  if (waiting === 1) {
    state.tables.join.delete(key);
    removeFrom(state.joins, scopeId, key);
  } else {
    state.tables.join.set(key, waiting - 1);
  }
  state.tables.element.change(scopeId).tokens -= 1;
}
