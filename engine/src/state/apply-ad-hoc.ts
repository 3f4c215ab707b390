/** Appliers of ad-hoc sub-processes: what is still to be begun, what was collected, whether it is over. */
import type { Json } from "../json.ts";
import type { Appliers } from "./appliers.ts";
import { addTo } from "./instance-state.ts";

/** See appliers.ts. */
export const adHocAppliers: Appliers<
  | "adHocActivitiesRequested"
  | "adHocActivityBegun"
  | "adHocOutputCollected"
  | "adHocCompletionReached"
> = {
  adHocActivitiesRequested: (state, { elementInstanceId, activities }) => {
    const pending = state.tables.items.get(elementInstanceId) ?? [];
    const added = activities.map(({ elementId, variables }): Json => ({ elementId, variables }));
    state.tables.items.set(elementInstanceId, [...pending, ...added]);
  },
  adHocActivityBegun: (state, { elementInstanceId }) => {
    const [, ...pending] = state.tables.items.get(elementInstanceId) ?? [];
    if (pending.length === 0) state.tables.items.delete(elementInstanceId);
    else state.tables.items.set(elementInstanceId, pending);
  },
  adHocOutputCollected: (state, { elementInstanceId, output }) => {
    const collected = state.outputs.get(elementInstanceId)?.size ?? 0;
    const key = `${elementInstanceId}/${String(collected + 1)}`;
    state.tables.output.set(key, [output]);
    addTo(state.outputs, elementInstanceId, key);
  },
  adHocCompletionReached: (state, { elementInstanceId, isCancelingRemaining }) => {
    state.tables.element.change(elementInstanceId).completion = { isCancelingRemaining };
  },
};
