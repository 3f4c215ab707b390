/** States of instances that were used lately, so that a busy instance is not read again for every step. */
import type { InstanceState } from "@tongban/engine";

interface Cached {
  readonly revision: number;
  readonly state: InstanceState;
}

/** Where a unit of work takes states from, and puts them when its writes are done. */
export interface StateSource {
  /** Takes the state out, if it is the one of this revision. */
  take(id: string, revision: number): InstanceState | undefined;
  put(id: string, revision: number, state: InstanceState): void;
}

/** A state is taken out while a transaction works on it, and put back only after its commit. */
export class StateCache implements StateSource {
  readonly #size: number;
  readonly #states = new Map<string, Cached>();

  constructor(size: number) {
    this.#size = size;
  }

  take(id: string, revision: number): InstanceState | undefined {
    const cached = this.#states.get(id);
    this.#states.delete(id);
    return cached?.revision === revision ? cached.state : undefined;
  }

  /** The state, to read from at once and not to keep, if it is the one of this revision. */
  peek(id: string, revision: number): InstanceState | undefined {
    const cached = this.#states.get(id);
    return cached?.revision === revision ? cached.state : undefined;
  }

  /** Puts a committed state in; the one unused for longest gives way. */
  put(id: string, revision: number, state: InstanceState): void {
    this.#states.delete(id);
    this.#states.set(id, { revision, state });
    const oldest = this.#states.keys().next();
    if (this.#states.size > this.#size && !oldest.done) this.#states.delete(oldest.value);
  }
}
