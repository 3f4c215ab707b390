/** Appliers of compensation and of cancelled transactions. */
import type { Appliers } from "./appliers.ts";
import { addElement, removeElement } from "./apply-elements.ts";
import type { InstanceState } from "./instance-state.ts";

/** See appliers.ts. */
export const compensationAppliers: Appliers<
  | "compensationRecorded"
  | "compensationsDiscarded"
  | "elementCompensating"
  | "elementCompensated"
  | "transactionCanceled"
> = {
  compensationRecorded: (state, event) => {
    const { compensationId, elementInstanceId, elementId, elementKind, scopeId } = event;
    const { loopCounter, variables } = event;
    state.tables.compensation.set(compensationId, {
      elementInstanceId,
      elementId,
      kind: elementKind,
      scopeId,
      ...(loopCounter === undefined ? undefined : { loopCounter }),
      ...(variables === undefined ? undefined : { variables }),
    });
    const recorded = state.compensable.get(scopeId);
    if (recorded === undefined) state.compensable.set(scopeId, [compensationId]);
    else recorded.push(compensationId);
  },

  compensationsDiscarded: (state, { scopeId }) => {
    const scopes: string[] = [scopeId];
    for (const scope of scopes) {
      for (const key of state.compensable.get(scope) ?? []) {
        const inner = state.tables.compensation.get(key)?.elementInstanceId;
        if (inner !== undefined) scopes.push(inner);
        state.tables.compensation.delete(key);
      }
      state.compensable.delete(scope);
    }
  },

  elementCompensating: (state, event) => {
    const { compensates, compensationId, upTo, target, thrownBy } = event;
    if (compensationId !== undefined) forget(state, compensationId);
    addElement(state, event, {
      state: "compensating",
      compensating: {
        compensates,
        ...(upTo === undefined ? undefined : { upTo }),
        ...(target === undefined ? undefined : { target }),
        ...(thrownBy === undefined ? undefined : { thrownBy }),
      },
    });
  },
  elementCompensated: (state, event) => {
    const element = state.tables.element.get(event.elementInstanceId);
    if (element?.state !== "compensating")
      throw new Error(`${event.elementId} was not being compensated`);
    removeElement(state, event, element);
  },

  transactionCanceled: (state, { elementInstanceId }) => {
    const transaction = state.tables.element.change(elementInstanceId);
    transaction.isCanceled = true;
    transaction.isInterrupted = true;
  },
};

/** What is being undone is undone only once; the latest goes first, so it stands at the end. */
function forget(state: InstanceState, compensationId: string): void {
  const scopeId = state.tables.compensation.get(compensationId)?.scopeId ?? "";
  const recorded = state.compensable.get(scopeId) ?? [];
  recorded.splice(recorded.lastIndexOf(compensationId), 1);
  if (recorded.length === 0) state.compensable.delete(scopeId);
  state.tables.compensation.delete(compensationId);
}
