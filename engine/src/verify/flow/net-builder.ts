/**
 * Builds the net of one scope. Elements without a wait or a choice (a merge, a fork, a none event) have no place: a token
 * that comes over a flow goes on through them until it rests, which keeps the state space small.
 */
import {
  type FlowIndex,
  NO_INDEX,
  type NodeIndex,
  type ProcessGraph,
  type ProcessNode,
} from "../../model/process-graph.ts";
import type { LocalisedText } from "../../errors.ts";
import type { ElementFlow } from "./element-flow.ts";
import type { Net, Place, PlaceIndex, ScopeEnd, Transition } from "./net.ts";

/** Where tokens that were sent over flows come to rest, with the flows on their way. */
export interface Arrival {
  readonly flows: readonly FlowIndex[];
  readonly places: readonly PlaceIndex[];
  /** How the scope ends at once when one of them has come to an element that ends it. */
  readonly endsScope: ScopeEnd | null;
}

/** How an activity can end by itself. */
export interface ActivityOutcome {
  /** Over its outgoing flows. */
  readonly canComplete: boolean;
  /** Scopes around that it may end, by what it throws. */
  readonly endsAround: ReadonlySet<NodeIndex>;
}

/** A transition as its element states it; tokens go over the flows of `sends`. */
export interface Move {
  readonly node: NodeIndex;
  readonly takes: readonly PlaceIndex[];
  readonly sends: readonly FlowIndex[];
  /** Flow to the event that happens, for an event-based gateway. */
  readonly over?: FlowIndex;
  /** What stays: the activity under a non-interrupting event. */
  readonly keeps?: readonly PlaceIndex[];
  readonly unless?: readonly PlaceIndex[];
  /** Says of every place of the finished net whether a token there forbids it. */
  readonly isForbiddenBy?: (place: Place) => boolean;
  readonly endsScope?: ScopeEnd | null;
  /** The token that comes of it is one more, as often as its event happens: see {@link NetBuilder.net}. */
  readonly isExtra?: boolean;
}

type DraftTransition = { -readonly [Key in keyof Transition]: Transition[Key] } & {
  readonly isExtra: boolean;
  readonly isForbiddenBy: Move["isForbiddenBy"];
};

const plain = { unless: [], endsScope: null, isExtra: false, isForbiddenBy: undefined };

/** See the file's head. */
export class NetBuilder {
  readonly graph: ProcessGraph;
  readonly scope: ProcessNode;
  readonly #elementFlow: (node: ProcessNode) => ElementFlow;
  readonly #outcomeOf: (node: ProcessNode) => ActivityOutcome;
  readonly #places: Place[] = [];
  readonly #placeOf = new Map<string, PlaceIndex>();
  readonly #transitions: DraftTransition[] = [];
  /** What the net leaves out of what the scope does; not empty means that nothing can be decided. */
  readonly limitations: LocalisedText[] = [];

  constructor(
    graph: ProcessGraph,
    scope: ProcessNode,
    elementFlow: (node: ProcessNode) => ElementFlow,
    outcomeOf: (node: ProcessNode) => ActivityOutcome,
  ) {
    this.graph = graph;
    this.scope = scope;
    this.#elementFlow = elementFlow;
    this.#outcomeOf = outcomeOf;
  }

  node(index: NodeIndex): ProcessNode {
    const node = this.graph.nodes[index];
    if (node === undefined) throw new Error(`No node ${String(index)}`);
    return node;
  }

  targetOf(flow: FlowIndex): ProcessNode {
    return this.node(this.graph.flows[flow]?.target ?? NO_INDEX);
  }

  /** How the activity can end when nothing interrupts it. */
  outcomeOf(node: ProcessNode): ActivityOutcome {
    return this.#outcomeOf(node);
  }

  /**
   * The place of a token in the element, or of one that waits at a join on the flow; `phase` tells several places in one
   * element apart.
   */
  place(node: NodeIndex, flow: FlowIndex = NO_INDEX, phase = ""): PlaceIndex {
    const key = `${String(node)}/${String(flow)}/${phase}`;
    const known = this.#placeOf.get(key);
    if (known !== undefined) return known;
    const place = this.#places.push({ node, flow }) - 1;
    this.#placeOf.set(key, place);
    return place;
  }

