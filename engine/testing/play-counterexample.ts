/** Plays a counterexample of verification with the engine, for random drawings (testing/random-drawing.ts). */
import type { ProcessGraph } from "../src/model/process-graph.ts";
import type { Counterexample, TraceStep } from "../src/verify/verification.ts";
import { type Choice, commandsOf, SmallRun, tokensOf } from "./small-run.ts";

/**
 * Where the tokens are at its end. A gateway is decided as soon as its token arrives, perhaps earlier than in the trace;
 * so at each step all gateways are told what the trace says of them next.
 */
export function play(graph: ProcessGraph, { steps }: Counterexample): string[] {
  const run = new SmallRun(graph, new Set());
  const state = run.create(nextChoices(graph, steps));
  for (const [index, { elementId }] of steps.entries()) {
    const found = commandsOf(state).find((possible) => possible.elementId === elementId);
    // The start has happened, and gateways go on by themselves.
    if (found !== undefined)
      run.send(state, found.command, nextChoices(graph, steps.slice(index + 1)));
  }
  return tokensOf(state);
}

function nextChoices(graph: ProcessGraph, steps: readonly TraceStep[]): Choice {
  const choice: Record<string, number> = {};
  for (const { kind, elementId, outgoing } of graph.nodes) {
    if (kind !== "exclusiveGateway" || outgoing.length < 2) continue;
    const flowIds = outgoing.map((flow) => graph.flows[flow]?.flowId ?? "");
    const [next] = steps.find((step) => step.elementId === elementId)?.flowIds ?? [];
    choice[elementId] = Math.max(0, flowIds.indexOf(next ?? ""));
  }
  return choice;
}
