/** What `handle` answers. */
import type { Rejection } from "./errors.ts";
import type { EngineEvent } from "./events.ts";
import type { FollowUp } from "./follow-ups.ts";

/** The events that happened (already applied to the state) and what other instances must be told; or a refusal. */
export type Outcome =
  | {
      readonly ok: true;
      readonly events: readonly EngineEvent[];
      readonly followUps: readonly FollowUp[];
    }
  | { readonly ok: false; readonly rejection: Rejection };
