/**
 * How each event changes the state: the only writers of instance state, and a total function of (state, event), so that
 * folding the history gives the live state again. Appliers decide nothing; an impossible event is a broken invariant and
 * throws.
 */
import type { EngineEvent, EngineEventType, LifecycleEventType } from "../events.ts";
import { adHocAppliers } from "./apply-ad-hoc.ts";
import { compensationAppliers } from "./apply-compensation.ts";
import { migrationAppliers } from "./apply-migration.ts";
import { elementAppliers } from "./apply-elements.ts";
import type { InstanceState } from "./instance-state.ts";
import { waitAppliers } from "./apply-waits.ts";
import { workAppliers } from "./apply-work.ts";

/** One applier for each of these event types. */
export type Appliers<Type extends EngineEventType> = {
  readonly [T in Type]: (
    state: InstanceState,
    event: T extends LifecycleEventType
      ? Extract<EngineEvent, { type: LifecycleEventType }>
      : Extract<EngineEvent, { type: T }>,
  ) => void;
};

const appliers: Appliers<EngineEventType> = {
  ...elementAppliers,
  ...workAppliers,
  ...waitAppliers,
  ...compensationAppliers,
  ...migrationAppliers,
  ...adHocAppliers,
};

/** Applies one event. */
export function apply(state: InstanceState, event: EngineEvent): void {
  const applier = appliers[event.type] as (state: InstanceState, event: EngineEvent) => void;
  applier(state, event);
}
