/**
 * Stubborn sets (Valmari): of all that may happen in a marking, a part is enough to follow, because the rest does not
 * interfere with it and can just as well happen later. Tokens in parallel branches are followed one branch after the
 * other instead of in every order.
 *
 * A set is closed under these rules (strong stubborn sets, with the deadlocks, what is never reached, and whether the
 * end stays reachable preserved; Valmari, "Stop it, and be stubborn!", ACM TECS 16(2), 2017):
 *
 * - with something that can happen, all that competes for its tokens, and all that could forbid it or that it forbids;
 * - for a place whose token it takes, all that gives to that place: a second token coming there is what we look for;
 * - with something that cannot happen, all that could make one reason for it go away.
 *
 * What ends the scope takes every token, so it only goes with all the rest; the rest need not mind it, because what
 * has happened before the end of the scope leaves no difference behind.
 */
import type { Marking, Net, PlaceIndex, Transition } from "./net.ts";

/** See the file's head. */
export class StubbornSets {
  /** How many transitions have been looked at: the measure of work. */
  looked = 0;
  readonly #takers: readonly Transition[][];
  readonly #givers: readonly Transition[][];
  /** Transitions that a token on the place forbids. */
  readonly #forbidden: readonly Transition[][];
  readonly #distances = new Map<PlaceIndex, readonly number[]>();

  constructor({ places, transitions }: Net) {
    const byPlace = (of: (transition: Transition) => readonly PlaceIndex[]): Transition[][] => {
      const table = places.map((): Transition[] => []);
      for (const transition of transitions) {
        for (const place of new Set(of(transition))) table[place]?.push(transition);
      }
      return table;
    };
    this.#takers = byPlace(({ takes }) => takes);
    this.#givers = byPlace(({ gives }) => gives);
    this.#forbidden = byPlace(({ unless }) => unless);
  }

  /** All that can happen in the marking. */
  enabled(marking: Marking): readonly Transition[] {
    const marked = new Set(marking);
    return marking.flatMap((place) => {
      const takers = this.#takers[place] ?? [];
      this.looked += takers.length;
      // Each is found once, by the first of the places that it needs.
      return takers.filter(
        (transition) => transition.takes[0] === place && isEnabled(transition, marked),
      );
    });
  }

  /** The part of it that is enough to follow; empty only when nothing can happen. */
  choose(marking: Marking, enabled: readonly Transition[]): readonly Transition[] {
    const seeds = new Map<PlaceIndex, Transition>();
    for (const transition of enabled) {
      const [place] = transition.takes;
      if (place !== undefined && !seeds.has(place)) seeds.set(place, transition);
    }
    // Whatever competes for the same token has the same set.
    if (seeds.size === 1) return enabled;
    const marked = new Set(marking);
    let best = enabled;
    for (const [place, seed] of seeds) {
      const chosen = this.#close(seed, place, marked, best.length);
      if (chosen !== undefined) best = chosen;
      if (best.length === 1) break;
    }
    return best;
  }

  /** The enabled ones of the closed set found around the seed; undefined when they are not fewer than `limit`. */
  #close(
    seed: Transition,
    near: PlaceIndex,
    marked: ReadonlySet<PlaceIndex>,
    limit: number,
  ): readonly Transition[] | undefined {
    const chosen = new Set([seed]);
    const enabled: Transition[] = [];
    const include = (transitions: readonly Transition[] | undefined): void => {
      for (const transition of transitions ?? []) chosen.add(transition);
    };
    for (const transition of chosen) {
      this.looked += 1;
      if (isEnabled(transition, marked)) {
        if (transition.endsScope !== null || enabled.push(transition) >= limit) return undefined;
        for (const place of transition.takes) {
          include(this.#takers[place]);
          include(this.#givers[place]);
        }
        for (const place of transition.unless) include(this.#givers[place]);
        for (const place of transition.gives) include(this.#forbidden[place]);
      } else {
        const empty = this.#nearestEmpty(transition, near, marked);
        if (empty !== undefined) include(this.#givers[empty]);
        else include(this.#takers[transition.unless.find((place) => marked.has(place)) ?? -1]);
      }
    }
    return enabled;
  }

  /**
   * The place without a token that keeps the transition from happening; of several, the one that the seed's own token
   * gets to first, because then the seed itself is what would make the reason go away.
   */
  #nearestEmpty(
    { takes }: Transition,
    near: PlaceIndex,
    marked: ReadonlySet<PlaceIndex>,
  ): PlaceIndex | undefined {
    const empty = takes.filter((place) => !marked.has(place));
    if (empty.length < 2) return empty[0];
    const distances = this.#distancesFrom(near);
    return empty.reduce((nearest, place) =>
      (distances[place] ?? Infinity) < (distances[nearest] ?? Infinity) ? place : nearest,
    );
  }

  /** Number of steps from the place to every other. */
  #distancesFrom(from: PlaceIndex): readonly number[] {
    const known = this.#distances.get(from);
    if (known !== undefined) return known;
    const distances: number[] = [];
    distances[from] = 0;
    const reached = [from];
    for (const place of reached) {
      for (const transition of this.#takers[place] ?? []) {
        this.looked += 1;
        for (const given of transition.gives) {
          if (distances[given] !== undefined) continue;
          distances[given] = (distances[place] ?? 0) + 1;
          reached.push(given);
        }
      }
    }
    this.#distances.set(from, distances);
    return distances;
  }
}

function isEnabled({ takes, unless }: Transition, marked: ReadonlySet<PlaceIndex>): boolean {
  return takes.every((place) => marked.has(place)) && !unless.some((place) => marked.has(place));
}
