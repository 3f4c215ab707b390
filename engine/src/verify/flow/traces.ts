/** From states of a net to traces in the words of the model. */
import { isBody } from "../../model/element-kind.ts";
import { NO_INDEX, type ProcessGraph } from "../../model/process-graph.ts";
import type { Counterexample, RestingToken, TraceStep } from "../verification.ts";
import type { ExploredScope } from "./explored-scope.ts";
import { type State, type Trouble, wayTo } from "./explore.ts";
import type { PlaceIndex } from "./net.ts";

/** See the file's head. */
export class Traces {
  readonly #graph: ProcessGraph;
  readonly #explored: ReadonlyMap<number, ExploredScope>;

  constructor(graph: ProcessGraph, explored: ReadonlyMap<number, ExploredScope>) {
    this.#graph = graph;
    this.#explored = explored;
  }

  /** From the start of the process to the trouble. */
  to(scope: ExploredScope, trouble: Trouble): Counterexample {
    const { state } = trouble;
    const places = [
      ...state.marking,
      ...(trouble.kind === "surplus" ? trouble.surplus : []),
    ].toSorted((one, other) => one - other);
    return {
      steps: [...this.#wayInto(scope), ...this.#steps(state)],
      tokens: places.flatMap((place) => this.#token(scope, place)),
    };
  }

  /** What happens in the scopes around until a token is in this one. */
  #wayInto({ scope }: ExploredScope): TraceStep[] {
    const around = this.#graph.nodes[scope.scope];
    if (around === undefined) return [];
    const host = isBody(around.kind) ? around : scope;
    const outer = this.#explored.get(host.scope);
    // An event sub-process may begin as soon as the scope around has begun.
    const [, begun] = outer?.exploration.states ?? [];
    if (outer !== undefined && begun !== undefined && scope.kind === "eventSubProcess") {
      return [...this.#wayInto(outer), ...this.#steps(begun)];
    }
    const place =
      outer?.net.places.findIndex(({ node, flow }) => node === host.index && flow === NO_INDEX) ??
      -1;
    if (outer === undefined || place < 0) return [];
    const state = outer.exploration.states.find(({ marking }) => marking.includes(place));
    return state === undefined ? [] : [...this.#wayInto(outer), ...this.#steps(state)];
  }

  #steps(state: State): TraceStep[] {
    return wayTo(state).map(({ node, flows }) => ({
      elementId: this.#elementId(node),
      flowIds: flows.map((flow) => this.#flowId(flow)),
    }));
  }

  #token({ net }: ExploredScope, index: PlaceIndex): RestingToken[] {
    const place = net.places[index];
    if (place === undefined) return [];
    const flowId = place.flow === NO_INDEX ? null : this.#flowId(place.flow);
    return [{ elementId: this.#elementId(place.node), flowId }];
  }

  #elementId(node: number): string {
    return this.#graph.nodes[node]?.elementId ?? "";
  }

  #flowId(flow: number): string {
    return this.#graph.flows[flow]?.flowId ?? "";
  }
}
