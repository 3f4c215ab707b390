/** States of instances that were used lately, so that a busy instance is not read again for every step. */
import type { InstanceState } from "@tongban/engine";
import { sizeOf } from "../store/state-size.ts";

interface Cached {
  readonly revision: number;
  readonly state: InstanceState;
  readonly size: number;
}

/** Where a unit of work takes states from, and puts them when its writes are done. */
export interface StateSource {
  /** Takes the state out, if it is the one of this revision. */
  take(id: string, revision: number): InstanceState | undefined;
  put(id: string, revision: number, state: InstanceState): void;
}

/** What a cache holds at most. */
export interface CacheLimits {
  readonly states: number;
  /** Of their records as texts, together. */
  readonly characters: number;
}

/** Five thousand as they usually are, or a few dozen of the largest. */
export const CACHED_STATES: CacheLimits = { states: 5000, characters: 128_000_000 };

/** A state is taken out while a transaction works on it, and put back only after its commit. */
export class StateCache implements StateSource {
  readonly #limits: CacheLimits;
  readonly #states = new Map<string, Cached>();
  #characters = 0;

  constructor(limits: CacheLimits) {
    this.#limits = limits;
  }

  take(id: string, revision: number): InstanceState | undefined {
    const cached = this.#states.get(id);
    this.#drop(id);
    return cached?.revision === revision ? cached.state : undefined;
  }

  /** The state, to read from at once and not to keep, if it is the one of this revision. */
  peek(id: string, revision: number): InstanceState | undefined {
    const cached = this.#states.get(id);
    return cached?.revision === revision ? cached.state : undefined;
  }

  /** Puts a committed state in; those unused for longest give way. */
  put(id: string, revision: number, state: InstanceState): void {
    this.#drop(id);
    const size = sizeOf(state);
    // One that is too large by itself would drive all others out.
    if (size > this.#limits.characters) return;
    this.#states.set(id, { revision, state, size });
    this.#characters += size;
    for (const oldest of this.#states.keys()) {
      const { states, characters } = this.#limits;
      if (this.#states.size <= states && this.#characters <= characters) return;
      this.#drop(oldest);
    }
  }

  #drop(id: string): void {
    this.#characters -= this.#states.get(id)?.size ?? 0;
    this.#states.delete(id);
  }
}
