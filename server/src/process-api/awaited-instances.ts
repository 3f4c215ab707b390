/** Instances whose end somebody waits for: however many, one question to the database every so often asks for all of them. */
import { setTimeout as later } from "node:timers/promises";
import type { SqlExecutor } from "../runtime/index.ts";

const LOOK_MS = 50;

/** How an instance has ended; `active` when the time was over before. */
export type Outcome = "completed" | "terminated" | "active";

/** See file head. */
export class AwaitedInstances {
  readonly #sql: SqlExecutor;
  readonly #waiting = new Map<string, Set<(outcome: Outcome) => void>>();
  #isLooking = false;

  constructor(sql: SqlExecutor) {
    this.#sql = sql;
  }

  /** Waits for the end, or for the signal. */
  outcome(processInstanceId: string, signal: AbortSignal): Promise<Outcome> {
    return new Promise((resolve) => {
      const others = this.#waiting.get(processInstanceId) ?? new Set();
      const leave = (outcome: Outcome): void => {
        others.delete(leave);
        if (others.size === 0) this.#waiting.delete(processInstanceId);
        signal.removeEventListener("abort", giveUp);
        resolve(outcome);
      };
      const giveUp = (): void => leave("active");
      this.#waiting.set(processInstanceId, others.add(leave));
      signal.addEventListener("abort", giveUp);
      if (signal.aborted) giveUp();
      else if (!this.#isLooking) void this.#look();
    });
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    while (this.#waiting.size > 0) {
      for (const { id, state } of await this.#ended())
        for (const leave of this.#waiting.get(id) ?? []) leave(state);
      await later(LOOK_MS);
    }
    this.#isLooking = false;
  }

  async #ended(): Promise<{ readonly id: string; readonly state: "completed" | "terminated" }[]> {
    try {
      return await this.#sql.query(
        "SELECT id::text, state FROM process_instance WHERE id = ANY($1::bigint[]) AND state <> 'active'",
        [[...this.#waiting.keys()]],
      );
    } catch {
      // The database is away: whoever waits is told by their own time.
      return [];
    }
  }
}