  /** Where one token over each of the flows comes to rest. */
  arrive(flows: readonly FlowIndex[]): Arrival {
    const arrivals = flows.map((flow) => this.#follow(flow));
    return {
      flows: arrivals.flatMap((arrival) => arrival.flows),
      places: arrivals.flatMap((arrival) => arrival.places),
      endsScope: arrivals.find(({ endsScope }) => endsScope !== null)?.endsScope ?? null,
    };
  }

  /** Adds a transition. */
  add(move: Move): void {
    const { node, takes, sends, keeps = [], unless = [], isExtra = false, isForbiddenBy } = move;
    const arrival = this.arrive(sends);
    const flows = move.over === undefined ? arrival.flows : [move.over, ...arrival.flows];
    const gives = [...keeps, ...arrival.places];
    const endsScope = move.endsScope ?? arrival.endsScope;
    const stated = { node, flows, takes, gives, unless, endsScope };
    this.#transitions.push({ ...stated, isExtra, isForbiddenBy });
  }

  #follow(first: FlowIndex): Arrival {
    const flows = [first];
    const passed = new Set<NodeIndex>();
    for (let flow = first; ;) {
      const target = this.targetOf(flow);
      const elementFlow = this.#elementFlow(target);
      const endsScope = elementFlow.endsScope?.(this, target) ?? null;
      if (endsScope !== null) return { flows, places: [], endsScope };
      const onward = elementFlow.passes?.(this, target);
      if (onward === undefined) {
        const isJoin = elementFlow.isJoin?.(target) === true;
        return { flows, places: [this.place(target.index, isJoin ? flow : NO_INDEX)], endsScope };
      }
      if (onward === NO_INDEX) return { flows, places: [], endsScope };
      if (passed.has(target.index))
        return { flows, places: [this.#ring(target, onward)], endsScope };
      passed.add(target.index);
      flows.push(onward);
      flow = onward;
    }
  }

  /** A ring of elements without rest or choice: the token is held in it and never leaves. */
  #ring({ index: node }: ProcessNode, onward: FlowIndex): PlaceIndex {
    const place = this.place(node);
    if (!this.#transitions.some(({ takes }) => takes[0] === place)) {
      const [takes, gives] = [[place], [place]];
      this.#transitions.push({ node, flows: [onward], takes, gives, ...plain });
    }
    return place;
  }

  /**
   * The net, when all elements have stated their moves.
   *
   * A non-interrupting event may happen any number of times, and that is meant: what it starts is not a surplus as long as
   * it stays beside the main line. So it is taken to happen again only when nothing of that is left, where "beside the
   * main line" are the places that can only be reached through such events.
   */
  net(initial: readonly PlaceIndex[]): Net {
    for (const transition of this.#transitions) {
      const { isForbiddenBy } = transition;
      if (isForbiddenBy === undefined) continue;
      const forbidding = this.#places.flatMap((place, index) =>
        isForbiddenBy(place) ? [index] : [],
      );
      transition.unless = [...transition.unless, ...forbidding];
    }
    const main = this.#reach(initial, ({ isExtra }) => !isExtra);
    for (const transition of this.#transitions) {
      if (!transition.isExtra) continue;
      const kept = new Set(transition.takes);
      const started = this.#reach(
        transition.gives.filter((place) => !kept.has(place)),
        () => true,
      );
      const beside = [...started].filter((place) => !main.has(place));
      transition.unless = [...transition.unless, ...beside];
    }
    return {
      places: this.#places,
      transitions: this.#transitions,
      initial,
    };
  }

  /** The places that a token from one of these can get to. */
  #reach(
    from: readonly PlaceIndex[],
    isFollowed: (transition: DraftTransition) => boolean,
  ): Set<PlaceIndex> {
    const reached = new Set(from);
    for (const place of reached) {
      for (const transition of this.#transitions) {
        if (!transition.takes.includes(place) || !isFollowed(transition)) continue;
        for (const given of transition.gives) reached.add(given);
      }
    }
    return reached;
  }
}
