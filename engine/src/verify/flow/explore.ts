/**
 * Exploration of a net, breadth first, so that traces are short. What is wrong with a scope shows in its states:
 *
 * - *deadlock*: tokens are left and nothing can happen;
 * - *surplus*: a token comes to a place that has one; what follows from there is not explored;
 * - *endless*: from some state on, no end can be reached any more.
 */
import { fire, type Marking, type Net, type PlaceIndex, type Transition } from "./net.ts";
import { StubbornSets } from "./stubborn-set.ts";

/** A state that was reached, and how. */
export interface State {
  readonly marking: Marking;
  /** Null for the first one. */
  readonly before: State | null;
  readonly by: Transition | null;
}

/** A state in which something is wrong. */
export type Trouble =
  | { readonly kind: "deadlock"; readonly state: State }
  | {
      readonly kind: "surplus";
      readonly state: State;
      readonly surplus: readonly PlaceIndex[];
    }
  | { readonly kind: "endless"; readonly state: State };

/** What exploration has found; nothing is certain about what is not in it unless `isComplete`. */
export interface Exploration {
  readonly states: readonly State[];
  readonly troubles: readonly Trouble[];
  /** Transitions that have happened in some state. */
  readonly happened: ReadonlySet<Transition>;
  /** Whether the last token can leave in the ordinary way. */
  readonly canComplete: boolean;
  /** False when the bound was reached. */
  readonly isComplete: boolean;
}

/** How to explore. */
export interface ExplorationOptions {
  readonly maxStates: number;
  /** Transitions looked at to find out what can happen: the measure of work, which no clock is. */
  readonly maxLooked: number;
  /** Whether stubborn sets spare what makes no difference; only tests say no. */
  readonly isReduced: boolean;
}

interface Explored extends State {
  readonly predecessors: Explored[];
  /** An end, or what counts as one because nothing is explored behind it. */
  isEnd: boolean;
  /** Whether all that can happen was followed. */
  isFull: boolean;
}

/** See the file's head. */
export function explore(net: Net, options: ExplorationOptions): Exploration {
  const explorer = new Explorer(net, options);
  explorer.run();
  return explorer;
}

class Explorer implements Exploration {
  readonly states: Explored[] = [];
  readonly troubles: Trouble[] = [];
  readonly happened = new Set<Transition>();
  canComplete = false;
  isComplete = true;
  readonly #sets: StubbornSets;
  readonly #options: ExplorationOptions;
  readonly #stateOf = new Map<string, Explored>();

  constructor(net: Net, options: ExplorationOptions) {
    this.#sets = new StubbornSets(net);
    this.#options = options;
    this.#add({ marking: net.initial, before: null, by: null }, []);
  }

  run(): void {
    // States that are added on the way are visited as well.
    for (const state of this.states) this.#expand(state, this.#options.isReduced);
    for (;;) {
      const endless = this.#withoutEnd();
      const last = endless.at(-1);
      if (last === undefined || !this.isComplete) return;
      const partial = endless.filter(({ isFull }) => !isFull);
      if (partial.length === 0) {
        // The way to the last one found shows how one gets caught.
        this.troubles.push({ kind: "endless", state: last });
        return;
      }
      // A loop may have kept exploration from what ends the scope elsewhere: here all is followed.
      const known = this.states.length;
      for (const state of partial) this.#expand(state, false);
      for (let next = known; next < this.states.length; next += 1) {
        const state = this.states[next];
        if (state !== undefined) this.#expand(state, this.#options.isReduced);
      }
    }
  }

  #expand(state: Explored, isReduced: boolean): void {
    const { marking } = state;
    if (this.#sets.looked > this.#options.maxLooked) {
      this.isComplete = false;
      return;
    }
    const enabled = this.#sets.enabled(marking);
    const following = isReduced ? this.#sets.choose(marking, enabled) : enabled;
    state.isFull = following.length === enabled.length;
    if (marking.length === 0) state.isEnd = true;
    else if (enabled.length === 0) {
      state.isEnd = true;
      this.troubles.push({ kind: "deadlock", state });
    }
    for (const transition of following) this.#follow(state, transition);
  }

  #follow(before: Explored, by: Transition): void {
    this.happened.add(by);
    const firing = fire(by, before.marking);
    const { marking } = firing;
    if (!firing.isSafe) {
      before.isEnd = true;
      const state = { marking, before, by };
      this.troubles.push({ kind: "surplus", state, surplus: firing.surplus });
      return;
    }
    this.canComplete ||= marking.length === 0 && (by.endsScope?.upTo ?? null) === null;
    const known = this.#stateOf.get(marking.join());
    if (known !== undefined) known.predecessors.push(before);
    else if (this.states.length < this.#options.maxStates)
      this.#add({ marking, before, by }, [before]);
    else this.isComplete = false;
  }

  #add(state: State, predecessors: Explored[]): void {
    const added = { ...state, predecessors, isEnd: false, isFull: false };
    this.states.push(added);
    this.#stateOf.set(added.marking.join(), added);
  }

  /** The states from which none with an end can be reached, in the order in which they were found. */
  #withoutEnd(): Explored[] {
    const ending = new Set(this.states.filter(({ isEnd }) => isEnd));
    for (const state of ending) for (const before of state.predecessors) ending.add(before);
    return this.states.filter((state) => !ending.has(state));
  }
}

/** The transitions from the first state to this one. */
export function wayTo(state: State): Transition[] {
  const way: Transition[] = [];
  for (let at: State | null = state; at !== null; at = at.before) {
    if (at.by !== null) way.push(at.by);
  }
  return way.toReversed();
}
