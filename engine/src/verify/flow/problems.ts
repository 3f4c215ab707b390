/** From what exploration has found to what is worth telling: causes, not their consequences further down the flow. */
import type { ProcessGraph } from "../../model/process-graph.ts";
import type { SoundnessProblem } from "../verification.ts";
import type { ExploredScope } from "./explored-scope.ts";
import { deadElements } from "./dead-elements.ts";
import { impossibleEvents } from "./possible-events.ts";
import type { Trouble } from "./explore.ts";
import type { Traces } from "./traces.ts";

const kinds = {
  deadlock: "deadlock",
  surplus: "surplusToken",
  endless: "neverCompletes",
} as const;

/** Troubles that are looked at; many more are hardly ever more causes. */
const maxTroubles = 200;

/** The problems of one scope. */
export function problemsOf(
  graph: ProcessGraph,
  explored: ExploredScope,
  traces: Traces,
): SoundnessProblem[] {
  // What the net leaves out may be just what would make it right.
  if (explored.limitations.length > 0) return [];
  const problems: SoundnessProblem[] = [];
  const reported: number[] = [];
  for (const trouble of explored.exploration.troubles.slice(0, maxTroubles)) {
    // Where tokens are stuck or doubled the end is not reached either.
    if (trouble.kind === "endless" && problems.length > 0) continue;
    const at = placeOfTrouble(graph, explored, trouble);
    if (reported.some((earlier) => leadsTo(graph, earlier, at))) continue;
    reported.push(at);
    problems.push({
      kind: kinds[trouble.kind],
      ...identity(graph, at),
      counterexample: traces.to(explored, trouble),
    });
  }
  for (const { index } of [
    ...deadElements(graph, explored),
    ...impossibleEvents(graph, explored.scope),
  ]) {
    problems.push({ kind: "deadElement", ...identity(graph, index), counterexample: null });
  }
  return problems;
}

function identity(graph: ProcessGraph, index: number): { elementId: string; name: string } {
  const { elementId = "", name = "" } = graph.nodes[index] ?? {};
  return { elementId, name };
}

/** The element to point at: where the surplus is, or the one that is first in the flow of those that hold tokens. */
function placeOfTrouble(graph: ProcessGraph, { net }: ExploredScope, trouble: Trouble): number {
  const places = trouble.kind === "surplus" ? trouble.surplus : trouble.state.marking;
  const nodes = places.flatMap((place) => net.places[place]?.node ?? []);
  const first = nodes.find((node) =>
    nodes.every((other) => other === node || !leadsTo(graph, other, node)),
  );
  return first ?? nodes[0] ?? 0;
}

/** Whether flows lead from one element to the other, or they are the same. */
function leadsTo(graph: ProcessGraph, from: number, to: number): boolean {
  const reached = new Set([from]);
  for (const index of reached) {
    if (index === to) return true;
    const node = graph.nodes[index];
    for (const flow of node?.outgoing ?? []) reached.add(graph.flows[flow]?.target ?? index);
    for (const event of node?.boundaryEvents ?? []) reached.add(event);
  }
  return false;
}
