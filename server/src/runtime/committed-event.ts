/** An engine event as it is committed, with where and when. */
import type { EngineEvent } from "@tongban/engine";

/** The event of one type. */
export type EngineEventOf<Type extends EngineEvent["type"]> = Extract<EngineEvent, { type: Type }>;

/** Handed to projections in the order in which the events happened. */
export interface CommittedEvent {
  readonly processInstanceId: string;
  readonly rootProcessInstanceId: string;
  readonly processId: string;
  readonly version: number;
  readonly businessKey: string | null;
  /** Place in the instance's history, from 1. */
  readonly seq: number;
  /** Epoch ms. */
  readonly at: number;
  readonly event: EngineEvent;
}
