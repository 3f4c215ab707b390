/** What the runtime tells whoever watches it: counts and times, never contents. */
import type { RuntimeCommand } from "./runtime-command.ts";

/** Told at once and often, so it must be quick and must not throw. */
export interface RuntimeObserver {
  /** A transaction of commands has committed; `code` of those that were refused by the engine. */
  committed(
    commands: readonly { readonly type: RuntimeCommand["type"]; readonly code: string | null }[],
    seconds: number,
  ): void;
  /** A command was refused because too many wait. */
  refused(): void;
  /** A worker inside the server has done a job, or has not. */
  jobDone(jobType: string, outcome: "completed" | "error" | "failed", seconds: number): void;
  /** A timer was claimed so long after it was due. */
  timerClaimed(secondsLate: number): void;
}

/** Nobody watches. */
export const nobody: RuntimeObserver = {
  committed: () => undefined,
  refused: () => undefined,
  jobDone: () => undefined,
  timerClaimed: () => undefined,
};
