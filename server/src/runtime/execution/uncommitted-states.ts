/** States within a transaction that has not committed yet. */
import type { InstanceState } from "@tongban/engine";
import type { StateCache, StateSource } from "./state-cache.ts";

interface Uncommitted {
  readonly revision: number;
  readonly state: InstanceState;
}

/** States that a feature's transaction has worked on: its later steps see them, everybody else only after {@link commit}. */
export class UncommittedStates implements StateSource {
  readonly #shared: StateCache;
  readonly #states = new Map<string, Uncommitted>();

  constructor(shared: StateCache) {
    this.#shared = shared;
  }

  take(id: string, revision: number): InstanceState | undefined {
    const own = this.#states.get(id);
    if (own === undefined) return this.#shared.take(id, revision);
    this.#states.delete(id);
    return own.revision === revision ? own.state : undefined;
  }

  put(id: string, revision: number, state: InstanceState): void {
    this.#states.set(id, { revision, state });
  }

  /** The transaction has committed. A transaction that rolls back just forgets this object. */
  commit(): void {
    for (const [id, { revision, state }] of this.#states) this.#shared.put(id, revision, state);
  }
}
