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
import { markingOf, type Marking, type Net, type PlaceIndex, type Transition } from "./net.ts";

interface Indexed extends Transition {
  readonly index: number;
  readonly needs: Marking;
  readonly forbids: Marking;
}

/** See the file's head. */
export class StubbornSets {
  readonly #transitions: readonly Indexed[];
  readonly #takers: readonly Indexed[][];
  readonly #givers: readonly Indexed[][];
  /** Transitions that a token on the place forbids. */
  readonly #forbidden: readonly Indexed[][];
  readonly #distances = new Map<PlaceIndex, readonly number[]>();

  constructor(net: Net) {
    this.#transitions = net.transitions.map((transition, index) => ({
      ...transition,
      index,
      needs: markingOf(transition.takes),
      forbids: markingOf(transition.unless),
    }));
    const byPlace = (of: (transition: Indexed) => readonly PlaceIndex[]): Indexed[][] => {
      const table = net.places.map((): Indexed[] => []);
      for (const transition of this.#transitions) {
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
    return this.#enabled(marking);
  }

  /** The part of it that is enough to follow; empty only when nothing can happen. */
  choose(marking: Marking): readonly Transition[] {
    const enabled = this.#enabled(marking);
    let best: readonly Indexed[] = enabled;
    const tried = new Set<PlaceIndex>();
    for (const seed of enabled) {
      const [place] = seed.takes;
      // Whatever competes for the same token has the same set.
      if (place === undefined || tried.has(place) || best.length === 1) continue;
      tried.add(place);
      const chosen = this.#close(seed, place, marking);
      if (chosen !== undefined && chosen.length < best.length) best = chosen;
    }
    return best;
  }

  #enabled(marking: Marking): Indexed[] {
    return this.#transitions.filter((transition) => isEnabled(transition, marking));
  }

  /** The enabled ones of the smallest closed set found around the seed; undefined for all of them. */
  #close(seed: Indexed, near: PlaceIndex, marking: Marking): readonly Indexed[] | undefined {
    const chosen = new Set([seed]);
    const include = (transitions: readonly Indexed[] | undefined): void => {
      for (const transition of transitions ?? []) chosen.add(transition);
    };
    for (const transition of chosen) {
      if (isEnabled(transition, marking)) {
        if (transition.endsScope !== null) return undefined;
        for (const place of transition.takes) {
          include(this.#takers[place]);
          include(this.#givers[place]);
        }
        for (const place of transition.unless) include(this.#givers[place]);
        for (const place of transition.gives) include(this.#forbidden[place]);
      } else {
        const empty = this.#nearestEmpty(transition, near, marking);
        if (empty !== undefined) include(this.#givers[empty]);
        else include(this.#takers[transition.unless.find((place) => has(marking, place)) ?? -1]);
      }
    }
    return [...chosen].filter((transition) => isEnabled(transition, marking));
  }

  /**
   * The place without a token that keeps the transition from happening; of several, the one that the seed's own token
   * gets to first, because then the seed itself is what would make the reason go away.
   */
  #nearestEmpty({ takes }: Transition, near: PlaceIndex, marking: Marking): PlaceIndex | undefined {
    const distances = this.#distancesFrom(near);
    let nearest: PlaceIndex | undefined;
    for (const place of takes) {
      if (has(marking, place)) continue;
      const isNearer =
        nearest === undefined || (distances[place] ?? Infinity) < (distances[nearest] ?? Infinity);
      if (isNearer) nearest = place;
    }
    return nearest;
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

function isEnabled({ needs, forbids }: Indexed, marking: Marking): boolean {
  return (marking & needs) === needs && (marking & forbids) === 0n;
}

function has(marking: Marking, place: PlaceIndex): boolean {
  return ((marking >> BigInt(place)) & 1n) === 1n;
}
