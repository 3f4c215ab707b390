/** What can start a process: read by the host at deployment, to subscribe and to arm timers. */
import type { TimerDefinition } from '../event-definitions/timer-definition.ts';

/** A start event of the process itself (not of a sub-process). */
export type ProcessStart =
  | { readonly trigger: 'none'; readonly elementId: string }
  | { readonly trigger: 'message'; readonly elementId: string; readonly messageName: string }
  | { readonly trigger: 'timer'; readonly elementId: string; readonly timer: TimerDefinition };
