/**
 * The control flow of one scope (process, sub-process) as a net: places, each with a token or none, and transitions that
 * move tokens. It is all that exploration sees; which element makes which transitions is said in element-flow.ts.
 *
 * A place is an element with a token in it, or one incoming flow of a join with a token waiting on it. A marking is the
 * set of places with a token. A transition that would put a second token on a place is the surplus that verification
 * looks for, so markings never count.
 */
import type { FlowIndex, NodeIndex } from "../../model/process-graph.ts";

/** Number of a place in {@link Net.places}. */
export type PlaceIndex = number;

/** The places that have a token, ascending; none is a scope that has ended. */
export type Marking = readonly PlaceIndex[];

/** Where a token can rest. */
export interface Place {
  readonly node: NodeIndex;
  /** The incoming flow on which it waits at a join; NO_INDEX for a token in the element itself. */
  readonly flow: FlowIndex;
}

/** How a scope ends at once, with all tokens in it. */
export interface ScopeEnd {
  /** The outermost scope that is ended with it, by what was thrown; null when it completes. */
  readonly upTo: NodeIndex | null;
}

/** Something that happens to tokens of the scope. */
export interface Transition {
  /** The element that happens: completes, decides, joins, is triggered. */
  readonly node: NodeIndex;
  /** The flows that tokens go over, in order, through elements where no token rests as well. */
  readonly flows: readonly FlowIndex[];
  readonly takes: readonly PlaceIndex[];
  /** A place that is named twice gets a surplus token. */
  readonly gives: readonly PlaceIndex[];
  /** It cannot happen while one of these places has a token. */
  readonly unless: readonly PlaceIndex[];
  /** If all tokens of the scope are given up and the scope ends, how. */
  readonly endsScope: ScopeEnd | null;
}

/** See the file's head. */
export interface Net {
  readonly places: readonly Place[];
  readonly transitions: readonly Transition[];
  readonly initial: Marking;
}

/** What firing a transition leads to: a marking, or places that get a token while they have one. */
export type Firing =
  | { readonly isSafe: true; readonly marking: Marking }
  | { readonly isSafe: false; readonly surplus: readonly PlaceIndex[]; readonly marking: Marking };

/** Fires a transition that is enabled. */
export function fire({ takes, gives, endsScope }: Transition, marking: Marking): Firing {
  if (endsScope !== null) return { isSafe: true, marking: [] };
  const next = new Set(marking);
  for (const place of takes) next.delete(place);
  const surplus: PlaceIndex[] = [];
  for (const place of gives) {
    if (next.has(place)) surplus.push(place);
    next.add(place);
  }
  const reached = [...next].toSorted((one, other) => one - other);
  return surplus.length === 0
    ? { isSafe: true, marking: reached }
    : { isSafe: false, surplus, marking: reached };
}
